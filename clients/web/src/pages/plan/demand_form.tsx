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

export function DemandForm({ plan, share, pins, onClose }: {
  plan: AnnualPlan;
  share: PlannedShare;
  // Whether it is to pin; else to ban.
  pins: boolean;
  onClose: () => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
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
  return (
    <div className="share-form">
      {error && <Failure error={error} />}
      <p className="quiet">{say(pins ? words.pinHint : words.banHint)}</p>
      <Checkbox checked={more} onChange={(e) => setMore(e.target.checked)}>
        {pins ? say(words.pinExactly,
          { amount: formatMoney(share.amountFen, language) })
          : say(words.banAll)}
      </Checkbox>
      <Field label={say(planWords.reason)} required
        fault={marked && reason.trim() === '' ? say(planWords.reasonNeeded) : ''}>
        {(bound) => (
          <Input {...bound} value={reason} maxLength={500}
            onChange={(e) => setReason(e.target.value)} onPressEnter={submit} />
        )}
      </Field>
      <div className="share-form-end">
        <Button onClick={onClose}>{say(common.cancel)}</Button>
        <Button type="primary" loading={pin.isPending || ban.isPending}
          danger={!pins} onClick={submit}>
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
