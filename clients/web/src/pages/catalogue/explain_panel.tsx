// Why a project ranks where it does for a supporter, and what would move it up.
import type { ConnectError } from '@connectrpc/connect';
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert } from 'antd';
import { formatScore } from '../../format';
import type {
  ExplainRecommendationResponse, ScorePart,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { criterionLabels } from '../../labels';
import { names } from '../../names';
import { Panel } from '../../parts/page';
import { ScoreBar, Swatch } from '../../parts/score_bar';
import { Answer } from '../../parts/states';
import { useUnit } from '../../queries/reference';
import { why } from './texts';

function Part({ part }: { part: ScorePart }) {
  const say = useSay();
  const local = useLocal();
  return (
    <li className="why-part">
      <p className="why-part-head">
        <Swatch criterion={part.criterion} />
        <strong>{say(criterionLabels[part.criterion])}</strong>
        <span className="number why-points">{say(why.points, {
          points: formatScore(part.points), most: formatScore(part.weight) })}
        </span>
      </p>
      {part.reasons.map((reason) => (
        <p key={local(reason.text)} className="why-reason">{local(reason.text)}</p>
      ))}
      {part.countedValue !== part.value && (
        <p className="quiet why-reason">
          {say(why.counted, { value: formatScore(part.value),
            counted: formatScore(part.countedValue) })}
        </p>
      )}
      {part.rankWithout > 0 && (
        <p className="quiet why-reason">
          {say(why.without, { rank: part.rankWithout })}
        </p>
      )}
    </li>
  );
}

function Explained({ of }: { of: ExplainRecommendationResponse }) {
  const say = useSay();
  const local = useLocal();
  const { recommendation, failures, totalSize, counterfactuals } = of;
  if (!recommendation) return null;
  const { rank, score, parts } = recommendation;
  return (
    <>
      {rank > 0 ? (
        <p className="why-rank">
          <span className="why-score number">{formatScore(score)}</span>
          {say(why.rank, { rank, total: totalSize })}
        </p>
      ) : (
        <Alert type="warning" title={say(why.filteredOut)} className="why-alert"
          description={
            <>
              <ul className="why-failures">
                {failures.map((f) => <li key={f.code}>{local(f.text)}</li>)}
              </ul>
              <p>{say(why.scoreWithout, { score: formatScore(score) })}</p>
            </>
          } />
      )}
      <ScoreBar score={score} parts={parts} />
      <ul className="why-parts">
        {parts.map((part) => <Part key={part.criterion} part={part} />)}
      </ul>
      <h3>{say(why.betterTitle)}</h3>
      {counterfactuals.length === 0
        ? <p className="quiet">{say(why.betterNone)}</p>
        : (
          <ol className="why-changes">
            {counterfactuals.map((c, i) => <li key={i}>{local(c.text)}</li>)}
          </ol>
        )}
    </>
  );
}

// `explained` is asked for by the page, which exports it as well.
export function ExplainPanel({ programme, unit, explained }: {
  programme: string;
  unit: string;
  explained: UseQueryResult<ExplainRecommendationResponse, ConnectError>;
}) {
  const say = useSay();
  const local = useLocal();
  const unitName = local(
    useUnit(names.unit.format({ programme, unit }))?.displayName, unit);
  return (
    <Panel title={say(why.title)} extra={say(why.forUnit, { unit: unitName })}>
      <Answer of={explained}>{(answer) => <Explained of={answer} />}</Answer>
    </Panel>
  );
}
