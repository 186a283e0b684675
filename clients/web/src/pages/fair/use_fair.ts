// What the pages of fairs share: asking, names, who may do what, and asking again
// after a write. Lists are asked for whole; their keys are those of the methods,
// so that a write has them asked again.
import { createClient } from '@connectrpc/connect';
import {
  createConnectQueryKey, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { useQuery as useWhole } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../../app/session';
import { formatShortDay } from '../../format';
import {
  FairService, type Fair, type MeetingRequest, type Participant,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  TimetableService, type Meeting, type Notice, type Timetable,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLanguage, useLocal } from '../../i18n/say';
import { idOf, names } from '../../names';
import { useInvalidate } from '../../queries/client';
import { everyEntry } from '../../queries/every_entry';
import { useUnits } from '../../queries/reference';
import { clockOf, daysOf, tablesOf } from './fair_model';
import { useTagText } from './tag_text';

const MOST = 1000;
// How often what others change meanwhile is asked for.
export const LIVE_MS = 15_000;

// The fair that the address names.
export function useFairPlace() {
  const { programme = '', fair: id = '' } = useParams();
  return { programme, id, name: names.fair.format({ programme, fair: id }) };
}

export function useFair(name: string) {
  return useQuery(FairService.method.getFair, { name });
}

export function useFairs(programme: string) {
  const transport = useTransport();
  const client = createClient(FairService, transport);
  const parent = names.programme.format({ programme });
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: FairService.method.listFairs, input: { parent } }),
    queryFn: () => everyEntry((pageToken) => client.listFairs(
      { parent, pageSize: MOST, pageToken }), (page): Fair[] => page.fairs),
  });
}

// All participants that one may see; `live`: asked for now and then.
export function useParticipants(parent: string, live = false) {
  const transport = useTransport();
  const client = createClient(FairService, transport);
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: FairService.method.listParticipants, input: { parent } }),
    queryFn: () => everyEntry((pageToken) => client.listParticipants(
      { parent, pageSize: MOST, pageToken }),
    (page): Participant[] => page.participants),
    refetchInterval: live && LIVE_MS,
  });
}

// All requests that one may see; `unit`: of that one on either side.
export function useRequests(parent: string, unit = '') {
  const transport = useTransport();
  const client = createClient(FairService, transport);
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: FairService.method.listMeetingRequests, input: { parent, unit } }),
    queryFn: () => everyEntry((pageToken) => client.listMeetingRequests(
      { parent, unit, pageSize: MOST, pageToken }),
    (page): MeetingRequest[] => page.meetingRequests),
  });
}

// All meetings that one may see, likewise; `live`: asked for now and then.
export function useMeetings(parent: string, live = false) {
  const transport = useTransport();
  const client = createClient(TimetableService, transport);
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: TimetableService.method.listMeetings, input: { parent } }),
    queryFn: () => everyEntry((pageToken) => client.listMeetings(
      { parent, pageSize: MOST, pageToken }),
    (page): Meeting[] => page.meetings),
    refetchInterval: live && LIVE_MS,
  });
}

// The published versions, the newest first.
export function useTimetables(parent: string) {
  const transport = useTransport();
  const client = createClient(TimetableService, transport);
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: TimetableService.method.listTimetables, input: { parent } }),
    queryFn: async () => (await everyEntry((pageToken) => client.listTimetables(
      { parent, pageSize: MOST, pageToken }),
    (page): Timetable[] => page.timetables)).reverse(),
  });
}

// What published versions changed for those whom one reaches, the newest first.
export function useNotices(parent: string) {
  const transport = useTransport();
  const client = createClient(TimetableService, transport);
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: TimetableService.method.listNotices, input: { parent } }),
    queryFn: () => everyEntry((pageToken) => client.listNotices(
      { parent, pageSize: MOST, pageToken }),
    (page): Notice[] => page.notices),
  });
}

// Asks again for all that a write to a fair can have changed.
export function useRefreshFair(): () => Promise<unknown> {
  const invalidate = useInvalidate();
  return useCallback(() => Promise.all([invalidate(FairService),
    invalidate(TimetableService)]), [invalidate]);
}

export interface FairActing {
  // Whether the person organises fairs, and whether it at least reads them whole.
  organises: boolean;
  reads: boolean;
  // Whether it acts for a unit, by name, on one of its sides.
  actsFor: (unit: string) => boolean;
  // The units that it acts for with the sides on which it does.
  own: readonly (readonly [unit: string, sides: readonly Side[]])[];
}

const SIDES = [[PermissionGroup.SUPPORTER, Side.SUPPORTER],
  [PermissionGroup.RECIPIENT, Side.RECIPIENT]] as const;

export function useFairActing(programme: string): FairActing {
  const session = useSession();
  return useMemo(() => {
    const groups = session.groupsIn(programme);
    const organises = groups.has(PermissionGroup.OFFICE) ||
      groups.has(PermissionGroup.ORGANISER);
    const sides = new Map<string, Side[]>();
    for (const { unit, groups: of } of session.unitsIn(programme)) {
      const acts = SIDES.filter(([group]) => of.includes(group))
        .map(([, side]) => side);
      if (acts.length > 0) {
        sides.set(unit, [...(sides.get(unit) ?? []), ...acts]);
      }
    }
    return { organises,
      reads: organises || groups.has(PermissionGroup.SUPERVISOR),
      actsFor: (unit) => organises || sides.has(unit), own: [...sides] };
  }, [session, programme]);
}

// What a unit is called.
export function useUnitName(programme: string): (name: string) => string {
  const local = useLocal();
  const units = useUnits(programme);
  return useMemo(() => {
    const known = new Map((units ?? []).map(
      (u) => [u.name, local(u.displayName, idOf(u.name))]));
    return (name) => known.get(name) ?? idOf(name);
  }, [units, local]);
}

export interface PlaceNames {
  // `10月12日周一 09:00–09:30`; empty where there is no slot.
  slot: (id: string) => string;
  hall: (id: string) => string;
  // With its hall; empty where there is no table.
  table: (id: string) => string;
  // With its day, where it is of one of several.
  session: (id: string) => string;
}

// What slots, halls and tables of a fair are called; ids where they are gone.
export function usePlaceNames(fair: Fair | undefined): PlaceNames {
  const local = useLocal();
  const { language } = useLanguage();
  const tags = useTagText();
  return useMemo(() => {
    const slots = new Map((fair?.slots ?? []).map((s) =>
      [s.id, `${formatShortDay(s.date, language)} ${clockOf(s)}`]));
    const halls = new Map((fair?.halls ?? []).map((h) =>
      [h.id, local(h.displayName, h.id)]));
    const tables = new Map((fair ? tablesOf(fair) : []).map(
      ({ hall, table }) => [table.id, `${halls.get(hall.id)} ${table.id}`]));
    const session = (id: string) => {
      const days = fair ? daysOf(fair) : [];
      const [day, ...more] = days.filter((d) =>
        fair?.slots.some((s) => s.date === d && s.session === id));
      return day && more.length === 0 && days.length > 1
        ? `${formatShortDay(day, language)} ${tags.session(id)}`
        : tags.session(id);
    };
    return { slot: (id) => slots.get(id) ?? id,
      hall: (id) => halls.get(id) ?? id, table: (id) => tables.get(id) ?? id,
      session };
  }, [fair, local, language, tags]);
}
