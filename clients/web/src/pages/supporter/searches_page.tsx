// A supporter's saved searches, with what is new in each.
import { create } from '@bufbuild/protobuf';
import {
  createQueryOptions, useMutation, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Tag } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import {
  MatchingService, RunSavedSearchRequestSchema, type SavedSearch,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { needKindLabels, readinessLabels } from '../../labels';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { useInvalidate } from '../../queries/client';
import { useCalled, type Called } from '../../queries/reference';
import { writeState } from '../../url_state';
import { numbersOfWeights, rankingSpec, stateOfFilter } from './ranking_state';
import { searchWords as words, words as shared } from './texts';

// The address of the ranking that a search keeps.
function addressOf(search: SavedSearch, programme: string, unit: string) {
  const params = writeState(rankingSpec, new URLSearchParams(), {
    ...stateOfFilter(search.query, search.filter),
    w: numbersOfWeights(search.weights),
  });
  return `${paths.recommendations(programme, unit)}?${params}`;
}

function useConditions(called: Called): (search: SavedSearch) => string[] {
  const say = useSay();
  return ({ query, filter }) => [
    ...(query ? [say(words.quoted, { query })] : []),
    ...(filter?.areas ?? []).map(called.area),
    ...(filter?.sectors ?? []).map(called.sector),
    ...(filter?.fundKinds ?? []).map(called.fundKind),
    ...(filter?.otherNeeds ?? []).map((need) => say(needKindLabels[need])),
    ...(filter?.leastReadiness
      ? [`≥ ${say(readinessLabels[filter.leastReadiness])}`] : []),
    ...(filter?.demonstrationSite ? [say(shared.demonstrationSite)] : []),
    ...(filter?.resettlementCommunity ? [say(shared.resettlement)] : []),
    ...(filter?.shareable ? [say(shared.shareable)] : []),
    ...(filter?.year ? [String(filter.year)] : []),
  ];
}

// What a search finds now, its best projects alone.
const ask = (search: SavedSearch) => create(RunSavedSearchRequestSchema,
  { name: search.name, pageSize: 3, view: 2 });

// A row a search; what each finds is asked for where it is not there yet.
function useSheet(called: Called):
    (searches: readonly SavedSearch[]) => Promise<Sheet> {
  const say = useSay();
  const local = useLocal();
  const cache = useQueryClient();
  const transport = useTransport();
  const conditions = useConditions(called);
  return async (searches) => {
    const found = await Promise.all(searches.map((search) =>
      cache.fetchQuery(createQueryOptions(MatchingService.method.runSavedSearch,
        ask(search), { transport }))));
    return {
      title: say(words.title),
      columns: [{ heading: say(shared.saveSearchName), width: 28 },
        { heading: say(words.conditions), width: 50 },
        { heading: say(words.foundHead), width: 10 },
        { heading: say(words.freshHead), width: 10 },
        { heading: say(words.best), width: 80 }],
      rows: searches.map((search, i) => [search.displayName,
        conditions(search).join(say(common.then)) || say(words.noConditions),
        found[i]?.totalSize ?? null, found[i]?.newSize ?? null,
        (found[i]?.recommendations ?? []).map(
          (r) => local(r.displayName, idOf(r.project))).join(say(common.then))]),
    };
  };
}

function SearchCard({ search, called, mayChange }: {
  search: SavedSearch;
  called: Called;
  mayChange: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const navigate = useNavigate();
  const { programme = '', unit = '' } = useParams();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const conditions = useConditions(called)(search);
  const run = useQuery(MatchingService.method.runSavedSearch, ask(search));
  const seen = useMutation(MatchingService.method.runSavedSearch, {
    onSuccess: () => void invalidate(MatchingService, 'RunSavedSearch'),
    onError: tellFailure,
  });
  const remove = useMutation(MatchingService.method.deleteSavedSearch, {
    onSuccess: () => {
      void message.success(say(words.deleted, { name: search.displayName }));
      void invalidate(MatchingService, 'ListSavedSearches');
    },
    onError: tellFailure,
  });
  const address = addressOf(search, programme, unit);
  return (
    <Panel title={<Link to={address}>{search.displayName}</Link>}
      extra={
        <span className="project-actions no-print">
          <Button size="small" type="primary"
            onClick={() => void navigate(address)}
            aria-label={`${say(words.open)}: ${search.displayName}`}>
            {say(words.open)}
          </Button>
          {mayChange && (
            <Popconfirm
              title={say(words.deleteAsk, { name: search.displayName })}
              okText={say(words.delete)} cancelText={say(common.cancel)}
              onConfirm={() => remove.mutate({ name: search.name })}>
              <Button size="small"
                aria-label={`${say(words.delete)}: ${search.displayName}`}>
                {say(words.delete)}
              </Button>
            </Popconfirm>
          )}
        </span>
      }>
      <p className="tags">
        {conditions.length === 0
          ? <span className="quiet">{say(words.noConditions)}</span>
          : conditions.map((c) => <Tag key={c}>{c}</Tag>)}
      </p>
      <Answer of={run} rows={2}>{(found) => (
        <>
          <p className="search-counts">
            {say(words.found, { n: found.totalSize })}
            {found.newSize > 0 && (
              <>
                {' '}<ToneTag tone="warn">{say(words.fresh, { n: found.newSize })}</ToneTag>
                {mayChange && (
                  <Button size="small" type="link" loading={seen.isPending}
                    onClick={() => seen.mutate(
                      { name: search.name, markSeen: true, pageSize: 1 })}>
                    {say(words.markSeen)}
                  </Button>
                )}
              </>
            )}
          </p>
          <ol className="search-first">
            {found.recommendations.map((r) => (
              <li key={r.project}>
                <Link to={paths.project(programme, idOf(r.project), unit)}>
                  {local(r.displayName, idOf(r.project))}
                </Link>
              </li>
            ))}
          </ol>
        </>
      )}</Answer>
    </Panel>
  );
}

export function SearchesPage() {
  const say = useSay();
  const { programme = '', unit = '' } = useParams();
  const called = useCalled(programme);
  const mayChange = useSession().actsFor(programme, unit);
  const searches = useQuery(MatchingService.method.listSavedSearches,
    { parent: names.unit.format({ programme, unit }), pageSize: 1000 });
  const list = searches.data?.savedSearches ?? [];
  const sheetOf = useSheet(called);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<ExportButton sheet={() => sheetOf(list)}
        disabled={list.length === 0} />}>
      <Answer of={searches}>{({ savedSearches }) => (
        savedSearches.length === 0 ? (
          <Nothing title={say(words.nothing)} hint={say(words.nothingHint)}>
            <Link to={paths.recommendations(programme, unit)}>
              {say(shared.recommendations)}
            </Link>
          </Nothing>
        ) : (
          <div className="search-cards">
            {savedSearches.map((s) => (
              <SearchCard key={s.name} search={s} called={called}
                mayChange={mayChange} />
            ))}
          </div>
        ))}</Answer>
    </Page>
  );
}
