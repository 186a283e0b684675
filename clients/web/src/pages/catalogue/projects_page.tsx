// The catalogue: search as you type, filters with counts, and the list.
import { DownloadOutlined, FilterOutlined } from '@ant-design/icons';
import { createClient } from '@connectrpc/connect';
import {
  useInfiniteQuery, useTransport,
} from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Button, Drawer, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { useProjectListSheet } from '../../export/project_cells';
import { exportCollection } from '../../export/resources';
import { formatWan, formatYears } from '../../format';
import {
  CatalogueService, Project_State, type Project,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { texts } from '../../i18n/language';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { projectStateLabels, readinessLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { useDraft } from '../../parts/debounced';
import { ExportButton } from '../../parts/export_button';
import { openOf } from '../../parts/money';
import { Page } from '../../parts/page';
import { StateTag } from '../../parts/state_tag';
import { Failure, Loading, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { everyEntry } from '../../queries/every_entry';
import { useCalled } from '../../queries/reference';
import { choiceParam, integerParam, useUrlState } from '../../url_state';
import { FACETS, FilterPanel } from '../supporter/filter_panel';
import {
  filterCount, filterOf, filterSpec, noFilters,
} from '../supporter/ranking_state';
import { words as shared } from '../supporter/texts';
import { words } from './texts';

const PAGE = 50;
// The most of a page that the server answers.
const MOST = 1000;
const TYPING_MS = 250;

const orders = texts({
  order: ['排序', 'Order'],
  relevance: ['相关度', 'Relevance'],
  name: ['编号', 'Number'],
  open_fen: ['待落实资金从高到低', 'Open need, highest first'],
  people_helped: ['受益人数从多到少', 'People helped, most first'],
  update_time: ['最近更新', 'Newest changes'],
});

const ORDERS = ['', 'name', 'open_fen desc', 'people_helped desc',
  'update_time desc'] as const;

const spec = {
  ...filterSpec,
  state: integerParam(Project_State.OPEN, 0, Project_State.COMPLETED),
  order: choiceParam(ORDERS, ''),
};

interface OrderOption { value: (typeof ORDERS)[number]; label: string }

function useOrderOptions(searching: boolean): OrderOption[] {
  const say = useSay();
  return [
    { value: '', label: say(searching ? orders.relevance : orders.name) },
    ...(searching ? [{ value: 'name' as const, label: say(orders.name) }] : []),
    { value: 'open_fen desc', label: say(orders.open_fen) },
    { value: 'people_helped desc', label: say(orders.people_helped) },
    { value: 'update_time desc', label: say(orders.update_time) },
  ];
}

function ExportAll({ programme }: { programme: string }) {
  const say = useSay();
  const transport = useTransport();
  const { language } = useLanguage();
  const tellFailure = useTellFailure();
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    exportCollection(transport, names.programme.format({ programme }),
      'projects', language,
      say(words.projects)).catch(tellFailure).finally(() => setBusy(false));
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={save}>
      {say(words.exportAll)}
    </Button>
  );
}

export function ProjectsPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const [filtering, setFiltering] = useState(false);
  const [draft, setDraft] = useDraft(state.q, (q) => change({ q }), TYPING_MS);
  const orderOptions = useOrderOptions(state.q !== '');
  const called = useCalled(programme);
  const filter = useMemo(() => filterOf(programme, state), [programme, state]);
  const ask = {
    parent: names.programme.format({ programme }),
    query: state.q,
    filter: { ...filter, year: state.year,
      states: state.state === 0 ? [] : [state.state as Project_State] },
    orderBy: state.order, facets: FACETS, pageSize: PAGE, pageToken: '',
  };
  const found = useInfiniteQuery(CatalogueService.method.searchProjects, ask, {
    pageParamKey: 'pageToken',
    getNextPageParam: (last) => last.nextPageToken || undefined,
    placeholderData: keepPreviousData,
  });
  const client = createClient(CatalogueService, useTransport());
  const sheetOf = useProjectListSheet(programme);
  const sheet = async () => sheetOf(say(words.found), await everyEntry(
    (pageToken) => client.searchProjects(
      { ...ask, facets: [], pageSize: MOST, pageToken }),
    (page) => page.projects));
  const first = found.data?.pages[0];
  const projects = found.data?.pages.flatMap((page) => page.projects) ?? [];
  const filters = (
    <FilterPanel programme={programme} facets={first?.facets ?? []}
      state={state} change={change} />
  );
  const on = filterCount(state);
  return (
    <Page title={say(words.projects)}
      lead={first && say(words.lead, { n: first.totalSize })}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={projects.length === 0} />
          <ExportAll programme={programme} />
        </>
      }>
      <div className="ranking">
        <aside className="ranking-filters no-print">{filters}</aside>
        <div className="ranking-main">
          <div className="toolbar no-print">
            <Input.Search allowClear value={draft} maxLength={200}
              className="toolbar-search" aria-label={say(shared.search)}
              placeholder={say(shared.searchPlaceholder)}
              onChange={(event) => setDraft(event.target.value)}
              onSearch={(q) => change({ q })} />
            <Button className="filter-button" icon={<FilterOutlined />}
              onClick={() => setFiltering(true)}>
              {on > 0 ? say(shared.filtersOn, { n: on }) : say(shared.filters)}
            </Button>
            <Select value={state.state} aria-label={say(words.state)}
              className="year-select" onChange={(s) => change({ state: s })}
              options={[0, Project_State.OPEN, Project_State.DRAFT,
                Project_State.WITHDRAWN, Project_State.COMPLETED].map((s) => ({
                value: s, label: say(s === 0 ? common.all
                  : projectStateLabels[s as Project_State]) }))}
              prefix={<span className="quiet">{say(words.state)}</span>} />
            <Select value={state.order} aria-label={say(orders.order)}
              onChange={(order) => change({ order })}
              popupMatchSelectWidth={false} options={orderOptions}
              prefix={<span className="quiet">{say(orders.order)}</span>} />
          </div>
          <div className="ranking-list" aria-busy={found.isFetching}
            data-stale={found.isPlaceholderData}>
            {found.error && (
              <Failure error={found.error}
                onRetry={() => void found.refetch()} />
            )}
            {found.isPending && <Loading rows={12} />}
            {first && projects.length === 0 && (
              <Nothing title={say(words.nothing)} hint={say(words.nothingHint)}>
                <Button onClick={() => change(noFilters)}>
                  {say(shared.clearFilters)}
                </Button>
              </Nothing>
            )}
            {projects.length > 0 && (
              <DataTable<Project> label={say(words.projects)} rowKey="name"
                dataSource={projects} scroll={{ x: 900 }}
                columns={[
                  { title: say(common.project), key: 'title', width: 300,
                    render: (_, p) => (
                      <Link to={paths.project(programme, idOf(p.name))}>
                        {local(p.displayName, idOf(p.name))}
                      </Link>) },
                  { title: say(words.state), key: 'state', width: 84,
                    render: (_, p) => <StateTag state={p.state} /> },
                  { title: say(common.area), key: 'area', width: 140,
                    render: (_, p) => called.area(p.area) },
                  { title: say(common.sector), key: 'sector', width: 130,
                    render: (_, p) => called.sector(p.sector) },
                  { title: say(common.openNeedWan), key: 'open', width: 220,
                    render: (_, p) => (
                      <ul className="fund-needs">
                        {p.fundNeeds.map((need) => (
                          <li key={need.fundKind} className="need-row">
                            <span className="quiet">
                              {called.fundKind(need.fundKind)}
                            </span>
                            <span className="number">
                              {formatWan(openOf(need))}
                            </span>
                          </li>
                        ))}
                      </ul>) },
                  { title: say(common.years), key: 'years', width: 110,
                    className: 'number',
                    render: (_, p) => formatYears(p.firstYear, p.lastYear) },
                  { title: say(common.readiness), key: 'ready', width: 130,
                    render: (_, p) => say(readinessLabels[p.readiness]) },
                ]} />
            )}
          </div>
          {first && projects.length > 0 && (
            <div className="more no-print">
              <span className="quiet">{say(shared.shown,
                { shown: projects.length, total: first.totalSize })}</span>
              {found.hasNextPage && (
                <Button loading={found.isFetchingNextPage}
                  onClick={() => void found.fetchNextPage()}>
                  {say(common.more)}
                </Button>
              )}
            </div>
          )}
        </div>
      </div>
      <Drawer open={filtering} onClose={() => setFiltering(false)} size={320}
        placement="left" title={say(shared.filters)}>{filters}</Drawer>
    </Page>
  );
}
