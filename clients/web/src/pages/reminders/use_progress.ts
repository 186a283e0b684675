// How far units are in a year: what each owes and has promised, fund kind by
// fund kind, and its capability profile.
import { useInfiniteQuery } from '@connectrpc/connect-query';
import { useEffect, useMemo } from 'react';
import {
  ProfilesService, type CapabilityProfile, type Unit,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { names } from '../../names';

const PIECE = 1000;

export interface Share {
  // Undefined: none is set.
  quota: bigint | undefined;
  promised: bigint;
}

export interface Progress {
  unit: Unit;
  profile: CapabilityProfile | undefined;
  // By the id of the fund kind.
  shares: ReadonlyMap<string, Share>;
}

export function isBehind({ shares }: Progress): boolean {
  return [...shares.values()].some(
    ({ quota, promised }) => quota !== undefined && promised < quota);
}

interface Pages {
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => unknown;
}

// Sums need all pages, not the first alone.
function useToTheEnd({ hasNextPage, isFetching, fetchNextPage }: Pages) {
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
}

const paging = {
  pageParamKey: 'pageToken' as const,
  getNextPageParam: (last: { nextPageToken: string }) =>
    last.nextPageToken || undefined,
};

export function useProgress(programme: string, year: number,
    units: readonly Unit[], kinds: readonly string[]) {
  const all = { parent: names.programme.format({ programme }),
    pageSize: PIECE, pageToken: '' };
  const enabled = year > 0;
  const profiles = useInfiniteQuery(
    ProfilesService.method.listCapabilityProfiles, all, paging);
  const quotas = useInfiniteQuery(ProfilesService.method.listQuotas,
    { ...all, year }, { ...paging, enabled });
  const commitments = useInfiniteQuery(ProfilesService.method.listCommitments,
    all, paging);
  useToTheEnd(profiles);
  useToTheEnd(quotas);
  useToTheEnd(commitments);
  const complete = [profiles, quotas, commitments].every(
    (list) => list.data !== undefined && !list.hasNextPage);
  const rows = useMemo((): Progress[] | undefined => {
    if (!complete) return undefined;
    const profileOf = new Map(profiles.data?.pages
      .flatMap((p) => p.capabilityProfiles).map((p) => [p.unit, p]));
    const quotaOf = new Map(quotas.data?.pages.flatMap((p) => p.quotas)
      .map((q) => [`${q.unit} ${q.fundKind}`, q.amountFen]));
    const promisedOf = new Map<string, bigint>();
    for (const c of commitments.data?.pages.flatMap((p) => p.commitments) ?? []) {
      if (c.year !== year) continue;
      const key = `${c.supporter} ${c.fundKind}`;
      promisedOf.set(key, (promisedOf.get(key) ?? 0n) + c.amountFen);
    }
    return units.map((unit) => ({
      unit, profile: profileOf.get(unit.name),
      shares: new Map(kinds.map((kind) => [kind, {
        quota: quotaOf.get(`${unit.name} ${kind}`),
        promised: promisedOf.get(`${unit.name} ${kind}`) ?? 0n,
      }])),
    }));
  }, [complete, profiles.data, quotas.data, commitments.data, year, units, kinds]);
  const lists = [profiles, quotas, commitments];
  return {
    data: rows,
    error: lists.find((list) => list.error)?.error ?? null,
    refetch: () => { for (const list of lists) void list.refetch(); },
  };
}
