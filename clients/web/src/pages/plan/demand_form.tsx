// Pinning, banning and releasing a share.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatMoney } from '../../format';
import {
  AssignmentService, type AnnualPlan, type PlannedShare, type ShareConstraint,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import type { Text } from '../../i18n/language';
import { useLanguage, useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import {
  boardWords, constraintLabels, planWords, shareWords as words,
} from './texts';
import { useRefreshPlan } from './use_plan';

// What a write to the plan does once it is through.
function useDone(onClose: () => void) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  return (text: Text) => () => {
    void message.success(say(text));
    void refresh();
    onClose();
  };
}

interface DemandProps {
  plan: AnnualPlan;
  share: PlannedShare;
  // Whether it is to pin; else to ban.
  pins: boolean;
  onClose: () => void;
}

// What is filled in, and sending it. `more`: a pin's amount too; a ban of all
// fund kinds.
function useDemand({ plan, share, pins, onClose }: DemandProps) {
  const [reason, setReason] = useState('');
  const [marked, setMarked] = useState(false);
  const [more, setMore] = useState(pins);
  const done = useDone(onClose);
  const pin = useMutation(AssignmentService.method.pinShare,
    { onSuccess: done(words.pinned) });
  const ban = useMutation(AssignmentService.method.banShare,
    { onSuccess: done(words.banned) });
  const error = pins ? pin.error : ban.error;
  const submit = () => {
    const of = { name: plan.name, project: share.project,
      supporter: share.supporter, reason: reason.trim() };
    if (of.reason === '') setMarked(true);
    else if (pins) {
      pin.mutate({ ...of, fundKind: share.fundKind,
        amountFen: more ? share.amountFen : 0n });
    } else ban.mutate({ ...of, fundKind: more ? '' : share.fundKind });
  };
  return { reason, setReason, more, setMore, submit, error,
    isPending: pin.isPending || ban.isPending,
    lacksReason: marked && reason.trim() === '' };
}

export function DemandForm(props: DemandProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { share, pins, onClose } = props;
  const draft = useDemand(props);
  return (
    <div className="share-form">
      {draft.error && <Failure error={draft.error} />}
      <p className="quiet">{say(pins ? words.pinHint : words.banHint)}</p>
      <Checkbox checked={draft.more}
        onChange={(e) => draft.setMore(e.target.checked)}>
        {pins ? say(words.pinExactly,
          { amount: formatMoney(share.amountFen, language) })
          : say(words.banAll)}
      </Checkbox>
      <Field label={say(planWords.reason)} required
        fault={draft.lacksReason ? say(planWords.reasonNeeded) : ''}>
        {(bound) => (
          <Input {...bound} value={draft.reason} maxLength={500}
            onChange={(e) => draft.setReason(e.target.value)}
            onPressEnter={draft.submit} />
        )}
      </Field>
      <div className="share-form-end">
        <Button onClick={onClose}>{say(common.cancel)}</Button>
        <Button type="primary" loading={draft.isPending}
          danger={!pins} onClick={draft.submit}>
          {say(pins ? words.pin : words.ban)}
        </Button>
      </div>
    </div>
  );
}

export function ReleaseForm({ plan, demand, onClose }: {
  plan: AnnualPlan;
  demand: ShareConstraint;
  onClose: () => void;
}) {
  const say = useSay();
  const done = useDone(onClose);
  const release = useMutation(AssignmentService.method.releaseShare,
    { onSuccess: done(boardWords.released) });
  return (
    <div className="share-form">
      {release.error && <Failure error={release.error} />}
      <p>{say(constraintLabels[demand.kind])}{' '}
        <span className="quiet">{demand.reason}</span></p>
      <div className="share-form-end">
        <Button onClick={onClose}>{say(common.cancel)}</Button>
        <Button type="primary" loading={release.isPending}
          onClick={() => release.mutate({ name: plan.name,
            project: demand.project, supporter: demand.supporter,
            fundKind: demand.fundKind })}>
          {say(boardWords.release)}
        </Button>
      </div>
    </div>
  );
}
