// What a change by hand costs, told before it is made.
import { useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Alert } from 'antd';
import { formatMoney } from '../../format';
import {
  AssignmentService, type AmountDifference, type AnnualPlan, type PlanVersion,
  type PlanWorth, type RuleCase,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { Failure, Loading } from '../../parts/states';
import { amendmentsOf, coarse, type ShareChange } from './plan_model';
import { RuleList } from './run_panel';
import { shareWords as words } from './texts';
import { gapText, type PlanNames } from './use_plan';

export interface Price {
  // Less than 0: the change adds to the worth.
  fen: bigint;
  worth: PlanWorth | undefined;
  breaches: readonly RuleCase[];
  balances: readonly AmountDifference[];
}

// What the change of the current version comes to; `change` undefined: it is not
// filled in yet. `reason` for an amendment, which needs one.
export function usePrice(plan: AnnualPlan, version: PlanVersion,
    change: ShareChange | undefined, confirmed: boolean) {
  const asked = change ?? { project: '', fundKind: '', from: '', to: '',
    amountFen: 0n };
  const move = useQuery(AssignmentService.method.moveShare, {
    name: plan.name, etag: plan.etag, project: asked.project,
    fundKind: asked.fundKind, fromSupporter: asked.from,
    toSupporter: asked.to, amountFen: asked.amountFen, validateOnly: true,
  }, { enabled: change !== undefined && !confirmed,
    placeholderData: keepPreviousData });
  const amended = useQuery(AssignmentService.method.amendAnnualPlan, {
    name: plan.name, etag: plan.etag, reason: '-', validateOnly: true,
    changes: amendmentsOf(version.shares, asked),
  }, { enabled: change !== undefined && confirmed,
    placeholderData: keepPreviousData });
  const { error, isFetching } = confirmed ? amended : move;
  const price: Price | undefined = confirmed
    ? amended.data && {
      fen: (version.worth?.valueFen ?? 0n) - (amended.data.worth?.valueFen ?? 0n),
      worth: amended.data.worth, breaches: [], balances: [] }
    : move.data && { fen: move.data.priceFen, worth: move.data.version?.worth,
      breaches: move.data.breaches, balances: move.data.supporters };
  return { price: change ? price : undefined,
    error: change ? error : null, isFetching };
}

function PriceText({ fen }: { fen: bigint }) {
  const say = useSay();
  const { language } = useLanguage();
  const amount = formatMoney(coarse(fen < 0n ? -fen : fen, true), language);
  if (fen === 0n) return say(words.priceNone);
  return say(fen > 0n ? words.priceLoss : words.priceGain, { amount });
}

// What quotas become by the change.
function Balances({ of, called }: {
  of: readonly AmountDifference[];
  called: PlanNames;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const money = (fen: bigint) => formatMoney(fen, language);
  return of.map((b) => (
    <p key={`${b.subject} ${b.fundKind}`}>
      {say(words.balance, { unit: called.unit(b.subject),
        kind: called.fundKind(b.fundKind), from: money(b.fromFen),
        to: money(b.toFen) })}
      {b.toShortFen > 0n &&
        say(words.shortAfter, { short: money(b.toShortFen) })}
    </p>
  ));
}

export function PricePanel({ of, called }: {
  of: ReturnType<typeof usePrice>;
  called: PlanNames;
}) {
  const say = useSay();
  const { price, error, isFetching } = of;
  if (error) return <Failure error={error} />;
  if (!price) {
    return isFetching ? <Loading rows={2} />
      : <p className="quiet">{say(words.chooseFirst)}</p>;
  }
  const broken = price.breaches.length > 0;
  return (
    <Alert showIcon type={broken ? 'error' : price.fen > 0n ? 'warning' : 'info'}
      role="status" aria-busy={isFetching} title={<PriceText fen={price.fen} />}
      description={
        <>
          {broken && (
            <>
              <p>{say(words.breaches)}</p>
              <RuleList rules={price.breaches} called={called} />
            </>
          )}
          {!broken && price.worth && (
            <p>{say(words.gapAfter,
              { gap: gapText(say, price.worth.gapBasisPoints) })}</p>
          )}
          <Balances of={price.balances} called={called} />
        </>
      } />
  );
}
