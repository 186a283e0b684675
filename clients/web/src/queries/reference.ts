// What nearly every page names: the programme, its areas, sectors and units,
// each asked for once and kept.
import { useQuery } from '@connectrpc/connect-query';
import { useMemo } from 'react';
import {
  Area_Kind, CatalogueService, type Area, type FundKind, type Programme,
  type Sector,
} from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  ProfilesService, type Unit,
} from '../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal } from '../i18n/say';
import { idOf, names } from '../names';
import { RARELY_CHANGES_MS } from './client';

const EVERYTHING = 1000;
const kept = { staleTime: RARELY_CHANGES_MS };

export function useProgramme(programme: string): Programme | undefined {
  return useQuery(CatalogueService.method.getProgramme,
    { name: names.programme.format({ programme }) }, kept).data;
}

export interface Areas {
  list: readonly Area[];
  byName: ReadonlyMap<string, Area>;
}

export function useAreas(programme: string): Areas {
  const { data } = useQuery(CatalogueService.method.listAreas, {
    parent: names.programme.format({ programme }), pageSize: EVERYTHING,
  }, kept);
  return useMemo(() => {
    const list = data?.areas ?? [];
    return { list, byName: new Map(list.map((a) => [a.name, a])) };
  }, [data]);
}

export interface Sectors {
  list: readonly Sector[];
  byName: ReadonlyMap<string, Sector>;
}

export function useSectors(programme: string): Sectors {
  const { data } = useQuery(CatalogueService.method.listSectors, {
    parent: names.programme.format({ programme }), pageSize: EVERYTHING,
  }, kept);
  return useMemo(() => {
    const list = data?.sectors ?? [];
    return { list, byName: new Map(list.map((s) => [s.name, s])) };
  }, [data]);
}

export function useUnits(programme: string, enabled = true):
    readonly Unit[] | undefined {
  return useQuery(ProfilesService.method.listUnits, {
    parent: names.programme.format({ programme }), pageSize: EVERYTHING,
  }, { ...kept, enabled }).data?.units;
}

export function useUnit(name: string): Unit | undefined {
  return useQuery(ProfilesService.method.getUnit, { name },
    { ...kept, enabled: name !== '' }).data;
}

// What fund kinds, areas and sectors are called on the screen.
export interface Called {
  fundKind: (id: string) => string;
  area: (name: string) => string;
  sector: (name: string) => string;
}

export function useCalled(programme: string): Called {
  const local = useLocal();
  const kinds = useProgramme(programme)?.fundKinds;
  const areas = useAreas(programme).byName;
  const sectors = useSectors(programme).byName;
  return useMemo(() => ({
    fundKind: (id) =>
      local(kinds?.find((kind) => kind.id === id)?.displayName, id),
    area: (name) => local(areas.get(name)?.displayName, idOf(name)),
    sector: (name) => local(sectors.get(name)?.displayName, idOf(name)),
  }), [local, kinds, areas, sectors]);
}

export function useFundKinds(programme: string): readonly FundKind[] {
  return useProgramme(programme)?.fundKinds ?? [];
}

// Areas that projects lie in: counties and places of a group.
export function isRecipientArea(area: Area): boolean {
  return area.group !== '' &&
    (area.kind === Area_Kind.COUNTY || area.kind === Area_Kind.PLACE);
}
