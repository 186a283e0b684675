// Recommended projects: filters, weights, and the list as cards, table, areas.
import {
  AppstoreOutlined, ControlOutlined, EnvironmentOutlined, FilterOutlined,
  SaveOutlined, TableOutlined,
} from '@ant-design/icons';
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation } from '@connectrpc/connect-query';
import {
  App, Button, Checkbox, Drawer, Input, Modal, Segmented,
} from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import {
  MatchingService, type Counterfactual, type RecommendProjectsResponse,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { criterionHints, criterionLabels, filterLabels } from '../../labels';
import { idOf, names } from '../../names';
import { useDraft } from '../../parts/debounced';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Swatch } from '../../parts/score_bar';
import { Failure, Loading, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { YearSelect } from '../../parts/year_select';
import { useInvalidate } from '../../queries/client';
import { useProjectsByName } from '../../queries/projects';
import { useCalled, useUnit } from '../../queries/reference';
import { useUrlState } from '../../url_state';
import { AreaView } from './area_view';
import { useDismissing, useShortlist } from './choices';
import { rankingSheet } from './export_ranking';
import { FilterPanel } from './filter_panel';
import {
  CRITERIA, filterCount, filterOf, noFilters, rankingSpec, weightsOf, type RankingState,
} from './ranking_state';
import type { Doing } from './recommendation_card';
import { RecommendationCards } from './recommendation_cards';
import { RecommendationTable } from './recommendation_table';
import { words } from './texts';
import { useRanking, wholeRanking } from './use_ranking';
import { WeightsPanel } from './weights_panel';

export { askFirst } from './use_ranking';

const InterestDialog = lazy(() => import('../catalogue/interest_dialog'));

const TYPING_MS = 250;
const MOST_COMPARED = 4;

type Change = (changes: Partial<RankingState>) => void;
interface Place { programme: string; unit: string }

function usePlaceOfPage(): Place {
  const { programme = '', unit = '' } = useParams();
  return { programme, unit };
}

function Search({ state, change }: { state: RankingState; change: Change }) {
  const say = useSay();
  const [draft, setDraft] = useDraft(state.q, (q) => change({ q }), TYPING_MS);
  return (
    <Input.Search allowClear value={draft} maxLength={200}
      className="toolbar-search" aria-label={say(words.search)}
      placeholder={say(words.searchPlaceholder)}
      onChange={(event) => setDraft(event.target.value)}
      onSearch={(q) => change({ q })} />
  );
}

function Views({ state, change }: { state: RankingState; change: Change }) {
  const say = useSay();
  return (
    <Segmented<RankingState['view']> aria-label={say(words.views)} value={state.view}
      onChange={(view) => change({ view })}
      options={[
        { value: 'cards', label: say(words.cards), icon: <AppstoreOutlined /> },
        { value: 'table', label: say(words.table), icon: <TableOutlined /> },
        { value: 'areas', label: say(words.areas), icon: <EnvironmentOutlined /> },
      ]} />
  );
}

// What is new to the unit, and the button that says that it has been seen.
function News({ programme, unit, state, change, count, mayChange }: Place & {
  state: RankingState;
  change: Change;
  count: number;
  mayChange: boolean;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const seen = useMutation(MatchingService.method.markRecommendationsSeen, {
    onSuccess: () => {
      void message.success(say(words.markedSeen));
      change({ fresh: false });
      void invalidate(MatchingService, 'RecommendProjects');
    },
  });
  if (count === 0 && !state.fresh) return null;
  return (
    <span className="news">
      <Checkbox checked={state.fresh}
        onChange={(event) => change({ fresh: event.target.checked })}>
        {say(words.onlyNew, { n: count })}
      </Checkbox>
      {mayChange && (
        <Button size="small" loading={seen.isPending}
          onClick={() => seen.mutate(
            { supporter: names.unit.format({ programme, unit }) })}>
          {say(words.markSeen)}
        </Button>
      )}
    </span>
  );
}

function SaveSearch({ programme, unit, state }: Place & { state: RankingState }) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const save = useMutation(MatchingService.method.createSavedSearch, {
    onSuccess: () => {
      setOpen(false);
      setName('');
      void message.success(say(words.searchSaved));
      void invalidate(MatchingService, 'ListSavedSearches');
    },
    onError: tellFailure,
  });
  const submit = () => save.mutate({
    parent: names.unit.format({ programme, unit }),
    savedSearch: {
      displayName: name.trim(), query: state.q,
      filter: { ...filterOf(programme, state), year: state.year },
      weights: weightsOf(state.w),
    },
  });
  return (
    <>
      <Button icon={<SaveOutlined />} onClick={() => setOpen(true)}>
        {say(words.saveSearch)}
      </Button>
      <Modal open={open} title={say(words.saveSearch)} width={440}
        okText={say(common.save)} cancelText={say(common.cancel)}
        okButtonProps={{ disabled: name.trim() === '', loading: save.isPending }}
        onOk={submit} onCancel={() => setOpen(false)}>
        <p className="quiet dialog-lead">{say(words.saveSearchHint)}</p>
        <Input value={name} maxLength={200} autoFocus
          aria-label={say(words.saveSearchName)}
          placeholder={say(words.saveSearchName)}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() !== '' && submit()} />
      </Modal>
    </>
  );
}

function CompareTray({ programme, unit, state, change }: Place & {
  state: RankingState;
  change: Change;
}) {
  const say = useSay();
  const local = useLocal();
  const navigate = useNavigate();
  const { byName } = useProjectsByName(programme,
    state.c.map((project) => names.project.format({ programme, project })));
  if (state.c.length === 0) return null;
  return (
    <section className="tray no-print" aria-label={say(words.tray)}>
      <ul>
        {state.c.map((project) => {
          const title = local(byName.get(
            names.project.format({ programme, project }))?.displayName, project);
          return (
            <li key={project}>
              <span className="tray-title">{title}</span>
              <Button type="text" size="small"
                aria-label={`${say(words.compareRemove)}: ${title}`}
                onClick={() => change(
                  { c: state.c.filter((id) => id !== project) })}>×</Button>
            </li>
          );
        })}
      </ul>
      <Button onClick={() => change({ c: [] })}>{say(common.clear)}</Button>
      <Button type="primary" disabled={state.c.length < 2}
        onClick={() => void navigate(paths.compare(programme, unit, state.c))}>
        {say(words.compareThese, { n: state.c.length })}
      </Button>
    </section>
  );
}

const BEYOND_SHOWN = 6;

function byProject(found: readonly Counterfactual[]): Counterfactual[][] {
  const groups = new Map<string, Counterfactual[]>();
  for (const change of found) {
    groups.set(change.project, [...(groups.get(change.project) ?? []), change]);
  }
  return [...groups.values()].slice(0, BEYOND_SHOWN);
}

// Below the list: what just misses it, and what is kept out and by what.
function Beyond({ first, programme, unit }: Place & {
  first: RecommendProjectsResponse;
}) {
  const say = useSay();
  const local = useLocal();
  return (
    <div className="beyond">
      {first.counterfactuals.length > 0 && (
        <Panel title={say(words.outsideTitle)}>
          <ul className="rows">
            {byProject(first.counterfactuals).map((changes) => {
              const [one] = changes;
              return one && (
                <li key={one.project}>
                  <span>
                    <Link to={paths.project(programme, idOf(one.project), unit)}>
                      {local(one.displayName, idOf(one.project))}
                    </Link>{' '}
                    <span className="quiet">
                      {say(words.rankOf, { rank: one.rank })}
                    </span>
                    {changes.map((c, i) => (
                      <span key={i} className="beyond-change">{local(c.text)}</span>
                    ))}
                  </span>
                </li>
              );
            })}
          </ul>
        </Panel>
      )}
      {first.filtered.length > 0 && (
        <Panel title={say(words.filteredTitle)}
          extra={say(words.filteredHint)}>
          <ul className="counts">
            {first.filtered.map((f) => (
              <li key={f.code}>
                <span>{say(filterLabels[f.code])}</span>
                <strong className="number">{f.count}</strong>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function Empty({ error, state, change, programme, unit }: Place & {
  error: unknown;
  state: RankingState;
  change: Change;
}) {
  const say = useSay();
  const noProfile = error !== undefined;
  if (noProfile) {
    return (
      <Nothing title={say(words.noProfile)} hint={say(words.noProfileHint)}>
        <Link to={paths.profile(programme, unit)}>{say(words.fillProfile)}</Link>
      </Nothing>
    );
  }
  return (
    <Nothing title={say(words.nothing)} hint={say(words.nothingHint)}>
      {(filterCount(state) > 0 || state.q || state.fresh) && (
        <Button onClick={() => change({ ...noFilters, fresh: false })}>
          {say(words.clearFilters)}
        </Button>
      )}
    </Nothing>
  );
}

// What the colours of the score bars stand for.
function CriteriaLegend() {
  const say = useSay();
  return (
    <ul className="criteria-legend" aria-label={say(words.criteria)}>
      {CRITERIA.map((criterion) => (
        <li key={criterion} title={say(criterionHints[criterion])}>
          <Swatch criterion={criterion} />{say(criterionLabels[criterion])}
        </li>
      ))}
    </ul>
  );
}

function useDoing(place: Place, state: RankingState, change: Change,
    express: (project: string) => void): Doing {
  const say = useSay();
  const { message } = App.useApp();
  const shortlist = useShortlist(place.programme, place.unit);
  const dismissing = useDismissing(place.programme, place.unit);
  const toggleCompared = (id: string) => {
    if (state.c.includes(id)) {
      change({ c: state.c.filter((other) => other !== id) });
    } else if (state.c.length < MOST_COMPARED) {
      change({ c: [...state.c, id] });
    } else {
      void message.info(say(words.compareMost));
    }
  };
  return { shortlist, dismissing, compared: state.c, toggleCompared, express };
}

export function RecommendationsPage() {
  const say = useSay();
  const local = useLocal();
  const place = usePlaceOfPage();
  const { programme, unit } = place;
  const [state, change] = useUrlState(rankingSpec);
  const [weighing, setWeighing] = useState(Object.keys(state.w).length > 0 ||
    state.spread !== 'off');
  const [filtering, setFiltering] = useState(false);
  const called = useCalled(programme);
  const { ranking, first, entries, year, facets, ask } =
    useRanking(programme, unit, state);
  const [expressing, setExpressing] = useState('');
  const doing = useDoing(place, state, change, setExpressing);
  const shown = useMemo(() => entries.filter(
    (e) => !doing.dismissing.gone.has(e.project)), [entries, doing]);
  const projects = useProjectsByName(programme, entries.map((e) => e.project));
  const unitName = local(
    useUnit(names.unit.format({ programme, unit }))?.displayName, unit);
  const wanted = projects.byName.get(expressing);
  const title = say(words.recommendations);
  const sheet = async () => {
    const whole = await wholeRanking(programme, ask);
    return rankingSheet(title, whole.entries.filter(
      (e) => !doing.dismissing.gone.has(e.project)), whole.projects, called,
    say, local);
  };
  const filters = (
    <FilterPanel programme={programme} facets={facets} state={state}
      change={change} />
  );
  const unfit = ranking.error !== null &&
    ConnectError.from(ranking.error).code === Code.FailedPrecondition;
  const tellNew = first !== undefined && first.newSize < first.totalSize;
  const onFilters = filterCount(state);
  return (
    <Page title={title}
      lead={first && say(words.lead,
        { unit: unitName, year: first.year, n: first.totalSize })}
      actions={
        <>
          <YearSelect programme={programme} year={year}
            onChange={(y) => change({ year: y })} />
          {doing.shortlist.mayChange && <SaveSearch {...place} state={state} />}
          <ExportButton disabled={shown.length === 0} sheet={sheet} />
        </>
      }>
      <div className="ranking">
        <aside className="ranking-filters no-print">{filters}</aside>
        <div className="ranking-main">
          <div className="toolbar no-print">
            <Search state={state} change={change} />
            <Button className="filter-button" icon={<FilterOutlined />}
              onClick={() => setFiltering(true)}>
              {onFilters > 0 ? say(words.filtersOn, { n: onFilters })
                : say(words.filters)}
            </Button>
            <Button icon={<ControlOutlined />} aria-expanded={weighing}
              onClick={() => setWeighing(!weighing)}>
              {say(Object.keys(state.w).length > 0 ? words.weightsOwn
                : words.weights)}
            </Button>
            <Views state={state} change={change} />
          </div>
          {weighing && first && (
            <WeightsPanel inForce={first.weights} state={state} change={change} />
          )}
          <div className="ranking-notes">
            {first && state.view !== 'areas' && <CriteriaLegend />}
            {first && <News {...place} state={state} change={change}
              count={first.newSize} mayChange={doing.shortlist.mayChange} />}
          </div>
          <div className="ranking-list" aria-busy={ranking.isFetching}
            data-stale={ranking.isPlaceholderData}>
            <p className="unseen" role="status">
              {ranking.isPlaceholderData ? say(words.reranking) : ''}
            </p>
            {ranking.error && !unfit && (
              <Failure error={ranking.error}
                onRetry={() => void ranking.refetch()} />
            )}
            {ranking.isPending && <Loading rows={12} />}
            {(unfit || (first && shown.length === 0)) && (
              <Empty {...place} error={unfit ? ranking.error : undefined}
                state={state} change={change} />
            )}
            {first && shown.length > 0 && state.view === 'cards' && (
              <RecommendationCards entries={shown} projects={projects.byName}
                unit={unit} called={called} doing={doing} tellNew={tellNew} />
            )}
            {first && shown.length > 0 && state.view === 'table' && (
              <RecommendationTable entries={shown} projects={projects.byName}
                unit={unit} called={called} doing={doing} tellNew={tellNew} />
            )}
            {first && state.view === 'areas' && (
              <AreaView programme={programme} year={year} state={state}
                facets={facets} onChoose={(area) =>
                  change({ area: [area], view: 'cards' })} />
            )}
          </div>
          {first && state.view !== 'areas' && shown.length > 0 && (
            <div className="more no-print">
              <span className="quiet">{say(words.shown,
                { shown: entries.length, total: first.totalSize })}</span>
              {ranking.hasNextPage && (
                <Button loading={ranking.isFetchingNextPage}
                  onClick={() => void ranking.fetchNextPage()}>
                  {say(common.more)}
                </Button>
              )}
            </div>
          )}
          {first && state.view !== 'areas' && <Beyond first={first} {...place} />}
        </div>
      </div>
      <Drawer open={filtering} onClose={() => setFiltering(false)} size={320}
        placement="left" title={say(words.filters)}>{filters}</Drawer>
      <CompareTray {...place} state={state} change={change} />
      {doing.dismissing.dialog}
      {wanted && (
        <Suspense>
          <InterestDialog programme={programme} unit={unit} project={wanted}
            year={year} interest={undefined} onClose={() => setExpressing('')} />
        </Suspense>
      )}
    </Page>
  );
}
