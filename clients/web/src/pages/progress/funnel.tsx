// Agreements by stage, each bar a button that narrows the list to it.
import { formatMoney } from '../../format';
import { useLanguage, useSay } from '../../i18n/say';
import type { StageSum } from './agreement_filter';
import { listWords as words } from './agreement_texts';
import { stageLabels } from './texts';

export function Funnel({ sums, chosen, onToggle }: {
  sums: readonly StageSum[];
  // The stages that are shown; empty: all.
  chosen: readonly string[];
  onToggle: (stage: string) => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const most = Math.max(1, ...sums.map((s) => s.count));
  return (
    <ul className="funnel no-print" aria-label={say(words.funnel)}>
      {sums.map(({ stage, count, fen }) => (
        <li key={stage}>
          <button type="button" className={`funnel-stage funnel-${stage}`}
            aria-pressed={chosen.includes(String(stage))}
            onClick={() => onToggle(String(stage))}>
            <span>{say(stageLabels[stage])}</span>
            <span className="funnel-track">
              <span className="funnel-bar"
                style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <strong className="number">{count}</strong>
            <span className="number quiet">{formatMoney(fen, language)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
