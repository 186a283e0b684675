// The timetable that is being prepared, with all that its page shows of it.
import { useQuery } from '@connectrpc/connect-query';
import { useMemo } from 'react';
import type { Fair, Participant } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  TimetableService, type Fault, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { blocks } from './fault_list';
import { counts } from './fair_model';
import {
  LIVE_MS, useMeetings, useParticipants, usePlaceNames, useUnitName,
  type PlaceNames,
} from './use_fair';

export interface Timetabled {
  fair: Fair;
  meetings: readonly Meeting[];
  byName: ReadonlyMap<string, Meeting>;
  // By the names of their units.
  participants: ReadonlyMap<string, Participant>;
  faults: readonly Fault[];
  // The names of meetings that something blocks.
  blocked: ReadonlySet<string>;
  // How many stand elsewhere than was published.
  unpublished: number;
  place: PlaceNames;
  unitName: (name: string) => string;
}

const isUnpublished = (m: Meeting) => (counts(m)
  ? m.slot !== m.publishedSlot || m.table !== m.publishedTable
  : m.publishedSlot !== '');

// What others change meanwhile is seen.
export function useTimetabled(programme: string, fair: Fair): {
  of: Timetabled;
  asked: ReturnType<typeof useMeetings>;
} {
  const asked = useMeetings(fair.name, true);
  const participants = useParticipants(fair.name).data;
  const check = useQuery(TimetableService.method.checkTimetable,
    { name: fair.name }, { refetchInterval: LIVE_MS });
  const place = usePlaceNames(fair);
  const unitName = useUnitName(programme);
  const meetings = asked.data ?? NONE;
  const faults = check.data?.faults ?? NO_FAULTS;
  const of = useMemo((): Timetabled => ({
    fair, meetings, faults, place, unitName,
    byName: new Map(meetings.map((m) => [m.name, m])),
    participants: new Map((participants ?? []).map((p) => [p.unit, p])),
    blocked: new Set(faults.filter(blocks).flatMap((f) => f.meetings)),
    unpublished: meetings.filter(isUnpublished).length,
  }), [fair, meetings, faults, place, unitName, participants]);
  return { of, asked };
}

const NONE: readonly Meeting[] = [];
const NO_FAULTS: readonly Fault[] = [];
