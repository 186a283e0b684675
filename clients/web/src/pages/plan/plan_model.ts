// What is worked out of a plan and its versions for the screen.
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  ShareConstraint_Kind, type AnnualPlan, type PlannedShare, type PlanVersion,
  type ShareAmendment, type ShareConstraint, type SupporterBalance,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { idOf } from '../../names';

type ShareRef = Pick<PlannedShare, 'project' | 'supporter' | 'fundKind'>;

export const shareKey = ({ project, supporter, fundKind }: ShareRef) =>
  `${project} ${supporter} ${fundKind}`;

// A supporter with what it takes on and its balances, by fund kind.
export interface SupporterRow {
  supporter: string;
  shares: PlannedShare[];
  balances: Map<string, SupporterBalance>;
}

// Every supporter that has a share or a balance, by name.
export function supporterRows(version: Pick<PlanVersion, 'shares' | 'balances'>):
    SupporterRow[] {
  const rows = new Map<string, SupporterRow>();
  const rowOf = (supporter: string) => {
    const row: SupporterRow = rows.get(supporter) ??
      { supporter, shares: [], balances: new Map() };
    rows.set(supporter, row);
    return row;
  };
  for (const b of version.balances) rowOf(b.supporter).balances.set(b.fundKind, b);
  for (const s of version.shares) rowOf(s.supporter).shares.push(s);
  return [...rows.values()].sort((a, b) => (a.supporter < b.supporter ? -1 : 1));
}

// The shares of each project, in the version's order.
export function sharesByProject(shares: readonly PlannedShare[]):
    Map<string, PlannedShare[]> {
  const by = new Map<string, PlannedShare[]>();
  for (const share of shares) {
    by.set(share.project, [...(by.get(share.project) ?? []), share]);
  }
  return by;
}

// Sums of amounts by a key.
export function sumBy<T>(of: readonly T[], key: (entry: T) => string,
    fen: (entry: T) => bigint): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const entry of of) {
    sums.set(key(entry), (sums.get(key(entry)) ?? 0n) + fen(entry));
  }
  return sums;
}

// The pin or ban that is about this share, set by hand.
export function demandOn(plan: Pick<AnnualPlan, 'constraints'>, share: ShareRef):
    ShareConstraint | undefined {
  return plan.constraints.find((c) => c.project === share.project &&
    c.supporter === share.supporter &&
    (c.fundKind === '' || c.fundKind === share.fundKind) &&
    c.kind !== ShareConstraint_Kind.DECLINED);
}

// `0003` of …/versions/0003 → 3; 0 where there is none.
export const versionNumber = (name: string) =>
  (name === '' ? 0 : Number(idOf(name)));

// The last second of a day `2026-12-31`, in local time; undefined: it is none.
export function endOfDay(day: string): Timestamp | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return undefined;
  const [, year, month, date] = parts.map(Number);
  const end = new Date(year ?? 0, (month ?? 1) - 1, date ?? 1, 23, 59, 59);
  return end.getDate() === date ? timestampFromDate(end) : undefined;
}

// `days` from `now` as `2026-12-31`.
export function dayAfter(now: Date, days: number): string {
  const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`;
}

export type PlanChange = 'confirmed' | 'version' | 'state' | 'demands' | 'other';

// What has become of a plan since it was seen; nothing where it is the same.
export function changesBetween(seen: AnnualPlan, now: AnnualPlan): PlanChange[] {
  if (seen.etag === now.etag) return [];
  const changes: PlanChange[] = [];
  if (seen.confirmedVersion !== now.confirmedVersion) changes.push('confirmed');
  else if (seen.state !== now.state) changes.push('state');
  if (seen.currentVersion !== now.currentVersion) changes.push('version');
  if (seen.constraints.length !== now.constraints.length) {
    changes.push('demands');
  }
  return changes.length > 0 ? changes : ['other'];
}

// A change of a share by hand. `from` gives less, `to` gives more; empty: nobody.
export interface ShareChange {
  project: string;
  fundKind: string;
  from: string;
  to: string;
  // In fen; 0: all that `from` gives.
  amountFen: bigint;
}

// The same as an amendment: the amounts that the shares have from then on.
export function amendmentsOf(shares: readonly PlannedShare[],
    { project, fundKind, from, to, amountFen }: ShareChange):
    Omit<ShareAmendment, '$typeName'>[] {
  const now = (supporter: string) => shares.find((s) => s.project === project &&
    s.supporter === supporter && s.fundKind === fundKind)?.amountFen ?? 0n;
  const moved = amountFen > 0n ? amountFen : now(from);
  const amended = (supporter: string, fen: bigint) =>
    ({ project, fundKind, supporter, amountFen: fen });
  return [
    ...(from ? [amended(from, now(from) - moved)] : []),
    ...(to ? [amended(to, now(to) + moved)] : []),
  ];
}

// A text of the server after the ids that it begins with: `yichang：…` → `…`.
export function afterIds(text: string): string {
  return text.replace(/^[\w.~-]+(?: · [\w.~-]+)*(?:：|: )/, '');
}

const FEN_PER_YI = 10_000_000_000n;

// A worth rounded down, or a bound up: the last fen say nothing. To 100 yuan, and
// from 100 million to 10,000.
export function coarse(fen: bigint, up = false): bigint {
  const step = fen >= FEN_PER_YI || fen <= -FEN_PER_YI ? 1_000_000n : 10_000n;
  const rest = ((fen % step) + step) % step;
  return fen - rest + (up && rest > 0n ? step : 0n);
}

export interface Flow { from: string; to: string; fen: bigint }

// Money from supporters to areas and on to sectors. Each node is `kind name`;
// supporters beyond the `most` that give most are one, `unit ` without a name.
export function flowsOf(
    shares: readonly Pick<PlannedShare, 'supporter' | 'project' | 'amountFen'>[],
    placeOf: (project: string) => { area: string; sector: string } | undefined,
    most: number): { flows: Flow[]; others: number } {
  const given = [...sumBy(shares, (s) => s.supporter, (s) => s.amountFen)]
    .sort(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1));
  const shown = new Set(given.slice(0, most).map(([supporter]) => supporter));
  const legs = shares.flatMap((share): Flow[] => {
    const place = placeOf(share.project);
    if (!place) return [];
    const unit = shown.has(share.supporter) ? share.supporter : '';
    return [
      { from: `unit ${unit}`, to: `area ${place.area}`, fen: share.amountFen },
      { from: `area ${place.area}`, to: `sector ${place.sector}`,
        fen: share.amountFen }];
  });
  const sums = sumBy(legs, (l) => `${l.from}\n${l.to}`, (l) => l.fen);
  return {
    flows: [...sums].map(([key, fen]) => {
      const [from = '', to = ''] = key.split('\n');
      return { from, to, fen };
    }),
    others: Math.max(0, given.length - shown.size),
  };
}
