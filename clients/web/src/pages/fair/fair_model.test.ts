import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  FairSchema, ParticipantSchema,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  Meeting_State, MeetingSchema, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import {
  agendasOf, cellKey, clashesAt, clockIn, daysOf, equipmentOf, isClosed,
  meetingsByCell, sessionsOf, slotsOn, tablesOf, withoutPlace,
} from './fair_model';

const slot = (id: string, date: string, startTime: string, session = '') =>
  ({ id, date, startTime, endTime: '23:00', session });
const fair = create(FairSchema, {
  slots: [slot('a', '2026-10-12', '09:00', 'morning'),
    slot('b', '2026-10-12', '09:30'), slot('c', '2026-10-13', '09:00')],
  halls: [{ id: 'h1', tables: [{ id: 't1', equipment: ['screen'] },
    { id: 't2' }] }, { id: 'h2', tables: [{ id: 't3' }] }],
  closures: [{ hall: 'h2', slots: ['b'] }, { table: 't2' }],
});
const meeting = (supporter: string, recipient: string,
    of: Partial<Omit<Meeting, '$typeName'>> = {}) =>
  create(MeetingSchema, { name: `${supporter}--${recipient}`, supporter,
    recipient, state: Meeting_State.PLANNED, ...of });

test('a fair has days, tables, sessions and equipment', () => {
  expect(daysOf(fair)).toEqual(['2026-10-12', '2026-10-13']);
  expect(slotsOn(fair, '2026-10-12').map((s) => s.id)).toEqual(['a', 'b']);
  expect(tablesOf(fair).map(({ table }) => table.id)).toEqual(
    ['t1', 't2', 't3']);
  expect(sessionsOf(fair)).toEqual(['morning']);
  expect(equipmentOf(fair)).toEqual(['screen']);
});

test('meetings stand in their cells; cancelled ones nowhere', () => {
  const placed = meeting('s', 'r', { slot: 'a', table: 't1' });
  const cells = meetingsByCell([placed, meeting('s', 'q'),
    meeting('x', 'y', { slot: 'a', table: 't1',
      state: Meeting_State.CANCELLED })]);
  expect([...cells.keys()]).toEqual([cellKey('a', 't1')]);
  expect(cells.get(cellKey('a', 't1'))).toEqual([placed]);
  expect(withoutPlace([placed, meeting('s', 'q'),
    meeting('s', 'z', { slot: 'a' })]).map((m) => m.recipient))
    .toEqual(['q', 'z']);
});

test('a hall or a table is closed in some slots or all', () => {
  const [, t2, t3] = tablesOf(fair);
  expect(t2 && isClosed(fair, 'a', t2)).toBe(true);
  expect(t3 && isClosed(fair, 'a', t3)).toBe(false);
  expect(t3 && isClosed(fair, 'b', t3)).toBe(true);
});

test('what a move clashes with is told before the server is asked', () => {
  const moved = meeting('s', 'r', { equipment: ['screen'], session: 'morning' });
  const around = { fair, participants: new Map([['r', create(ParticipantSchema,
    { unit: 'r', availableSlots: ['a'] })]]),
  meetings: [moved, meeting('s', 'q', { slot: 'a', table: 't1' })] };
  const [t1, t2, t3] = tablesOf(fair);
  const [a, b] = fair.slots;
  if (!t1 || !t2 || !t3 || !a || !b) throw new Error('the fair is another');
  expect(clashesAt(around, moved, a, t1)).toEqual(['taken', 'busy']);
  expect(clashesAt(around, moved, b, t1)).toEqual(['away', 'session']);
  expect(clashesAt(around, moved, b, t3)).toEqual(
    ['away', 'closed', 'lacks', 'session']);
  expect(clashesAt({ ...around, meetings: [moved] }, moved, a, t1)).toEqual([]);
});

test('an agenda has what was published, by time', () => {
  const agendas = agendasOf(fair, [
    meeting('s', 'r', { publishedSlot: 'b', publishedTable: 't1' }),
    meeting('s', 'q', { publishedSlot: 'a', publishedTable: 't2', slot: 'c' }),
    meeting('s', 'z', { slot: 'c', table: 't1' })]);
  expect(agendas.get('s')?.map((l) => [l.partner, l.slot.id, l.table]))
    .toEqual([['q', 'a', 't2'], ['r', 'b', 't1']]);
  expect(agendas.get('z')).toBeUndefined();
});

test('a clock shows the time of its zone', () => {
  const now = new Date('2026-10-12T16:30:00Z');
  expect(clockIn('Asia/Shanghai', now)).toEqual(
    { day: '2026-10-13', time: '00:30' });
  expect(clockIn('Europe/London', now)).toEqual(
    { day: '2026-10-12', time: '17:30' });
});
