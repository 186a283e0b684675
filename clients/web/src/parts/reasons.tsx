// Why a pair scores as it does, in the server's words.
import type {
  ScorePart,
} from '../gen/duikou/matching/v1/matching_service_pb';
import { common } from '../app/texts';
import { useLocal, useSay } from '../i18n/say';
import { criterionLabels } from '../labels';
import { Swatch } from './score_bar';

// The reasons of the parts that count most, in the order of the criteria.
export function Reasons({ parts, most }: {
  parts: readonly ScorePart[];
  most: number;
}) {
  const say = useSay();
  const local = useLocal();
  const chosen = new Set([...parts].filter((p) => p.points > 0)
    .sort((a, b) => b.points - a.points).slice(0, most));
  return (
    <ul className="reasons">
      {parts.filter((p) => chosen.has(p)).map((part) => (
        <li key={part.criterion}>
          <Swatch criterion={part.criterion} />
          <span>
            <span className="unseen">{say(criterionLabels[part.criterion])}: </span>
            {part.reasons.map((r) => local(r.text)).join(say(common.then))}
          </span>
        </li>
      ))}
    </ul>
  );
}
