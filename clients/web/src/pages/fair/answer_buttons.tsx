// Accepting or declining a request, as one side of it.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  FairService, MeetingRequest_State, type MeetingRequest,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { requestWords as words } from './participant_texts';
import { useRefreshFair } from './use_fair';

// Whether the side has still to answer.
export function mayAnswer(request: MeetingRequest, side: Side): boolean {
  if (request.state !== MeetingRequest_State.PENDING) return false;
  if (!request.suggested) return request.askedBy !== side;
  return side === Side.SUPPORTER ? !request.acceptedBySupporter
    : !request.acceptedByRecipient;
}

function DeclineDialog({ request, side, title, onClose }: {
  request: MeetingRequest;
  side: Side;
  title: string;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const [text, setText] = useState('');
  const answer = useMutation(FairService.method.answerMeetingRequest, {
    onSuccess: () => {
      void message.success(say(words.declined));
      void refresh();
      onClose();
    },
  });
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={say(words.declineTitle, { partner: title })}
      okText={say(words.decline)}
      okButtonProps={{ danger: true, loading: answer.isPending }}
      onOk={() => answer.mutate({ name: request.name, etag: request.etag, side,
        accept: false, text: text.trim() })}>
      {answer.error && <Failure error={answer.error} />}
      <Field label={say(words.text)} hint={say(words.textHint)}>{(bound) => (
        <Input.TextArea {...bound} rows={3} maxLength={1000} value={text}
          onChange={(e) => setText(e.target.value)} />)}</Field>
    </Modal>
  );
}

export function WithdrawButton({ request, title }: {
  request: MeetingRequest;
  title: string;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const onError = useTellFailure();
  const withdraw = useMutation(FairService.method.withdrawMeetingRequest, {
    onError, onSuccess: () => {
      void message.success(say(words.withdrawn));
      void refresh();
    } });
  return (
    <Button size="small" loading={withdraw.isPending}
      aria-label={`${say(words.withdraw)}: ${title}`}
      onClick={() => withdraw.mutate(
        { name: request.name, etag: request.etag })}>
      {say(words.withdraw)}
    </Button>
  );
}

export function AnswerButtons({ request, side, title }: {
  request: MeetingRequest;
  // Which one answers.
  side: Side;
  // What the partner is called.
  title: string;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const onError = useTellFailure();
  const [declining, setDeclining] = useState(false);
  const accept = useMutation(FairService.method.answerMeetingRequest, { onError,
    onSuccess: ({ state }) => {
      void message.success(say(state === MeetingRequest_State.ACCEPTED
        ? words.accepted : words.acceptedWaits));
      void refresh();
    } });
  if (!mayAnswer(request, side)) return null;
  return (
    <>
      <Button size="small" type="primary" loading={accept.isPending}
        aria-label={`${say(words.accept)}: ${title}`}
        onClick={() => accept.mutate({ name: request.name, etag: request.etag,
          side, accept: true })}>{say(words.accept)}</Button>
      <Button size="small" aria-label={`${say(words.decline)}: ${title}`}
        onClick={() => setDeclining(true)}>{say(words.decline)}</Button>
      {declining && (
        <DeclineDialog request={request} side={side} title={title}
          onClose={() => setDeclining(false)} />
      )}
    </>
  );
}
