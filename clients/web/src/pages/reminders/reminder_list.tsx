// The reminders of a unit, those that wait first.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Popconfirm } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatDate, formatTime } from '../../format';
import {
  ProfilesService, type Reminder,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { names, programmeOf } from '../../names';
import { Answer } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { useInvalidate } from '../../queries/client';
import { useOwnUnits } from '../../queries/own_units';
import { usePersonName } from '../../queries/people';
import { words } from './texts';

const MOST = 1000;

const secondsOf = (reminder: Reminder) =>
  Number(reminder.createTime?.seconds ?? 0n);

export function useReminders(unit: string) {
  return useQuery(ProfilesService.method.listReminders,
    { parent: unit, pageSize: MOST });
}

// What waits first, each part newest first.
export function remindersInOrder(list: readonly Reminder[]): Reminder[] {
  return [...list].sort((a, b) =>
    Number(Boolean(a.acknowledgeTime)) - Number(Boolean(b.acknowledgeTime)) ||
    secondsOf(b) - secondsOf(a));
}

function Remove({ reminder }: { reminder: Reminder }) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const remove = useMutation(ProfilesService.method.deleteReminder, {
    onSuccess: () => {
      void message.success(say(words.removed));
      void invalidate(ProfilesService, 'ListReminders');
    },
    onError: tellFailure,
  });
  return (
    <Popconfirm title={say(words.removeTitle)} okText={say(words.remove)}
      description={say(words.removeHint)} cancelText={say(common.cancel)}
      onConfirm={() => remove.mutate(
        { name: reminder.name, etag: reminder.etag })}>
      <Button size="small" type="text" danger loading={remove.isPending}
        aria-label={`${say(words.remove)}: ${reminder.text.slice(0, 40)}`}>
        {say(words.remove)}
      </Button>
    </Popconfirm>
  );
}

function Acknowledge({ reminder }: { reminder: Reminder }) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const acknowledge = useMutation(ProfilesService.method.acknowledgeReminder, {
    onSuccess: () => {
      void message.success(say(words.acknowledgedNow));
      void invalidate(ProfilesService, 'ListReminders');
    },
    onError: tellFailure,
  });
  return (
    <Button size="small" type="primary" loading={acknowledge.isPending}
      aria-label={`${say(words.acknowledge)}: ${reminder.text.slice(0, 40)}`}
      onClick={() => acknowledge.mutate(
        { name: reminder.name, etag: reminder.etag })}>
      {say(words.acknowledge)}
    </Button>
  );
}

function Row({ reminder, author, mayAcknowledge, mayRemove }: {
  reminder: Reminder;
  // What its author is called.
  author: string;
  mayAcknowledge: boolean;
  mayRemove: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const about = names.project.parse(reminder.subject);
  return (
    <li>
      <span className="reminder-words">
        <span className="message-text">{reminder.text}</span>{' '}
        {about && (
          <Link to={paths.project(about.programme, about.project)}>
            {say(words.seeProject)}
          </Link>
        )}
        <br />
        <span className="quiet">{say(words.from, { who: author,
          time: formatTime(reminder.createTime, language) })}</span>
      </span>
      <span className="panel-tools">
        {reminder.acknowledgeTime
          ? <ToneTag tone="good">{say(words.acknowledged,
            { time: formatDate(reminder.acknowledgeTime, language) })}</ToneTag>
          : mayAcknowledge
            ? <Acknowledge reminder={reminder} />
            : <ToneTag tone="warn">{say(words.pending)}</ToneTag>}
        {mayRemove && <Remove reminder={reminder} />}
      </span>
    </li>
  );
}

// `unit` is a resource name.
export function ReminderList({ unit, pendingOnly = false, empty }: {
  unit: string;
  pendingOnly?: boolean;
  empty: React.ReactNode;
}) {
  const programme = programmeOf(unit);
  const reminders = useReminders(unit);
  const mayAcknowledge = useOwnUnits(programme).has(unit);
  const mayRemove = useSession().isOffice(programme);
  const personName = usePersonName(programme);
  return (
    <Answer of={reminders} rows={2}>{({ reminders: list }) => {
      const shown = remindersInOrder(list).filter(
        (r) => !pendingOnly || !r.acknowledgeTime);
      return shown.length === 0 ? empty : (
        <ul className="rows">
          {shown.map((r) => (
            <Row key={r.name} reminder={r} author={personName(r.author)}
              mayAcknowledge={mayAcknowledge} mayRemove={mayRemove} />
          ))}
        </ul>
      );
    }}</Answer>
  );
}
