import { expect, test } from 'vitest';
import { Revisions } from './revisions';

test('the newest revision of each programme goes out', () => {
  const revisions = new Revisions();
  expect(revisions.header()).toBe('');
  revisions.note('hubei=124,-=7');
  revisions.note('hubei=99, chongqing=3');
  revisions.note(null);
  revisions.note('nonsense,hubei=x,=5');
  expect(revisions.header()).toBe('hubei=124,-=7,chongqing=3');
});
