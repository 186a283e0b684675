import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { curveOf, curvesOf, curveText, isStraight, STRAIGHT } from './curves';
import {
  Criterion, CriterionWeightSchema,
} from './gen/duikou/matching/v1/matching_service_pb';

const weights = [
  create(CriterionWeightSchema, { criterion: Criterion.SECTOR, weight: 3,
    curvePoints: [4000, 7050, 9000] }),
  create(CriterionWeightSchema, { criterion: Criterion.REGION, weight: 1 }),
];

test('a curve without points is straight', () => {
  expect(curveOf(weights, Criterion.SECTOR)).toEqual([4000, 7050, 9000]);
  expect(curveOf(weights, Criterion.REGION)).toEqual(STRAIGHT);
  expect(curveOf(weights, Criterion.RECORD)).toEqual(STRAIGHT);
  expect(curvesOf(weights).get(Criterion.REGION)).toEqual(STRAIGHT);
});

test('curves are told in percent', () => {
  expect(curveText([4000, 7050, 9000])).toBe('40/70.5/90');
  expect(isStraight(STRAIGHT)).toBe(true);
  expect(isStraight([2500, 5000, 7600])).toBe(false);
});
