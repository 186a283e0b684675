// The figures of the reports of a year and of the programme, which others may
// state too, with what they are called and measured in.
import { useMemo } from 'react';
import {
  Indicator_Measure,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { texts } from '../../i18n/language';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { useProgramme } from '../../queries/reference';
import type { FigureMeasure } from './stated_draft';
import { useIndicators } from './use_progress';

const fixed = texts({
  'funds.in-place': ['到位资金合计', 'Funds in place'],
  'funds.signed.in-place': ['会上签约项目到位资金', 'In place of what was signed'],
  'funds.signed.supporters':
    ['会上签约项目到位资金：支援方', 'In place of what was signed: supporters'],
  'funds.signed.recipients':
    ['会上签约项目到位资金：受援方', 'In place of what was signed: recipients'],
  'agreements.carried-out': ['实施合作项目', 'Projects carried out'],
  'agreements.new': ['新建合作项目', 'New projects'],
  'agreements.continuing': ['续建合作项目', 'Continuing projects'],
  'agreements.signed': ['会上签约项目', 'Signed at fairs'],
  'agreements.contract-total': ['合同总额', 'Contract total'],
  'agreements.private-total': ['合同总额：民营资本', 'Contract total: private'],
  'agreements.private-share': ['民营资本占比', 'Private share'],
  'agreements.hundred-million':
    ['投资 1 亿元以上项目', 'Of 100 million yuan or more'],
  'agreements.hundred-million-share':
    ['1 亿元以上项目占比', 'Share of 100 million yuan or more'],
  'agreements.stage.negotiating': ['洽谈项目', 'Negotiating'],
  'agreements.stage.preparing': ['前期项目', 'Preparing'],
  'agreements.stage.building': ['在建项目', 'Building'],
  'agreements.stage.in-production': ['投产项目', 'In production'],
  'agreements.stage.terminated': ['终止项目', 'Terminated'],
});

type FixedKey = keyof typeof fixed;

const FIXED_KEYS = Object.keys(fixed) as FixedKey[];
const RATES: readonly string[] = ['agreements.private-share',
  'agreements.hundred-million-share'];
const MONEY: readonly string[] = ['agreements.contract-total',
  'agreements.private-total'];

function measureOf(key: string): FigureMeasure {
  if (key.startsWith('funds.') || MONEY.includes(key)) return 'amountFen';
  return RATES.includes(key) ? 'basisPoints' : 'count';
}

export interface FigureChoice {
  key: string;
  title: string;
  measure: FigureMeasure;
}

export function useFigureChoices(programme: string): readonly FigureChoice[] {
  const say = useSay();
  const local = useLocal();
  const of = useProgramme(programme);
  const indicators = useIndicators(programme);
  return useMemo(() => [
    ...FIXED_KEYS.map((key) => ({ key, title: say(fixed[key]),
      measure: measureOf(key) })),
    ...(of?.fundKinds ?? []).map((k) => ({ key: `funds.${k.id}`,
      title: local(k.displayName, k.id), measure: 'amountFen' as const })),
    // Rates are of areas, and the whole has none.
    ...indicators.filter((i) => i.measure === Indicator_Measure.COUNT)
      .map((i) => ({ key: `indicator.${idOf(i.name)}`,
        title: local(i.displayName, idOf(i.name)), measure: 'count' as const })),
    // Those that an indicator counts for are its figures.
    ...(of?.targets ?? []).flatMap((t) => (t.value.case === undefined ||
      indicators.some((i) => i.target === t.id) ? [] : [{
        key: `target.${t.id}`, title: local(t.displayName, t.id),
        measure: t.value.case }])),
  ], [say, local, of, indicators]);
}
