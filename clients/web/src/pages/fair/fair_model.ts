// What is worked out of a fair and its meetings for the screen.
import type {
  Fair, Hall, Participant, Slot, Table,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  Meeting_State, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';

// The days of a fair, in order.
export function daysOf(fair: Pick<Fair, 'slots'>): string[] {
  return [...new Set(fair.slots.map((s) => s.date))].sort();
}

export function slotsOn(fair: Pick<Fair, 'slots'>, day: string): Slot[] {
  return fair.slots.filter((s) => s.date === day);
}

export const clockOf = (slot: Pick<Slot, 'startTime' | 'endTime'>) =>
  `${slot.startTime}–${slot.endTime}`;

export interface TableOf { hall: Hall; table: Table }

// All tables with their halls, in the order of the fair.
export function tablesOf(fair: Pick<Fair, 'halls'>): TableOf[] {
  return fair.halls.flatMap((hall) =>
    hall.tables.map((table) => ({ hall, table })));
}

// The sessions that slots belong to, each once.
export function sessionsOf(fair: Pick<Fair, 'slots'>): string[] {
  return [...new Set(fair.slots.map((s) => s.session))].filter(Boolean).sort();
}

// What some table has, each once.
export function equipmentOf(fair: Pick<Fair, 'halls'>): string[] {
  return [...new Set(tablesOf(fair).flatMap(({ table }) => table.equipment))]
    .sort();
}

export const cellKey = (slot: string, table: string) => `${slot} ${table}`;

// Whether it is to be held, or was.
export const counts = (meeting: Pick<Meeting, 'state'>) =>
  meeting.state !== Meeting_State.CANCELLED;

// Meetings by slot and table; a slot without a table is under its slot alone.
export function meetingsByCell(meetings: readonly Meeting[]):
    Map<string, Meeting[]> {
  const cells = new Map<string, Meeting[]>();
  for (const meeting of meetings) {
    if (!counts(meeting) || meeting.slot === '') continue;
    const key = cellKey(meeting.slot, meeting.table);
    cells.set(key, [...(cells.get(key) ?? []), meeting]);
  }
  return cells;
}

// Planned meetings that have no slot or no table.
export function withoutPlace(meetings: readonly Meeting[]): Meeting[] {
  return meetings.filter((m) => m.state === Meeting_State.PLANNED &&
    (m.slot === '' || m.table === ''));
}

// Whether a table, or its hall, cannot be used in a slot.
export function isClosed(fair: Pick<Fair, 'closures'>, slot: string,
    { hall, table }: { hall: { id: string }; table: { id: string } }): boolean {
  return fair.closures.some((c) =>
    (c.table === table.id || (c.table === '' && c.hall === hall.id)) &&
    (c.slots.length === 0 || c.slots.includes(slot)));
}

// Why a meeting cannot be held at a place, as far as the page can tell at once;
// the server tells the rest.
export type Clash = 'taken' | 'busy' | 'away' | 'closed' | 'lacks' | 'session';

export interface Surroundings {
  fair: Pick<Fair, 'closures'>;
  meetings: readonly Meeting[];
  // By the names of their units.
  participants: ReadonlyMap<string, Participant>;
}

const isAway = (participant: Participant | undefined, slot: string) =>
  participant !== undefined && (participant.missedSlots.includes(slot) ||
    (participant.availableSlots.length > 0 &&
      !participant.availableSlots.includes(slot)));

export function clashesAt({ fair, meetings, participants }: Surroundings,
    moved: Meeting, slot: Slot, at: TableOf): Clash[] {
  const others = meetings.filter((m) =>
    counts(m) && m.name !== moved.name && m.slot === slot.id);
  const units = [moved.supporter, moved.recipient];
  const found: [Clash, boolean][] = [
    ['taken', others.some((m) => m.table === at.table.id)],
    ['busy', others.some((m) =>
      units.includes(m.supporter) || units.includes(m.recipient))],
    ['away', units.some((u) => isAway(participants.get(u), slot.id))],
    ['closed', isClosed(fair, slot.id, at)],
    ['lacks', moved.equipment.some((e) => !at.table.equipment.includes(e))],
    ['session', moved.session !== '' && moved.session !== slot.session],
  ];
  return found.filter(([, is]) => is).map(([clash]) => clash);
}

// Where a meeting stood when the timetable was published last.
export interface AgendaLine {
  meeting: Meeting;
  // The unit on the other side.
  partner: string;
  slot: Slot;
  table: string;
}

// The published meetings of each unit, by time.
export function agendasOf(fair: Pick<Fair, 'slots'>,
    meetings: readonly Meeting[]): Map<string, AgendaLine[]> {
  const agendas = new Map<string, AgendaLine[]>();
  for (const slot of fair.slots) {
    for (const meeting of meetings) {
      if (meeting.publishedSlot !== slot.id) continue;
      const { supporter, recipient, publishedTable: table } = meeting;
      for (const [unit, partner] of [[supporter, recipient],
        [recipient, supporter]] as const) {
        agendas.set(unit, [...(agendas.get(unit) ?? []),
          { meeting, partner, slot, table }]);
      }
    }
  }
  return agendas;
}

// What o'clock it is somewhere: the day and `HH:MM`.
export function clockIn(timeZone: string, now: Date):
    { day: string; time: string } {
  const parts = new Map(new Intl.DateTimeFormat('en-GB', { timeZone,
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
    minute: '2-digit', hourCycle: 'h23' }).formatToParts(now)
    .map((p) => [p.type, p.value]));
  return { day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}` };
}
