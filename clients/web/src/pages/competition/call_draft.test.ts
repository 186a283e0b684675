import { expect, test } from 'vitest';
import {
  callOf, faultsOf, integerOf, scoreOf, type CallDraft,
} from './call_draft';

const good: CallDraft = {
  zh: '农村公路', en: '', description: '', supporter: 'u', fundKind: 'policy',
  year: 2016, amount: '3000', least: '', most: '800', leastScore: '60.5',
  due: '2016-03-31',
  criteria: [{ id: 'c-1', name: '必要性', weight: '60', most: '100' }],
};

test('a score out of 100 is basis points', () => {
  expect(scoreOf('')).toBe(0);
  expect(scoreOf('60.5')).toBe(6050);
  expect(scoreOf('60.05')).toBe(6005);
  expect(scoreOf('100')).toBe(10_000);
  expect(scoreOf('100.01')).toBeUndefined();
  expect(scoreOf('-1')).toBeUndefined();
  expect(scoreOf('1.234')).toBeUndefined();
});

test('a whole number is within its bounds', () => {
  expect(integerOf('10', 1, 10)).toBe(10);
  expect(integerOf('11', 1, 10)).toBeUndefined();
  expect(integerOf('1.5', 1, 10)).toBeUndefined();
  expect(integerOf('', 0, 10)).toBeUndefined();
});

test('what is missing is a fault, each by its field', () => {
  expect([...faultsOf(good)]).toEqual([]);
  expect([...faultsOf({ ...good, zh: ' ', amount: '0', due: '2016-02-30' })])
    .toEqual(['zh', 'amount', 'due']);
  expect([...faultsOf({ ...good, criteria: [] })]).toEqual(['criteria']);
  expect([...faultsOf({ ...good, most: '8x' })]).toEqual(['most']);
});

test('a draft becomes what the server takes', () => {
  const call = callOf(good);
  expect(call.amountFen).toBe(3_000_000_000n);
  expect(call.leastShareFen).toBe(0n);
  expect(call.mostShareFen).toBe(800_000_000n);
  expect(call.leastScore).toBe(6050);
  expect(call.criteria).toEqual([{ id: 'c-1', displayName: { zh: '必要性' },
    weight: 60, mostPoints: 100 }]);
});
