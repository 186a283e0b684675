import { expect, test } from 'vitest';
import {
  choose, isWhole, splitOf, wholeOf, withoutFactor, type SplitDraft,
} from './factor_draft';

const good: SplitDraft = {
  amount: '100',
  factors: [{ name: '人口', weight: '3', inverse: false },
    { name: '', weight: '1', inverse: true }],
  targets: [{ subject: 'a', values: ['600', '2'], floor: '', cap: '' },
    { subject: 'b', values: ['2,00', '1'], floor: '1', cap: '10' }],
};

test('values are whole numbers, exactly', () => {
  expect(wholeOf('38,000', 0)).toBe(38_000n);
  expect(wholeOf('0', 1)).toBeUndefined();
  expect(wholeOf('1.5', 0)).toBeUndefined();
  expect(wholeOf('', 0)).toBeUndefined();
});

test('a split is whole once every value is there', () => {
  expect(isWhole(good)).toBe(true);
  expect(isWhole({ ...good, amount: '0' })).toBe(false);
  expect(isWhole({ ...good, targets: [] })).toBe(false);
  const [first, second] = good.factors;
  expect(isWhole({ ...good, factors: [{ ...first!, weight: '0' }, second!] }))
    .toBe(false);
  expect(isWhole({ ...good, targets: [{ subject: 'a', values: ['1', '0'],
    floor: '', cap: '' }] })).toBe(false);
});

test('it goes to the server in fen', () => {
  expect(splitOf(good)).toEqual({
    amountFen: 100_000_000n,
    factors: [{ weight: 3, inverse: false, displayName: { zh: '人口' } },
      { weight: 1, inverse: true }],
    targets: [{ subject: 'a', values: [600n, 2n], floorFen: 0n },
      { subject: 'b', values: [200n, 1n], floorFen: 1_000_000n,
        capFen: 10_000_000n }],
  });
});

test('what is chosen keeps its values, and a factor takes its own along', () => {
  expect(choose(good.targets, 2, ['c', 'a']).map((t) => t.values))
    .toEqual([['', ''], ['600', '2']]);
  const left = withoutFactor(good, 0);
  expect(left.factors.length).toBe(1);
  expect(left.targets.map((t) => t.values)).toEqual([['2'], ['1']]);
});
