// A day of the timetable: tables × slots. A meeting is a button, which can be
// dragged to another cell as well; while it is dragged, cells that cannot take it
// say so.
import { LockOutlined } from '@ant-design/icons';
import { useMemo, useState, type DragEvent } from 'react';
import { common } from '../../app/texts';
import type { Slot } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  Meeting_State, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import {
  cellKey, clashesAt, clockOf, isClosed, meetingsByCell, slotsOn, tablesOf,
  withoutPlace, type Clash, type TableOf,
} from './fair_model';
import { clashLabels, timetableWords as words } from './timetable_texts';
import type { Timetabled } from './use_timetable';

export interface GridProps {
  of: Timetabled;
  // Whether meetings can be moved.
  mayMove: boolean;
  // Whether a meeting is one that is looked for.
  matches: (meeting: Meeting) => boolean;
  onOpen: (meeting: Meeting) => void;
  onDrop: (meeting: Meeting, slot: string, table: string) => void;
}

interface Dragging {
  dragged: Meeting | undefined;
  onDrag: (meeting: Meeting | undefined) => void;
}

const TONES: Partial<Record<Meeting_State, string>> = {
  [Meeting_State.HELD]: 'held', [Meeting_State.MISSED]: 'missed' };

function Chip({ meeting, place, grid, onDrag }: {
  meeting: Meeting;
  // Where it is, for who does not see it.
  place: string;
  grid: GridProps;
  onDrag: Dragging['onDrag'];
}) {
  const say = useSay();
  const { of, mayMove, matches, onOpen } = grid;
  const movable = mayMove && meeting.state === Meeting_State.PLANNED;
  const supporter = of.unitName(meeting.supporter);
  const recipient = of.unitName(meeting.recipient);
  const blocked = of.blocked.has(meeting.name);
  return (
    <button type="button" draggable={movable} onClick={() => onOpen(meeting)}
      className={`meeting-chip meeting-${TONES[meeting.state] ?? 'planned'}${
        blocked ? ' meeting-blocked' : ''}${
        matches(meeting) ? '' : ' meeting-other'}`}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', meeting.name);
        onDrag(meeting);
      }}
      onDragEnd={() => onDrag(undefined)}>
      <span>{supporter}</span>
      <span className="unseen">{say(words.with)}</span>
      <span>
        {meeting.pinned && <LockOutlined aria-hidden />}{recipient}
      </span>
      <span className="unseen">{place}</span>
    </button>
  );
}

function Cell({ slot, at, meetings, clashes, grid, dragged, onDrag }: {
  slot: Slot;
  at: TableOf;
  meetings: readonly Meeting[];
  // With the meeting that is dragged.
  clashes: readonly Clash[];
  grid: GridProps;
} & Dragging) {
  const say = useSay();
  const { of, mayMove, onDrop } = grid;
  const closed = isClosed(of.fair, slot.id, at);
  const place = say(words.cell, { slot: of.place.slot(slot.id),
    table: of.place.table(at.table.id) });
  const tone = !dragged ? '' : clashes.length > 0 ? ' cell-clash' : ' cell-free';
  return (
    <td data-slot={slot.id} data-table={at.table.id}
      className={`${closed ? 'cell-closed' : ''}${tone}`}
      title={dragged && clashes.map((c) => say(clashLabels[c]))
        .join(say(common.and))}
      {...(mayMove && {
        onDragOver: (event: DragEvent) => event.preventDefault(),
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          if (dragged) onDrop(dragged, slot.id, at.table.id);
          onDrag(undefined);
        },
      })}>
      {closed && <span className="quiet">{say(words.closedCell)}</span>}
      {meetings.map((meeting) => (
        <Chip key={meeting.name} meeting={meeting} place={place} grid={grid}
          onDrag={onDrag} />
      ))}
    </td>
  );
}

// What has no place yet; a meeting that is dropped here is taken out.
function Tray({ grid, dragged, onDrag }: { grid: GridProps } & Dragging) {
  const say = useSay();
  const { of, mayMove, onDrop } = grid;
  const left = withoutPlace(of.meetings);
  return (
    <div className={`unplaced${dragged ? ' cell-free' : ''}${
      left.length === 0 ? ' no-print' : ''}`}
      {...(mayMove && {
        onDragOver: (event: DragEvent) => event.preventDefault(),
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          if (dragged && dragged.slot !== '') onDrop(dragged, '', '');
          onDrag(undefined);
        },
      })}>
      <h3>{left.length === 0 ? say(words.unplacedNone)
        : say(words.unplaced, { n: left.length })}</h3>
      {mayMove && <p className="quiet no-print">{say(words.unplacedHint)}</p>}
      <div className="meeting-chips">
        {left.map((meeting) => (
          <Chip key={meeting.name} meeting={meeting} grid={grid} onDrag={onDrag}
            place={of.place.slot(meeting.slot)} />
        ))}
      </div>
    </div>
  );
}

function HallRows({ tables, slots, grid, clashesOf, cells, ...dragging }: {
  tables: readonly TableOf[];
  slots: readonly Slot[];
  grid: GridProps;
  clashesOf: (slot: Slot, at: TableOf) => readonly Clash[];
  cells: ReadonlyMap<string, Meeting[]>;
} & Dragging) {
  const local = useLocal();
  const [first] = tables;
  if (!first) return null;
  return (
    <tbody>
      <tr>
        <th colSpan={slots.length + 1} scope="rowgroup">
          {local(first.hall.displayName, first.hall.id)}
        </th>
      </tr>
      {tables.map((at) => (
        <tr key={at.table.id}>
          <th scope="row">{at.table.id}</th>
          {slots.map((slot) => (
            <Cell key={slot.id} slot={slot} at={at} grid={grid}
              meetings={cells.get(cellKey(slot.id, at.table.id)) ?? NONE}
              clashes={clashesOf(slot, at)} {...dragging} />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

export function TimetableGrid({ day, ...grid }: GridProps & { day: string }) {
  const say = useSay();
  const { of } = grid;
  const [dragged, onDrag] = useState<Meeting | undefined>();
  const slots = slotsOn(of.fair, day);
  const tables = useMemo(() => tablesOf(of.fair), [of.fair]);
  const cells = useMemo(() => meetingsByCell(of.meetings), [of.meetings]);
  const clashesOf = (slot: Slot, at: TableOf) =>
    (dragged ? clashesAt(of, dragged, slot, at) : NO_CLASH);
  const dragging = { dragged, onDrag };
  return (
    <>
      <Tray grid={grid} {...dragging} />
      <div className="wide-table paper" tabIndex={0} role="region"
        aria-label={say(words.grid)}>
        <table className="timetable">
          <thead>
            <tr>
              <th scope="col">{say(words.table)}</th>
              {slots.map((slot) => (
                <th key={slot.id} scope="col" className="number">
                  {clockOf(slot)}
                </th>
              ))}
            </tr>
          </thead>
          {of.fair.halls.map((hall) => (
            <HallRows key={hall.id} slots={slots} grid={grid} cells={cells}
              tables={tables.filter((t) => t.hall.id === hall.id)}
              clashesOf={clashesOf} {...dragging} />
          ))}
        </table>
      </div>
    </>
  );
}

const NONE: readonly Meeting[] = [];
const NO_CLASH: readonly Clash[] = [];
