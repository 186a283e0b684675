// A meeting of the timetable: where it is, moving it by choosing, what that
// breaks before it is done; taking it out; calling it off.
import { createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { Alert, App, Button, Checkbox, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { explain } from '../../errors';
import { formatScore } from '../../format';
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  TimetableService, type Meeting, type MoveMeetingResponse,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useSay } from '../../i18n/say';
import { idOf, programmeOf } from '../../names';
import { Field } from '../../parts/field';
import { Facts } from '../../parts/page';
import { Failure, FailureDetail, Loading } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { FaultList } from './fault_list';
import { tablesOf } from './fair_model';
import { MeetingStateTag } from './state_tags';
import { faultWords as words, timetableWords } from './timetable_texts';
import { usePlaceNames, useRefreshFair, useUnitName } from './use_fair';
import { isStale, useCheck, useMove, type Target } from './use_move';

const TELL_MOST = 30;

export function CancelDialog({ meeting, onClose, onDone }: {
  meeting: Meeting;
  onClose: () => void;
  onDone: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const [reason, setReason] = useState('');
  const [marked, setMarked] = useState(false);
  const cancel = useMutation(TimetableService.method.cancelMeeting, {
    onSuccess: () => {
      void message.success(say(words.cancelled));
      void refresh();
      onDone();
    },
  });
  const missing = reason.trim() === '';
  const submit = () => {
    setMarked(true);
    if (missing) return;
    cancel.mutate({ name: meeting.name, etag: meeting.etag,
      reason: reason.trim() });
  };
  return (
    <Modal open onCancel={onClose} title={say(words.cancelTitle)}
      okText={say(words.cancelMeeting)} cancelText={say(common.back)}
      okButtonProps={{ danger: true, loading: cancel.isPending }}
      onOk={submit}>
      {cancel.error && <Failure error={cancel.error} />}
      <p className="dialog-lead">{say(words.cancelHint)}</p>
      <Field label={say(words.reason)} required
        fault={marked && missing ? say(words.reasonNeeded) : ''}>{(bound) => (
          <Input.TextArea {...bound} rows={3} maxLength={500} value={reason}
            onChange={(e) => setReason(e.target.value)} />)}</Field>
    </Modal>
  );
}

// Says that another was faster; the answer takes the newest state.
function MovedByOther({ fair, error, latest, onGoOn }: {
  fair: Fair;
  error: unknown;
  // As it is now; undefined: not known yet.
  latest: Meeting | undefined;
  onGoOn: () => void;
}) {
  const say = useSay();
  const place = usePlaceNames(fair);
  return (
    <Alert type="warning" showIcon title={say(words.stale)}
      description={
        <>
          {latest
            ? (
              <p><strong>{say(words.staleNow, {
                slot: place.slot(latest.slot) || say(words.noSlot),
                table: place.table(latest.table) })}</strong></p>)
            : <FailureDetail of={{ ...explain(error), requestId: '' }} />}
          <Button onClick={onGoOn}>{say(words.staleGoOn)}</Button>
        </>} />
  );
}

function Effect({ of }: { of: MoveMeetingResponse }) {
  const say = useSay();
  const fresh = of.faults.filter((f) => f.isNew);
  if (fresh.length === 0) {
    return <p className="good" role="status">{say(words.clean)}</p>;
  }
  return (
    <div role="status">
      <p className={of.newBlocking > 0 ? 'bad' : 'warn'}>
        {say(words.newFaults, { n: fresh.length })}
      </p>
      <FaultList faults={fresh.slice(0, TELL_MOST)} label={say(words.effect)} />
    </div>
  );
}

function TargetFields({ fair, to, onChange }: {
  fair: Fair;
  to: Target;
  onChange: (to: Target) => void;
}) {
  const say = useSay();
  const place = usePlaceNames(fair);
  return (
    <div className="form-grid">
      <Field label={say(timetableWords.slot)}>{(bound) => (
        <Select {...bound} showSearch optionFilterProp="label" value={to.slot}
          options={[{ value: '', label: say(words.noSlot) },
            ...fair.slots.map((s) =>
              ({ value: s.id, label: place.slot(s.id) }))]}
          onChange={(slot: string) => onChange({ ...to, slot })} />)}</Field>
      <Field label={say(timetableWords.table)}>{(bound) => (
        <Select {...bound} showSearch optionFilterProp="label" value={to.table}
          disabled={to.slot === ''}
          options={[{ value: '', label: say(words.anyTable) },
            ...tablesOf(fair).map(({ table }) =>
              ({ value: table.id, label: place.table(table.id) }))]}
          onChange={(table: string) => onChange({ ...to, table })} />)}</Field>
      <Checkbox checked={to.pinned} className="form-field-wide"
        onChange={(e) => onChange({ ...to, pinned: e.target.checked })}>
        {say(words.pin)}
      </Checkbox>
    </div>
  );
}

function MeetingFacts({ meeting }: { meeting: Meeting }) {
  const say = useSay();
  const programme = programmeOf(meeting.name);
  const unitName = useUnitName(programme);
  return (
    <Facts of={[
      [say(timetableWords.supporter), unitName(meeting.supporter)],
      [say(timetableWords.recipient), unitName(meeting.recipient)],
      [say(timetableWords.importance), formatScore(meeting.importance)],
      [say(common.state), (
        <span className="pair-tags">
          <MeetingStateTag state={meeting.state} />
          {meeting.mustHold && (
            <ToneTag tone="warn">{say(timetableWords.mustHold)}</ToneTag>
          )}
        </span>)],
    ]} />
  );
}

interface MoveProps {
  fair: Fair;
  meeting: Meeting;
  // Where it was dropped; undefined: it was opened.
  target: { slot: string; table: string } | undefined;
  mayChange: boolean;
  onClose: () => void;
}

// The meeting as it was seen when the dialog opened, where it is to go, and what
// that breaks.
function useMoving({ meeting, target, mayChange, onClose }: MoveProps) {
  const say = useSay();
  const { message } = App.useApp();
  const client = createClient(TimetableService, useTransport());
  const onError = useTellFailure();
  const [seen, setSeen] = useState(meeting);
  const [to, setTo] = useState<Target>({ slot: target?.slot ?? meeting.slot,
    table: target ? target.table : meeting.table, pinned: meeting.pinned });
  const differs = to.slot !== seen.slot || to.table !== seen.table ||
    to.pinned !== seen.pinned;
  const check = useCheck(seen, to, mayChange && differs);
  const move = useMove(() => {
    void message.success(say(timetableWords.moved));
    onClose();
  });
  const stale = [move.error, differs ? check.error : null].find(isStale);
  const goOn = () => {
    client.getMeeting({ name: seen.name }).then((latest) => {
      move.reset();
      setSeen(latest);
    }, onError);
  };
  return { seen, to, setTo, differs, check, move, stale, goOn,
    go: (target_: Target, force = false) =>
      move.mutate({ seen, to: target_, force }) };
}

export function MoveDialog(props: MoveProps) {
  const say = useSay();
  const { fair, meeting, mayChange, onClose } = props;
  const { seen, to, setTo, differs, check, move, stale, goOn, go } =
    useMoving(props);
  const [cancelling, setCancelling] = useState(false);
  const failed = stale ? undefined
    : move.error ?? (differs ? check.error : undefined);
  const effect = differs ? check.data : undefined;
  const blocking = (effect?.newBlocking ?? 0) > 0;
  const ready = differs && effect && !check.isFetching && !stale;
  const footer = mayChange && (
    <>
      <Button danger onClick={() => setCancelling(true)}>
        {say(words.cancelMeeting)}
      </Button>
      {seen.slot !== '' && (
        <Button disabled={Boolean(stale)} onClick={() => go(
          { slot: '', table: '', pinned: false })}>{say(words.takeOut)}</Button>
      )}
      <Button type="primary" danger={blocking} disabled={!ready}
        loading={move.isPending} onClick={() => go(to, blocking)}>
        {say(blocking ? words.moveAnyway : words.move)}
      </Button>
    </>
  );
  return (
    <Modal open width={620} onCancel={onClose} footer={footer || null}
      title={say(words.moveTitle)}>
      <div className="share-form">
        {stale && (
          <MovedByOther fair={fair} error={stale} onGoOn={goOn}
            latest={meeting.etag === seen.etag ? undefined : meeting} />
        )}
        {failed && <Failure error={failed} />}
        <MeetingFacts meeting={seen} />
        <Link to={paths.meeting(programmeOf(fair.name), idOf(fair.name),
          idOf(meeting.name))}>{say(words.openMeeting)}</Link>
        {mayChange && <TargetFields fair={fair} to={to} onChange={setTo} />}
        {differs && check.isFetching && !effect && <Loading rows={1} />}
        {effect && !stale && <Effect of={effect} />}
      </div>
      {cancelling && (
        <CancelDialog meeting={seen} onClose={() => setCancelling(false)}
          onDone={onClose} />
      )}
    </Modal>
  );
}
