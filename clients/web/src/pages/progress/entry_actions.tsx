// What can be done to an entry: confirming, disputing, reversing. Its facts
// never change.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import {
  LedgerEntry_State, ProgressService, type LedgerEntry,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useSay } from '../../i18n/say';
import { idOf, programmeOf } from '../../names';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { entryWords as words } from './ledger_texts';
import { progressWords } from './texts';
import {
  mayAnswer, mayReverse, useRefreshProgress, type Acting,
} from './use_progress';

type Act = 'dispute' | 'reverse';

function ReasonDialog({ entry, act, onClose }: {
  entry: LedgerEntry;
  act: Act;
  onClose: () => void;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const [reason, setReason] = useState('');
  const [marked, setMarked] = useState(false);
  const done = (told: typeof words.disputed | typeof words.reversed) => {
    void message.success(say(told));
    void refresh();
    onClose();
  };
  const dispute = useMutation(ProgressService.method.disputeLedgerEntry,
    { onSuccess: () => done(words.disputed) });
  const reverse = useMutation(ProgressService.method.reverseLedgerEntry, {
    onSuccess: (reversal) => {
      done(words.reversed);
      void navigate(paths.ledgerEntry(
        programmeOf(reversal.name), idOf(reversal.name)));
    },
  });
  const write = act === 'dispute' ? dispute : reverse;
  const submit = () => {
    setMarked(true);
    if (reason.trim() === '') return;
    write.mutate({ name: entry.name, etag: entry.etag, reason: reason.trim() });
  };
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={say(act === 'dispute' ? words.disputeTitle : words.reverseTitle)}
      okText={say(words[act])} onOk={submit}
      okButtonProps={{ danger: true, loading: write.isPending }}>
      {write.error && <Failure error={write.error} />}
      <p className="dialog-lead">
        {say(act === 'dispute' ? words.disputeHint : words.reverseHint)}
      </p>
      <Field label={say(progressWords.reason)} required
        fault={marked && reason.trim() === ''
          ? say(progressWords.reasonNeeded) : ''}>{(bound) => (
          <Input.TextArea {...bound} rows={3} maxLength={500} value={reason}
            onChange={(e) => setReason(e.target.value)} />)}</Field>
    </Modal>
  );
}

function ConfirmButton({ entry }: { entry: LedgerEntry }) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const tellFailure = useTellFailure();
  const confirm = useMutation(ProgressService.method.confirmLedgerEntry, {
    onSuccess: () => {
      void message.success(say(words.confirmed));
      void refresh();
    },
    onError: tellFailure,
  });
  return (
    <Popconfirm title={say(words.confirmTitle)} okText={say(words.confirm)}
      description={say(words.confirmHint)} cancelText={say(common.cancel)}
      onConfirm={() => confirm.mutate({ name: entry.name, etag: entry.etag })}>
      <Button type="primary" loading={confirm.isPending}>
        {say(words.confirm)}
      </Button>
    </Popconfirm>
  );
}

const { REPORTED, CONFIRMED, DISPUTED } = LedgerEntry_State;

export function EntryActions({ entry, acting }: {
  entry: LedgerEntry;
  acting: Acting;
}) {
  const say = useSay();
  const [act, setAct] = useState<Act | undefined>();
  const { state, reversedBy, reverses } = entry;
  const waits = state === REPORTED && mayAnswer(acting, entry);
  // The office settles a dispute.
  const settles = state === DISPUTED && acting.office;
  const mayTakeBack = [REPORTED, CONFIRMED, DISPUTED].includes(state) &&
    reversedBy === '' && reverses === '' && mayReverse(acting, entry);
  return (
    <>
      {(waits || settles) && <ConfirmButton entry={entry} />}
      {waits && (
        <Button onClick={() => setAct('dispute')}>{say(words.dispute)}</Button>
      )}
      {mayTakeBack && (
        <Button danger onClick={() => setAct('reverse')}>
          {say(words.reverse)}
        </Button>
      )}
      {act && (
        <ReasonDialog entry={entry} act={act} onClose={() => setAct(undefined)} />
      )}
    </>
  );
}
