// A fair while it is edited: numbers as typed.
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import { integerOf } from '../competition/call_draft';

export interface SlotDraft {
  id: string;
  date: string;
  start: string;
  end: string;
  session: string;
}

export interface TableDraft {
  id: string;
  // Empty: any number of seats.
  capacity: string;
  equipment: string[];
}

export interface HallDraft {
  id: string;
  zh: string;
  en: string;
  tables: readonly TableDraft[];
}

export interface StandDraft { id: string; hall: string; free: boolean }

export interface FairDraft {
  zh: string;
  en: string;
  descriptionZh: string;
  descriptionEn: string;
  venue: string;
  timeZone: string;
  slots: readonly SlotDraft[];
  halls: readonly HallDraft[];
  walk: string;
  stands: readonly StandDraft[];
  least: string;
  most: string;
  answerHours: string;
  // Empty: any difference will do.
  breakDifference: string;
}

// Empty where it is not set.
const typed = (n: number) => (n === 0 ? '' : String(n));

export function draftOfFair(fair: Fair): FairDraft {
  return {
    zh: fair.displayName?.zh ?? '', en: fair.displayName?.en ?? '',
    descriptionZh: fair.description?.zh ?? '',
    descriptionEn: fair.description?.en ?? '',
    venue: fair.venue, timeZone: fair.timeZone,
    slots: fair.slots.map((s) => ({ id: s.id, date: s.date,
      start: s.startTime, end: s.endTime, session: s.session })),
    halls: fair.halls.map((h) => ({ id: h.id, zh: h.displayName?.zh ?? '',
      en: h.displayName?.en ?? '', tables: h.tables.map((t) => ({ id: t.id,
        capacity: typed(t.capacity), equipment: [...t.equipment] })) })),
    walk: typed(fair.walkMinutes),
    stands: fair.stands.map((s) => ({ id: s.id, hall: s.hall,
      free: s.freeOfCharge })),
    least: typed(fair.leastMeetings), most: typed(fair.mostMeetings),
    answerHours: typed(fair.answerHours),
    breakDifference: fair.mostBreakDifference === undefined ? ''
      : String(fair.mostBreakDifference),
  };
}

export const blankFair: FairDraft = { zh: '', en: '', descriptionZh: '',
  descriptionEn: '', venue: '', timeZone: 'Asia/Shanghai', slots: [], halls: [],
  walk: '', stands: [], least: '', most: '', answerHours: '',
  breakDifference: '' };

const numberOf = (text: string) =>
  (text.trim() === '' ? 0 : integerOf(text, 0, 999_999));

export type FairFault = 'missing' | 'number';

// Paths of what is plainly missing or no number, before the server is asked.
export function faultsOfFair(draft: FairDraft): Map<string, FairFault> {
  const faults = new Map<string, FairFault>();
  const needed = (path: string, text: string) => {
    if (text.trim() === '') faults.set(path, 'missing');
  };
  const number = (path: string, text: string) => {
    if (numberOf(text) === undefined) faults.set(path, 'number');
  };
  needed('display_name', draft.zh);
  needed('time_zone', draft.timeZone);
  number('walk_minutes', draft.walk);
  number('least_meetings', draft.least);
  number('most_meetings', draft.most);
  number('answer_hours', draft.answerHours);
  number('most_break_difference', draft.breakDifference);
  draft.slots.forEach((s, i) => {
    needed(`slots[${i}].date`, s.date);
    needed(`slots[${i}].start_time`, s.start);
    needed(`slots[${i}].end_time`, s.end);
  });
  draft.halls.forEach((h, i) => {
    needed(`halls[${i}].id`, h.id);
    needed(`halls[${i}].display_name`, h.zh);
    h.tables.forEach((t, j) => {
      needed(`halls[${i}].tables[${j}].id`, t.id);
      number(`halls[${i}].tables[${j}].capacity`, t.capacity);
    });
  });
  draft.stands.forEach((s, i) => needed(`stands[${i}].id`, s.id));
  return faults;
}

// What the server takes. REQUIRES: no faults.
export function fairOf(draft: FairDraft) {
  return {
    displayName: { zh: draft.zh.trim(), en: draft.en.trim() },
    description: { zh: draft.descriptionZh.trim(),
      en: draft.descriptionEn.trim() },
    venue: draft.venue.trim(), timeZone: draft.timeZone,
    slots: draft.slots.map((s) => ({ id: s.id, date: s.date,
      startTime: s.start, endTime: s.end, session: s.session.trim() })),
    halls: draft.halls.map((h) => ({ id: h.id.trim(),
      displayName: { zh: h.zh.trim(), en: h.en.trim() },
      tables: h.tables.map((t) => ({ id: t.id.trim(),
        capacity: numberOf(t.capacity) ?? 0, equipment: t.equipment })) })),
    walkMinutes: numberOf(draft.walk) ?? 0,
    stands: draft.stands.map((s) => ({ id: s.id.trim(), hall: s.hall,
      freeOfCharge: s.free })),
    leastMeetings: numberOf(draft.least) ?? 0,
    mostMeetings: numberOf(draft.most) ?? 0,
    answerHours: numberOf(draft.answerHours) ?? 0,
    ...(draft.breakDifference.trim() !== '' && {
      mostBreakDifference: numberOf(draft.breakDifference) ?? 0 }),
  };
}

export interface DayPlan {
  date: string;
  from: string;
  to: string;
  minutes: number;
  pause: number;
  session: string;
}

// `HH:MM` in minutes; undefined: it is none.
export function minutesOf(text: string): number | undefined {
  const parts = /^(\d{2}):(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const minutes = Number(parts[1]) * 60 + Number(parts[2]);
  return Number(parts[2]) < 60 && minutes <= 24 * 60 ? minutes : undefined;
}

const clock = (minutes: number) => [Math.floor(minutes / 60), minutes % 60]
  .map((n) => String(n).padStart(2, '0')).join(':');

// As many slots as fit between two times, each of so many minutes with a pause
// after it; none where there is no time for one.
export function slotsOfDay(plan: DayPlan): SlotDraft[] {
  const from = minutesOf(plan.from);
  const to = minutesOf(plan.to);
  if (from === undefined || to === undefined || plan.date === '' ||
      plan.minutes < 1) return [];
  const slots: SlotDraft[] = [];
  for (let at = from; at + plan.minutes <= to;
    at += plan.minutes + plan.pause) {
    slots.push({ date: plan.date, start: clock(at),
      end: clock(at + plan.minutes), session: plan.session,
      id: `d${plan.date.slice(2).replaceAll('-', '')}-${
        clock(at).replace(':', '')}` });
  }
  return slots;
}

const overlaps = (a: SlotDraft, b: SlotDraft) =>
  a.date === b.date && a.start < b.end && b.start < a.end;

// The slots with those of a day that lie over none of them, by time.
export function withSlots(slots: readonly SlotDraft[],
    more: readonly SlotDraft[]): SlotDraft[] {
  const fresh = more.filter((m) =>
    slots.every((s) => s.id !== m.id && !overlaps(s, m)));
  const at = (s: SlotDraft) => `${s.date} ${s.start}`;
  return [...slots, ...fresh].sort((a, b) => (at(a) < at(b) ? -1 : 1));
}

// `count` more tables, with ids that none of `halls` has.
export function withTables(halls: readonly HallDraft[], hall: HallDraft,
    count: number, like: Omit<TableDraft, 'id'>): HallDraft {
  const taken = new Set(halls.flatMap((h) => h.tables.map((t) => t.id)));
  const tables = [...hall.tables];
  for (let n = 1; tables.length < hall.tables.length + count; n += 1) {
    const id = `${hall.id}-${n}`;
    if (!taken.has(id)) tables.push({ id, ...like });
  }
  return { ...hall, tables };
}

// An id of that prefix that none has.
export function freeId(prefix: string, taken: readonly { id: string }[]): string {
  const ids = new Set(taken.map((t) => t.id));
  let n = taken.length + 1;
  while (ids.has(`${prefix}${n}`)) n += 1;
  return `${prefix}${n}`;
}
