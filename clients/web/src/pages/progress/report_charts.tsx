// What stands beside the programme's report: money by year, by area, and from
// units to areas to sectors; all of it what counts of the ledger.
import { createClient } from '@connectrpc/connect';
import { createConnectQueryKey, useTransport } from '@connectrpc/connect-query';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { formatMoney } from '../../format';
import {
  Dimension,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  ReportService, type LedgerSum,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { Panel } from '../../parts/page';
import { Answer, Loading } from '../../parts/states';
import { everyEntry } from '../../queries/every_entry';
import { useFundKinds } from '../../queries/reference';
import { ledgerSearch } from './ledger_filter';
import { reportWords as words } from './report_texts';
import type { ProgressNames } from './use_progress';

const FlowView = lazy(() => import('../plan/flow_view')
  .then(({ FlowView: view }) => ({ default: view })));

const MOST = 10_000;

export interface ChartScope {
  // Up to which; 0: all years.
  year: number;
  // Its id; empty: all.
  area: string;
}

// What the money that counts comes to by `dimensions`, on all pages.
function useLedgerSums(programme: string, { year, area }: ChartScope,
    dimensions: Dimension[]) {
  const transport = useTransport();
  const request = {
    parent: names.programme.format({ programme }), dimensions, filter: {
      moneyOnly: true, lastPeriod: year,
      area: area && names.area.format({ programme, area }) } };
  return useQuery({
    queryKey: createConnectQueryKey({
      schema: ReportService.method.queryLedger, transport, input: request,
      cardinality: 'finite' }),
    queryFn: () => everyEntry(
      (pageToken) => createClient(ReportService, transport)
        .queryLedger({ ...request, pageSize: MOST, pageToken }),
      (page) => page.sums),
  });
}

interface ChartProps {
  programme: string;
  scope: ChartScope;
  called: ProgressNames;
}

const most = (sums: readonly LedgerSum[]) => sums.reduce(
  (so, s) => (s.amountFen > so ? s.amountFen : so), 1n);

// A bar a fund kind in each year, each leading to its entries.
export function TrendPanel({ programme, scope, called }: ChartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const asked = useLedgerSums(programme, scope, [Dimension.PERIOD]);
  const kinds = useFundKinds(programme).map((k) => k.id);
  const width = (sum: LedgerSum, of: bigint) => (sum.amountFen > 0n
    ? Number((sum.amountFen * 1000n) / of) / 10 : 0);
  return (
    <Panel title={say(words.trend)}>
      <Answer of={asked} rows={6}>{(sums) => {
        const years = [...new Set(sums.map((s) => s.keys[0] ?? ''))].sort();
        const all = most(sums);
        if (years.length === 0) {
          return <p className="quiet">{say(words.trendNone)}</p>;
        }
        return (
          <ul className="trend">
            {years.map((year) => (
              <li key={year}>
                <strong className="number">{year}</strong>
                <ul>
                  {sums.filter((s) => s.keys[0] === year).map((sum) => {
                    const kind = called.fundKind(sum.fundKind);
                    const amount = formatMoney(sum.amountFen, language);
                    return (
                      <li key={sum.fundKind}>
                        <Link className="trend-line"
                          aria-label={say(words.trendYear,
                            { year, kind, amount })}
                          to={paths.ledger(programme, ledgerSearch({
                            from: Number(year), to: Number(year),
                            fundKind: sum.fundKind, area: scope.area,
                            counting: true }))}>
                          <span className="quiet">{kind}</span>
                          <span className="trend-track">
                            <span className={`trend-bar trend-bar-${
                              kinds.indexOf(sum.fundKind) % 3}`}
                            style={{ width: `${width(sum, all)}%` }} />
                          </span>
                          <span className="number">{amount}</span>
                        </Link>
                      </li>
                    );
                  })}
                </ul>
              </li>
            ))}
          </ul>
        );
      }}</Answer>
    </Panel>
  );
}

// A tile an area, with each fund kind.
export function AreaPanel({ programme, scope, called }: ChartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const asked = useLedgerSums(programme, scope, [Dimension.AREA]);
  return (
    <Panel title={say(words.areas)}>
      <Answer of={asked} rows={6}>{(sums) => {
        const areas = [...new Set(sums.map((s) => s.keys[0] ?? ''))];
        if (areas.length === 0) {
          return <p className="quiet">{say(words.trendNone)}</p>;
        }
        return (
          <ul className="tiles area-tiles">
            {areas.map((area) => (
              <li key={area}>
                <strong>{area ? called.area(area) : say(words.noArea)}</strong>
                {sums.filter((s) => s.keys[0] === area).map((sum) => (
                  <span key={sum.fundKind} className="need-row">
                    <span className="quiet">{called.fundKind(sum.fundKind)}</span>
                    <Link className="number" to={paths.ledger(programme,
                      ledgerSearch({ fundKind: sum.fundKind, counting: true,
                        to: scope.year, ...(area
                          ? { area: idOf(area), areaAlone: true }
                          : { without: [String(Dimension.AREA)] }) }))}>
                      {formatMoney(sum.amountFen, language)}
                    </Link>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        );
      }}</Answer>
    </Panel>
  );
}

// A place as the drawing wants it, one name a pair of area and sector.
const PLACE = ' ';

export function MoneyFlow({ programme, scope, called }: ChartProps) {
  const kinds = useFundKinds(programme).map((k) => k.id);
  const asked = useLedgerSums(programme, scope,
    [Dimension.SUPPORTER, Dimension.AREA, Dimension.SECTOR]);
  const shares = useMemo(() => (asked.data ?? [])
    .filter((s) => s.amountFen > 0n && s.keys.every((k) => k !== ''))
    .map((s) => ({ supporter: s.keys[0] ?? '', fundKind: s.fundKind,
      project: s.keys.slice(1).join(PLACE), amountFen: s.amountFen })),
  [asked.data]);
  const placeOf = (place: string) => {
    const [area = '', sector = ''] = place.split(PLACE);
    return { area, sector };
  };
  return (
    <Answer of={asked} rows={12}>{() => shares.length > 0 && (
      <Suspense fallback={<Loading rows={12} />}>
        <FlowView programme={programme} shares={shares} kinds={kinds}
          called={{ ...called, placeOf, complete: true }} />
      </Suspense>
    )}</Answer>
  );
}
