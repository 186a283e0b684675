// What people are called, for those who may know.
import { useQuery } from '@connectrpc/connect-query';
import { useCallback, useMemo } from 'react';
import { useSession } from '../app/session';
import { AccessService } from '../gen/duikou/access/v1/access_service_pb';
import { PermissionGroup } from '../gen/duikou/type/v1/access_pb';
import { idOf, names } from '../names';
import { RARELY_CHANGES_MS } from './client';

const EVERYTHING = 1000;

// Those who may list the people of a programme.
const LISTS = [PermissionGroup.OFFICE, PermissionGroup.SUPERVISOR,
  PermissionGroup.ADMINISTRATOR];

// The display name of `people/{person}`: one's own, and those of the
// programme's people where one may list them; else the id, which says the same
// to who does not know it either way.
export function usePersonName(programme: string): (name: string) => string {
  const session = useSession();
  const groups = session.groupsIn(programme);
  const { data } = useQuery(AccessService.method.listPeople, {
    // Who looks after people everywhere knows those of no programme as well.
    programme: session.all ? '' : names.programme.format({ programme }),
    pageSize: EVERYTHING,
  }, { staleTime: RARELY_CHANGES_MS,
    enabled: LISTS.some((group) => groups.has(group)) });
  const known = useMemo(() => new Map(
    [...(data?.people ?? []), session.person]
      .map((person) => [person.name, person.displayName])), [data, session]);
  return useCallback((name) => known.get(name) || idOf(name), [known]);
}
