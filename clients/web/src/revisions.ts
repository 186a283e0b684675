// The newest revision seen of each programme, as metadata carries them:
// `hubei=124,-=7`.
export class Revisions {
  private readonly newest = new Map<string, bigint>();

  // Takes what an answer carried; null and what cannot be read say nothing.
  note(text: string | null): void {
    for (const pair of (text ?? '').split(',')) {
      const parts = /^\s*([^=\s]+)=(\d+)\s*$/.exec(pair);
      if (!parts) continue;
      const [, partition = '', digits = '0'] = parts;
      const revision = BigInt(digits);
      if (revision > (this.newest.get(partition) ?? -1n)) {
        this.newest.set(partition, revision);
      }
    }
  }

  // What the next request carries; empty where nothing was written yet.
  header(): string {
    return [...this.newest].map(([p, r]) => `${p}=${r}`).join(',');
  }
}
