// Amounts on the screen.
import { formatMoney } from '../format';
import type { FundNeed } from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLanguage } from '../i18n/say';
import type { Called } from '../queries/reference';

export function Money({ fen }: { fen: bigint }) {
  const { language } = useLanguage();
  return <span className="number">{formatMoney(fen, language)}</span>;
}

// The part of a need that is still put forward.
export function openOf(need: FundNeed): bigint {
  return need.openFen ?? need.totalFen;
}

export function FundNeeds({ needs, called }: {
  needs: readonly FundNeed[];
  called: Called;
}) {
  return (
    <ul className="fund-needs">
      {needs.map((need) => (
        <li key={need.fundKind}>
          <span className="quiet">{called.fundKind(need.fundKind)}</span>{' '}
          <Money fen={openOf(need)} />
        </li>
      ))}
    </ul>
  );
}
