// How much a criterion's value counts, drawn small: its curve, and the one
// before it, if there is another, behind.
import {
  type Criterion,
} from '../gen/duikou/matching/v1/matching_service_pb';
import { texts } from '../i18n/language';
import { useSay } from '../i18n/say';
import { curveText, isStraight, type CurvePoints } from '../curves';
import { criterionLabels } from '../labels';
import { criterionColour } from './score_bar';

const words = texts({
  straight: ['{criterion}：符合度按原值计算', '{criterion}: each value counts as itself'],
  bent: ['{criterion}：符合度 25%、50%、75% 分别计为 {points}（%）',
    '{criterion}: values of 25, 50 and 75% count as {points} (%)'],
  before: ['；原为 {points}', '; {points} before'],
});

const WIDTH = 48;
const HEIGHT = 32;

const corners = (points: CurvePoints) => [0, ...points, 10_000].map((y, i) =>
  `${(i * WIDTH) / 4},${(HEIGHT * (10_000 - y)) / 10_000}`).join(' ');

export function ValueCurve({ criterion, points, before }: {
  criterion: Criterion;
  points: CurvePoints;
  before?: CurvePoints | undefined;
}) {
  const say = useSay();
  const changed = before && curveText(before) !== curveText(points);
  const spoken = say(isStraight(points) ? words.straight : words.bent, {
    criterion: say(criterionLabels[criterion]), points: curveText(points) }) +
    (changed ? say(words.before, { points: curveText(before) }) : '');
  return (
    <svg className="value-curve" role="img" aria-label={spoken}
      viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`}>
      <title>{spoken}</title>
      <rect className="value-curve-frame" width={WIDTH} height={HEIGHT} />
      {changed && (
        <polyline className="value-curve-before" points={corners(before)} />
      )}
      <polyline points={corners(points)}
        style={{ stroke: criterionColour(criterion) }} />
    </svg>
  );
}
