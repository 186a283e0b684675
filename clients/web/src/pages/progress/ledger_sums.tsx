// What entries come to: a tile a fund kind and indicator, as kinds are never
// added up.
import { formatMoney } from '../../format';
import type {
  FilteredSum,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { ledgerWords as words } from './ledger_texts';
import { useFigureText, type ProgressNames } from './use_progress';

export function LedgerSums({ sums, called }: {
  sums: readonly FilteredSum[];
  called: ProgressNames;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { counted } = useFigureText(called);
  if (sums.length === 0) return null;
  return (
    <ul className="tiles ledger-sums" aria-label={say(words.sums)}
      title={say(words.sumsHint)}>
      {sums.map((sum) => (
        <li key={`${sum.fundKind} ${sum.indicator}`}>
          <span className="quiet">
            {sum.fundKind ? called.fundKind(sum.fundKind)
              : called.indicator(sum.indicator)}
          </span>
          <span className="tile-number number">
            {sum.fundKind ? formatMoney(sum.amountFen, language)
              : counted(sum.value, sum.indicator)}
          </span>
          <span className="quiet">
            {say(words.fromEntries, { n: String(sum.entryCount) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
