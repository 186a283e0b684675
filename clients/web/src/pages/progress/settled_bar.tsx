// What arrived of what is owed: the bar is quota and carried shortfall, its fill
// what counts.
import { formatBasisPoints, formatMoney, formatWan } from '../../format';
import type {
  SettledFund,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { filled } from '../plan/quota_bar';
import { settlementWords as words } from './settlement_texts';

export const owedFen = (fund: SettledFund) => fund.quotaFen + fund.carriedFen;

export function SettledBar({ of }: { of: SettledFund | undefined }) {
  const say = useSay();
  const { language } = useLanguage();
  if (!of) return <span className="quiet">—</span>;
  const money = (fen: bigint) => formatMoney(fen, language);
  const figures = { owed: money(owedFen(of)), arrived: money(of.arrivedFen),
    reached: formatBasisPoints(of.reachedBasisPoints) };
  const short = of.shortFen > 0n;
  const said = short
    ? say(words.barShort, { ...figures, short: money(of.shortFen) })
    : say(words.bar, figures);
  const width = of.arrivedFen > 0n ? filled(of.arrivedFen, owedFen(of)) : 0;
  return (
    <div className="quota-bar" title={said}>
      <div className="quota-bar-track" role="img" aria-label={said}>
        <span className={short ? 'quota-bar-short' : 'quota-bar-met'}
          style={{ width: `${short ? width : 100}%` }} />
      </div>
      <span className="number" aria-hidden>
        {formatWan(of.arrivedFen)} / {formatWan(owedFen(of))}
        {short && (
          <span className="bad">
            {' '}{say(words.short, { short: formatWan(of.shortFen) })}
          </span>
        )}
      </span>
    </div>
  );
}
