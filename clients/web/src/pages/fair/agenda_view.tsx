// The agenda of a unit, or of one of its people, as published: on the screen, on
// paper, as a calendar file; and what published versions changed of it.
import { CalendarOutlined } from '@ant-design/icons';
import { useQuery } from '@connectrpc/connect-query';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { saveFile } from '../../export/workbook';
import { formatShortDay, formatTime, formatZone } from '../../format';
import {
  TimetableService, type Agenda, type AgendaItem,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, programmeOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useProjectNames } from '../competition/use_competition';
import { PrintButton } from './fair_frame';
import { agendaWords as words } from './participant_texts';
import type { DeskProps } from './partners_view';
import { MeetingStateTag } from './state_tags';
import {
  meetingStateLabels, publishWords, timetableWords,
} from './timetable_texts';
import { useNotices, usePlaceNames, useUnitName } from './use_fair';

const ICALENDAR = 'text/calendar;charset=utf-8';

function AgendaTable({ desk, agenda }: { desk: DeskProps; agenda: Agenda }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { fair } = desk;
  const programme = programmeOf(fair.name);
  const place = usePlaceNames(fair);
  const withOne = useMemo(
    () => agenda.items.filter((i) => i.project !== ''), [agenda]);
  const { called } = useProjectNames(programme, withOne);
  return (
    <DataTable<AgendaItem> label={say(words.title)} rowKey="meeting"
      dataSource={agenda.items} size="small" scroll={{ x: 720 }} columns={[
        { title: say(words.time), key: 'time', width: 200, render: (_, i) => (
          <span className="number">
            {formatShortDay(i.date, language)} {i.startTime}–{i.endTime}
          </span>) },
        { title: say(words.place), key: 'place', width: 140,
          render: (_, i) => place.table(i.table) },
        { title: say(words.partner), key: 'partner', width: 180,
          render: (_, i) => (
            <Link to={paths.meeting(programme, idOf(fair.name),
              idOf(i.meeting))}>
              {local(i.partnerDisplayName, idOf(i.partner))}
            </Link>) },
        { title: say(common.project), key: 'project',
          render: (_, i) => i.project && called(i.project) },
        { title: say(common.state), key: 'state', width: 100,
          render: (_, i) => <MeetingStateTag state={i.state} /> },
      ]} />
  );
}

function useAgendaSheet({ fair }: DeskProps) {
  const say = useSay();
  const local = useLocal();
  const place = usePlaceNames(fair);
  return ({ items }: Agenda) => ({
    title: say(words.title),
    columns: [{ heading: say(words.date), width: 14 },
      { heading: say(words.time), width: 16 },
      { heading: say(words.place), width: 20 },
      { heading: say(words.partner), width: 34 },
      { heading: say(common.state), width: 12 }],
    rows: items.map((i) => [i.date, `${i.startTime}–${i.endTime}`,
      place.table(i.table), local(i.partnerDisplayName, idOf(i.partner)),
      say(meetingStateLabels[i.state])]),
  });
}

function Notices({ desk: { fair, participant } }: { desk: DeskProps }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const unitName = useUnitName(programmeOf(fair.name));
  const asked = useNotices(fair.name);
  const { unit } = participant;
  return (
    <Panel title={say(words.notices)} className="no-print">
      <Answer of={asked} rows={3}>{(all) => {
        const own = all.filter(({ change }) => change &&
          [change.supporter, change.recipient].includes(unit));
        if (own.length === 0) {
          return <p className="quiet">{say(words.noNotices)}</p>;
        }
        return (
          <ol className="timeline">
            {own.map(({ change, createTime, text, timetable }, i) => (
              <li key={i}>
                <p>
                  {local(text, say(timetableWords.between, {
                    supporter: unitName(change?.supporter ?? ''),
                    recipient: unitName(change?.recipient ?? '') }))}
                </p>
                <p className="quiet">
                  {say(publishWords.version, { n: Number(idOf(timetable)) })}
                  {' · '}{formatTime(createTime, language)}
                </p>
              </li>
            ))}
          </ol>
        );
      }}</Answer>
    </Panel>
  );
}

export function AgendaView(desk: DeskProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { participant } = desk;
  const [delegate, setDelegate] = useState('');
  const asked = useQuery(TimetableService.method.getAgenda,
    { name: participant.name, delegate });
  const sheet = useAgendaSheet(desk);
  const agenda = asked.data;
  const some = agenda !== undefined && agenda.items.length > 0;
  return (
    <>
      <Panel title={say(words.title)} extra={(
        <span className="panel-tools no-print">
          {participant.delegates.length > 0 && (
            <Select value={delegate} aria-label={say(words.whose)}
              className="filter-choice" popupMatchSelectWidth={false}
              onChange={setDelegate}
              options={[{ value: '', label: say(words.everybody) },
                ...participant.delegates.map((d) =>
                  ({ value: d.id, label: d.displayName }))]} />
          )}
          <Button icon={<CalendarOutlined />} disabled={!some}
            onClick={() => agenda && saveFile(
              `${idOf(participant.name)}.ics`, [agenda.icalendar], ICALENDAR)}>
            {say(words.icalendar)}
          </Button>
          <ExportButton disabled={!some}
            sheet={() => (agenda ? sheet(agenda) : [])} />
          <PrintButton disabled={!some} />
        </span>)}>
        <Answer of={asked}>{(of) => (of.items.length === 0
          ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
          : (
            <>
              <AgendaTable desk={desk} agenda={of} />
              <p className="quiet panel-note">
                {say(words.zone, { zone: formatZone(of.timeZone, language) })}
              </p>
            </>
          ))}</Answer>
      </Panel>
      <Notices desk={desk} />
    </>
  );
}
