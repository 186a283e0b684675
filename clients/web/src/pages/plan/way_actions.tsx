// The way of a plan: proposing it, and confirming exactly what was seen.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatTime } from '../../format';
import {
  AnnualPlan_State, AssignmentService, type AnnualPlan,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { programmeOf } from '../../names';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { usePersonName } from '../../queries/people';
import {
  changesBetween, dayAfter, endOfDay, versionNumber, type PlanChange,
} from './plan_model';
import { planStateLabels, wayWords as words } from './texts';
import { useRefreshPlan } from './use_plan';

const USUAL_DAYS = 14;

export function ProposeButton({ plan }: { plan: AnnualPlan }) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(dayAfter(new Date(), USUAL_DAYS));
  const propose = useMutation(AssignmentService.method.proposeAnnualPlan, {
    onSuccess: () => {
      void message.success(say(words.proposed));
      void refresh();
      setOpen(false);
    },
  });
  const due = endOfDay(day);
  const name = say(plan.state === AnnualPlan_State.PROPOSED
    ? words.proposeAgain : words.propose);
  return (
    <>
      <Button type={plan.currentVersion === plan.proposedVersion
        ? 'default' : 'primary'} onClick={() => setOpen(true)}>{name}</Button>
      <Modal open={open} onCancel={() => setOpen(false)} okText={name}
        cancelText={say(common.cancel)}
        title={say(words.proposeTitle, { n: versionNumber(plan.currentVersion) })}
        okButtonProps={{ disabled: !due, loading: propose.isPending }}
        onOk={() => due && propose.mutate({ name: plan.name, etag: plan.etag,
          answerDueTime: due })}>
        {propose.error && <Failure error={propose.error} />}
        <p className="dialog-lead">{say(words.proposeHint)}</p>
        <Field label={say(words.dueDay)} required>{({ id }) => (
          <Input id={id} type="date" value={day}
            min={dayAfter(new Date(), 0)}
            onChange={(e) => setDay(e.target.value)} />
        )}</Field>
      </Modal>
    </>
  );
}

// What others have changed since the plan was seen, in words.
function Changed({ seen, now, onLook }: {
  seen: AnnualPlan;
  now: AnnualPlan;
  onLook: () => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const personName = usePersonName(programmeOf(now.name));
  const said: Record<PlanChange, () => string> = {
    confirmed: () => say(words.confirmedBy, { who: personName(now.confirmedBy),
      time: formatTime(now.confirmTime, language) }),
    state: () => say(words.changedState, {
      from: say(planStateLabels[seen.state]),
      to: say(planStateLabels[now.state]) }),
    version: () => say(words.changedVersion, {
      from: versionNumber(seen.currentVersion),
      to: versionNumber(now.currentVersion) }),
    demands: () => say(words.changedDemands, {
      from: seen.constraints.length, to: now.constraints.length }),
    other: () => say(words.changedOther),
  };
  return (
    <Alert type="warning" showIcon title={say(words.changed)}
      description={
        <ul>{changesBetween(seen, now).map((change) => (
          <li key={change}>{said[change]()}</li>))}
        </ul>}
      action={<Button onClick={onLook}>{say(words.look)}</Button>} />
  );
}

function ConfirmDialog({ plan, onClose }: {
  // As it was seen: its etag is what is confirmed.
  plan: AnnualPlan;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  const client = createClient(AssignmentService, useTransport());
  const [now, setNow] = useState<AnnualPlan | undefined>();
  const confirm = useMutation(AssignmentService.method.confirmAnnualPlan, {
    onSuccess: () => {
      void message.success(say(words.confirmed));
      void refresh();
      onClose();
    },
    onError: async (error) => {
      if (ConnectError.from(error).code !== Code.Aborted) return;
      setNow(await client.getAnnualPlan({ name: plan.name })
        .catch(() => undefined));
    },
  });
  return (
    <Modal open onCancel={onClose} okText={say(words.confirm)}
      cancelText={say(common.cancel)}
      title={say(words.confirmTitle, { n: versionNumber(plan.currentVersion) })}
      okButtonProps={{ loading: confirm.isPending, disabled: Boolean(now) }}
      onOk={() => confirm.mutate({ name: plan.name, etag: plan.etag })}>
      {now && (
        <Changed seen={plan} now={now} onLook={() => {
          void refresh();
          onClose();
        }} />
      )}
      {confirm.error && !now && <Failure error={confirm.error} />}
      {!now && <p>{say(words.confirmHint)}</p>}
    </Modal>
  );
}

export function ConfirmButton({ plan, disabled }: {
  plan: AnnualPlan;
  disabled: boolean;
}) {
  const say = useSay();
  const [seen, setSeen] = useState<AnnualPlan | undefined>();
  return (
    <>
      <Button type="primary" disabled={disabled} onClick={() => setSeen(plan)}>
        {say(words.confirm)}
      </Button>
      {seen && (
        <ConfirmDialog plan={seen} onClose={() => setSeen(undefined)} />
      )}
    </>
  );
}
