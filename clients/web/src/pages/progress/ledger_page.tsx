// The ledger: filters, what the entries that count come to, and the entries.
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { createClient } from '@connectrpc/connect';
import { useInfiniteQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatCount } from '../../format';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useSay } from '../../i18n/say';
import { names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Failure, Loading, Nothing } from '../../parts/states';
import { everyEntry } from '../../queries/every_entry';
import { useUrlState } from '../../url_state';
import { FiltersOn } from './choices';
import { EntryTable, useEntrySheet } from './entry_table';
import {
  ledgerFilterCount, ledgerFilterOf, ledgerSpec, noLedgerFilter,
  type LedgerState,
} from './ledger_filter';
import { LedgerFilters, useLedgerFiltersOn } from './ledger_filters';
import { LedgerSums } from './ledger_sums';
import { ledgerWords as words } from './ledger_texts';
import { progressWords } from './texts';
import { useProgressNames } from './use_progress';

const PAGE = 50;
const MOST = 1000;

const GROUPS_THAT_ENTER = [PermissionGroup.OFFICE, PermissionGroup.SUPPORTER,
  PermissionGroup.RECIPIENT];

function Enter({ programme, state }: { programme: string; state: LedgerState }) {
  const say = useSay();
  const groups = useSession().groupsIn(programme);
  if (!GROUPS_THAT_ENTER.some((g) => groups.has(g))) return null;
  const about = state.agreement ? `agreement=${state.agreement}` : '';
  return (
    <>
      <Link to={paths.import(programme, 'ledgerEntries')}>
        <Button icon={<UploadOutlined />} tabIndex={-1}>
          {say(words.import)}
        </Button>
      </Link>
      <Link to={paths.newLedgerEntry(programme, about)}>
        <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
          {say(words.create)}
        </Button>
      </Link>
    </>
  );
}

function useEntries(programme: string, state: LedgerState) {
  const ask = {
    parent: names.programme.format({ programme }),
    filter: ledgerFilterOf(programme, state), pageSize: PAGE, pageToken: '',
  };
  const found = useInfiniteQuery(
    ProgressService.method.listLedgerEntries, ask, {
      pageParamKey: 'pageToken',
      getNextPageParam: (last) => last.nextPageToken || undefined,
      placeholderData: keepPreviousData,
    });
  const client = createClient(ProgressService, useTransport());
  const every = () => everyEntry((pageToken) => client.listLedgerEntries(
    { ...ask, pageSize: MOST, pageToken }), (page) => page.ledgerEntries);
  return { found, every };
}

export function LedgerPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(ledgerSpec);
  const { found, every } = useEntries(programme, state);
  const called = useProgressNames(programme);
  const sheetOf = useEntrySheet(called);
  const filtersOn = useLedgerFiltersOn(programme, state);
  const first = found.data?.pages[0];
  const entries = found.data?.pages.flatMap((page) => page.ledgerEntries) ?? [];
  const total = formatCount(first?.entryCount ?? 0n);
  const narrowed = ledgerFilterCount(state) > 0;
  return (
    <Page title={say(words.title)}
      lead={first && say(words.lead, { n: total })}
      actions={
        <>
          <ExportButton disabled={entries.length === 0}
            sheet={async () => sheetOf(say(words.title), await every())} />
          <Enter programme={programme} state={state} />
        </>
      }>
      <LedgerFilters programme={programme} state={state} change={change} />
      <FiltersOn of={filtersOn} onDrop={(key) => change(
        { [key]: noLedgerFilter[key as keyof LedgerState] } as
          Partial<LedgerState>)} />
      <div className="ranking-list" aria-busy={found.isFetching}
        data-stale={found.isPlaceholderData}>
        {found.error && (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.isPending && <Loading rows={12} />}
        {first && <LedgerSums sums={first.sums} called={called} />}
        {first && entries.length === 0 && (narrowed ? (
          <Nothing title={say(words.none)} hint={say(words.noneHint)}>
            <Button onClick={() => change(noLedgerFilter)}>
              {say(progressWords.clearFilters)}
            </Button>
          </Nothing>
        ) : (
          <Nothing title={say(words.noneYet)} hint={say(words.noneYetHint)} />
        ))}
        {entries.length > 0 && (
          <EntryTable programme={programme} entries={entries} called={called}
            label={say(words.title)} />
        )}
      </div>
      {entries.length > 0 && (
        <div className="more no-print">
          <span className="quiet">{say(progressWords.shown,
            { shown: formatCount(entries.length), total })}</span>
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
