// Calls, their applications, scores and rankings, and what is named in them.
// Lists are asked for whole; their keys are those of the methods, so that a write
// has them asked again.
import { createClient } from '@connectrpc/connect';
import {
  createConnectQueryKey, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { useQuery as useWhole } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { useSession } from '../../app/session';
import {
  CompetitionService, Call_State, type Application, type ApplicationScores,
  type Call,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLocal } from '../../i18n/say';
import { idOf, names } from '../../names';
import { useInvalidate } from '../../queries/client';
import { everyEntry } from '../../queries/every_entry';
import { useProjectsByName } from '../../queries/projects';
import { useUnits } from '../../queries/reference';

const MOST = 1000;

// All calls of a programme that one may see.
export function useCalls(programme: string) {
  const transport = useTransport();
  const client = createClient(CompetitionService, transport);
  const parent = names.programme.format({ programme });
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: CompetitionService.method.listCalls, input: { parent } }),
    queryFn: () => everyEntry((pageToken) => client.listCalls(
      { parent, pageSize: MOST, pageToken }), (page): Call[] => page.calls),
  });
}

export function useCall(name: string) {
  return useQuery(CompetitionService.method.getCall, { name });
}

// All applications to a call that one may see.
export function useApplications(call: Call) {
  const transport = useTransport();
  const client = createClient(CompetitionService, transport);
  const parent = call.name;
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: CompetitionService.method.listApplications, input: { parent } }),
    queryFn: () => everyEntry((pageToken) => client.listApplications(
      { parent, pageSize: MOST, pageToken }),
    (page): Application[] => page.applications),
    enabled: call.state !== Call_State.DRAFT,
  });
}

// The score sheets by the ids of their applications, for those who see them.
export function useScores(parent: string, enabled: boolean) {
  const transport = useTransport();
  const client = createClient(CompetitionService, transport);
  const asked = useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: CompetitionService.method.listApplicationScores, input: { parent } }),
    queryFn: () => everyEntry((pageToken) => client.listApplicationScores(
      { parent, pageSize: MOST, pageToken }),
    (page): ApplicationScores[] => page.applicationScores),
    enabled,
  });
  return useMemo(() => new Map((asked.data ?? []).map(
    (scores) => [idOf(scores.name), scores])), [asked.data]);
}

export function useRanking(call: string, enabled: boolean) {
  return useQuery(CompetitionService.method.rankApplications, { name: call },
    { enabled, staleTime: 0 });
}

// Asks again for all that a write to a call can have changed.
export function useRefreshCalls(): () => Promise<void> {
  const invalidate = useInvalidate();
  return useCallback(() => invalidate(CompetitionService), [invalidate]);
}

// Whether applications are taken now.
export const takesApplications = (call: Call) =>
  call.state === Call_State.OPEN && call.applicationDueTime !== undefined &&
  timestampDate(call.applicationDueTime) >= new Date();

export const mostShareOf = (call: Call) =>
  (call.mostShareFen === 0n ? call.amountFen : call.mostShareFen);

// Who sees scores and rankings: the office, the supervision and the unit that
// gives, or guides the one that does.
export function useSeesScores(programme: string, call: Call | undefined) {
  const session = useSession();
  const groups = session.groupsIn(programme);
  const units = useUnits(programme);
  if (groups.has(PermissionGroup.OFFICE) ||
      groups.has(PermissionGroup.SUPERVISOR)) return true;
  const supporter = call?.supporter ?? '';
  const guide = units?.find((u) => u.name === supporter)?.guidingDepartment;
  return [supporter, guide ?? ''].some((unit) => unit !== '' &&
    session.givesFor(programme, idOf(unit)));
}

export function useProjectNames(programme: string,
    of: readonly { project: string }[]) {
  const local = useLocal();
  const wanted = useMemo(
    () => [...new Set(of.map((a) => a.project))].sort(), [of]);
  const { byName, complete } = useProjectsByName(programme, wanted);
  const called = useCallback((name: string) =>
    local(byName.get(name)?.displayName, idOf(name)), [local, byName]);
  return { called, complete, byName };
}
