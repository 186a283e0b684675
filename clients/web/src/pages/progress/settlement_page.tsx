// A unit's year: what it owed and what arrived, what still waits, and who stands
// by it.
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@connectrpc/connect-query';
import { Alert, Button } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import {
  formatBasisPoints, formatCount, formatScore, formatTime, formatWan, wanNumber,
} from '../../format';
import {
  LedgerEntry_State, ProgressService, Side,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  Settlement_State, SettlementService, type SettledFund, type SettledIndicator,
  type Settlement,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Facts, Page, Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { usePersonName } from '../../queries/people';
import { EntryTable } from './entry_table';
import { ledgerSearch, type LedgerState } from './ledger_filter';
import { SettledBar } from './settled_bar';
import { SettlementActions } from './settlement_actions';
import { settlementWords as words } from './settlement_texts';
import { SettlementStateTag } from './tags';
import {
  useActing, useFigureText, useProgressNames, type ProgressNames,
} from './use_progress';

const MOST = 1000;

interface PartProps {
  programme: string;
  settlement: Settlement;
  called: ProgressNames;
}

// The ledger, narrowed to what counts for the unit in the year.
function entriesOf(programme: string, { unit, year }: Settlement,
    more: Partial<LedgerState>): string {
  return paths.ledger(programme, ledgerSearch({ supporter: idOf(unit),
    from: year, to: year, counting: true, ...more }));
}

// The page of the unit's year before, whose shortfall is owed besides.
const yearBefore = (programme: string, { unit, year }: Settlement) =>
  paths.settlement(programme, `${idOf(unit)}--${year - 1}`);

function FundTable({ programme, settlement, called }: PartProps) {
  const say = useSay();
  const money = (key: 'quota' | 'carried' | 'arrived' | 'shortfall' |
    'unconfirmed' | 'committed', of: (f: SettledFund) => bigint,
  // Where it comes from; empty: nowhere.
  to: (f: SettledFund) => string = () => '') => ({
    title: say(words.wan, { what: say(words[key]) }), key, width: 130,
    align: 'right' as const, className: 'number',
    render: (_: unknown, f: SettledFund) => (
      to(f) ? <Link to={to(f)}>{formatWan(of(f))}</Link> : formatWan(of(f))) });
  return (
    <Panel title={say(words.funds)}>
      {settlement.funds.length === 0 && (
        <p className="quiet">{say(words.fundsNone)}</p>
      )}
      {settlement.funds.length > 0 && (
        <DataTable<SettledFund> label={say(words.funds)} rowKey="fundKind"
          dataSource={settlement.funds} scroll={{ x: 1100 }} size="small"
          columns={[
            { title: say(common.fundKind), key: 'kind', width: 110,
              render: (_, f) => called.fundKind(f.fundKind) },
            money('quota', (f) => f.quotaFen),
            money('carried', (f) => f.carriedFen,
              (f) => (f.carriedFen > 0n
                ? yearBefore(programme, settlement) : '')),
            money('arrived', (f) => f.arrivedFen,
              (f) => entriesOf(programme, settlement,
                { fundKind: f.fundKind, payer: Side.SUPPORTER })),
            money('shortfall', (f) => f.shortFen),
            { title: say(words.reached), key: 'reached', width: 90,
              align: 'right', className: 'number',
              render: (_, f) => formatBasisPoints(f.reachedBasisPoints) },
            { title: say(words.progress), key: 'bar', width: 200,
              render: (_, f) => <SettledBar of={f} /> },
            money('unconfirmed', (f) => f.unconfirmedFen,
              (f) => entriesOf(programme, settlement, { counting: false,
                fundKind: f.fundKind, payer: Side.SUPPORTER,
                states: [String(LedgerEntry_State.REPORTED)] })),
            money('committed', (f) => f.committedFen),
          ]} />
      )}
    </Panel>
  );
}

function IndicatorTable({ programme, settlement, called }: PartProps) {
  const say = useSay();
  const { counted } = useFigureText(called);
  if (settlement.indicators.length === 0) return null;
  return (
    <Panel title={say(words.indicators)}>
      <DataTable<SettledIndicator> label={say(words.indicators)} size="small"
        rowKey="indicator" dataSource={settlement.indicators}
        scroll={{ x: 420 }} columns={[
          { title: say(words.indicator), key: 'indicator',
            render: (_, i) => called.indicator(i.indicator) },
          { title: say(words.goal), key: 'goal', align: 'right',
            className: 'number',
            render: (_, i) =>
              (i.goal > 0n ? counted(i.goal, i.indicator) : '—') },
          { title: say(words.counted), key: 'value', align: 'right',
            className: 'number', render: (_, i) => (
              <Link to={entriesOf(programme, settlement,
                { indicator: idOf(i.indicator) })}>
                {counted(i.value, i.indicator)}
              </Link>) },
          { title: say(words.reached), key: 'reached', align: 'right',
            className: 'number', render: (_, i) =>
              (i.goal > 0n ? formatBasisPoints(i.reachedBasisPoints) : '—') },
        ]} />
    </Panel>
  );
}

function OpenEntries({ programme, settlement, called }: PartProps) {
  const say = useSay();
  const { unit, year, unconfirmedCount, disputedCount } = settlement;
  const waits = unconfirmedCount + disputedCount > 0;
  const listed = useQuery(ProgressService.method.listLedgerEntries, {
    parent: names.programme.format({ programme }), pageSize: MOST, filter: {
      supporter: unit, firstPeriod: year, lastPeriod: year,
      states: [LedgerEntry_State.REPORTED, LedgerEntry_State.DISPUTED] } },
  { enabled: waits });
  if (!waits) return null;
  return (
    <Panel title={say(words.openEntries)} className="no-print"
      extra={say(words.waits, { unconfirmed: unconfirmedCount,
        disputed: disputedCount })}>
      <p className="panel-note">{say(words.openEntriesHint)}</p>
      <Answer of={listed} rows={4}>{({ ledgerEntries }) => (
        <EntryTable programme={programme} entries={ledgerEntries} small
          called={called} label={say(words.openEntries)} />
      )}</Answer>
    </Panel>
  );
}

function Vouched({ programme, settlement }: Omit<PartProps, 'called'>) {
  const say = useSay();
  const { language } = useLanguage();
  const personName = usePersonName(programme);
  const by = (who: string, time: Settlement['signTime']) => (who
    ? say(words.byAt, { who: personName(who), time: formatTime(time, language) })
    : say(words.notYet));
  const { unit, year, entryCount, ledgerDigest } = settlement;
  const all = paths.ledger(programme, ledgerSearch(
    { supporter: idOf(unit), from: year, to: year }));
  return (
    <Panel title={say(words.vouch)}>
      <Facts of={[
        [say(words.signedBy), by(settlement.signedBy, settlement.signTime)],
        [say(words.settledBy), by(settlement.settledBy, settlement.settleTime)],
        [say(words.entries), (
          <Link to={all}>{say(words.entryCount,
            { n: formatCount(entryCount) })}</Link>)],
      ]} />
      {ledgerDigest && (
        <p className="panel-note">
          {say(words.ledgerDigest)} <code className="digest">{ledgerDigest}</code>
        </p>
      )}
      <div className="print-only">
        <div className="signatures">
          <p>{say(words.signatureUnit)}</p>
          <p>{say(words.signatureOffice)}</p>
          <p>{say(words.signatureDate)}</p>
        </div>
      </div>
    </Panel>
  );
}

const NOTES = {
  [Settlement_State.UNSPECIFIED]: words.preview,
  [Settlement_State.OPEN]: words.preview,
  [Settlement_State.SIGNED]: words.signedNote,
  [Settlement_State.SETTLED]: words.settledNote,
} as const;

function useSheets(called: ProgressNames) {
  const say = useSay();
  return (s: Settlement): Sheet[] => [{
    title: say(words.funds),
    columns: [{ heading: say(common.fundKind), width: 16 },
      ...(['quota', 'carried', 'arrived', 'shortfall', 'unconfirmed',
        'committed'] as const).map((key) => ({ width: 20,
        heading: say(words.wan, { what: say(words[key]) }) })),
      { heading: `${say(words.reached)} (%)`, width: 12 }],
    rows: s.funds.map((f) => [called.fundKind(f.fundKind),
      ...[f.quotaFen, f.carriedFen, f.arrivedFen, f.shortFen, f.unconfirmedFen,
        f.committedFen].map(wanNumber), f.reachedBasisPoints / 100]),
  }, {
    title: say(words.indicators),
    columns: [{ heading: say(words.indicator), width: 30 },
      { heading: say(words.goal), width: 14 },
      { heading: say(words.counted), width: 14 },
      { heading: `${say(words.reached)} (%)`, width: 12 }],
    rows: s.indicators.map((i) => [called.indicator(i.indicator),
      i.goal > 0n ? Number(i.goal) : null, Number(i.value),
      i.goal > 0n ? i.reachedBasisPoints / 100 : null]),
  }];
}

export function SettlementPage() {
  const say = useSay();
  const { programme = '', settlement: id = '' } = useParams();
  const name = names.settlement.format({ programme, settlement: id });
  const answer = useQuery(SettlementService.method.getSettlement, { name });
  const called = useProgressNames(programme);
  const acting = useActing(programme);
  const sheets = useSheets(called);
  const settlement = answer.data;
  const at = id.lastIndexOf('--');
  const [unitId, year] = [id.slice(0, at), id.slice(at + 2)];
  const unit = called.unit(names.unit.format({ programme, unit: unitId }));
  const title = say(words.unitTitle, { unit, year });
  return (
    <Page title={title}
      lead={settlement && (
        <>
          <SettlementStateTag state={settlement.state} />{' '}
          {say(words.score)}{' '}
          <strong className="number">
            {formatScore(settlement.scoreBasisPoints)}
          </strong>
        </>
      )}
      actions={
        <>
          <Link to={paths.settlements(programme, Number(year))}>
            {say(words.toYear)}
          </Link>
          {settlement && (
            <>
              <SettlementActions settlement={settlement} unit={unit}
                acting={acting} />
              <ExportButton name={title} sheet={() => sheets(settlement)} />
              <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
                {say(common.print)}
              </Button>
            </>
          )}
        </>
      }>
      <Answer of={answer} rows={12}>{(of) => {
        const parts = { programme, settlement: of, called };
        return (
          <>
            <Alert className="page-alert" showIcon title={say(NOTES[of.state])}
              type={of.state === Settlement_State.SETTLED ? 'success' : 'info'} />
            <FundTable {...parts} />
            <IndicatorTable {...parts} />
            <OpenEntries {...parts} />
            <Vouched programme={programme} settlement={of} />
          </>
        );
      }}</Answer>
    </Page>
  );
}
