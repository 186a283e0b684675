import { create } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import {
  AnnualPlan_State, AnnualPlanSchema, PlannedShareSchema, ShareConstraint_Kind,
  ShareConstraintSchema, SupporterBalanceSchema,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import {
  afterIds, amendmentsOf, changesBetween, coarse, dayAfter, demandOn, endOfDay,
  flowsOf, sharesByProject, supporterRows, versionNumber,
} from './plan_model';

const share = (project: string, supporter: string, fundKind: string,
    amountFen: bigint) =>
  create(PlannedShareSchema, { project, supporter, fundKind, amountFen });

const shares = [share('p1', 'b', 'grant', 500n), share('p1', 'a', 'grant', 300n),
  share('p2', 'b', 'policy', 200n)];

test('every supporter with a share or a balance has one row', () => {
  const rows = supporterRows({ shares, balances: [
    create(SupporterBalanceSchema, { supporter: 'c', fundKind: 'grant',
      quotaFen: 9n }),
    create(SupporterBalanceSchema, { supporter: 'b', fundKind: 'grant',
      quotaFen: 7n })] });
  expect(rows.map((r) => [r.supporter, r.shares.length,
    r.balances.get('grant')?.quotaFen])).toEqual(
    [['a', 1, undefined], ['b', 2, 7n], ['c', 0, 9n]]);
  expect([...sharesByProject(shares)].map(([p, s]) => [p, s.length]))
    .toEqual([['p1', 2], ['p2', 1]]);
});

test('a demand by hand is found, of any kind too; a declined one is none', () => {
  const constraint = (kind: ShareConstraint_Kind, fundKind: string) =>
    create(ShareConstraintSchema, { project: 'p1', supporter: 'b', kind,
      fundKind });
  const demand = (...constraints: ReturnType<typeof constraint>[]) =>
    demandOn({ constraints }, share('p1', 'b', 'grant', 1n))?.kind;
  expect(demand(constraint(ShareConstraint_Kind.PIN, '')))
    .toBe(ShareConstraint_Kind.PIN);
  expect(demand(constraint(ShareConstraint_Kind.BAN, 'policy')))
    .toBeUndefined();
  expect(demand(constraint(ShareConstraint_Kind.DECLINED, 'grant')))
    .toBeUndefined();
});

test('days end in their last second, and 31 February is none', () => {
  const end = endOfDay('2026-02-28');
  expect(end && timestampDate(end)).toEqual(new Date(2026, 1, 28, 23, 59, 59));
  expect(endOfDay('2026-02-31')).toBeUndefined();
  expect(endOfDay('tomorrow')).toBeUndefined();
  expect(dayAfter(new Date(2026, 11, 25, 23, 30), 14)).toBe('2027-01-08');
  expect(versionNumber('programmes/x/annualPlans/2015/versions/0012')).toBe(12);
  expect(versionNumber('')).toBe(0);
});

test('what has become of a plan is told apart', () => {
  const seen = create(AnnualPlanSchema, { etag: '1', currentVersion: 'v1',
    state: AnnualPlan_State.PROPOSED });
  const now = (change: object) =>
    changesBetween(seen, create(AnnualPlanSchema, { ...seen, etag: '2',
      ...change }));
  expect(changesBetween(seen, seen)).toEqual([]);
  expect(now({ confirmedVersion: 'v1', state: AnnualPlan_State.CONFIRMED }))
    .toEqual(['confirmed']);
  expect(now({ currentVersion: 'v2', constraints: [{}] }))
    .toEqual(['version', 'demands']);
  expect(now({ note: 'x' })).toEqual(['other']);
});

test('a move is an amendment of both shares, to the fen', () => {
  const change = { project: 'p1', fundKind: 'grant', from: 'b', to: 'a',
    amountFen: 0n };
  const amounts = (of: object) => amendmentsOf(shares, { ...change, ...of })
    .map((a) => [a.supporter, a.amountFen]);
  expect(amounts({})).toEqual([['b', 0n], ['a', 800n]]);
  expect(amounts({ amountFen: 120n })).toEqual([['b', 380n], ['a', 420n]]);
  expect(amounts({ to: '' })).toEqual([['b', 0n]]);
  expect(amounts({ from: '', to: 'c', amountFen: 5n })).toEqual([['c', 5n]]);
});

test('the ids that a text of the server begins with are left out', () => {
  expect(afterIds('suizhou：支援方项目数上限 7')).toBe('支援方项目数上限 7');
  expect(afterIds('p-1 · suizhou · grant: the pin, 5 yuan'))
    .toBe('the pin, 5 yuan');
  expect(afterIds('承接：最合适')).toBe('承接：最合适');
});

test('flows keep every fen on both legs, the small givers in one', () => {
  const placeOf = (project: string) => (project === 'p1'
    ? { area: 'x', sector: 's' } : { area: 'y', sector: 's' });
  const { flows, others } = flowsOf(shares, placeOf, 1);
  expect(others).toBe(1);
  expect(flows).toContainEqual({ from: 'unit ', to: 'area x', fen: 300n });
  expect(flows).toContainEqual({ from: 'unit b', to: 'area x', fen: 500n });
  expect(flows).toContainEqual({ from: 'area x', to: 'sector s', fen: 800n });
  const sum = (kind: string) => flows.filter((f) => f.from.startsWith(kind))
    .reduce((all, f) => all + f.fen, 0n);
  expect([sum('unit'), sum('area')]).toEqual([1000n, 1000n]);
});

test('worths are rounded down and bounds up, below nothing as well', () => {
  expect([coarse(12_345n), coarse(12_345n, true)]).toEqual([10_000n, 20_000n]);
  expect([coarse(-12_345n), coarse(-12_345n, true)])
    .toEqual([-20_000n, -10_000n]);
  expect([coarse(20_000n), coarse(20_000n, true)]).toEqual([20_000n, 20_000n]);
  expect([coarse(35_430_869_990_000n), coarse(35_430_869_990_000n, true)])
    .toEqual([35_430_869_000_000n, 35_430_870_000_000n]);
});
