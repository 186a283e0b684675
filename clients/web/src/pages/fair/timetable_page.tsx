// The timetable of a fair: solving it, moving meetings by hand, what that breaks,
// repairing, publishing.
import { App, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatScore, formatShortDay } from '../../format';
import { Fair_State, type Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  TimetableRun_State, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { ToneTag } from '../../parts/tone_tag';
import { choiceParam, textParam, useUrlState } from '../../url_state';
import { AddMeetingButton } from './add_meeting';
import { FairFrame, PrintButton } from './fair_frame';
import { daysOf, tablesOf } from './fair_model';
import { fairWords } from './fair_texts';
import { blocks, FaultList } from './fault_list';
import { MoveDialog } from './move_dialog';
import { publishedNumber, PublishButton } from './publish_button';
import { RepairButton } from './repair_button';
import { RunPanel, SolveButton, useRun } from './run_panel';
import { TimetableGrid } from './timetable_grid';
import { inOrder, TimetableList } from './timetable_list';
import {
  faultWords, meetingStateLabels, timetableWords as words,
} from './timetable_texts';
import { useFairActing, useFairPlace } from './use_fair';
import { useDrop, useMove } from './use_move';
import { useTimetabled, type Timetabled } from './use_timetable';

const spec = { day: textParam(), q: textParam(),
  view: choiceParam(['grid', 'list'], 'grid') };

type State = ReturnType<typeof useUrlState<typeof spec>>;

function Toolbar({ fair, day, state, change }: {
  fair: Fair;
  day: string;
  state: State[0];
  change: State[1];
}) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <div className="toolbar no-print">
      <Segmented<State[0]['view']> value={state.view} aria-label={say(words.view)}
        onChange={(view) => change({ view })}
        options={[{ value: 'grid', label: say(words.grid) },
          { value: 'list', label: say(words.list) }]} />
      {state.view === 'grid' && daysOf(fair).length > 1 && (
        <Segmented value={day} aria-label={say(words.day)} className="states"
          onChange={(next) => change({ day: next })}
          options={daysOf(fair).map((d) =>
            ({ value: d, label: formatShortDay(d, language) }))} />
      )}
      <Input.Search allowClear value={state.q} className="toolbar-search"
        aria-label={say(words.search)} placeholder={say(words.search)}
        onChange={(e) => change({ q: e.target.value })} />
    </div>
  );
}

function FaultPanel({ of, onOpen }: {
  of: Timetabled;
  onOpen: (meeting: Meeting) => void;
}) {
  const say = useSay();
  const { faults, byName } = of;
  const blocking = faults.filter(blocks).length;
  return (
    <Panel title={say(faultWords.title)} className="no-print"
      extra={say(faultWords.count,
        { blocks: blocking, warns: faults.length - blocking })}>
      {faults.length === 0
        ? <p className="good">{say(faultWords.none)}</p>
        : (
          <FaultList faults={faults} meetings={byName} onOpen={onOpen}
            label={say(faultWords.title)} />
        )}
    </Panel>
  );
}

// Tells that a meeting was moved, and offers to take it back.
function useTellMoved() {
  const say = useSay();
  const { message } = App.useApp();
  const back = useMove(() => void message.success(say(words.undone)));
  return (before: Meeting, after: Meeting | undefined) => {
    void message.success({ key: 'moved', duration: 6, content: (
      <>
        {say(words.moved)}
        {after && (
          <Button type="link" size="small" onClick={() => {
            message.destroy('moved');
            back.mutate({ seen: after, to: { slot: before.slot,
              table: before.table, pinned: before.pinned } });
          }}>{say(common.undo)}</Button>
        )}
      </>) });
  };
}

interface Opened {
  // The meeting's name.
  name: string;
  target: { slot: string; table: string } | undefined;
}

function Board({ of, state, change, mayMove }: {
  of: Timetabled;
  state: State[0];
  change: State[1];
  mayMove: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { fair } = of;
  const [opened, setOpened] = useState<Opened | undefined>();
  const drop = useDrop(useTellMoved());
  const days = daysOf(fair);
  const day = days.includes(state.day) ? state.day : days[0] ?? '';
  const matches = (m: Meeting) => state.q === '' ||
    of.unitName(m.supporter).includes(state.q) ||
    of.unitName(m.recipient).includes(state.q);
  const open = (meeting: Meeting) =>
    setOpened({ name: meeting.name, target: undefined });
  const dropped = (meeting: Meeting, slot: string, table: string) => {
    if (meeting.slot === slot && meeting.table === table) return;
    void drop(meeting, { slot, table, pinned: meeting.pinned && slot !== '' })
      .then((done) => {
        if (!done) setOpened({ name: meeting.name, target: { slot, table } });
      });
  };
  const meeting = opened && of.byName.get(opened.name);
  return (
    <>
      <Toolbar fair={fair} day={day} state={state} change={change} />
      {state.view === 'grid' ? (
        <>
          {mayMove && (
            <p className="quiet run-line no-print">{say(words.dragHint)}</p>
          )}
          <h2 className="print-only">{formatShortDay(day, language)}</h2>
          <TimetableGrid of={of} day={day} mayMove={mayMove} matches={matches}
            onOpen={open} onDrop={dropped} />
        </>
      ) : (
        <TimetableList of={of} shown={of.meetings.filter(matches)}
          onOpen={open} />
      )}
      <div className="below"><FaultPanel of={of} onOpen={open} /></div>
      {meeting && (
        <MoveDialog key={meeting.name} fair={fair} meeting={meeting}
          target={opened.target} mayChange={mayMove}
          onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}

function useMeetingSheet() {
  const say = useSay();
  return (of: Timetabled) => ({
    title: say(words.title),
    columns: [{ heading: say(words.slot), width: 30 },
      { heading: say(words.table), width: 18 },
      { heading: say(words.supporter), width: 30 },
      { heading: say(words.recipient), width: 26 },
      { heading: say(common.project), width: 14 },
      { heading: say(words.importance), width: 12 },
      { heading: say(common.state), width: 12 }],
    rows: inOrder(of).map((m) => [of.place.slot(m.slot),
      of.place.table(m.table), of.unitName(m.supporter),
      of.unitName(m.recipient), m.project && idOf(m.project),
      Number(formatScore(m.importance)), say(meetingStateLabels[m.state])]),
  });
}

// The bar of what can be done, the run, and the board.
function Content({ fair }: { fair: Fair }) {
  const say = useSay();
  const { programme, id } = useFairPlace();
  const { organises } = useFairActing(programme);
  const [state, change] = useUrlState(spec);
  const { of, asked } = useTimetabled(programme, fair);
  const sheet = useMeetingSheet();
  const run = useRun(fair);
  const running = run?.state === TimetableRun_State.RUNNING;
  const may = organises && fair.state === Fair_State.OPEN;
  const number = publishedNumber(fair);
  const none = of.meetings.length === 0;
  if (fair.slots.length === 0 || tablesOf(fair).length === 0) {
    return (
      <Nothing title={say(words.noPlaces)}>
        <Link to={paths.fairSettings(programme, id)}>
          {say(fairWords.settings)}
        </Link>
      </Nothing>
    );
  }
  return (
    <>
      <div className="timetable-bar">
        <span className="plan-lead">
          {of.unpublished > 0 && (
            <ToneTag tone="warn">{say(words.draft)} · {of.unpublished}</ToneTag>
          )}
          {number > 0 ? say(words.publishedAs, { n: number })
            : say(words.notPublished)}
        </span>
        <span className="panel-tools no-print">
          <ExportButton sheet={() => sheet(of)} disabled={none} />
          <PrintButton disabled={none} />
          {may && (
            <>
              <AddMeetingButton of={of} disabled={running} />
              <RepairButton of={of} disabled={running || none} />
              <SolveButton fair={fair} running={running} first={none} />
              <PublishButton of={of} running={running} />
            </>
          )}
        </span>
      </div>
      <RunPanel run={run} mayStop={organises} />
      <Answer of={asked} rows={12}>{() => (none
        ? <Nothing title={say(words.empty)} hint={say(words.emptyHint)} />
        : (
          <Board of={of} state={state} change={change}
            mayMove={may && !running} />
        ))}</Answer>
    </>
  );
}

export function TimetablePage() {
  const say = useSay();
  return (
    <FairFrame title={say(words.title)}>{(fair) => (
      <Content fair={fair} />
    )}</FairFrame>
  );
}
