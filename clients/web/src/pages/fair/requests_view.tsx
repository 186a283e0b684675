// What a unit has asked and has been asked, with what can be done about it.
import { useMemo } from 'react';
import { common } from '../../app/texts';
import { formatScore, formatTime } from '../../format';
import {
  MeetingRequest_State, type MeetingRequest,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { programmeOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useProjectNames } from '../competition/use_competition';
import { AnswerButtons, WithdrawButton } from './answer_buttons';
import {
  kindLabels, requestStateText, requestWords as words,
} from './participant_texts';
import type { DeskProps } from './partners_view';
import { RequestStateTag } from './state_tags';
import { useRequests, useUnitName } from './use_fair';

// Those that are about a project.
export const withProject = (requests: readonly MeetingRequest[]) =>
  requests.filter((r) => r.project !== '');

const ORDER: readonly MeetingRequest_State[] = [MeetingRequest_State.PENDING,
  MeetingRequest_State.ACCEPTED];
const rankOf = ({ state }: MeetingRequest) => {
  const at = ORDER.indexOf(state);
  return at < 0 ? ORDER.length : at;
};

export function RequestsView({ fair, participant, may }: DeskProps) {
  const say = useSay();
  const { language } = useLanguage();
  const programme = programmeOf(fair.name);
  const unitName = useUnitName(programme);
  const asked = useRequests(fair.name, participant.unit);
  const list = useMemo(() => [...(asked.data ?? [])].sort(
    (a, b) => rankOf(a) - rankOf(b)), [asked.data]);
  const { called } = useProjectNames(programme,
    useMemo(() => withProject(list), [list]));
  const partner = (r: MeetingRequest) => unitName(
    r.supporter === participant.unit ? r.recipient : r.supporter);
  const asker = (r: MeetingRequest) => say(r.suggested ? words.organisers
    : r.askedBy === participant.side ? words.we : words.they);
  const mine = (r: MeetingRequest) => !r.suggested &&
    r.askedBy === participant.side &&
    r.state !== MeetingRequest_State.WITHDRAWN;
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.partner), width: 30 },
      { heading: say(words.askedBy), width: 14 },
      { heading: say(words.kind), width: 14 },
      { heading: say(common.project), width: 40 },
      { heading: say(common.state), width: 12 },
      { heading: say(words.text), width: 40 },
      { heading: say(words.answer), width: 40 }],
    rows: list.map((r) => [partner(r), asker(r), say(kindLabels[r.kind]),
      r.project && called(r.project), say(requestStateText(r)), r.text,
      r.answerText]),
  });
  return (
    <Panel title={say(words.title)} extra={(
      <span className="no-print">
        <ExportButton sheet={sheet} disabled={list.length === 0} />
      </span>)}>
      <Answer of={asked}>{() => (list.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : (
          <DataTable<MeetingRequest> label={say(words.title)} rowKey="name"
            dataSource={list} size="small" scroll={{ x: 860 }} columns={[
              { title: say(words.partner), key: 'partner', width: 170,
                render: (_, r) => partner(r) },
              { title: say(common.state), key: 'state', width: 150,
                render: (_, r) => (
                  <>
                    <RequestStateTag of={r} />
                    <span className="title-where quiet">
                      {r.state === MeetingRequest_State.PENDING
                        ? say(words.expires,
                          { time: formatTime(r.expireTime, language) })
                        : r.answerText}
                    </span>
                  </>) },
              { title: say(words.kind), key: 'kind', width: 130,
                render: (_, r) => (
                  <>
                    {say(kindLabels[r.kind])}
                    <span className="title-where quiet">
                      {say(words.by, { who: asker(r) })}
                    </span>
                  </>) },
              { title: say(common.project), key: 'project', width: 220,
                render: (_, r) => (
                  <>
                    {r.project && called(r.project)}
                    <span className="title-where quiet">{r.text}</span>
                  </>) },
              { title: say(words.score), key: 'score', width: 80,
                align: 'right', className: 'number',
                render: (_, r) => (r.score > 0 ? formatScore(r.score) : '') },
              ...(may ? [{ title: say(common.actions), key: 'do', width: 150,
                className: 'no-print',
                render: (_: unknown, r: MeetingRequest) => (
                  <span className="panel-tools">
                    <AnswerButtons request={r} side={participant.side}
                      title={partner(r)} />
                    {mine(r) && (
                      <WithdrawButton request={r} title={partner(r)} />
                    )}
                  </span>) }] : []),
            ]} />
        ))}</Answer>
    </Panel>
  );
}
