// The plan as a workbook: shares with names, subtotals and lines to sign; the
// quotas; what areas get.
import { common } from '../../app/texts';
import type { Cell, Sheet } from '../../export/workbook';
import { wanNumber } from '../../format';
import type {
  PlannedShare, PlanVersion,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useSay } from '../../i18n/say';
import { useCalled, useFundKinds } from '../../queries/reference';
import { sumBy, supporterRows } from './plan_model';
import { bindingLabels, paperWords as words, planWords } from './texts';
import type { PlanNames } from './use_plan';

// A line of the plan: a supporter's amounts for a project, by fund kind.
export interface PaperLine {
  project: string;
  supporter: string;
  amounts: ReadonlyMap<string, bigint>;
}

// The shares of a supporter, a line a project.
export function linesOf(shares: readonly PlannedShare[]): PaperLine[] {
  const lines = new Map<string, PlannedShare[]>();
  for (const s of shares) {
    lines.set(s.project, [...(lines.get(s.project) ?? []), s]);
  }
  return [...lines].map(([project, of]) => ({ project,
    supporter: of[0]?.supporter ?? '',
    amounts: sumBy(of, (s) => s.fundKind, (s) => s.amountFen) }));
}

export const totalOf = (amounts: ReadonlyMap<string, bigint>) =>
  [...amounts.values()].reduce((sum, fen) => sum + fen, 0n);

export const SIGNERS = ['prepared', 'reviewed', 'approved'] as const;

// The shares of a version, a line a supporter and project, with subtotals, the
// total and lines to sign.
function usePlanSheet(programme: string) {
  const say = useSay();
  const kinds = useFundKinds(programme).map((k) => k.id);
  const { sector } = useCalled(programme);
  const amountCells = (amounts: ReadonlyMap<string, bigint>): Cell[] => [
    ...kinds.map((k) => {
      const fen = amounts.get(k);
      return fen === undefined ? null : wanNumber(fen);
    }), wanNumber(totalOf(amounts))];
  const sumRow = (name: string, shares: readonly PlannedShare[]): Cell[] =>
    [null, name, null, null, null,
      ...amountCells(sumBy(shares, (s) => s.fundKind, (s) => s.amountFen))];
  const lineRow = (line: PaperLine, called: PlanNames): Cell[] => {
    const place = called.placeOf(line.project);
    return [called.unit(line.supporter), called.project(line.project),
      called.area(place?.area ?? ''), sector(place?.sector ?? ''),
      ...amountCells(line.amounts)];
  };
  const columns = (called: PlanNames) => [
    { heading: say(words.number), width: 8 },
    { heading: say(planWords.supporter), width: 26 },
    { heading: say(common.project), width: 44 },
    { heading: say(common.area), width: 14 },
    { heading: say(common.sector), width: 18 },
    ...kinds.map((k) => ({ heading: say(words.kindWan,
      { kind: called.fundKind(k) }), width: 18 })),
    { heading: say(words.rowTotal), width: 16 }];
  return (version: PlanVersion, called: PlanNames): Sheet => {
    let number = 0;
    const rows = supporterRows(version).filter((r) => r.shares.length > 0)
      .flatMap(({ supporter, shares }): Cell[][] => [
        ...linesOf(shares).map((line): Cell[] =>
          [++number, ...lineRow(line, called)]),
        sumRow(say(words.subtotal, { unit: called.unit(supporter) }), shares)]);
    return { title: say(words.planSheet), columns: columns(called),
      rows: [...rows, sumRow(say(words.total), version.shares),
        ...SIGNERS.map((role): Cell[] => [null,
          say(words.signature, { role: say(words[role]) })])] };
  };
}

// What units give against their quotas, and what areas get.
function useTotalSheets() {
  const say = useSay();
  const unitSheet = (version: PlanVersion, called: PlanNames): Sheet => ({
    title: say(words.unitSheet),
    columns: [{ heading: say(planWords.supporter), width: 26 },
      { heading: say(common.fundKind), width: 14 },
      { heading: say(words.quota), width: 16 },
      { heading: say(words.given), width: 16 },
      { heading: say(words.short), width: 16 },
      { heading: say(words.binding), width: 20 }],
    rows: version.balances.map((b) => [called.unit(b.supporter),
      called.fundKind(b.fundKind), wanNumber(b.quotaFen), wanNumber(b.givenFen),
      wanNumber(b.shortFen), say(bindingLabels[b.binding])]),
  });
  const areaSheet = (version: PlanVersion, called: PlanNames): Sheet => ({
    title: say(words.areaSheet),
    columns: [{ heading: say(common.area), width: 20 },
      { heading: say(common.fundKind), width: 14 },
      { heading: say(words.given), width: 16 }],
    rows: version.areaTotals.map((t) => [called.area(t.area),
      called.fundKind(t.fundKind), wanNumber(t.amountFen)]),
  });
  return { unitSheet, areaSheet };
}

export function usePlanSheets(programme: string) {
  const planSheet = usePlanSheet(programme);
  const { unitSheet, areaSheet } = useTotalSheets();
  return (version: PlanVersion, called: PlanNames): Sheet[] =>
    [planSheet(version, called), unitSheet(version, called),
      areaSheet(version, called)];
}
