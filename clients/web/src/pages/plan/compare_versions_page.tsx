// Two versions of a plan side by side: who gains, who loses.
import { useQuery } from '@connectrpc/connect-query';
import { Select } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatMoney, formatWan, wanNumber } from '../../format';
import {
  AssignmentService, type AmountDifference, type ComparePlanVersionsResponse,
  type PlanVersion, type PlanWorth, type ShareDifference,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { integerParam, useUrlState } from '../../url_state';
import { coarse } from './plan_model';
import {
  boardWords, compareWords as words, originLabels, planWords,
} from './texts';
import {
  gapText, usePlanNames, usePlanPlace, useVersions, type PlanNames,
  type PlanPlace,
} from './use_plan';

const spec = { from: integerParam(0), to: integerParam(0) };

interface Pair { from: number; to: number }

function Change({ from, to }: { from: bigint; to: bigint }) {
  const say = useSay();
  const change = to - from;
  return (
    <span className={change < 0n ? 'bad' : 'good'}>
      {say(change < 0n ? words.loses : words.gains)}{' '}
      {formatWan(change < 0n ? -change : change)}
    </span>
  );
}

function useAmountColumns({ from, to }: Pair) {
  const say = useSay();
  return [
    { title: say(words.before, { n: from }), key: 'from', width: 130,
      align: 'right' as const, className: 'number',
      render: (_: unknown, d: { fromFen: bigint }) => formatWan(d.fromFen) },
    { title: say(words.before, { n: to }), key: 'to', width: 130,
      align: 'right' as const, className: 'number',
      render: (_: unknown, d: { toFen: bigint }) => formatWan(d.toFen) },
    { title: say(words.change), key: 'change', width: 130,
      align: 'right' as const, className: 'number',
      render: (_: unknown, d: { fromFen: bigint; toFen: bigint }) =>
        <Change from={d.fromFen} to={d.toFen} /> },
  ];
}

function AmountTable({ title, of, pair, subject, called, quotas }: {
  title: string;
  of: readonly AmountDifference[];
  pair: Pair;
  subject: (name: string) => string;
  called: PlanNames;
  // Whether quotas are missed or met by them.
  quotas: boolean;
}) {
  const say = useSay();
  const amounts = useAmountColumns(pair);
  if (of.length === 0) return null;
  return (
    <Panel title={title}>
      <DataTable<AmountDifference> label={title} size="small" dataSource={of}
        rowKey={(d) => `${d.subject} ${d.fundKind}`} scroll={{ x: 620 }}
        columns={[
          { title: say(words.subject), key: 'subject', width: 150,
            render: (_, d) => subject(d.subject) },
          { title: say(common.fundKind), key: 'kind', width: 100,
            render: (_, d) => called.fundKind(d.fundKind) },
          ...amounts,
          ...(quotas ? [
            { title: say(words.shortBefore), key: 'was', width: 120,
              align: 'right' as const, className: 'number',
              render: (_: unknown, d: AmountDifference) =>
                formatWan(d.fromShortFen) },
            { title: say(words.shortAfter), key: 'is', width: 120,
              align: 'right' as const, className: 'number',
              render: (_: unknown, d: AmountDifference) =>
                formatWan(d.toShortFen) }] : []),
        ]} />
    </Panel>
  );
}

function Worths({ of, pair }: { of: ComparePlanVersionsResponse; pair: Pair }) {
  const say = useSay();
  const { language } = useLanguage();
  const money = (fen: bigint) => formatMoney(fen, language);
  const rows: [string, (w: PlanWorth | undefined) => string][] = [
    [say(words.worth), (w) => money(coarse(w?.valueFen ?? 0n))],
    [say(boardWords.bound), (w) => money(coarse(w?.boundFen ?? 0n, true))],
    [say(planWords.quality), (w) => gapText(say, w?.gapBasisPoints ?? 0)],
    [say(boardWords.lostQuota), (w) => money(coarse(w?.quotaLossFen ?? 0n, true))],
    [say(boardWords.lostFloor), (w) => money(coarse(w?.floorLossFen ?? 0n, true))],
  ];
  return (
    <Panel extra={say(words.same, { n: of.sameCount })}
      title={say(words.worth)}>
      <div className="wide-table" tabIndex={0} role="region"
        aria-label={say(words.worth)}>
        <table className="worths">
          <thead>
            <tr>
              <td />
              <th scope="col">{say(planWords.versionNumber, { n: pair.from })}</th>
              <th scope="col">{say(planWords.versionNumber, { n: pair.to })}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, figure]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{figure(of.fromWorth)}</td>
                <td className="number">{figure(of.toWorth)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function ShareTable({ of, pair, called }: {
  of: readonly ShareDifference[];
  pair: Pair;
  called: PlanNames;
}) {
  const say = useSay();
  const amounts = useAmountColumns(pair);
  return (
    <Panel title={say(words.shares)}>
      <DataTable<ShareDifference> label={say(words.shares)} size="small"
        dataSource={of} scroll={{ x: 800 }}
        rowKey={(d) => `${d.project} ${d.supporter} ${d.fundKind}`}
        columns={[
          { title: say(common.project), key: 'project', width: 240,
            render: (_, d) => called.project(d.project) },
          { title: say(planWords.supporter), key: 'unit', width: 140,
            render: (_, d) => called.unit(d.supporter) },
          { title: say(common.fundKind), key: 'kind', width: 100,
            render: (_, d) => called.fundKind(d.fundKind) },
          ...amounts,
        ]} />
    </Panel>
  );
}

function useCompareSheets(pair: Pair, called: PlanNames) {
  const say = useSay();
  const columns = [{ heading: say(common.fundKind), width: 14 },
    { heading: say(words.before, { n: pair.from }), width: 18 },
    { heading: say(words.before, { n: pair.to }), width: 18 },
    { heading: say(words.change), width: 18 }];
  const cells = (d: { fundKind: string; fromFen: bigint; toFen: bigint }) =>
    [called.fundKind(d.fundKind), wanNumber(d.fromFen), wanNumber(d.toFen),
      wanNumber(d.toFen - d.fromFen)];
  return (of: ComparePlanVersionsResponse): Sheet[] => [
    { title: say(words.supporters),
      columns: [{ heading: say(words.subject), width: 26 }, ...columns],
      rows: of.supporters.map((d) => [called.unit(d.subject), ...cells(d)]) },
    { title: say(words.areas),
      columns: [{ heading: say(words.subject), width: 26 }, ...columns],
      rows: of.areas.map((d) => [called.area(d.subject), ...cells(d)]) },
    { title: say(words.shares),
      columns: [{ heading: say(common.project), width: 44 },
        { heading: say(planWords.supporter), width: 26 }, ...columns],
      rows: of.shares.map((d) => [called.project(d.project),
        called.unit(d.supporter), ...cells(d)]) },
  ];
}

function Differences({ of, pair, called }: {
  of: ComparePlanVersionsResponse;
  pair: Pair;
  called: PlanNames;
}) {
  const say = useSay();
  return (
    <>
      <Worths of={of} pair={pair} />
      {of.shares.length === 0
        ? <Nothing title={say(words.alike)} />
        : (
          <>
            <AmountTable title={say(words.supporters)} of={of.supporters}
              pair={pair} subject={called.unit} called={called} quotas />
            <AmountTable title={say(words.areas)} of={of.areas} pair={pair}
              subject={called.area} called={called} quotas={false} />
            <ShareTable of={of.shares} pair={pair} called={called} />
          </>
        )}
    </>
  );
}

function VersionChoice({ label, value, versions, onChange }: {
  label: string;
  value: number;
  versions: readonly PlanVersion[];
  onChange: (number: number) => void;
}) {
  const say = useSay();
  return (
    <Select value={value} aria-label={label} className="version-select"
      onChange={onChange} prefix={<span className="quiet">{label}</span>}
      options={versions.map((v) => ({ value: v.number,
        label: `${say(planWords.versionNumber, { n: v.number })} ${
          v.reason || say(originLabels[v.origin])}` }))} />
  );
}

const NO_SHARES: readonly { project: string }[] = [];

// The two versions of the plan that are chosen: at first the last two.
function useCompared({ programme, year, name }: PlanPlace) {
  const [state, change] = useUrlState(spec);
  const versions = useVersions(name);
  const last = versions.at(-1)?.number ?? 0;
  const pair = { from: state.from || Math.max(1, last - 1),
    to: state.to || last };
  const nameOf = (n: number) => names.planVersion.format(
    { programme, year, version: String(n).padStart(4, '0') });
  const compared = useQuery(AssignmentService.method.comparePlanVersions, {
    fromVersion: nameOf(pair.from), toVersion: nameOf(pair.to),
  }, { enabled: last > 1 });
  return { versions, last, pair, compared, change };
}

export function CompareVersionsPage() {
  const say = useSay();
  const place = usePlanPlace();
  const { programme, year } = place;
  const { versions, last, pair, compared, change } = useCompared(place);
  const called = usePlanNames(programme, compared.data?.shares ?? NO_SHARES);
  const sheets = useCompareSheets(pair, called);
  return (
    <Page title={say(words.title)} lead={say(planWords.titleOf, { year })}
      actions={
        <>
          <Link to={paths.plan(programme, year)}>{say(common.back)}</Link>
          <ExportButton disabled={!compared.data || !called.complete}
            name={say(words.title)}
            sheet={() => (compared.data ? sheets(compared.data) : [])} />
        </>
      }>
      {last > 1 && (
        <div className="toolbar">
          <VersionChoice label={say(words.from)} value={pair.from}
            versions={versions} onChange={(from) => change({ from })} />
          <VersionChoice label={say(words.to)} value={pair.to}
            versions={versions} onChange={(to) => change({ to })} />
        </div>
      )}
      {last > 1
        ? (
          <Answer of={compared} rows={10}>{(of) => (
            <Differences of={of} pair={pair} called={called} />
          )}</Answer>)
        : <Nothing title={say(words.needTwo)} />}
    </Page>
  );
}
