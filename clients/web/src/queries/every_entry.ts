// All entries of a list that the server answers page by page, for exports.
//
//   await everyEntry((pageToken) => client.listPeople({ programme, pageToken }),
//     (page) => page.people);

// What `entriesOf` finds in every page that `ask` gets, in order; the first
// token is empty. Rejects as `ask` does.
export async function everyEntry<P extends { nextPageToken: string }, E>(
    ask: (pageToken: string) => Promise<P>,
    entriesOf: (page: P) => readonly E[]): Promise<E[]> {
  const all: E[] = [];
  let pageToken = '';
  do {
    const page = await ask(pageToken);
    all.push(...entriesOf(page));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return all;
}
