import { expect, test } from 'vitest';
import { everyEntry } from './every_entry';

const pages = {
  '': { nextPageToken: 'b', list: [1, 2] },
  b: { nextPageToken: 'c', list: [] },
  c: { nextPageToken: '', list: [3] },
};

test('every page is asked for once, in order', async () => {
  const asked: string[] = [];
  const all = await everyEntry((token) => {
    asked.push(token);
    return Promise.resolve(pages[token as keyof typeof pages]);
  }, (page) => page.list);
  expect(all).toEqual([1, 2, 3]);
  expect(asked).toEqual(['', 'b', 'c']);
});

test('a page that fails fails the whole', async () => {
  await expect(everyEntry((token) => (token === 'b'
    ? Promise.reject(new Error('gone'))
    : Promise.resolve(pages[''])), (page) => page.list)).rejects.toThrow('gone');
});
