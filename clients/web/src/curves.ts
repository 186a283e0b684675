// The curves by which the values of criteria count: what 2,500, 5,000 and 7,500
// of 10,000 count as.
import type {
  Criterion, CriterionWeight,
} from './gen/duikou/matching/v1/matching_service_pb';

export type CurvePoints = readonly number[];
export type Curves = ReadonlyMap<Criterion, CurvePoints>;

export const STRAIGHT: CurvePoints = [2500, 5000, 7500];

export const isStraight = (points: CurvePoints) =>
  points.every((point, i) => point === STRAIGHT[i]);

// In percent: 40/70.5/90.
export const curveText = (points: CurvePoints) =>
  points.map((point) => point / 100).join('/');

// A weight without points, and a criterion that has no weight, is straight.
export function curveOf(weights: readonly CriterionWeight[],
    criterion: Criterion): CurvePoints {
  const points = weights.find((w) => w.criterion === criterion)?.curvePoints;
  return points && points.length > 0 ? points : STRAIGHT;
}

export const curvesOf = (weights: readonly CriterionWeight[]): Curves =>
  new Map(weights.map((w) => [w.criterion, curveOf(weights, w.criterion)]));
