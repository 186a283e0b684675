// What a supporter offers a project, and what both sides said about it.
import { useMutation } from '@connectrpc/connect-query';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { formatTime } from '../../format';
import {
  MatchingService, type Interest,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { interestStateLabels, needKindLabels, sideLabels } from '../../labels';
import { programmeOf } from '../../names';
import { Money } from '../../parts/money';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { usePersonName } from '../../queries/people';
import { useCalled } from '../../queries/reference';
import { interestWords as words } from './texts';

export function InterestOffers({ interest }: { interest: Interest }) {
  const say = useSay();
  const called = useCalled(programmeOf(interest.name));
  return (
    <ul className="offers" aria-label={say(words.offered)}>
      <li className="quiet">{say(words.inYear, { year: interest.year })}</li>
      {interest.offers.map((offer) => (
        <li key={offer.fundKind}>
          {called.fundKind(offer.fundKind)}{' '}
          <strong><Money fen={offer.amountFen} /></strong>
        </li>
      ))}
      {interest.otherOffers.map((offer) => (
        <li key={offer.kind}>
          {say(needKindLabels[offer.kind])}
          {offer.quantity > 0 && <> × {offer.quantity}</>}
        </li>
      ))}
    </ul>
  );
}

// `side`: for which the person writes; none: it reads alone.
export function InterestThread({ interest, side }: {
  interest: Interest;
  side: Side;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const personName = usePersonName(programmeOf(interest.name));
  const invalidate = useInvalidate();
  const [text, setText] = useState('');
  const send = useMutation(MatchingService.method.sendInterestMessage, {
    onSuccess: () => {
      setText('');
      void invalidate(MatchingService, 'ListInterests', 'GetInterest');
    },
  });
  const submit = () => send.mutate(
    { name: interest.name, message: text.trim(), side });
  return (
    <div className="thread">
      <h3>{say(words.thread)}</h3>
      {interest.messages.length === 0 && (
        <p className="quiet">{say(words.noMessages)}</p>
      )}
      <ol>
        {interest.messages.map((m, i) => (
          <li key={i} className={m.side === Side.SUPPORTER
            ? 'message message-supporter' : 'message'}>
            <p className="message-head">
              <strong>{say(sideLabels[m.side])}</strong>{' '}
              <span className="quiet">
                {personName(m.author)} · {formatTime(m.createTime, language)}
              </span>
              {m.state > 0 && <Tag>{say(interestStateLabels[m.state])}</Tag>}
            </p>
            {m.text && <p className="message-text">{m.text}</p>}
          </li>
        ))}
      </ol>
      {send.error && <Failure error={send.error} />}
      {side !== Side.UNSPECIFIED && (
        <div className="thread-write no-print">
          <Input.TextArea value={text} autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000} aria-label={say(words.write)}
            placeholder={say(words.write)}
            onChange={(event) => setText(event.target.value)} />
          <Button disabled={text.trim() === ''} loading={send.isPending}
            onClick={submit}>{say(words.send)}</Button>
        </div>
      )}
    </div>
  );
}
