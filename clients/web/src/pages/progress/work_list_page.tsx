// What is overdue or waits for somebody, by kind, the longest first.
import { createClient } from '@connectrpc/connect';
import { useInfiniteQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatCount, formatDay, formatWan, wanNumber } from '../../format';
import {
  ProgressService, WorkItem_Kind, type WorkItem, type WorkItemCount,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { Side as UnitSide } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Failure, Loading, Nothing } from '../../parts/states';
import { ToneTag } from '../../parts/tone_tag';
import { everyEntry } from '../../queries/every_entry';
import { flagParam, listParam, textParam, useUrlState } from '../../url_state';
import { FilterSelect, useUnitChoices } from './choices';
import { workWords as words } from './ledger_texts';
import { SubscribedNews } from './subscribed_news';
import { progressWords, workKindLabels } from './texts';
import { useProgressNames, type ProgressNames } from './use_progress';

const PAGE = 100;
const MOST = 1000;

// `of`: the id of the unit that has to do it.
const spec = { of: textParam(), kinds: listParam(10), escalated: flagParam() };

const KINDS = [WorkItem_Kind.DISPUTED, WorkItem_Kind.UNCONFIRMED,
  WorkItem_Kind.MONEY, WorkItem_Kind.MILESTONE, WorkItem_Kind.PROMISE,
  WorkItem_Kind.NO_NEWS];

const isKind = (n: number): n is WorkItem_Kind => n > 0 && n in WorkItem_Kind;

// The page of what it is about; of a commitment that of its supporter.
function subjectPath(programme: string, { subject, unit }: WorkItem): string {
  if (names.ledgerEntry.parse(subject)) {
    return paths.ledgerEntry(programme, idOf(subject));
  }
  return names.agreement.parse(subject)
    ? paths.agreement(programme, idOf(subject))
    : paths.unit(programme, idOf(unit));
}

// How many of each kind, each a button that narrows the list to it.
function KindCounts({ counts, chosen, onToggle }: {
  counts: readonly WorkItemCount[];
  chosen: readonly string[];
  onToggle: (kind: string) => void;
}) {
  const say = useSay();
  const of = (kind: WorkItem_Kind) => counts.find((c) => c.kind === kind);
  return (
    <ul className="tiles work-kinds">
      {KINDS.map((kind) => (
        <li key={kind}>
          <button type="button" aria-pressed={chosen.includes(String(kind))}
            className="work-kind" onClick={() => onToggle(String(kind))}>
            <span className="tile-number number">{of(kind)?.count ?? 0}</span>
            <span>{say(workKindLabels[kind])}</span>
            {(of(kind)?.escalatedCount ?? 0) > 0 && (
              <span className="bad">{say(words.escalatedCount,
                { n: of(kind)?.escalatedCount ?? 0 })}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function WorkTable({ programme, items, called }: {
  programme: string;
  items: readonly WorkItem[];
  called: ProgressNames;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  return (
    <DataTable<WorkItem> label={say(words.title)} dataSource={items}
      rowKey={(i) => `${i.kind} ${i.subject} ${i.unit} ${i.dueDate} ${
        i.fundKind} ${local(i.text)}`}
      scroll={{ x: 960 }} columns={[
        { title: say(words.item), key: 'item', width: 340, render: (_, i) => (
          <>
            <Link to={subjectPath(programme, i)}>
              {local(i.text, idOf(i.subject))}
            </Link>{' '}
            {i.escalated && (
              <ToneTag tone="bad">{say(words.escalated)}</ToneTag>)}
          </>) },
        { title: say(words.kind), key: 'kind', width: 110,
          render: (_, i) => say(workKindLabels[i.kind]) },
        { title: say(words.unit), key: 'unit', width: 150,
          render: (_, i) => (i.unit ? called.unit(i.unit)
            : say(progressWords.office)) },
        { title: say(words.leader), key: 'leader', width: 120,
          render: (_, i) => i.responsibleLeader?.displayName || '—' },
        { title: say(words.due), key: 'due', width: 130,
          render: (_, i) => formatDay(i.dueDate, language) },
        { title: say(words.days), key: 'days', width: 90, align: 'right',
          className: 'number', render: (_, i) => formatCount(i.daysOverdue) },
        { title: say(words.amountWan), key: 'fen', width: 130, align: 'right',
          className: 'number', render: (_, i) =>
            (i.fundKind ? formatWan(i.amountFen) : '—') },
      ]} />
  );
}

function useWorkSheet(called: ProgressNames) {
  const say = useSay();
  const local = useLocal();
  return (items: readonly WorkItem[]) => ({
    title: say(words.title),
    columns: [{ heading: say(words.item), width: 60 },
      { heading: say(words.kind), width: 16 },
      { heading: say(words.unit), width: 24 },
      { heading: say(words.leader), width: 16 },
      { heading: say(words.due), width: 14 },
      { heading: say(words.days), width: 10 },
      { heading: say(words.escalated), width: 10 },
      { heading: say(words.amountWan), width: 16 }],
    rows: items.map((i) => [local(i.text, idOf(i.subject)),
      say(workKindLabels[i.kind]), i.unit && called.unit(i.unit),
      i.responsibleLeader?.displayName ?? '', i.dueDate, i.daysOverdue,
      say(i.escalated ? common.yes : common.no),
      i.fundKind ? wanNumber(i.amountFen) : null]),
  });
}

export function WorkListPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const called = useProgressNames(programme);
  const sheetOf = useWorkSheet(called);
  const ask = {
    parent: names.programme.format({ programme }),
    unit: state.of && names.unit.format({ programme, unit: state.of }),
    kinds: state.kinds.map(Number).filter(isKind),
    escalatedOnly: state.escalated, pageSize: PAGE, pageToken: '',
  };
  const found = useInfiniteQuery(ProgressService.method.listWorkItems, ask, {
    pageParamKey: 'pageToken',
    getNextPageParam: (last) => last.nextPageToken || undefined,
    placeholderData: keepPreviousData,
  });
  const client = createClient(ProgressService, useTransport());
  const sheet = async () => sheetOf(await everyEntry(
    (pageToken) => client.listWorkItems({ ...ask, pageSize: MOST, pageToken }),
    (page) => page.workItems));
  const first = found.data?.pages[0];
  const items = found.data?.pages.flatMap((page) => page.workItems) ?? [];
  const toggle = (kind: string) => change({ kinds: state.kinds.includes(kind)
    ? state.kinds.filter((k) => k !== kind) : [...state.kinds, kind] });
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<ExportButton sheet={sheet} disabled={items.length === 0} />}>
      {first && (
        <KindCounts counts={first.counts} chosen={state.kinds}
          onToggle={toggle} />
      )}
      <div className="toolbar no-print">
        <FilterSelect label={say(words.unit)} value={state.of}
          options={[...useUnitChoices(programme, UnitSide.SUPPORTER),
            ...useUnitChoices(programme, UnitSide.RECIPIENT)].filter(
            (c, i, all) => all.findIndex((o) => o.value === c.value) === i)}
          onChange={(of) => change({ of })} />
        <Checkbox checked={state.escalated} className="toolbar-check"
          onChange={(e) => change({ escalated: e.target.checked })}>
          {say(words.escalatedOnly)}
        </Checkbox>
      </div>
      <div className="ranking-list" aria-busy={found.isFetching}
        data-stale={found.isPlaceholderData}>
        {found.error && (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.isPending && <Loading rows={10} />}
        {first && items.length === 0 && (
          <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        )}
        {items.length > 0 && (
          <WorkTable programme={programme} items={items} called={called} />
        )}
      </div>
      {found.hasNextPage && (
        <div className="more no-print">
          <Button loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}>
            {say(common.more)}
          </Button>
        </div>
      )}
      <SubscribedNews programme={programme} />
    </Page>
  );
}
