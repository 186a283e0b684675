// The ranking that an address asks for, page by page, with the filters' counts.
import type { MessageInitShape } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import {
  createInfiniteQueryOptions, createQueryOptions, useInfiniteQuery, useQuery,
} from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  CatalogueService, Project_State,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService, RecommendationView, type RecommendProjectsRequestSchema,
  type RecommendProjectsResponse,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { names } from '../../names';
import { queryClient } from '../../queries/client';
import type { AskFirst } from '../../queries/early';
import { everyEntry } from '../../queries/every_entry';
import { projectsByName } from '../../queries/projects';
import { FACETS } from './filter_panel';
import { transport } from '../../transport';
import { readState } from '../../url_state';
import {
  diversityOf, filterOf, rankingSpec, weightsOf, type RankingState,
} from './ranking_state';

const PAGE = 20;
// The most of a page that the server answers.
const MOST = 200;
// A list that is spread has no further pages.
const SPREAD_PAGE = 100;

const METHOD = MatchingService.method.recommendProjects;
const paging = {
  pageParamKey: 'pageToken' as const,
  getNextPageParam: (last: RecommendProjectsResponse) =>
    last.nextPageToken || undefined,
};

function askOf(programme: string, unit: string, state: RankingState) {
  const diversity = diversityOf(state.spread);
  return {
    supporter: names.unit.format({ programme, unit }),
    year: state.year,
    query: state.q,
    filter: filterOf(programme, state),
    weights: weightsOf(state.w),
    diversity,
    onlyNew: state.fresh,
    // The areas show how many there are, and none of them.
    ...(state.view === 'areas'
      ? { pageSize: 1, view: RecommendationView.BASIC }
      : { pageSize: diversity ? SPREAD_PAGE : PAGE,
        view: RecommendationView.FULL }),
    pageToken: '',
  };
}

// How many projects pass the filters, by all that can be filtered by.
const COUNTS = CatalogueService.method.searchProjects;
function countsOf(programme: string, ask: ReturnType<typeof askOf>,
    year: number) {
  return {
    parent: names.programme.format({ programme }),
    query: ask.query,
    filter: { ...ask.filter, year, states: [Project_State.OPEN] },
    pageSize: 1,
    facets: FACETS,
  };
}

async function askInOrder(programme: string, unit: string,
    state: RankingState): Promise<void> {
  const ask = askOf(programme, unit, state);
  const { pages: [first] } = await queryClient.fetchInfiniteQuery(
    createInfiniteQueryOptions(METHOD, ask, { transport, ...paging }));
  // Which the areas are drawn from.
  if (state.view !== 'areas' || !first) return;
  await queryClient.prefetchQuery(createQueryOptions(COUNTS,
    countsOf(programme, ask, state.year || first.year), { transport }));
}

// What fails is asked for again by the page, which tells of it.
export const askFirst: AskFirst = ({ programme = '', unit = '' }, search) => {
  askInOrder(programme, unit, readState(rankingSpec, search))
    .catch(() => undefined);
};

export function useRanking(programme: string, unit: string,
    state: RankingState) {
  const ask = useMemo(() => askOf(programme, unit, state),
    [programme, unit, state]);
  const ranking = useInfiniteQuery(METHOD, ask,
    { ...paging, placeholderData: keepPreviousData });
  const first = ranking.data?.pages[0];
  const year = state.year || first?.year || 0;
  const counts = useQuery(COUNTS, countsOf(programme, ask, year),
    { placeholderData: keepPreviousData, enabled: first !== undefined });
  const entries = useMemo(
    () => ranking.data?.pages.flatMap((page) => page.recommendations) ?? [],
    [ranking.data]);
  return { ranking, first, entries, year, facets: counts.data?.facets ?? [],
    ask };
}

// The whole ranking that `ask` asks for, with its projects, for a sheet.
export async function wholeRanking(programme: string,
    ask: MessageInitShape<typeof RecommendProjectsRequestSchema>) {
  const client = createClient(MatchingService, transport);
  const entries = await everyEntry((pageToken) => client.recommendProjects(
    { ...ask, view: RecommendationView.FULL,
      pageSize: ask.diversity ? SPREAD_PAGE : MOST, pageToken }),
  (page) => page.recommendations);
  const projects = await projectsByName(transport, programme,
    entries.map((entry) => entry.project));
  return { entries, projects };
}
