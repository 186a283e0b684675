// What makes projects doubtful, by kind, with the way to each.
import { createClient } from '@connectrpc/connect';
import {
  useInfiniteQuery, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatDate } from '../../format';
import {
  CatalogueService, ProjectIssue_Kind as Kind, type ProjectIssue,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { issueFieldLabel, issueKindLabels } from './issue_labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { ToneTag, type Tone } from '../../parts/tone_tag';
import { everyEntry } from '../../queries/every_entry';
import { useUnits } from '../../queries/reference';
import { integerParam, useUrlState } from '../../url_state';
import { qualityWords as words } from './texts';

const PAGE = 100;
// The most of a page that the server answers.
const MOST = 1000;
const STALE = 180;

const spec = {
  kind: integerParam(0, 0, Kind.EXPIRED),
  days: integerParam(STALE, 1, 36500),
};

const KINDS = [Kind.INCOMPLETE, Kind.DUPLICATE, Kind.STALE, Kind.EXPIRED];

const TONES: Record<Kind, Tone> = {
  [Kind.UNSPECIFIED]: 'plain', [Kind.STALE]: 'plain',
  [Kind.INCOMPLETE]: 'warn', [Kind.DUPLICATE]: 'accent', [Kind.EXPIRED]: 'bad',
};

function useWhatIsWrong(): (issue: ProjectIssue) => string {
  const say = useSay();
  const { language } = useLanguage();
  return (issue) => {
    switch (issue.kind) {
      case Kind.INCOMPLETE:
        return say(words.missing, { fields: issue.fields
          .map((f) => say(issueFieldLabel(f))).join(say(common.and)) });
      case Kind.DUPLICATE:
        return say(words.like, { other: idOf(issue.duplicateOf) });
      case Kind.STALE:
        return say(words.since,
          { time: formatDate(issue.updateTime, language) });
      case Kind.EXPIRED:
        return say(words.expired);
      default:
        return say(issueKindLabels[issue.kind]);
    }
  };
}

export function QualityPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const mayEdit = useSession().isOffice(programme);
  const units = useUnits(programme);
  const parent = names.programme.format({ programme });
  const counts = useQuery(CatalogueService.method.listProjectIssues,
    { parent, staleDays: state.days, pageSize: 1 });
  const ask = {
    parent, staleDays: state.days, pageSize: PAGE, pageToken: '',
    kinds: state.kind === 0 ? [] : [state.kind as Kind],
  };
  const issues = useInfiniteQuery(CatalogueService.method.listProjectIssues,
    ask, {
      pageParamKey: 'pageToken',
      getNextPageParam: (last) => last.nextPageToken || undefined,
      placeholderData: keepPreviousData,
    });
  const list = issues.data?.pages.flatMap((p) => p.issues) ?? [];
  const of = (kind: Kind) =>
    counts.data?.counts.find((c) => c.kind === kind)?.count ?? 0;
  const all = KINDS.reduce((sum, k) => sum + of(k), 0);
  const wrong = useWhatIsWrong();
  const unitName = (name: string) => (name === '' ? '—'
    : local(units?.find((u) => u.name === name)?.displayName, idOf(name)));
  const client = createClient(CatalogueService, useTransport());
  const sheet = async () => ({
    title: say(words.title),
    columns: [{ heading: say(words.project), width: 40 },
      { heading: say(common.id), width: 14 },
      { heading: say(words.recipient), width: 20 },
      { heading: say(words.what), width: 60 }],
    rows: (await everyEntry((pageToken) => client.listProjectIssues(
      { ...ask, pageSize: MOST, pageToken }), (page) => page.issues))
      .map((i) => [local(i.displayName, idOf(i.project)), idOf(i.project),
        unitName(i.recipient), `${say(issueKindLabels[i.kind])} ${wrong(i)}`]),
  });
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<ExportButton sheet={sheet} disabled={list.length === 0} />}>
      <div className="toolbar no-print">
        <Segmented<number> className="states" value={state.kind}
          aria-label={say(words.what)} onChange={(kind) => change({ kind })}
          options={[{ value: 0, label: `${say(common.all)} ${all}` },
            ...KINDS.map((k) => ({ value: k as number,
              label: `${say(issueKindLabels[k])} ${of(k)}` }))]} />
        <Select value={state.days} aria-label={say(words.staleDays)}
          onChange={(days) => change({ days })}
          prefix={<span className="quiet">{say(words.staleDays)}</span>}
          options={[...new Set([30, 90, STALE, 365, state.days])]
            .sort((a, b) => a - b)
            .map((n) => ({ value: n, label: say(words.days, { n }) }))} />
      </div>
      <Answer of={issues} rows={10}>{() => (list.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : (
          <DataTable<ProjectIssue> label={say(words.title)} dataSource={list}
            rowKey={(i) => `${i.project} ${i.kind} ${i.duplicateOf}`}
            scroll={{ x: 860 }} columns={[
              { title: say(words.project), key: 'project', width: 300,
                render: (_, i) => (
                  <Link to={paths.project(programme, idOf(i.project))}>
                    {local(i.displayName, idOf(i.project))}
                  </Link>) },
              { title: say(words.recipient), key: 'unit', width: 170,
                render: (_, i) => unitName(i.recipient) },
              { title: say(words.what), key: 'what', render: (_, i) => (
                <>
                  <ToneTag tone={TONES[i.kind]}>
                    {say(issueKindLabels[i.kind])}
                  </ToneTag>
                  {i.duplicateOf ? (
                    <Link to={paths.project(programme, idOf(i.duplicateOf))}>
                      {wrong(i)}
                    </Link>
                  ) : wrong(i)}
                </>) },
              ...(mayEdit ? [{ title: say(common.actions), key: 'do',
                className: 'no-print', width: 80,
                render: (_: unknown, i: ProjectIssue) => (
                  <Link to={paths.projectEdit(programme, idOf(i.project))}
                    aria-label={`${say(common.edit)}: ${
                      local(i.displayName, idOf(i.project))}`}>
                    {say(common.edit)}
                  </Link>) }] : []),
            ]} />
        ))}</Answer>
      {issues.hasNextPage && (
        <div className="more no-print">
          <Button loading={issues.isFetchingNextPage}
            onClick={() => void issues.fetchNextPage()}>
            {say(common.more)}
          </Button>
        </div>
      )}
    </Page>
  );
}
