// The projects that a recipient put forward, drafts included: where each
// stands, what is still open, and who took notice.
import {
  EyeOutlined, MessageOutlined, PlusOutlined, UploadOutlined,
} from '@ant-design/icons';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { createClient, type Transport } from '@connectrpc/connect';
import {
  createQueryOptions, useInfiniteQuery, useQuery, useTransport,
} from '@connectrpc/connect-query';
import {
  keepPreviousData, useQueries, useQueryClient,
} from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { useProjectListSheet } from '../../export/project_cells';
import type { Sheet } from '../../export/workbook';
import { formatDate, formatWan, formatYears } from '../../format';
import {
  CatalogueService, Project_State, type Project,
  type SearchProjectsRequestSchema,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  Interest_State, MatchingService, type Interest,
} from '../../gen/duikou/matching/v1/matching_service_pb';
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
import { everyEntry } from '../../queries/every_entry';
import { useUnitWithThoseBelow } from '../../queries/own_units';
import { useCalled, useUnit } from '../../queries/reference';
import { integerParam, textParam, useUrlState } from '../../url_state';
import { words as shared } from '../supporter/texts';
import { words } from './texts';

const PAGE = 25;
// The most of a page that the server answers.
const MOST = 1000;
const MOST_INTERESTS = 1000;
const TYPING_MS = 250;
const RARELY_MS = 60_000;

const spec = {
  q: textParam(),
  state: integerParam(0, 0, Project_State.COMPLETED),
};

const STATES = [Project_State.DRAFT, Project_State.OPEN,
  Project_State.WITHDRAWN, Project_State.COMPLETED];

const attentionOf = (project: string, transport: Transport) => ({
  ...createQueryOptions(MatchingService.method.listProjectAttention,
    { project, pageSize: 1000 }, { transport }),
  staleTime: RARELY_MS,
});

// How many supporters took notice of each project; what is not known yet, or
// cannot be, is left out.
function useAttentionCounts(projects: readonly Project[], enabled: boolean):
    ReadonlyMap<string, number> {
  const transport = useTransport();
  const counts = useQueries({
    queries: projects.map((p) => (
      { ...attentionOf(p.name, transport), retry: false, enabled })),
    combine: (answers) => answers.map((a) => a.data?.attentions.length),
  });
  return new Map(projects.flatMap((p, i) => {
    const n = counts[i];
    return n === undefined ? [] : [[p.name, n] as const];
  }));
}

function useInterestsByProject(programme: string): {
  byProject: ReadonlyMap<string, Interest[]>;
  answered: boolean;
} {
  const { data } = useQuery(MatchingService.method.listInterests, {
    parent: names.programme.format({ programme }), pageSize: MOST_INTERESTS,
  }, { retry: false });
  const byProject = useMemo(() => {
    const lists = new Map<string, Interest[]>();
    for (const interest of data?.interests ?? []) {
      const list = lists.get(interest.project) ?? [];
      lists.set(interest.project, [...list, interest]);
    }
    return lists;
  }, [data]);
  return { byProject, answered: data !== undefined };
}

function InterestCount({ to, interests }: {
  to: string;
  interests: readonly Interest[];
}) {
  const say = useSay();
  const waiting = interests.filter((i) => i.state === Interest_State.OPEN);
  if (interests.length === 0) return <span className="quiet">—</span>;
  return (
    <Link to={to} className={waiting.length > 0 ? 'count count-new' : 'count'}
      aria-label={waiting.length > 0
        ? say(words.interestsWaiting, { n: waiting.length })
        : say(words.interestsOf, { n: interests.length })}>
      <MessageOutlined aria-hidden /> {interests.length}
    </Link>
  );
}

function AttentionCount({ to, n }: { to: string; n: number | undefined }) {
  const say = useSay();
  if (!n) return <span className="quiet">—</span>;
  return (
    <Link to={to} className="count" aria-label={say(words.attentionOf, { n })}>
      <EyeOutlined aria-hidden /> {n}
    </Link>
  );
}

// All projects that `ask` finds, with their interests and who took notice; that
// is empty where one may not know it.
function useSheet(programme: string,
    ask: MessageInitShape<typeof SearchProjectsRequestSchema>,
    interests: ReadonlyMap<string, Interest[]>): () => Promise<Sheet> {
  const say = useSay();
  const cache = useQueryClient();
  const transport = useTransport();
  const sheetOf = useProjectListSheet(programme);
  return async () => {
    const client = createClient(CatalogueService, transport);
    const all = await everyEntry((pageToken) => client.searchProjects(
      { ...ask, facets: [], pageSize: MOST, pageToken }),
    (page) => page.projects);
    const seen = await Promise.allSettled(all.map(
      ({ name }) => cache.fetchQuery(attentionOf(name, transport))));
    const { columns, rows, title } = sheetOf(say(words.title), all);
    return { title,
      columns: [...columns, { heading: say(words.interests), width: 8 },
        { heading: say(words.attention), width: 8 }],
      rows: rows.map((row, i) => {
        const attention = seen[i];
        return [...row, interests.get(all[i]?.name ?? '')?.length ?? 0,
          attention?.status === 'fulfilled'
            ? attention.value.attentions.length : null];
      }) };
  };
}

export function OwnProjectsPage() {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { programme = '', unit = '' } = useParams();
  const session = useSession();
  const [state, change] = useUrlState(spec);
  const [draft, setDraft] = useDraft(state.q, (q) => change({ q }), TYPING_MS);
  const called = useCalled(programme);
  const name = names.unit.format({ programme, unit });
  const unitName = local(useUnit(name)?.displayName, unit);
  const recipients = useUnitWithThoseBelow(programme, unit);
  const ask = {
    parent: names.programme.format({ programme }),
    query: state.q,
    filter: { recipients: [...recipients],
      states: state.state === 0 ? [] : [state.state as Project_State] },
    orderBy: state.q ? '' : 'update_time desc',
    facets: ['state'], pageSize: PAGE, pageToken: '',
  };
  const found = useInfiniteQuery(CatalogueService.method.searchProjects, ask, {
    pageParamKey: 'pageToken',
    getNextPageParam: (last) => last.nextPageToken || undefined,
    placeholderData: keepPreviousData,
  });
  const first = found.data?.pages[0];
  const projects = found.data?.pages.flatMap((p) => p.projects) ?? [];
  const { byProject: interests, answered } = useInterestsByProject(programme);
  const attention = useAttentionCounts(projects, answered);
  const counts = new Map(first?.facets[0]?.counts.map(
    (c) => [c.value, c.count]));
  const mayCreate = session.isOffice(programme) ||
    session.receivesFor(programme).includes(unit);
  const countOf = (s: Project_State) =>
    counts.get(`STATE_${Project_State[s]}`) ?? 0;
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const sheet = useSheet(programme, ask, interests);
  return (
    <Page title={say(words.title)}
      lead={first && say(words.lead, { unit: unitName, n: all })}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={projects.length === 0} />
          {mayCreate && (
            <>
              <Link to={paths.import(programme, 'projects', unit)}>
                <Button icon={<UploadOutlined />} tabIndex={-1}>
                  {say(words.import)}
                </Button>
              </Link>
              <Link to={paths.newProject(programme, unit)}>
                <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
                  {say(words.create)}
                </Button>
              </Link>
            </>
          )}
        </>
      }>
      <div className="toolbar no-print">
        <Input.Search allowClear value={draft} maxLength={200}
          className="toolbar-search" aria-label={say(shared.search)}
          placeholder={say(shared.searchPlaceholder)}
          onChange={(event) => setDraft(event.target.value)}
          onSearch={(q) => change({ q })} />
        <Segmented<number> value={state.state} aria-label={say(words.state)}
          className="states" onChange={(s) => change({ state: s })}
          options={[
            { value: 0, label: `${say(common.all)} ${all}` },
            ...STATES.map((s) => ({ value: s as number,
              label: `${say(projectStateLabels[s])} ${countOf(s)}` })),
          ]} />
      </div>
      <div className="ranking-list" aria-busy={found.isFetching}
        data-stale={found.isPlaceholderData}>
        {found.error && (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.isPending && <Loading rows={12} />}
        {first && projects.length === 0 && (all === 0 && state.q === '' ? (
          <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        ) : (
          <Nothing title={say(words.noneFound)} hint={say(words.noneFoundHint)}>
            <Button onClick={() => change({ q: '', state: 0 })}>
              {say(shared.clearFilters)}
            </Button>
          </Nothing>
        ))}
        {projects.length > 0 && (
          <DataTable<Project> label={say(words.title)} rowKey="name"
            dataSource={projects} scroll={{ x: 1020 }}
            columns={[
              { title: say(common.project), key: 'title', width: 300,
                render: (_, p) => (
                  <>
                    <Link to={paths.project(programme, idOf(p.name))}>
                      {local(p.displayName, idOf(p.name))}
                    </Link>
                    <span className="title-where quiet">
                      {called.area(p.area)} · {called.sector(p.sector)} ·{' '}
                      {formatYears(p.firstYear, p.lastYear)}
                    </span>
                  </>) },
              { title: say(words.state), key: 'state', width: 84,
                render: (_, p) => <StateTag state={p.state} /> },
              { title: say(common.readiness), key: 'ready', width: 130,
                render: (_, p) => say(readinessLabels[p.readiness]) },
              { title: say(common.openNeedWan), key: 'open', width: 190,
                render: (_, p) => (
                  <ul className="fund-needs">
                    {p.fundNeeds.map((need) => (
                      <li key={need.fundKind} className="need-row">
                        <span className="quiet">
                          {called.fundKind(need.fundKind)}
                        </span>
                        <span className="number">{formatWan(openOf(need))}</span>
                      </li>
                    ))}
                  </ul>) },
              { title: say(words.interests), key: 'interests', width: 80,
                render: (_, p) => (
                  <InterestCount interests={interests.get(p.name) ?? []}
                    to={paths.attention(programme, idOf(p.name))} />) },
              { title: say(words.attention), key: 'attention', width: 80,
                render: (_, p) => (
                  <AttentionCount n={attention.get(p.name)}
                    to={paths.attention(programme, idOf(p.name))} />) },
              { title: say(words.updated), key: 'updated', width: 120,
                render: (_, p) => formatDate(p.updateTime, language) },
              ...(mayCreate ? [{ title: say(common.actions), key: 'do',
                className: 'no-print',
                width: 80, render: (_: unknown, p: Project) => (
                  <Link to={paths.projectEdit(programme, idOf(p.name))}
                    aria-label={`${say(words.edit)}: ${
                      local(p.displayName, idOf(p.name))}`}>
                    {say(words.edit)}
                  </Link>) }] : []),
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
    </Page>
  );
}
