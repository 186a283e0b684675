// The ranking that an address asks for, page by page, with the filters' counts.
import type { MessageInitShape } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import {
  useInfiniteQuery, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  CatalogueService, Project_State,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService, RecommendationView, type RecommendProjectsRequestSchema,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { names } from '../../names';
import { everyEntry } from '../../queries/every_entry';
import { projectsByName } from '../../queries/projects';
import { FACETS } from './filter_panel';
import {
  diversityOf, filterOf, weightsOf, type RankingState,
} from './ranking_state';

const PAGE = 20;
// The most of a page that the server answers.
const MOST = 200;
// A list that is spread has no further pages.
const SPREAD_PAGE = 100;

export function useRanking(programme: string, unit: string,
    state: RankingState) {
  const filter = useMemo(() => filterOf(programme, state), [programme, state]);
  const diversity = diversityOf(state.spread);
  const ask = {
    supporter: names.unit.format({ programme, unit }),
    year: state.year,
    query: state.q,
    filter,
    weights: weightsOf(state.w),
    diversity,
    onlyNew: state.fresh,
    pageSize: diversity ? SPREAD_PAGE : PAGE,
    view: RecommendationView.FULL,
    pageToken: '',
  };
  const ranking = useInfiniteQuery(
    MatchingService.method.recommendProjects, ask, {
      pageParamKey: 'pageToken',
      getNextPageParam: (last) => last.nextPageToken || undefined,
      placeholderData: keepPreviousData,
    });
  const first = ranking.data?.pages[0];
  const year = state.year || first?.year || 0;
  const counts = useQuery(CatalogueService.method.searchProjects, {
    parent: names.programme.format({ programme }),
    query: state.q,
    filter: { ...filter, year, states: [Project_State.OPEN] },
    pageSize: 1,
    facets: FACETS,
  }, { placeholderData: keepPreviousData, enabled: first !== undefined });
  const entries = useMemo(
    () => ranking.data?.pages.flatMap((page) => page.recommendations) ?? [],
    [ranking.data]);
  return { ranking, first, entries, year, facets: counts.data?.facets ?? [],
    ask };
}

// The whole ranking that `ask` asks for, with its projects, for a sheet.
export function useWholeRanking(programme: string,
    ask: MessageInitShape<typeof RecommendProjectsRequestSchema>) {
  const transport = useTransport();
  return async () => {
    const client = createClient(MatchingService, transport);
    const entries = await everyEntry((pageToken) => client.recommendProjects(
      { ...ask, pageSize: ask.diversity ? SPREAD_PAGE : MOST, pageToken }),
    (page) => page.recommendations);
    const projects = await projectsByName(transport, programme,
      entries.map((entry) => entry.project));
    return { entries, projects };
  };
}
