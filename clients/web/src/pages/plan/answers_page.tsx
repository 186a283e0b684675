// The shares that the office proposes to a unit, as supporter or as recipient:
// accepted, declined, or answered with another amount.
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { createClient } from '@connectrpc/connect';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatMoney, formatTime, parseWan, wanNumber } from '../../format';
import {
  Answer as Reply, AssignmentService, ShareSide, type PlanShare,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { editing } from '../../parts/editing';
import { ExportButton } from '../../parts/export_button';
import { Field } from '../../parts/field';
import { Page, Panel } from '../../parts/page';
import { Failure, Loading, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useUnit } from '../../queries/reference';
import { AnswerText, ShareStateTag } from './plan_state_tag';
import {
  answersWords as words, planWords, shareStateLabels,
} from './texts';
import { useOfferedShares, type OfferedYear } from './use_offered_shares';
import { usePlanNames, useRefreshPlan, type PlanNames } from './use_plan';

const gives = (side: ShareSide) => side === ShareSide.SUPPORTER;

const ownAnswer = (share: PlanShare, side: ShareSide) =>
  (gives(side) ? share.supporterAnswer : share.recipientAnswer);

const mayAnswerNow = (share: PlanShare) => share.commitment === '' &&
  share.answerDueTime !== undefined &&
  timestampDate(share.answerDueTime) > new Date();

interface Replying {
  share: PlanShare;
  side: ShareSide;
  reply: Reply;
  onClose: () => void;
}

// What is filled in, what is wrong with it, and sending it.
function useReply({ share, side, reply, onClose }: Replying) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  const counters = reply === Reply.COUNTER;
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [marked, setMarked] = useState(false);
  const answer = useMutation(AssignmentService.method.answerShare, {
    onSuccess: () => {
      void message.success(say(words.done));
      void refresh();
      onClose();
    },
  });
  const amountFen = counters ? parseWan(text) : 0n;
  const badAmount = counters && !amountFen;
  const submit = () => {
    setMarked(true);
    if (badAmount || reason.trim() === '') return;
    answer.mutate({ name: share.name, etag: share.etag, side, answer: reply,
      amountFen: amountFen ?? 0n, reason: reason.trim() });
  };
  return { text, setText, reason, setReason, submit, counters,
    error: answer.error, isPending: answer.isPending,
    amountFault: marked && badAmount ? say(editing.badAmount) : '',
    reasonFault: marked && reason.trim() === ''
      ? say(planWords.reasonNeeded) : '' };
}

// Declining, or asking for another amount: both with a reason.
function AnswerDialog({ called, ...replying }: Replying & {
  called: PlanNames;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { share, onClose } = replying;
  const draft = useReply(replying);
  const { counters } = draft;
  const project = called.project(share.project);
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={say(counters ? words.counterTitle : words.declineTitle, { project })}
      okText={say(counters ? words.counter : words.decline)}
      onOk={draft.submit}
      okButtonProps={{ danger: !counters, loading: draft.isPending }}>
      {draft.error && <Failure error={draft.error} />}
      <p className="dialog-lead">{say(words.proposed,
        { amount: formatMoney(share.amountFen, language) })}</p>
      <div className="share-form">
        {counters && (
          <Field label={say(words.counterAmount)} required
            fault={draft.amountFault}>
            {(bound) => (
              <Input {...bound} inputMode="decimal" value={draft.text}
                onChange={(e) => draft.setText(e.target.value)} />
            )}
          </Field>
        )}
        <Field label={say(planWords.reason)} required fault={draft.reasonFault}>
          {(bound) => (
            <Input.TextArea {...bound} rows={3} maxLength={500}
              value={draft.reason}
              onChange={(e) => draft.setReason(e.target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  );
}

function AnswerButtons({ share, side, called, onReply }: {
  share: PlanShare;
  side: ShareSide;
  called: PlanNames;
  onReply: (reply: Reply) => void;
}) {
  const say = useSay();
  const refresh = useRefreshPlan();
  const tellFailure = useTellFailure();
  const accept = useMutation(AssignmentService.method.answerShare,
    { onSettled: () => void refresh(), onError: tellFailure });
  const about = [called.project(share.project), gives(side)
    ? called.fundKind(share.fundKind) : called.unit(share.supporter)].join(' ');
  const given = ownAnswer(share, side)?.answer ?? Reply.UNSPECIFIED;
  return (
    <div className="interest-actions no-print">
      {given !== Reply.ACCEPT && (
        <Button type="primary" size="small" loading={accept.isPending}
          aria-label={`${say(words.accept)}: ${about}`}
          onClick={() => accept.mutate({ name: share.name, etag: share.etag,
            side, answer: Reply.ACCEPT })}>
          {say(words.accept)}
        </Button>
      )}
      <Button size="small" aria-label={`${say(words.counter)}: ${about}`}
        onClick={() => onReply(Reply.COUNTER)}>{say(words.counter)}</Button>
      <Button size="small" aria-label={`${say(words.decline)}: ${about}`}
        onClick={() => onReply(Reply.DECLINE)}>{say(words.decline)}</Button>
    </div>
  );
}

// What is proposed, and what both sides have said to it.
function ShareFacts({ share, side, programme, called }: {
  share: PlanShare;
  side: ShareSide;
  programme: string;
  called: PlanNames;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const [ours, theirs] = gives(side)
    ? [share.supporterAnswer, share.recipientAnswer]
    : [share.recipientAnswer, share.supporterAnswer];
  return (
    <>
      <div className="interest-head">
        <h3>
          <Link to={paths.project(programme, idOf(share.project))}>
            {called.project(share.project)}
          </Link>
        </h3>
        <ShareStateTag state={share.state} />
      </div>
      <p>
        <strong>
          {gives(side) ? called.area(called.placeOf(share.project)?.area ?? '')
            : called.unit(share.supporter)}
        </strong>{' '}
        {called.fundKind(share.fundKind)}{' '}
        <strong className="number">
          {formatMoney(share.amountFen, language)}
        </strong>
      </p>
      <p><span className="quiet">{say(words.ours)}</span> <AnswerText of={ours} /></p>
      <p>
        <span className="quiet">{say(words.theirs)}</span> <AnswerText of={theirs} />
      </p>
    </>
  );
}

function ShareToAnswer({ share, side, programme, called, mayAnswer }: {
  share: PlanShare;
  side: ShareSide;
  programme: string;
  called: PlanNames;
  mayAnswer: boolean;
}) {
  const [reply, setReply] = useState<Reply | undefined>();
  return (
    <li className="plan-offer">
      <ShareFacts share={share} side={side} programme={programme}
        called={called} />
      {mayAnswer && mayAnswerNow(share) && (
        <AnswerButtons share={share} side={side} called={called}
          onReply={setReply} />
      )}
      {reply !== undefined && (
        <AnswerDialog share={share} side={side} reply={reply} called={called}
          onClose={() => setReply(undefined)} />
      )}
    </li>
  );
}

// Accepts, one after the other, what has not been answered.
function AcceptAll({ shares, side }: {
  shares: readonly PlanShare[];
  side: ShareSide;
}) {
  const say = useSay();
  const refresh = useRefreshPlan();
  const tellFailure = useTellFailure();
  const client = createClient(AssignmentService, useTransport());
  const [busy, setBusy] = useState(false);
  const open = shares.filter((s) => mayAnswerNow(s) &&
    (ownAnswer(s, side)?.answer ?? Reply.UNSPECIFIED) === Reply.UNSPECIFIED);
  const acceptAll = async () => {
    setBusy(true);
    try {
      for (const { name, etag } of open) {
        await client.answerShare({ name, etag, side, answer: Reply.ACCEPT });
      }
    } catch (failure) {
      tellFailure(failure);
    } finally {
      await refresh();
      setBusy(false);
    }
  };
  if (open.length === 0) return null;
  return (
    <Button loading={busy} className="no-print" onClick={() => void acceptAll()}>
      {say(words.acceptAll, { n: open.length })}
    </Button>
  );
}

function SharesOfYear({ of, side, programme, called, mayAnswer }: {
  of: OfferedYear;
  side: ShareSide;
  programme: string;
  called: PlanNames;
  mayAnswer: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const shares = gives(side) ? of.given : of.received;
  const [first] = shares;
  if (!first) return null;
  const time = formatTime(first.answerDueTime, language);
  const due = first.commitment !== '' ? say(words.confirmed)
    : say(mayAnswerNow(first) ? words.due : words.overdue, { time });
  return (
    <Panel title={`${say(words.year, { year: of.year })} ${
      say(gives(side) ? words.asSupporter : words.asRecipient)}`}
      extra={<span className="panel-tools">
        {due}
        {mayAnswer && <AcceptAll shares={shares} side={side} />}
      </span>}>
      <ul className="plan-offers">
        {shares.map((share) => (
          <ShareToAnswer key={share.name} share={share} side={side}
            programme={programme} called={called} mayAnswer={mayAnswer} />
        ))}
      </ul>
    </Panel>
  );
}

function useSheet(years: readonly OfferedYear[], called: PlanNames) {
  const say = useSay();
  return () => ({
    title: say(words.title),
    columns: [{ heading: say(common.year), width: 8 },
      { heading: say(common.project), width: 44 },
      { heading: say(planWords.supporter), width: 26 },
      { heading: say(common.fundKind), width: 14 },
      { heading: say(common.amountWan), width: 16 },
      { heading: say(planWords.state), width: 14 }],
    rows: years.flatMap((y) => [...new Set([...y.given, ...y.received])]
      .map((s) => [y.year, called.project(s.project), called.unit(s.supporter),
        called.fundKind(s.fundKind), wanNumber(s.amountFen),
        say(shareStateLabels[s.state])])),
  });
}

export function AnswersPage() {
  const say = useSay();
  const local = useLocal();
  const session = useSession();
  const { programme = '', unit = '' } = useParams();
  const unitName = names.unit.format({ programme, unit });
  const { years, all, complete, error } = useOfferedShares(programme, unit);
  const called = usePlanNames(programme, all);
  const office = session.isOffice(programme);
  const maySupport = session.actsFor(programme, unit);
  const mayReceive = office || session.receivesFor(programme).includes(unit);
  const sheet = useSheet(years, called);
  const shared = { programme, called };
  return (
    <Page title={say(words.title)} lead={say(words.lead,
      { unit: local(useUnit(unitName)?.displayName, unit) })}
      actions={<ExportButton sheet={sheet}
        disabled={years.length === 0 || !called.complete} />}>
      {error ? <Failure error={error} /> : !complete && <Loading rows={10} />}
      {complete && !error && years.length === 0 && (
        <Nothing title={say(words.none)} hint={say(words.noneHint)} />
      )}
      {complete && years.map((of) => (
        <div key={of.year}>
          <SharesOfYear {...shared} of={of} side={ShareSide.SUPPORTER}
            mayAnswer={maySupport} />
          <SharesOfYear {...shared} of={of} side={ShareSide.RECIPIENT}
            mayAnswer={mayReceive} />
        </div>
      ))}
    </Page>
  );
}
