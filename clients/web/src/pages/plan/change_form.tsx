// Changing a share by hand: who takes it on, how much; the price shows before it
// is done. Of a confirmed plan the change is an amendment.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatMoney, parseWan } from '../../format';
import {
  AssignmentService, type AnnualPlan, type PlannedShare, type PlanVersion,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { useDebounced } from '../../parts/debounced';
import { editing } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import {
  amendmentsOf, supporterRows, type ShareChange,
} from './plan_model';
import { PricePanel, usePrice } from './price';
import { planWords, shareWords as words } from './texts';
import { useRefreshPlan, type PlanNames } from './use_plan';

const TYPING_MS = 400;

export type ChangeKind = 'move' | 'reduce' | 'add';

// What was filled in; undefined: not enough, or no amount.
export function changeOf(share: PlannedShare, kind: ChangeKind, to: string,
    text: string): ShareChange | undefined {
  const typed = text.trim() === '' ? 0n : parseWan(text);
  const takes = kind === 'reduce' ? '' : to;
  const from = kind === 'add' ? '' : share.supporter;
  const lacks = (kind !== 'reduce' && to === '') || to === from ||
    (kind === 'add' && !typed);
  if (typed === undefined || lacks) return undefined;
  return { project: share.project, fundKind: share.fundKind, from, to: takes,
    amountFen: typed };
}

function useSaveChange(plan: AnnualPlan, version: PlanVersion,
    confirmed: boolean, onClose: () => void) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  const done = () => {
    void message.success(say(confirmed ? words.amended : words.moved));
    void refresh();
    onClose();
  };
  const move = useMutation(AssignmentService.method.moveShare,
    { onSuccess: done });
  const amend = useMutation(AssignmentService.method.amendAnnualPlan,
    { onSuccess: done });
  return {
    error: move.error ?? amend.error,
    isPending: move.isPending || amend.isPending,
    save: (change: ShareChange, reason: string) => {
      if (confirmed) {
        amend.mutate({ name: plan.name, etag: plan.etag, reason,
          changes: amendmentsOf(version.shares, change) });
      } else {
        move.mutate({ name: plan.name, etag: plan.etag, reason,
          project: change.project, fundKind: change.fundKind,
          fromSupporter: change.from, toSupporter: change.to,
          amountFen: change.amountFen });
      }
    },
  };
}

interface ChangeProps {
  plan: AnnualPlan;
  version: PlanVersion;
  share: PlannedShare;
  kind: ChangeKind;
  confirmed: boolean;
  // Who is to take it on at first.
  first: string;
  called: PlanNames;
  onClose: () => void;
}

// What is filled in, what it costs, and doing it.
function useChange({ plan, version, share, kind, confirmed, first, onClose }:
    ChangeProps) {
  const [to, setTo] = useState(first);
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [marked, setMarked] = useState(false);
  const settled = useDebounced(text, TYPING_MS);
  const change = changeOf(share, kind, to, settled);
  const price = usePrice(plan, version, change, confirmed);
  const { save, error, isPending } = useSaveChange(
    plan, version, confirmed, onClose);
  const mayDo = change && settled === text && price.price &&
    price.price.breaches.length === 0 && !price.error && !price.isFetching;
  const submit = () => {
    if (confirmed && reason.trim() === '') setMarked(true);
    else if (mayDo) save(change, reason.trim());
  };
  return { to, setTo, text, setText, reason, setReason, price, error, isPending,
    submit, mayDo: Boolean(mayDo),
    bad: text.trim() !== '' && parseWan(text) === undefined,
    lacksReason: marked && reason.trim() === '' };
}

type Draft = ReturnType<typeof useChange>;

function ToField({ draft, of: { version, share, kind, called } }: {
  draft: Draft;
  of: ChangeProps;
}) {
  const say = useSay();
  const units = supporterRows(version).map((r) => r.supporter)
    .filter((u) => kind === 'add' || u !== share.supporter);
  return (
    <Field label={say(words.to)} required>{({ id }) => (
      <Select id={id} showSearch optionFilterProp="label"
        value={draft.to || null} onChange={draft.setTo} options={units.map(
          (u) => ({ value: u, label: called.unit(u) }))} />
    )}</Field>
  );
}

function AmountField({ draft, of: { share, kind } }: {
  draft: Draft;
  of: ChangeProps;
}) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Field label={say(words.amount)} required={kind === 'add'}
      fault={draft.bad ? say(editing.badAmount) : ''}
      {...(kind !== 'add' && { hint: say(words.amountAll,
        { amount: formatMoney(share.amountFen, language) }) })}>
      {(bound) => (
        <Input {...bound} inputMode="decimal" value={draft.text}
          onChange={(e) => draft.setText(e.target.value)} />
      )}
    </Field>
  );
}

export function ChangeForm(props: ChangeProps) {
  const say = useSay();
  const { kind, confirmed, called, onClose } = props;
  const draft = useChange(props);
  return (
    <div className="share-form">
      {draft.error && <Failure error={draft.error} />}
      {confirmed && <p className="quiet">{say(words.amendHint)}</p>}
      {kind !== 'reduce' && <ToField draft={draft} of={props} />}
      <AmountField draft={draft} of={props} />
      <Field label={say(planWords.reason)} required={confirmed}
        fault={draft.lacksReason ? say(planWords.reasonNeeded) : ''}>
        {(bound) => (
          <Input {...bound} value={draft.reason} maxLength={500}
            onChange={(e) => draft.setReason(e.target.value)} />
        )}
      </Field>
      <div>
        <p className="field-heading">{say(words.price)}</p>
        <PricePanel of={draft.price} called={called} />
      </div>
      <div className="share-form-end">
        <Button onClick={onClose}>{say(common.cancel)}</Button>
        <Button type="primary" disabled={!draft.mayDo}
          loading={draft.isPending} onClick={draft.submit}>
          {say(words.doMove)}
        </Button>
      </div>
    </div>
  );
}
