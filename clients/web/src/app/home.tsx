// The start page: what the session's permissions suggest.
import { useQuery } from '@connectrpc/connect-query';
import { Navigate } from 'react-router';
import {
  CatalogueService,
} from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { PermissionGroup } from '../gen/duikou/type/v1/access_pb';
import { useSay } from '../i18n/say';
import { idOf } from '../names';
import { Answer, Nothing } from '../parts/states';
import { RARELY_CHANGES_MS } from '../queries/client';
import { paths } from './paths';
import { firstProgramme, usePlace } from './place';
import { useSession, type Session } from './session';
import { shell } from './texts';

export function Home() {
  const say = useSay();
  const session = useSession();
  const own = firstProgramme(session);
  const programmes = useQuery(CatalogueService.method.listProgrammes,
    { pageSize: 200 }, { staleTime: RARELY_CHANGES_MS, enabled: own === '' });
  if (own) return <Navigate to={paths.programme(own)} replace />;
  return (
    <div className="page">
      <Answer of={programmes}>{({ programmes: list }) => {
        const first = list[0];
        return first
          ? <Navigate to={paths.programme(idOf(first.name))} replace />
          : <Nothing title={say(shell.noProgramme)}
            hint={say(shell.noProgrammeHint)} />;
      }}</Answer>
    </div>
  );
}

// Where work for a unit begins: with the recommendations, or for who receives
// alone with its projects.
export function firstPage(session: Session, programme: string, unit: string):
    string {
  const receives = session.receivesFor(programme).includes(unit);
  return receives && !session.givesFor(programme, unit)
    ? paths.ownProjects(programme, unit)
    : paths.recommendations(programme, unit);
}

// A programme's first page.
export function ProgrammeHome() {
  const session = useSession();
  const { programme, unit } = usePlace();
  const groups = session.groupsIn(programme);
  const ofUnit = unit && (groups.has(PermissionGroup.SUPPORTER) ||
    groups.has(PermissionGroup.RECIPIENT));
  const to = ofUnit ? firstPage(session, programme, unit)
    : paths.projects(programme);
  return <Navigate to={to} replace />;
}
