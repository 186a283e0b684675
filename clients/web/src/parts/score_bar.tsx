// A score as a bar of its criteria: the bar's length is the score of 10,000,
// its pieces are the parts, which add up to it exactly.
import { formatScore } from '../format';
import {
  type Criterion, type ScorePart,
} from '../gen/duikou/matching/v1/matching_service_pb';
import { texts } from '../i18n/language';
import { useSay } from '../i18n/say';
import { criterionLabels } from '../labels';

const words = texts({
  part: ['{criterion} {points} 分（满分 {most}）',
    '{criterion}: {points} of {most}'],
  whole: ['得分 {score}：{parts}', 'Score {score}: {parts}'],
  separator: ['，', ', '],
});

export const criterionColour = (criterion: Criterion) =>
  `var(--criterion-${criterion})`;

export function Swatch({ criterion }: { criterion: Criterion }) {
  return (
    <span className="swatch" aria-hidden
      style={{ background: criterionColour(criterion) }} />
  );
}

export function ScoreBar({ score, parts, legend = false }: {
  score: number;
  parts: readonly ScorePart[];
  // Names and points of the parts below the bar.
  legend?: boolean;
}) {
  const say = useSay();
  const spoken = parts.map((part) => say(words.part, {
    criterion: say(criterionLabels[part.criterion]),
    points: formatScore(part.points), most: formatScore(part.weight),
  }));
  return (
    <div className="score-bar">
      <div className="score-bar-track" role="img"
        aria-label={say(words.whole, {
          score: formatScore(score), parts: spoken.join(say(words.separator)),
        })}>
        {parts.map((part, i) => part.points > 0 && (
          <span key={part.criterion} className="score-bar-part"
            title={spoken[i]} style={{
              width: `${part.points / 100}%`,
              background: criterionColour(part.criterion),
            }} />
        ))}
      </div>
      {legend && (
        <ul className="score-legend" aria-hidden>
          {parts.map((part) => (
            <li key={part.criterion}
              className={part.points === 0 ? 'score-legend-zero' : ''}>
              <Swatch criterion={part.criterion} />
              {say(criterionLabels[part.criterion])}
              <span className="number">{formatScore(part.points)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
