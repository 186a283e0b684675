// The best set of projects within the means, and how sure it is that it is.
import { createQueryOptions, useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Alert, Button, Input, InputNumber } from 'antd';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import {
  formatBasisPoints, formatMoney, formatScore, formatWan, formatWorth, parseWan,
  wanNumber,
} from '../../format';
import {
  MatchingService, ProposePortfolioResponse_Outcome, type PortfolioItem,
  type ProposePortfolioResponse,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { texts } from '../../i18n/language';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { useDraft } from '../../parts/debounced';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Failure, Loading, Nothing } from '../../parts/states';
import { YearSelect } from '../../parts/year_select';
import { queryClient } from '../../queries/client';
import type { AskFirst } from '../../queries/early';
import { useCalled, useUnit } from '../../queries/reference';
import { transport } from '../../transport';
import {
  integerParam, readState, textParam, useUrlState, type StateOf,
} from '../../url_state';
import { useShortlist } from './choices';
import { words as shared } from './texts';

const TYPING_MS = 500;

const spec = {
  year: integerParam(0, 0, 2200),
  most: integerParam(0, 0, 1000),
  // Means of this try, `grant:500,policy:`; after the colon nothing: no ceiling.
  means: textParam(),
};

const words = texts({
  title: ['组合方案', 'Portfolio'],
  lead: [
    '在{unit} {year} 年的可用资金内，选出总价值最高的一组项目',
    'The set of projects worth most within the means of {unit} in {year}'],
  settings: ['可用资金', 'Means'],
  settingsHint: [
    '默认取当年剩余资金；改动只用于本次测算。留空表示不设上限。',
    'What is left of the year by default. Changes are for this trial alone; empty is no ceiling.'],
  meansOf: ['{kind}（万元）', '{kind} (10,000 yuan)'],
  mostProjects: ['最多项目数', 'Most projects'],
  result: ['方案', 'The set'],
  chosen: ['选出 {n} 个项目', '{n} {n:project|projects} chosen'],
  byKind: ['{kind} {amount}', '{kind} {amount}'],
  leftOf: ['{kind}余 {amount}', '{amount} of {kind} left'],
  value: ['方案价值', 'Worth'],
  valueHint: ['（得分 × 金额之和，金额以万元计）',
    '(sum of score × amount in 10,000 yuan)'],
  bound: ['理论上限', 'Bound'],
  optimal: [
    '已证明最优：在这些资金内，没有比它价值更高的组合。',
    'Proved best: no set within these means is worth more.'],
  limit: [
    '已达计算上限：与最优方案的差距不超过 {gap}。',
    'Stopped at the work limit: at most {gap} below the best there can be.'],
  nothing: ['在这些资金内没有可承接的项目', 'No project fits within these means'],
  nothingHint: ['试试增加资金，或检查支援能力中单个项目的出资范围。',
    'Try more means, or look at the sizes in the profile.'],
  worth: ['价值', 'Worth'],
  badAmount: ['请输入金额，如 500', 'An amount such as 500'],
  shortlistAll: ['全部列为备选', 'Shortlist all'],
  sum: ['合计', 'Total'],
});

// `grant:500,policy:` → by fund kind; undefined amount: no ceiling.
function readMeans(text: string): Map<string, string> {
  return new Map(text.split(',').filter((p) => p.includes(':')).map((pair) => {
    const at = pair.indexOf(':');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  }));
}

function writeMeans(means: ReadonlyMap<string, string>): string {
  return [...means].map(([kind, wan]) => `${kind}:${wan}`).join(',');
}

function askOf(programme: string, unit: string, state: StateOf<typeof spec>) {
  return {
    supporter: names.unit.format({ programme, unit }), year: state.year,
    mostProjects: state.most,
    means: [...readMeans(state.means)].flatMap(([fundKind, wan]) => {
      if (wan.trim() === '') return [{ fundKind }];
      const amountFen = parseWan(wan);
      return amountFen === undefined ? [] : [{ fundKind, amountFen }];
    }),
  };
}

export const askFirst: AskFirst = ({ programme = '', unit = '' }, search) =>
  void queryClient.prefetchQuery(createQueryOptions(
    MatchingService.method.proposePortfolio,
    askOf(programme, unit, readState(spec, search)), { transport }));

function Means({ kind, label, value, onChange }: {
  kind: string;
  label: string;
  value: string;
  onChange: (kind: string, wan: string) => void;
}) {
  const say = useSay();
  const [draft, setDraft] = useDraft(
    value, (wan) => onChange(kind, wan), TYPING_MS);
  const bad = draft.trim() !== '' && parseWan(draft) === undefined;
  return (
    <label className="means">
      <span>{label}</span>
      <Input inputMode="decimal" value={draft} status={bad ? 'error' : ''}
        placeholder={say(common.unlimited)}
        onChange={(event) =>
          setDraft(event.target.value.replace(/[,，:]/g, ''))} />
      {bad && <span className="bad" role="alert">{say(words.badAmount)}</span>}
    </label>
  );
}

function Verdict({ of }: { of: ProposePortfolioResponse }) {
  const say = useSay();
  const optimal = of.outcome === ProposePortfolioResponse_Outcome.OPTIMAL;
  return (
    <Alert className="verdict" showIcon type={optimal ? 'success' : 'info'}
      title={optimal ? say(words.optimal)
        : say(words.limit, { gap: formatBasisPoints(of.gapBasisPoints) })}
      description={
        <span className="number">
          {say(words.value)} {formatWorth(of.value)} · {say(words.bound)}{' '}
          {formatWorth(of.bound)}{' '}
          <span className="quiet">{say(words.valueHint)}</span>
        </span>
      } />
  );
}

export function PortfolioPage() {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { programme = '', unit = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const called = useCalled(programme);
  const shortlist = useShortlist(programme, unit);
  const supporter = names.unit.format({ programme, unit });
  const unitName = local(useUnit(supporter)?.displayName, unit);
  const tried = useMemo(() => readMeans(state.means), [state.means]);
  const proposal = useQuery(MatchingService.method.proposePortfolio,
    askOf(programme, unit, state), { placeholderData: keepPreviousData });
  // What is left of the means, before any trial: the set itself comes first.
  const left = useQuery(MatchingService.method.recommendProjects,
    { supporter, year: state.year, pageSize: 1 },
    { enabled: !proposal.isPending });
  const items = proposal.data?.items ?? [];
  const title = say(words.title);
  const nameOf = (i: PortfolioItem) => local(i.displayName, idOf(i.project));
  const setMeans = (kind: string, wan: string) =>
    change({ means: writeMeans(new Map(tried).set(kind, wan)) });
  const kinds = left.data?.means ?? [];
  const sheet = (): Sheet => ({
    title,
    columns: [{ heading: say(common.project), width: 44 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.fundKind), width: 14 },
      { heading: say(common.amountWan), width: 16 },
      { heading: say(common.score), width: 10 },
      { heading: say(words.worth), width: 14 }],
    rows: items.map((i) => [nameOf(i), idOf(i.project),
      called.fundKind(i.fundKind), wanNumber(i.amountFen), i.score / 100, Number(i.worth) / 100]),
  });
  const toShortlist = [...new Set(items.map((i) => i.project))]
    .filter((p) => !shortlist.has(p));
  const sums = new Map<string, bigint>();
  for (const i of items) {
    sums.set(i.fundKind, (sums.get(i.fundKind) ?? 0n) + i.amountFen);
  }
  return (
    <Page title={title}
      lead={proposal.data && say(words.lead,
        { unit: unitName, year: proposal.data.year })}
      actions={
        <>
          <YearSelect programme={programme}
            year={state.year || proposal.data?.year || 0}
            onChange={(year) => change({ year })} />
          {shortlist.mayChange && toShortlist.length > 0 && (
            <Button onClick={() => toShortlist.forEach(shortlist.toggle)}>
              {say(words.shortlistAll)}
            </Button>
          )}
          <ExportButton sheet={sheet} disabled={items.length === 0} />
        </>
      }>
      <Panel title={say(words.settings)} extra={state.means || state.most ? (
        <Button size="small" onClick={() => change({ means: '', most: 0 })}>
          {say(common.reset)}
        </Button>
      ) : undefined} className="no-print">
        <p className="quiet dialog-lead">{say(words.settingsHint)}</p>
        <div className="means-fields">
          {kinds.map((m) => (
            <Means key={m.fundKind} kind={m.fundKind} onChange={setMeans}
              label={say(words.meansOf, { kind: called.fundKind(m.fundKind) })}
              value={tried.get(m.fundKind) ?? (m.amountFen === undefined ? ''
                : formatWan(m.amountFen).replaceAll(',', ''))} />
          ))}
          <label className="means">
            <span>{say(words.mostProjects)}</span>
            <InputNumber min={0} max={1000} precision={0}
              value={state.most === 0 ? null : state.most}
              placeholder={say(common.unlimited)}
              onChange={(most) => change({ most: most ?? 0 })} />
          </label>
        </div>
      </Panel>
      {proposal.error && (
        <Failure error={proposal.error}
          onRetry={() => void proposal.refetch()} />
      )}
      {proposal.isPending && <Loading rows={8} />}
      {proposal.data && !proposal.error && (
        <div className="ranking-list" aria-busy={proposal.isFetching}
          data-stale={proposal.isPlaceholderData}>
          {items.length === 0
            ? <Nothing title={say(words.nothing)} hint={say(words.nothingHint)} />
            : (
              <>
                <Verdict of={proposal.data} />
                <p className="sums">
                  <strong>{say(words.chosen, { n: items.length })}</strong>
                  {[...sums].map(([kind, fen]) => (
                    <span key={kind} className="number">
                      {say(words.byKind, { kind: called.fundKind(kind),
                        amount: formatMoney(fen, language) })}
                    </span>
                  ))}
                  {proposal.data.meansLeft.map((m) => (
                    <span key={m.fundKind} className="quiet number">
                      {m.amountFen !== undefined && say(words.leftOf, {
                        kind: called.fundKind(m.fundKind),
                        amount: formatMoney(m.amountFen, language) })}
                    </span>
                  ))}
                </p>
                <DataTable<PortfolioItem> label={title}
                  rowKey={(i) => `${i.project} ${i.fundKind}`}
                  dataSource={items} scroll={{ x: 900 }}
                  columns={[
                    { title: say(common.project), key: 'title', width: 260,
                      render: (_, i) => (
                        <Link to={paths.project(
                          programme, idOf(i.project), unit)}>{nameOf(i)}</Link>) },
                    { title: say(common.fundKind), key: 'kind', width: 130,
                      render: (_, i) => called.fundKind(i.fundKind) },
                    { title: say(common.amountWan), key: 'amount', width: 160,
                      align: 'right', className: 'number',
                      render: (_, i) => formatWan(i.amountFen) },
                    { title: say(common.score), key: 'score', width: 100,
                      align: 'right', className: 'number',
                      render: (_, i) => formatScore(i.score) },
                    { title: say(words.worth), key: 'worth', width: 140,
                      align: 'right', className: 'number',
                      render: (_, i) => formatWorth(i.worth) },
                    { title: say(common.actions), key: 'do',
                      className: 'no-print', width: 120,
                      render: (_, i) => shortlist.mayChange && (
                        <Button size="small"
                          aria-pressed={shortlist.has(i.project)}
                          aria-label={`${say(shortlist.has(i.project) ? shared.shortlisted
                            : shared.shortlist)}: ${nameOf(i)}`}
                          className={shortlist.has(i.project) ? 'pressed' : ''}
                          onClick={() => shortlist.toggle(i.project)}>
                          {say(shortlist.has(i.project) ? shared.shortlisted
                            : shared.shortlist)}
                        </Button>) },
                  ]} />
              </>
            )}
        </div>
      )}
    </Page>
  );
}
