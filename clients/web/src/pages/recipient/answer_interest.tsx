// A supporter's interest as the county sees it: what is offered, the thread,
// and the answer.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  AnswerInterestRequest_Answer as Reply, Interest_State, MatchingService,
  type Interest,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useSay } from '../../i18n/say';
import { InterestTag } from '../../parts/interest_tag';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { InterestOffers, InterestThread } from '../catalogue/interest_thread';
import { answerWords as words } from './texts';

function AnswerDialog({ interest, reply, unit, onClose }: {
  interest: Interest;
  reply: Reply;
  unit: string;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const [text, setText] = useState('');
  const accepts = reply === Reply.ACCEPT;
  const answer = useMutation(MatchingService.method.answerInterest, {
    onSuccess: () => {
      void message.success(say(accepts ? words.accepted : words.declined));
      void invalidate(MatchingService);
      onClose();
    },
  });
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={say(accepts ? words.acceptTitle : words.declineTitle, { unit })}
      okText={say(accepts ? words.accept : words.decline)}
      okButtonProps={{ loading: answer.isPending, danger: !accepts }}
      onOk={() => answer.mutate({ name: interest.name, etag: interest.etag,
        answer: reply, message: text.trim() })}>
      {answer.error && <Failure error={answer.error} />}
      <InterestOffers interest={interest} />
      <label className="field-heading" htmlFor="answer-text">
        {say(words.message)}
      </label>
      <Input.TextArea id="answer-text" rows={3} maxLength={2000} value={text}
        placeholder={say(accepts ? words.acceptHint : words.declineHint)}
        onChange={(event) => setText(event.target.value)} />
    </Modal>
  );
}

export function InterestToAnswer({ interest, unit, about, mayAnswer }: {
  interest: Interest;
  // What the supporter is called.
  unit: string;
  // The project, where it does not go without saying.
  about?: React.ReactNode;
  mayAnswer: boolean;
}) {
  const say = useSay();
  const [reply, setReply] = useState<Reply | undefined>();
  const open = interest.state === Interest_State.OPEN;
  return (
    <li className="interest">
      <div className="interest-head">
        <div>
          <h3>{unit}</h3>
          {about && <p>{about}</p>}
        </div>
        <InterestTag state={interest.state} />
      </div>
      <InterestOffers interest={interest} />
      {mayAnswer && (open || interest.state === Interest_State.ACCEPTED) && (
        <div className="interest-actions no-print">
          {open && (
            <Button type="primary" aria-label={`${say(words.accept)}: ${unit}`}
              onClick={() => setReply(Reply.ACCEPT)}>{say(words.accept)}</Button>
          )}
          <Button aria-label={`${say(words.decline)}: ${unit}`}
            onClick={() => setReply(Reply.DECLINE)}>{say(words.decline)}</Button>
        </div>
      )}
      <InterestThread interest={interest}
        side={mayAnswer ? Side.RECIPIENT : Side.UNSPECIFIED} />
      {reply !== undefined && (
        <AnswerDialog interest={interest} reply={reply} unit={unit}
          onClose={() => setReply(undefined)} />
      )}
    </li>
  );
}
