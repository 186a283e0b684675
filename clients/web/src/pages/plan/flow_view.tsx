// Money from units to areas and on to sectors, drawn and in figures.
import { Select } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { common } from '../../app/texts';
import { formatMoney, formatWan, wanNumber } from '../../format';
import type {
  PlannedShare,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import { Panel } from '../../parts/page';
import type { SankeyLink, SankeyNode } from '../../parts/sankey';
import { Loading } from '../../parts/states';
import { useCalled } from '../../queries/reference';
import { flowsOf } from './plan_model';
import { flowWords as words, planWords } from './texts';
import type { PlanNames } from './use_plan';

const Sankey = lazy(() => import('../../parts/sankey'));

// More units than these are drawn as one.
const MOST_UNITS = 20;
const DEPTHS: Record<string, number> = { unit: 0, area: 1, sector: 2 };

// Part of a plan, or of what has arrived.
export type FlowShare = Pick<PlannedShare,
  'supporter' | 'project' | 'fundKind' | 'amountFen'>;

type FlowNames = Pick<PlanNames, 'unit' | 'fundKind' | 'placeOf' | 'complete'>;

interface Leg { area: string; sector: string; fen: bigint }

function useFlows(programme: string, shares: readonly FlowShare[],
    called: FlowNames) {
  const say = useSay();
  const { language } = useLanguage();
  const { area, sector } = useCalled(programme);
  const { flows, others } = flowsOf(shares, called.placeOf, MOST_UNITS);
  const labelOf = (node: string) => {
    const [kind = '', name = ''] = node.split(' ');
    if (kind === 'area') return area(name);
    if (kind === 'sector') return sector(name);
    return name ? called.unit(name) : say(words.others, { n: others });
  };
  const ids = [...new Set(flows.flatMap((f) => [f.from, f.to]))];
  const nodes: SankeyNode[] = ids.map((id) => ({ id, label: labelOf(id),
    depth: DEPTHS[id.split(' ')[0] ?? ''] ?? 0 }));
  const links: SankeyLink[] = flows.map((f) => ({ from: f.from, to: f.to,
    value: wanNumber(f.fen),
    label: `${labelOf(f.from)} → ${labelOf(f.to)} ${
      formatMoney(f.fen, language)}` }));
  const legs: Leg[] = flows.filter((f) => f.from.startsWith('area '))
    .map((f) => ({ area: labelOf(f.from), sector: labelOf(f.to), fen: f.fen }))
    .sort((a, b) => a.area.localeCompare(b.area, language) ||
      (a.fen > b.fen ? -1 : 1));
  // The drawing is made anew only where something in it is another.
  const key = JSON.stringify([nodes, links]);
  const drawn = useMemo(() => JSON.parse(key) as [SankeyNode[], SankeyLink[]],
    [key]);
  return { drawn, legs };
}

export function FlowView({ programme, shares, kinds, called }: {
  programme: string;
  shares: readonly FlowShare[];
  kinds: readonly string[];
  called: FlowNames;
}) {
  const say = useSay();
  const [kind, setKind] = useState('');
  const chosen = useMemo(() => shares.filter(
    (s) => kind === '' || s.fundKind === kind), [shares, kind]);
  const { drawn: [nodes, links], legs } = useFlows(programme, chosen, called);
  if (!called.complete) return <Loading rows={12} />;
  return (
    <Panel title={say(words.title)} extra={(
      <Select value={kind} onChange={setKind} aria-label={say(words.kind)}
        className="year-select no-print"
        options={[{ value: '', label: say(planWords.allKinds) },
          ...kinds.map((k) => ({ value: k, label: called.fundKind(k) }))]} />
    )}>
      <Suspense fallback={<Loading rows={12} />}>
        <Sankey nodes={nodes} links={links} label={say(words.label)} />
      </Suspense>
      <h3 className="flow-table">{say(words.table)}</h3>
      <DataTable<Leg> label={say(words.table)} size="small"
        rowKey={(l) => `${l.area} ${l.sector}`} dataSource={legs}
        columns={[
          { title: say(common.area), key: 'area', render: (_, l) => l.area },
          { title: say(common.sector), key: 'sector',
            render: (_, l) => l.sector },
          { title: say(common.amountWan), key: 'fen', align: 'right',
            className: 'number', render: (_, l) => formatWan(l.fen) },
        ]} />
    </Panel>
  );
}
