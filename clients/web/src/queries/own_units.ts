// The units that somebody acts for as a recipient, with those below them, and
// whose projects may be edited.
import { useCallback, useMemo } from 'react';
import { useSession } from '../app/session';
import type { Project } from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { PermissionGroup } from '../gen/duikou/type/v1/access_pb';
import { names } from '../names';
import { withThoseBelow } from '../units_below';
import { useUnits } from './reference';

// A unit and those below it, by name.
export function useUnitWithThoseBelow(programme: string, unit: string):
    readonly string[] {
  const units = useUnits(programme);
  return useMemo(() => [...withThoseBelow(
    units ?? [], [names.unit.format({ programme, unit })])].sort(),
  [units, programme, unit]);
}

// Whether the person may change a project.
export function useMayEdit(programme: string): (project: Project) => boolean {
  const session = useSession();
  const units = useUnits(programme);
  const office = session.isOffice(programme);
  const own = useMemo(() => withThoseBelow(units ?? [],
    session.receivesFor(programme).map(
      (unit) => names.unit.format({ programme, unit }))),
  [units, session, programme]);
  return useCallback(
    (project) => office || own.has(project.recipient), [office, own]);
}

// The units that somebody acts for, on either side, with those below them, by
// name.
export function useOwnUnits(programme: string): ReadonlySet<string> {
  const session = useSession();
  const units = useUnits(programme);
  return useMemo(() => withThoseBelow(units ?? [],
    session.unitsIn(programme).filter((m) => m.groups.some((g) =>
      g === PermissionGroup.SUPPORTER || g === PermissionGroup.RECIPIENT))
      .map((m) => m.unit)),
  [units, session, programme]);
}
