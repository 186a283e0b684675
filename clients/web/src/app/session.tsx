// Who is signed in, and what it may do where. Pages ask here; the server
// decides all the same.
import { useQuery } from '@connectrpc/connect-query';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  AccessService, type Membership, type Person,
} from '../gen/duikou/access/v1/access_service_pb';
import { PermissionGroup } from '../gen/duikou/type/v1/access_pb';
import { idOf } from '../names';
import { Failure, Loading } from '../parts/states';

// A membership in `programmes/-` holds in all of them.
const EVERY_PROGRAMME = '-';

export interface Session {
  person: Person;
  // Its permission groups in a programme, whatever the unit.
  groupsIn: (programme: string) => ReadonlySet<PermissionGroup>;
  // The memberships that name a unit of the programme.
  unitsIn: (programme: string) => readonly Membership[];
  // Programmes that it has its own membership in; `all` where it sees each.
  programmes: readonly string[];
  all: boolean;
  // Whether it may act for the unit: shortlist, dismiss, show interest.
  actsFor: (programme: string, unit: string) => boolean;
  // Whether it is a member of the unit on the giving side.
  givesFor: (programme: string, unit: string) => boolean;
  // The ids of the units that it acts for as a recipient.
  receivesFor: (programme: string) => readonly string[];
  // Whether it may change what the office looks after.
  isOffice: (programme: string) => boolean;
}

function sessionOf(person: Person): Session {
  const of = (programme: string) => person.memberships.filter((m) =>
    [programme, EVERY_PROGRAMME].includes(idOf(m.programme)));
  const unitsIn = (programme: string) =>
    of(programme).filter((m) => m.unit !== '');
  const groupsIn = (programme: string) =>
    new Set(of(programme).flatMap((m) => m.groups));
  const ids = person.memberships.map((m) => idOf(m.programme));
  return {
    person,
    groupsIn,
    unitsIn,
    programmes: [...new Set(ids.filter((id) => id !== EVERY_PROGRAMME))],
    all: ids.includes(EVERY_PROGRAMME),
    actsFor: (programme, unit) => unitsIn(programme).some((m) =>
      idOf(m.unit) === unit && m.groups.includes(PermissionGroup.SUPPORTER)) ||
      groupsIn(programme).has(PermissionGroup.OFFICE),
    givesFor: (programme, unit) => unitsIn(programme).some((m) =>
      idOf(m.unit) === unit && m.groups.includes(PermissionGroup.SUPPORTER)),
    receivesFor: (programme) => unitsIn(programme)
      .filter((m) => m.groups.includes(PermissionGroup.RECIPIENT))
      .map((m) => idOf(m.unit)),
    isOffice: (programme) =>
      groupsIn(programme).has(PermissionGroup.OFFICE),
  };
}

const SessionContext = createContext<Session | undefined>(undefined);

// The session; only below RequireSession.
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession() outside RequireSession');
  return session;
}

// Its children, for who is signed in; the sign-in page for others.
export function RequireSession({ children }: { children: ReactNode }) {
  const location = useLocation();
  const me = useQuery(AccessService.method.getMe, {},
    { staleTime: Infinity, retry: 1 });
  const session = useMemo(
    () => (me.data ? sessionOf(me.data) : undefined), [me.data]);
  if (me.error &&
      ConnectError.from(me.error).code === Code.Unauthenticated) {
    const back = location.pathname + location.search;
    const search = back === '/' ? '' : `?return=${encodeURIComponent(back)}`;
    return <Navigate to={`/sign-in${search}`} replace />;
  }
  if (session) return <SessionContext value={session}>{children}</SessionContext>;
  if (me.error) {
    return <Failure error={me.error} onRetry={() => void me.refetch()} />;
  }
  return <div className="page"><Loading /></div>;
}
