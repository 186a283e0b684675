// What a version is worth, the floors that it misses, and the demands on it.
import { useMutation } from '@connectrpc/connect-query';
import { Alert, App, Button } from 'antd';
import { common } from '../../app/texts';
import { formatMoney } from '../../format';
import {
  AssignmentService, ShareConstraint_Kind, type AnnualPlan, type FloorBalance,
  type PlanVersion, type ShareConstraint,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { Facts, Panel } from '../../parts/page';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { coarse } from './plan_model';
import { boardWords as words, constraintLabels, planWords } from './texts';
import { gapText, useRefreshPlan, type PlanNames } from './use_plan';

export function WorthPanel({ version, called }: {
  version: PlanVersion;
  called: PlanNames;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { worth } = version;
  const money = (fen: bigint) => formatMoney(fen, language);
  if (!worth) return null;
  return (
    <Panel title={<span className="plan-gap">
      {gapText(say, worth.gapBasisPoints)}
    </span>} extra={say(words.shares, { n: version.shareCount })}>
      {version.nothingToDo && (
        <p className="dialog-lead">{say(words.nothingToDo)}</p>
      )}
      <Facts of={[
        ...version.kindTotals.map((t) =>
          [called.fundKind(t.fundKind), money(t.amountFen)] as const),
        [say(words.value), money(coarse(worth.valueFen))],
        [say(words.bound), money(coarse(worth.boundFen, true))],
        [say(words.lostQuota), money(coarse(worth.quotaLossFen, true))],
        [say(words.lostFloor), money(coarse(worth.floorLossFen, true))],
      ]} />
      <p className="quiet panel-foot">{say(words.valueHint)}</p>
    </Panel>
  );
}

export function FloorsAlert({ version, called }: {
  version: PlanVersion;
  called: PlanNames;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const missed = version.floors.filter((f) => f.shortFen > 0n);
  if (missed.length === 0) return null;
  const nameOf = ({ floor }: FloorBalance) => [
    floor?.demonstrationSites ? say(planWords.demonstration)
      : called.area(floor?.area ?? ''),
    floor?.fundKind ? called.fundKind(floor.fundKind)
      : say(planWords.allKinds)].join(say(common.and));
  return (
    <Alert className="page-alert" type="warning" showIcon
      title={say(words.floors)} description={
        <ul>
          {missed.map((floor, i) => (
            <li key={i}>{nameOf(floor)} {say(words.floorShort, {
              given: formatMoney(floor.givenFen, language),
              short: formatMoney(floor.shortFen, language) })}</li>
          ))}
        </ul>} />
  );
}

const TONES = { [ShareConstraint_Kind.PIN]: 'accent',
  [ShareConstraint_Kind.BAN]: 'warn' } as const;

function ReleaseButton({ plan, demand, name }: {
  plan: AnnualPlan;
  demand: ShareConstraint;
  // What the demand is called.
  name: string;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  const tellFailure = useTellFailure();
  const release = useMutation(AssignmentService.method.releaseShare, {
    onSuccess: () => {
      void message.success(say(words.released));
      void refresh();
    },
    onError: tellFailure,
  });
  return (
    <Button size="small" loading={release.isPending} className="no-print"
      aria-label={`${say(words.release)}: ${name}`}
      onClick={() => release.mutate({ name: plan.name,
        project: demand.project, supporter: demand.supporter,
        fundKind: demand.fundKind })}>
      {say(words.release)}
    </Button>
  );
}

function Demand({ plan, demand, called, mayRelease }: {
  plan: AnnualPlan;
  demand: ShareConstraint;
  called: PlanNames;
  mayRelease: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const name = say(words.demandOf, { supporter: called.unit(demand.supporter),
    project: called.project(demand.project) });
  const byHand = demand.kind !== ShareConstraint_Kind.DECLINED;
  const tone = demand.kind === ShareConstraint_Kind.PIN ||
    demand.kind === ShareConstraint_Kind.BAN ? TONES[demand.kind] : 'plain';
  return (
    <li>
      <span>
        <ToneTag tone={tone}>{say(constraintLabels[demand.kind])}</ToneTag>
        {name}
        {demand.fundKind && ` ${called.fundKind(demand.fundKind)}`}
        {demand.amountFen > 0n && ` ${say(words.exactly,
          { amount: formatMoney(demand.amountFen, language) })}`}
        <span className="share-reason">{demand.reason}</span>
      </span>
      {mayRelease && byHand && (
        <ReleaseButton plan={plan} demand={demand} name={name} />
      )}
    </li>
  );
}

export function DemandsPanel({ plan, called, mayRelease }: {
  plan: AnnualPlan;
  called: PlanNames;
  mayRelease: boolean;
}) {
  const say = useSay();
  if (plan.constraints.length === 0) return null;
  return (
    <Panel title={say(words.demands)}>
      <ul className="rows">
        {plan.constraints.map((demand, i) => (
          <Demand key={i} plan={plan} demand={demand} called={called}
            mayRelease={mayRelease} />
        ))}
      </ul>
    </Panel>
  );
}
