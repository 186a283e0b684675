// A meeting: where and when, how it went, what was said, and signing what was
// agreed.
import { createClient } from '@connectrpc/connect';
import { useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { App, Button, Checkbox, Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { factsSheet } from '../../export/cells';
import { formatMoney } from '../../format';
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  Meeting_State, TimetableService, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Field } from '../../parts/field';
import { Facts, Panel } from '../../parts/page';
import { Answer, Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useProjectNames } from '../competition/use_competition';
import { FairFrame, mayChange } from './fair_frame';
import { SignButton } from './sign_dialog';
import { MeetingStateTag } from './state_tags';
import { useTagText } from './tag_text';
import {
  meetingStateLabels, meetingWords as words, timetableWords,
} from './timetable_texts';
import {
  useFairActing, useFairPlace, usePlaceNames, useRefreshFair, useUnitName,
} from './use_fair';

// What is known of a meeting, in words.
function useMeetingFacts(fair: Fair | undefined, programme: string) {
  const say = useSay();
  const place = usePlaceNames(fair);
  const unitName = useUnitName(programme);
  const { equipment } = useTagText();
  return (m: Meeting, project: string): [string, string][] => {
    const slot = m.slot || m.publishedSlot;
    return [
      [say(timetableWords.supporter), unitName(m.supporter)],
      [say(timetableWords.recipient), unitName(m.recipient)],
      [say(words.when), place.slot(slot) || say(words.noTime)],
      [say(words.where), place.table(m.table || m.publishedTable) || '—'],
      [say(words.project), project || say(words.noProject)],
      [say(words.equipment), m.equipment.map(equipment)
        .join(say(common.and)) || '—'],
      ...(m.cancelReason
        ? [[say(common.note), m.cancelReason] as [string, string]] : []),
    ];
  };
}

// Who did not come.
function MissedDialog({ meeting, programme, onClose }: {
  meeting: Meeting;
  programme: string;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const unitName = useUnitName(programme);
  const [absent, setAbsent] = useState(
    { supporterAbsent: false, recipientAbsent: false });
  const [marked, setMarked] = useState(false);
  const none = !absent.supporterAbsent && !absent.recipientAbsent;
  const record = useMutation(TimetableService.method.recordMeeting, {
    onSuccess: () => {
      void message.success(say(words.recorded));
      void refresh();
      onClose();
    },
  });
  const submit = () => {
    setMarked(true);
    if (!none) {
      record.mutate({ name: meeting.name, etag: meeting.etag, ...absent,
        state: Meeting_State.MISSED });
    }
  };
  return (
    <Modal open onCancel={onClose} title={say(words.absent)} onOk={submit}
      okText={say(common.confirm)} cancelText={say(common.cancel)}
      okButtonProps={{ loading: record.isPending }}>
      {record.error && <Failure error={record.error} />}
      {marked && none && (
        <p className="bad" role="alert">{say(words.absentNeeded)}</p>
      )}
      <div className="share-form">
        {([['supporterAbsent', meeting.supporter],
          ['recipientAbsent', meeting.recipient]] as const).map(
          ([key, unit]) => (
            <Checkbox key={key} checked={absent[key]} onChange={(e) =>
              setAbsent({ ...absent, [key]: e.target.checked })}>
              {unitName(unit)}
            </Checkbox>
          ))}
      </div>
    </Modal>
  );
}

// How it went, for organisers.
function RecordButtons({ meeting, programme }: {
  meeting: Meeting;
  programme: string;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const onError = useTellFailure();
  const [missed, setMissed] = useState(false);
  const record = useMutation(TimetableService.method.recordMeeting, { onError,
    onSuccess: () => {
      void message.success(say(words.recorded));
      void refresh();
    } });
  const to = (state: Meeting_State) => record.mutate(
    { name: meeting.name, etag: meeting.etag, state });
  const { state } = meeting;
  return (
    <>
      {state === Meeting_State.PLANNED && (
        <>
          <Button loading={record.isPending}
            onClick={() => to(Meeting_State.HELD)}>{say(words.held)}</Button>
          <Button onClick={() => setMissed(true)}>{say(words.missed)}</Button>
        </>
      )}
      {(state === Meeting_State.HELD || state === Meeting_State.MISSED) && (
        <Button loading={record.isPending}
          onClick={() => to(Meeting_State.PLANNED)}>{say(words.planned)}</Button>
      )}
      {missed && (
        <MissedDialog meeting={meeting} programme={programme}
          onClose={() => setMissed(false)} />
      )}
    </>
  );
}

// What was signed at it, as far as one may see it.
function Signed({ meeting, programme }: {
  meeting: Meeting;
  programme: string;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const local = useLocal();
  const { data } = useQuery(ProgressService.method.listAgreements, {
    parent: names.programme.format({ programme }), signedAt: meeting.name });
  const signed = data?.agreements ?? [];
  if (signed.length === 0) return null;
  return (
    <Panel title={say(words.signedHere)}>
      <ul className="rows">
        {signed.map((a) => (
          <li key={a.name}>
            <span>
              <Link to={paths.agreement(programme, idOf(a.name))}>
                {local(a.displayName, idOf(a.name))}
              </Link>
            </span>
            <span className="number">
              {formatMoney(a.contractTotalFen, language)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type NoteKey = 'supporterNote' | 'recipientNote' | 'organiserNote';

// Notes as one sees them, and writing one's own.
function Notes({ meeting, own }: {
  meeting: Meeting;
  // Which one writes; undefined: none.
  own: NoteKey | undefined;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const client = createClient(TimetableService, useTransport());
  const onError = useTellFailure();
  const [note, setNote] = useState(own ? meeting[own] : '');
  const write = useMutation(TimetableService.method.recordMeeting, { onError,
    onSuccess: () => {
      void message.success(say(words.noted));
      void refresh();
    } });
  // Others write theirs meanwhile: what is stored now is what is changed.
  const save = () => {
    client.getMeeting({ name: meeting.name }).then(({ etag }) =>
      write.mutate({ name: meeting.name, etag, note: note.trim() }), onError);
  };
  const others = (['supporterNote', 'recipientNote', 'organiserNote'] as const)
    .filter((key) => key !== own && meeting[key] !== '');
  return (
    <Panel title={say(words.record)}>
      {others.map((key) => (
        <div key={key}>
          <h3>{say(words[key])}</h3>
          <p className="prose">{meeting[key]}</p>
        </div>
      ))}
      {own && (
        <div className="share-form">
          <Field label={say(words.note)} hint={say(words.noteHint)}>
            {(bound) => (
              <Input.TextArea {...bound} rows={4} maxLength={4000} value={note}
                onChange={(e) => setNote(e.target.value)} />)}</Field>
          <div className="share-form-end no-print">
            <Button disabled={['', meeting[own]].includes(note.trim())}
              loading={write.isPending} onClick={save}>
              {say(words.saveNote)}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  );
}

function useOwnNote(programme: string) {
  const acting = useFairActing(programme);
  return (m: Meeting): NoteKey | undefined => {
    const sides = new Map(acting.own);
    if (acting.organises) return 'organiserNote';
    if (sides.has(m.supporter)) return 'supporterNote';
    return sides.has(m.recipient) ? 'recipientNote' : undefined;
  };
}

function Content({ fair, meeting }: { fair: Fair; meeting: Meeting }) {
  const say = useSay();
  const { programme } = useFairPlace();
  const { organises } = useFairActing(programme);
  const facts = useMeetingFacts(fair, programme);
  const own = useOwnNote(programme)(meeting);
  const { called } = useProjectNames(programme,
    useMemo(() => (meeting.project === '' ? [] : [meeting]), [meeting]));
  const known = facts(meeting, meeting.project && called(meeting.project));
  const may = mayChange(fair) && meeting.state !== Meeting_State.CANCELLED;
  return (
    <>
      <Panel title={<MeetingStateTag state={meeting.state} />} extra={(
        <span className="panel-tools no-print">
          <ExportButton sheet={() => factsSheet(say(words.facts), [
            [say(common.state), say(meetingStateLabels[meeting.state])],
            ...known], say)} />
          {organises && may && (
            <RecordButtons meeting={meeting} programme={programme} />
          )}
          {own && meeting.state !== Meeting_State.CANCELLED && (
            <SignButton programme={programme} meeting={meeting} />
          )}
        </span>)}>
        <Facts of={known} />
      </Panel>
      <Signed meeting={meeting} programme={programme} />
      <Notes key={meeting.name} meeting={meeting}
        own={may ? own : undefined} />
    </>
  );
}

export function MeetingPage() {
  const say = useSay();
  const { meeting: id = '' } = useParams();
  const { programme, id: fair } = useFairPlace();
  const { organises, own } = useFairActing(programme);
  const unitName = useUnitName(programme);
  const asked = useQuery(TimetableService.method.getMeeting, {
    name: names.meeting.format({ programme, fair, meeting: id }) });
  const { data } = asked;
  const mine = data && own.find(([unit]) =>
    unit === data.supporter || unit === data.recipient)?.[0];
  return (
    <FairFrame title={data ? say(timetableWords.between, {
      supporter: unitName(data.supporter),
      recipient: unitName(data.recipient) }) : say(words.title)}
    actions={() => (organises
      ? (
        <Link to={paths.timetable(programme, fair)}>
          {say(timetableWords.title)}
        </Link>)
      : mine && (
        <Link to={paths.participant(programme, fair, idOf(mine), 'agenda')}>
          {say(words.agenda)}
        </Link>
      ))}>{(of) => (
        <Answer of={asked}>{(meeting) => (
          <Content fair={of} meeting={meeting} />
        )}</Answer>
      )}</FairFrame>
  );
}
