// The units of a year: what each owed, what arrived, and whether it is settled.
import { createClient } from '@connectrpc/connect';
import {
  createConnectQueryKey, useTransport,
} from '@connectrpc/connect-query';
import { useQuery } from '@tanstack/react-query';
import { PrinterOutlined } from '@ant-design/icons';
import { Button, Input, Segmented } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Cell, Sheet } from '../../export/workbook';
import { formatScore, wanNumber } from '../../format';
import {
  Settlement_State, SettlementService, type SettledFund, type Settlement,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { YearSelect } from '../../parts/year_select';
import { everyEntry } from '../../queries/every_entry';
import { useFundKinds } from '../../queries/reference';
import { integerParam, textParam, useUrlState } from '../../url_state';
import { AssessmentButton } from './assessment_dialog';
import { SettledBar } from './settled_bar';
import { settlementWords as words } from './settlement_texts';
import { SettlementStateTag } from './tags';
import { settlementStateLabels } from './texts';
import {
  useProgressNames, useYearNow, type ProgressNames,
} from './use_progress';

const MOST = 1000;

const spec = { year: integerParam(0, 0, 2200), q: textParam(),
  state: integerParam(0, 0, Settlement_State.SETTLED) };

const STATES = [Settlement_State.OPEN, Settlement_State.SIGNED,
  Settlement_State.SETTLED];

function useSettlements(programme: string, year: number) {
  const transport = useTransport();
  const request = { parent: names.programme.format({ programme }), year };
  return useQuery({
    queryKey: createConnectQueryKey({
      schema: SettlementService.method.listSettlements, transport,
      input: request, cardinality: 'finite' }),
    queryFn: () => everyEntry(
      (pageToken) => createClient(SettlementService, transport)
        .listSettlements({ ...request, pageSize: MOST, pageToken }),
      (page) => page.settlements),
    enabled: year > 0,
  });
}

const fundOf = (settlement: Settlement, kind: string): SettledFund | undefined =>
  settlement.funds.find((f) => f.fundKind === kind);

// The kinds that any unit owes or gave in.
const kindsOf = (programmeKinds: readonly string[],
    settlements: readonly Settlement[]) => programmeKinds.filter((kind) =>
  settlements.some((s) => fundOf(s, kind) !== undefined));

function UnitTable({ programme, kinds, settlements, called }: {
  programme: string;
  kinds: readonly string[];
  settlements: readonly Settlement[];
  called: ProgressNames;
}) {
  const say = useSay();
  const waits = (s: Settlement) => (s.unconfirmedCount + s.disputedCount === 0
    ? <span className="quiet">{say(words.nothingWaits)}</span>
    : say(words.waits, { unconfirmed: s.unconfirmedCount,
      disputed: s.disputedCount }));
  return (
    <DataTable<Settlement> label={say(words.lead)} rowKey="name"
      dataSource={settlements} scroll={{ x: 520 + kinds.length * 210 }}
      columns={[
        { title: say(words.unit), key: 'unit', width: 190, render: (_, s) => (
          <Link to={paths.settlement(programme, idOf(s.name))}>
            {called.unit(s.unit)}
          </Link>) },
        { title: say(common.state), key: 'state', width: 100,
          render: (_, s) => <SettlementStateTag state={s.state} /> },
        { title: say(words.score), key: 'score', width: 100, align: 'right',
          className: 'number',
          sorter: (a, b) => a.scoreBasisPoints - b.scoreBasisPoints,
          render: (_, s) => formatScore(s.scoreBasisPoints) },
        ...kinds.map((kind) => ({
          title: say(common.ofKindWan, { kind: called.fundKind(kind) }),
          key: kind, width: 210, render: (_: unknown, s: Settlement) =>
            <SettledBar of={fundOf(s, kind)} /> })),
        { title: say(words.waiting), key: 'waits', width: 150,
          render: (_, s) => waits(s) },
      ]} />
  );
}

function useSheet(year: number, kinds: readonly string[],
    settlements: readonly Settlement[], called: ProgressNames) {
  const say = useSay();
  const parts = ['quota', 'carried', 'arrived', 'shortfall'] as const;
  const cells = (f: SettledFund | undefined): Cell[] => (f
    ? [f.quotaFen, f.carriedFen, f.arrivedFen, f.shortFen].map(wanNumber)
    : parts.map(() => null));
  return (): Sheet => ({
    title: say(words.title, { year }),
    columns: [{ heading: say(words.unit), width: 28 },
      { heading: say(common.id), width: 20 },
      { heading: say(common.state), width: 12 },
      { heading: say(words.score), width: 10 },
      ...kinds.flatMap((kind) => parts.map((part) => ({ width: 22,
        heading: say(words.wan, { what:
          `${called.fundKind(kind)} ${say(words[part])}` }) })))],
    rows: settlements.map((s) => [called.unit(s.unit), idOf(s.unit),
      say(settlementStateLabels[s.state]), s.scoreBasisPoints / 100,
      ...kinds.flatMap((kind) => cells(fundOf(s, kind)))]),
    ...(settlements.length > 0 && { total: { label: say(common.all),
      columns: kinds.flatMap((_, k) => parts.map(
        (_part, i) => 4 + k * parts.length + i)) } }),
  });
}

export function SettlementsPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const office = useSession().isOffice(programme);
  const [state, change] = useUrlState(spec);
  const year = useYearNow(programme, state.year);
  const asked = useSettlements(programme, year);
  const called = useProgressNames(programme);
  const kinds = kindsOf(useFundKinds(programme).map((k) => k.id),
    asked.data ?? []);
  const named = (asked.data ?? []).filter(
    (s) => called.unit(s.unit).includes(state.q));
  const shown = named.filter((s) => state.state === 0 || s.state === state.state);
  const count = (of: Settlement_State) =>
    named.filter((s) => s.state === of).length;
  const sheet = useSheet(year, kinds, shown, called);
  return (
    <Page title={say(words.title, { year: year || '' })} lead={say(words.lead)}
      actions={
        <>
          <YearSelect programme={programme} year={year}
            onChange={(y) => change({ year: y })} />
          {office && <AssessmentButton programme={programme} year={year} />}
          <ExportButton sheet={sheet} disabled={shown.length === 0} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say(common.print)}
          </Button>
        </>
      }>
      <div className="toolbar no-print">
        <Input.Search allowClear value={state.q} className="toolbar-search"
          aria-label={say(words.unitFilter)} placeholder={say(words.unit)}
          onChange={(e) => change({ q: e.target.value })} />
        <Segmented<number> value={state.state} className="states"
          aria-label={say(common.state)} onChange={(s) => change({ state: s })}
          options={[{ value: 0, label: `${say(common.all)} ${named.length}` },
            ...STATES.map((s) => ({ value: s as number, label: say(words.states,
              { state: say(settlementStateLabels[s]), n: count(s) }) }))]} />
      </div>
      <Answer of={asked} rows={12}>{() => (shown.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : (
          <UnitTable programme={programme} kinds={kinds} settlements={shown}
            called={called} />
        ))}</Answer>
    </Page>
  );
}
