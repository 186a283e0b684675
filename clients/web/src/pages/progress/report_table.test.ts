import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { Agreement_Stage } from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  FigureSchema, ReportTableSchema,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { figurePath, valueCell } from './figures';
import { columnsOf, isMoney, shownCell, shownColumns } from './report_table';

const table = create(ReportTableSchema, {
  columns: [{ key: 'count', addsUp: true }, { key: 'total', addsUp: true }],
  rows: [
    { subject: 'STAGE_BUILDING', figures: [
      { value: { case: 'count', value: 26n }, percentOfWhole: 42 }, {}] },
    { subject: 'STAGE_IN_PRODUCTION', figures: [
      { value: { case: 'count', value: 18n }, percentOfWhole: 29 },
      { value: { case: 'amountFen', value: 1_000_000n } }] }],
});

test('parts of a whole stand beside the column that has them', () => {
  expect(columnsOf(table).map((c) => [c.column.key, c.shown])).toEqual(
    [['count', 'value'], ['count', 'share'], ['total', 'value']]);
  expect([isMoney(table, 0), isMoney(table, 1)]).toEqual([false, true]);
});

test('so do targets, how far they are reached, and growth', () => {
  const figure = create(FigureSchema, {
    value: { case: 'amountFen', value: 50_000_000n }, reachedBasisPoints: 2502,
    growthBasisPoints: -1200,
    target: { value: { case: 'amountFen', value: 200_000_000n } } });
  const shown = columnsOf(create(ReportTableSchema, { columns: [{}],
    rows: [{ figures: [figure] }] })).map((c) => c.shown);
  expect(shown).toEqual(['value', 'target', 'reached', 'growth']);
  expect(shown.map((s) => shownCell(s, figure))).toEqual([50, 200, 25.02, -12]);
});

test('what makes a table too wide stands below its values', () => {
  const figure = { value: { case: 'amountFen', value: 50_000_000n },
    reachedBasisPoints: 2502, percentOfWhole: 12,
    target: { value: { case: 'amountFen', value: 200_000_000n } } } as const;
  const kinds = (n: number) => create(ReportTableSchema, {
    columns: Array.from({ length: n }, (_, i) => ({ key: `funds.${i}` })),
    rows: [{ figures: Array.from({ length: n }, () => figure) }] });
  expect(shownColumns(kinds(1)).map((c) => c.shown))
    .toEqual(['value', 'target', 'reached', 'share']);
  expect(shownColumns(kinds(3)).map((c) => c.shown))
    .toEqual(['value', 'value', 'value']);
  expect(columnsOf(kinds(3))).toHaveLength(12);
});

test('a figure leads to the list of what it is made of', () => {
  const ledger = create(FigureSchema, { ledgerFilter: {
    supporter: 'programmes/hubei/units/yichang', fundKind: 'grant',
    firstPeriod: 2014, lastPeriod: 2014, countingOnly: true } });
  expect(figurePath('hubei', ledger)).toBe('/p/hubei/ledger?from=2014&to=2014' +
    '&supporter=yichang&fundKind=grant&counting=1');
  const agreements = create(FigureSchema, { agreementFilter: {
    stages: [Agreement_Stage.BUILDING], activeYear: 2004, signedAt: '*' } });
  expect(figurePath('hubei', agreements))
    .toBe('/p/hubei/agreements?stages=3&year=2004&signedAt=*');
  expect(figurePath('hubei', create(FigureSchema))).toBeUndefined();
});

test('cells are in 10,000 yuan, numbers and percent', () => {
  expect([
    valueCell({ case: 'amountFen', value: 50_050_000n }),
    valueCell({ case: 'count', value: 183n }),
    valueCell({ case: 'basisPoints', value: 5528 }),
    valueCell({ case: undefined }),
  ]).toEqual([50.05, 183, 55.28, null]);
});
