// Suggestions to all who have too few requests: looked at first, then sent.
import { useMutation } from '@connectrpc/connect-query';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatScore } from '../../format';
import {
  FairService, type SuggestMeetingsResponse,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { integerOf, scoreOf } from '../competition/call_draft';
import { pairingWords as words } from './participant_texts';
import { timetableWords } from './timetable_texts';
import { useRefreshFair, useUnitName } from './use_fair';

function Found({ of, programme }: {
  of: SuggestMeetingsResponse;
  programme: string;
}) {
  const say = useSay();
  const unitName = useUnitName(programme);
  if (of.requests.length === 0) {
    return <Alert type="info" showIcon title={say(words.nothing)} />;
  }
  return (
    <>
      <p>
        <strong>{say(words.found, { n: of.requests.length })}</strong>{' '}
        {of.stillTooFew > 0 && (
          <span className="warn">{say(words.still, { n: of.stillTooFew })}</span>
        )}
      </p>
      <div className="suggestions" tabIndex={0} role="region"
        aria-label={say(words.found, { n: of.requests.length })}>
        <ul className="rows">
          {of.requests.map((r) => (
            <li key={`${r.supporter} ${r.recipient}`}>
              <span>{say(timetableWords.between, {
                supporter: unitName(r.supporter),
                recipient: unitName(r.recipient) })}</span>
              <span className="number">{formatScore(r.score)}</span>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

export function SuggestDialog({ name, programme, onClose }: {
  // The fair's.
  name: string;
  programme: string;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const [each, setEach] = useState('');
  const [least, setLeast] = useState('');
  const partnersEach = each.trim() === '' ? 0 : integerOf(each, 1, 50);
  const leastScore = scoreOf(least);
  const preview = useMutation(FairService.method.suggestMeetings);
  const send = useMutation(FairService.method.suggestMeetings, {
    onSuccess: ({ requests }) => {
      void message.success(say(words.sent, { n: requests.length }));
      void refresh();
      onClose();
    },
  });
  const bad = partnersEach === undefined || leastScore === undefined;
  const ask = { name, partnersEach: partnersEach ?? 0,
    leastScore: leastScore ?? 0 };
  const found = preview.data;
  const typed = (set: (text: string) => void) => (text: string) => {
    preview.reset();
    set(text);
  };
  return (
    <Modal open onCancel={onClose} title={say(words.suggestTitle)} footer={(
      <>
        <Button onClick={onClose}>{say(common.cancel)}</Button>
        <Button disabled={bad} loading={preview.isPending}
          onClick={() => preview.mutate({ ...ask, validateOnly: true })}>
          {say(words.preview)}
        </Button>
        <Button type="primary" loading={send.isPending}
          disabled={!found || found.requests.length === 0}
          onClick={() => send.mutate(ask)}>{say(words.send)}</Button>
      </>)}>
      {(preview.error ?? send.error) && (
        <Failure error={preview.error ?? send.error} />
      )}
      <div className="share-form">
        <p className="dialog-lead">{say(words.suggestHint)}</p>
        <div className="form-grid">
          <Field label={say(words.each)} hint={say(words.eachHint)}
            fault={partnersEach === undefined ? say(words.badEach) : ''}>
            {(bound) => (
              <Input {...bound} inputMode="numeric" value={each}
                onChange={(e) => typed(setEach)(e.target.value)} />)}</Field>
          <Field label={say(words.leastScore)} hint={say(words.leastScoreHint)}
            fault={leastScore === undefined ? say(words.badScore) : ''}>
            {(bound) => (
              <Input {...bound} inputMode="decimal" value={least}
                onChange={(e) => typed(setLeast)(e.target.value)} />)}</Field>
        </div>
        {found && <Found of={found} programme={programme} />}
      </div>
    </Modal>
  );
}
