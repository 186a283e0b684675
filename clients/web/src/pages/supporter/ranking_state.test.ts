import { expect, test } from 'vitest';
import { Criterion } from '../../gen/duikou/matching/v1/matching_service_pb';
import { NeedKind } from '../../gen/duikou/type/v1/needs_pb';
import {
  diversityOf, filterCount, filterOf, noFilters, numbersOfWeights, percentages,
  stateOfFilter, weightsOf,
} from './ranking_state';

const state = {
  ...noFilters, q: '茶', year: 0, area: ['420527'], sector: ['tea'],
  kind: ['grant'], need: ['training'], ready: 3, demo: true, least: '12.5',
};

test('a filter asks for what the state says, by name and in fen', () => {
  const filter = filterOf('hubei', state);
  expect(filter.areas).toEqual(['programmes/hubei/areas/420527']);
  expect(filter.otherNeeds).toEqual([NeedKind.TRAINING]);
  expect(filter.leastOpenFen).toBe(12_500_000n);
  expect(filter.demonstrationSite).toBe(true);
  expect(filter.shareable).toBeUndefined();
  expect(filterCount(state)).toBe(7);
});

test('a kept filter is shown as the state that it came from', () => {
  expect(stateOfFilter('茶', filterOf('hubei', state))).toEqual(state);
  expect(stateOfFilter('', undefined)).toEqual({ ...noFilters, year: 0 });
});

test('weights that are all nothing ask for those in force', () => {
  expect(weightsOf({})).toEqual([]);
  expect(weightsOf({ sector: 0 })).toEqual([]);
  const weights = weightsOf({ sector: 60, region: 40 });
  expect(weights).toHaveLength(6);
  expect(numbersOfWeights(weights)).toMatchObject({ sector: 60, record: 0 });
  expect(weights[0]?.curvePoints).toEqual([]);
});

test('weights with curves have one for each criterion', () => {
  const weights = weightsOf({ sector: 60 },
    new Map([[Criterion.SECTOR, [4000, 7000, 9000]]]));
  expect(weights[0]?.curvePoints).toEqual([4000, 7000, 9000]);
  expect(weights[1]?.curvePoints).toEqual([2500, 5000, 7500]);
});

test('percentages add up to 100, whatever the weights', () => {
  for (const numbers of [[1, 1, 1, 0, 0, 0], [7, 11, 13, 17, 19, 23],
    [100, 0, 0, 0, 0, 0], [33, 33, 33, 1, 1, 1]]) {
    const weights = numbers.map((weight, i) => ({
      $typeName: 'duikou.matching.v1.CriterionWeight' as const,
      criterion: (i + 1) as Criterion, weight, curvePoints: [] }));
    const shares = Object.values(percentages(weights));
    expect(shares.reduce((a, b) => a + b), String(numbers)).toBe(100);
  }
  expect(percentages([])).toEqual({});
});

test('no spread, no diversity', () => {
  expect(diversityOf('off')).toBeUndefined();
  expect(diversityOf('much')?.sectorPenalty).toBe(1000);
});
