// The steps of a call: opened, closed, opened anew, cancelled; a draft deleted.
import { useMutation } from '@connectrpc/connect-query';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatTime } from '../../format';
import {
  Call_State, CompetitionService, type Call,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { callWords, stepWords as words } from './texts';
import { useRefreshCalls } from './use_competition';

function CancelDialog({ call, onClose }: { call: Call; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshCalls();
  const [reason, setReason] = useState('');
  const [marked, setMarked] = useState(false);
  const cancel = useMutation(CompetitionService.method.cancelCall, {
    onSuccess: () => {
      void message.success(say(words.cancelled));
      void refresh();
      onClose();
    },
  });
  const missing = reason.trim() === '';
  const submit = () => {
    setMarked(true);
    if (!missing) {
      cancel.mutate({ name: call.name, etag: call.etag, reason: reason.trim() });
    }
  };
  return (
    <Modal open onCancel={onClose} title={say(words.cancelTitle)}
      okText={say(words.cancelCall)} cancelText={say(common.back)}
      okButtonProps={{ danger: true, loading: cancel.isPending }}
      onOk={submit}>
      {cancel.error && <Failure error={cancel.error} />}
      <p className="dialog-lead">{say(words.cancelHint)}</p>
      <Field label={say(words.reason)} required
        fault={marked && missing ? say(callWords.missing) : ''}>{(bound) => (
          <Input.TextArea {...bound} rows={3} maxLength={500} value={reason}
            onChange={(e) => setReason(e.target.value)} />)}</Field>
    </Modal>
  );
}

// Asks first, and tells what came of it.
function useSteps(programme: string, call: Call) {
  const say = useSay();
  const { language } = useLanguage();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefreshCalls();
  const onError = useTellFailure();
  const { method } = CompetitionService;
  const told = (text: string) => ({ onError, onSuccess: () => {
    void message.success(text);
    void refresh();
  } });
  const open = useMutation(method.openCall, told(say(words.opened)));
  const close = useMutation(method.closeCall, told(say(words.closed)));
  const remove = useMutation(method.deleteCall, { onError, onSuccess: () => {
    void message.success(say(words.removed));
    void navigate(paths.calls(programme));
    void refresh();
  } });
  const seen = { name: call.name, etag: call.etag };
  const due = call.applicationDueTime;
  const early = due !== undefined && timestampDate(due) > new Date();
  const ask = (title: string, content: string, onOk: () => void) =>
    void modal.confirm({ title, content, onOk, okText: say(common.confirm),
      cancelText: say(common.cancel) });
  return {
    busy: open.isPending || close.isPending || remove.isPending,
    open: () => ask(say(words.openAsk), say(words.openHint),
      () => open.mutate(seen)),
    reopen: () => open.mutate(seen),
    close: () => ask(say(words.closeAsk),
      early ? say(words.closeEarlyHint, { time: formatTime(due, language) })
        : say(words.closeHint),
      () => close.mutate({ ...seen, beforeDueTime: early })),
    remove: () => ask(say(words.removeAsk), '', () => remove.mutate(seen)),
    early,
  };
}

export function CallSteps({ programme, call, scored, onEdit }: {
  programme: string;
  call: Call;
  // Whether anybody has scored, so that it is not opened anew.
  scored: boolean;
  onEdit: () => void;
}) {
  const say = useSay();
  const steps = useSteps(programme, call);
  const [cancelling, setCancelling] = useState(false);
  const { state } = call;
  const draft = state === Call_State.DRAFT;
  const under = state === Call_State.OPEN || state === Call_State.SCORING;
  return (
    <>
      {(draft || under) && (
        <Button onClick={onEdit}>{say(words.edit)}</Button>
      )}
      {draft && (
        <>
          <Button danger onClick={steps.remove}>{say(words.remove)}</Button>
          <Button type="primary" loading={steps.busy} onClick={steps.open}>
            {say(words.open)}
          </Button>
        </>
      )}
      {under && (
        <Button danger onClick={() => setCancelling(true)}>
          {say(words.cancelCall)}
        </Button>
      )}
      {state === Call_State.OPEN && (
        <Button type="primary" loading={steps.busy} onClick={steps.close}>
          {say(words.close)}
        </Button>
      )}
      {state === Call_State.SCORING && !scored && steps.early && (
        <Button loading={steps.busy} onClick={steps.reopen}>
          {say(words.reopen)}
        </Button>
      )}
      {cancelling && (
        <CancelDialog call={call} onClose={() => setCancelling(false)} />
      )}
    </>
  );
}
