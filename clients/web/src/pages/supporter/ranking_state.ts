// What a ranking is asked for, as it stands in the address and as the server
// takes it.
import { create } from '@bufbuild/protobuf';
import {
  Project_Readiness, ProjectFilterSchema, type ProjectFilter,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  Criterion, CriterionWeightSchema, DiversitySchema, type CriterionWeight,
  type Diversity,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { NeedKind } from '../../gen/duikou/type/v1/needs_pb';
import { STRAIGHT, type Curves } from '../../curves';
import { parseWan, formatWan } from '../../format';
import { idOf, names } from '../../names';
import {
  choiceParam, flagParam, integerParam, listParam, numbersParam, textParam,
  type StateOf,
} from '../../url_state';

export const filterSpec = {
  q: textParam(),
  area: listParam(),
  sector: listParam(),
  kind: listParam(),
  need: listParam(),
  ready: integerParam(0, 0, Project_Readiness.SITE_READY),
  demo: flagParam(),
  resettle: flagParam(),
  share: flagParam(),
  // In 万元, as typed.
  least: textParam(),
  most: textParam(),
  year: integerParam(0, 0, 2200),
};

export const rankingSpec = {
  ...filterSpec,
  w: numbersParam(),
  spread: choiceParam(['off', 'some', 'much'], 'off'),
  fresh: flagParam(),
  view: choiceParam(['cards', 'table', 'areas'], 'cards'),
  // Projects put aside to be compared.
  c: listParam(4),
};

export type FilterState = StateOf<typeof filterSpec>;
export type RankingState = StateOf<typeof rankingSpec>;

export const noFilters: Omit<FilterState, 'year'> = {
  q: '', area: [], sector: [], kind: [], need: [], ready: 0, demo: false,
  resettle: false, share: false, least: '', most: '',
};

// How many conditions are set, the words left out.
export function filterCount(state: FilterState): number {
  return state.area.length + state.sector.length + state.kind.length +
    state.need.length + Number(state.ready > 0) + Number(state.demo) +
    Number(state.resettle) + Number(state.share) +
    Number(state.least !== '') + Number(state.most !== '');
}

const needWord = (kind: NeedKind) => NeedKind[kind].toLowerCase();

export function needOf(word: string): NeedKind {
  return NeedKind[word.toUpperCase() as keyof typeof NeedKind] ??
    NeedKind.UNSPECIFIED;
}

export function filterOf(programme: string, state: FilterState): ProjectFilter {
  return create(ProjectFilterSchema, {
    areas: state.area.map((area) => names.area.format({ programme, area })),
    sectors: state.sector.map(
      (sector) => names.sector.format({ programme, sector })),
    fundKinds: state.kind,
    otherNeeds: state.need.map(needOf)
      .filter((kind) => kind !== NeedKind.UNSPECIFIED),
    leastReadiness: state.ready as Project_Readiness,
    leastOpenFen: parseWan(state.least) ?? 0n,
    mostOpenFen: parseWan(state.most) ?? 0n,
    ...(state.demo && { demonstrationSite: true }),
    ...(state.resettle && { resettlementCommunity: true }),
    ...(state.share && { shareable: true }),
  });
}

// The state that a kept filter came from.
export function stateOfFilter(
    query: string, filter: ProjectFilter | undefined): FilterState {
  if (!filter) return { ...noFilters, q: query, year: 0 };
  const wan = (fen: bigint) => (fen > 0n ? formatWan(fen).replaceAll(',', '') : '');
  return {
    q: query,
    area: filter.areas.map(idOf),
    sector: filter.sectors.map(idOf),
    kind: [...filter.fundKinds],
    need: filter.otherNeeds.map(needWord),
    ready: filter.leastReadiness,
    demo: filter.demonstrationSite === true,
    resettle: filter.resettlementCommunity === true,
    share: filter.shareable === true,
    least: wan(filter.leastOpenFen),
    most: wan(filter.mostOpenFen),
    year: filter.year,
  };
}

export const CRITERIA: readonly Criterion[] = [
  Criterion.SECTOR, Criterion.REGION, Criterion.FUND_SIZE,
  Criterion.CAPABILITY, Criterion.STANDING, Criterion.RECORD,
];

const criterionWord = (c: Criterion) => Criterion[c].toLowerCase();

// No weights: those in force. All at nothing would be refused, and ask for
// those in force too. Without curves those in force hold.
export function weightsOf(numbers: Record<string, number>, curves?: Curves):
    CriterionWeight[] {
  const weights = CRITERIA.map((criterion) => create(CriterionWeightSchema, {
    criterion, weight: numbers[criterionWord(criterion)] ?? 0,
    curvePoints: curves ? [...curves.get(criterion) ?? STRAIGHT] : [] }));
  return weights.some((w) => w.weight > 0) ? weights : [];
}

export function numbersOfWeights(
    weights: readonly CriterionWeight[]): Record<string, number> {
  return Object.fromEntries(
    weights.map((w) => [criterionWord(w.criterion), w.weight]));
}

// Whole numbers of 100 that add up to it, from weights of any size: largest
// remainders first, ties by order.
export function percentages(weights: readonly CriterionWeight[]):
    Record<string, number> {
  const sum = weights.reduce((total, w) => total + w.weight, 0);
  if (sum === 0) return {};
  const shares = weights.map((w, i) => ({
    word: criterionWord(w.criterion), i,
    whole: Math.floor((w.weight * 100) / sum), rest: (w.weight * 100) % sum,
  }));
  let left = 100 - shares.reduce((total, s) => total + s.whole, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest || a.i - b.i)) {
    if (left-- <= 0) break;
    share.whole += 1;
  }
  return Object.fromEntries(shares.map((s) => [s.word, s.whole]));
}

export const criterionKey = criterionWord;

const SPREADS = { off: 0, some: 400, much: 1000 } as const;

export function diversityOf(spread: RankingState['spread']):
    Diversity | undefined {
  const penalty = SPREADS[spread];
  if (penalty === 0) return undefined;
  return create(DiversitySchema,
    { sectorPenalty: penalty, areaPenalty: penalty });
}
