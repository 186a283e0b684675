// What a supporter gives of a quota: the bar is the quota, its fill what is
// given of it.
import { formatMoney, formatWan } from '../../format';
import type {
  SupporterBalance,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { bindingLabels, boardWords as words } from './texts';

// Of 100; a quota of nothing is met.
export function filled(givenFen: bigint, quotaFen: bigint): number {
  if (quotaFen <= 0n || givenFen >= quotaFen) return 100;
  return Number((givenFen * 100n) / quotaFen);
}

export function QuotaBar({ of }: { of: SupporterBalance | undefined }) {
  const say = useSay();
  const { language } = useLanguage();
  if (!of) return <span className="quiet">—</span>;
  const money = (fen: bigint) => formatMoney(fen, language);
  const figures = { quota: money(of.quotaFen), given: money(of.givenFen) };
  const said = of.shortFen > 0n
    ? say(words.quotaShort, { ...figures, short: money(of.shortFen),
      why: say(bindingLabels[of.binding]) })
    : say(words.quota, figures);
  return (
    <div className="quota-bar" title={said}>
      <div className="quota-bar-track" role="img" aria-label={said}>
        <span className={of.shortFen > 0n ? 'quota-bar-short' : 'quota-bar-met'}
          style={{ width: `${filled(of.givenFen, of.quotaFen)}%` }} />
      </div>
      <span className="number" aria-hidden>
        {formatWan(of.givenFen)} / {formatWan(of.quotaFen)}
        {of.shortFen > 0n && (
          <span className="bad">
            {' '}{say(words.short, { short: formatWan(of.shortFen) })}
          </span>
        )}
      </span>
    </div>
  );
}
