import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { FairSchema } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  blankFair, draftOfFair, fairOf, faultsOfFair, freeId, minutesOf, slotsOfDay,
  withSlots, withTables, type FairDraft,
} from './fair_draft';

const morning = { date: '2026-10-12', from: '09:00', to: '10:40', minutes: 30,
  pause: 5, session: 'morning' };

test('a day is cut into as many slots as fit', () => {
  expect(slotsOfDay(morning).map((s) => [s.id, s.start, s.end])).toEqual([
    ['d261012-0900', '09:00', '09:30'], ['d261012-0935', '09:35', '10:05'],
    ['d261012-1010', '10:10', '10:40']]);
  expect(slotsOfDay({ ...morning, to: '09:29' })).toEqual([]);
  expect(slotsOfDay({ ...morning, from: '9:00' })).toEqual([]);
  expect(slotsOfDay({ ...morning, minutes: 0 })).toEqual([]);
  expect(slotsOfDay({ ...morning, from: '23:30', to: '24:00', pause: 0 })
    .map((s) => s.end)).toEqual(['24:00']);
});

test('times are minutes of a day', () => {
  expect(minutesOf('24:00')).toBe(1440);
  expect(minutesOf('24:01')).toBeUndefined();
  expect(minutesOf('09:60')).toBeUndefined();
});

test('further slots lie over none that is there, in order', () => {
  const slots = slotsOfDay(morning);
  const more = slotsOfDay({ ...morning, from: '08:00', to: '10:00', pause: 0 });
  expect(withSlots(slots, more).map((s) => s.start)).toEqual(
    ['08:00', '08:30', '09:00', '09:35', '10:10']);
  expect(withSlots(slots, slots)).toEqual(slots);
});

test('tables get ids of their own in all halls', () => {
  const a = { id: 'a', zh: '一', en: '', tables: [] };
  const like = { capacity: '4', equipment: ['screen'] };
  const some = withTables([a], a, 2, like);
  expect(some.tables.map((t) => t.id)).toEqual(['a-1', 'a-2']);
  const other = { id: 'b', zh: '二', en: '',
    tables: [{ id: 'a-3', capacity: '', equipment: [] }] };
  expect(withTables([some, other], some, 2, like).tables.map((t) => t.id))
    .toEqual(['a-1', 'a-2', 'a-4', 'a-5']);
  expect(freeId('s', [{ id: 's2' }])).toBe('s3');
});

const good: FairDraft = { ...blankFair, zh: '洽谈会', slots: slotsOfDay(morning),
  halls: [withTables([], { id: 'a', zh: '一号馆', en: '', tables: [] }, 1,
    { capacity: '4', equipment: [] })], walk: '5', least: '3', breakDifference: '0',
  stands: [{ id: 's1', hall: 'a', free: true }] };

test('what is missing is a fault at its path', () => {
  expect(faultsOfFair(good).size).toBe(0);
  const faults = faultsOfFair({ ...good, zh: ' ', walk: 'x', halls: [
    { id: '', zh: '', en: '', tables: [{ id: '', capacity: '-1',
      equipment: [] }] }], slots: [{ id: 'x', date: '', start: '09:00',
    end: '', session: '' }], stands: [{ id: '', hall: '', free: false }] });
  expect([...faults]).toEqual([['display_name', 'missing'],
    ['walk_minutes', 'number'], ['slots[0].date', 'missing'],
    ['slots[0].end_time', 'missing'], ['halls[0].id', 'missing'],
    ['halls[0].display_name', 'missing'], ['halls[0].tables[0].id', 'missing'],
    ['halls[0].tables[0].capacity', 'number'], ['stands[0].id', 'missing']]);
});

test('a draft becomes the fair and the fair the draft', () => {
  const fair = create(FairSchema, fairOf(good));
  expect(fair.walkMinutes).toBe(5);
  expect(fair.answerHours).toBe(0);
  expect(fair.mostBreakDifference).toBe(0);
  expect(create(FairSchema, fairOf(blankFair)).mostBreakDifference)
    .toBeUndefined();
  expect(fair.halls[0]?.tables[0]?.capacity).toBe(4);
  expect(fair.stands[0]?.freeOfCharge).toBe(true);
  expect(draftOfFair(fair)).toEqual(good);
});
