// A call while it is edited: as its fields hold it, and as the server takes it.
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { formatWan, parseWan } from '../../format';
import type {
  Call,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { dayAfter, endOfDay } from '../plan/plan_model';

export interface CriterionDraft {
  id: string;
  name: string;
  weight: string;
  most: string;
}

export interface CallDraft {
  zh: string;
  en: string;
  description: string;
  supporter: string;
  fundKind: string;
  year: number;
  amount: string;
  least: string;
  most: string;
  leastScore: string;
  due: string;
  criteria: readonly CriterionDraft[];
}

const plain = (fen: bigint) =>
  (fen === 0n ? '' : formatWan(fen).replaceAll(',', ''));

export function draftOfCall(call: Call): CallDraft {
  return {
    zh: call.displayName?.zh ?? '', en: call.displayName?.en ?? '',
    description: call.description?.zh ?? '',
    supporter: call.supporter, fundKind: call.fundKind, year: call.year,
    amount: plain(call.amountFen), least: plain(call.leastShareFen),
    most: plain(call.mostShareFen),
    leastScore: call.leastScore === 0 ? '' : String(call.leastScore / 100),
    due: call.applicationDueTime
      ? dayAfter(timestampDate(call.applicationDueTime), 0) : '',
    criteria: call.criteria.map((c) => ({ id: c.id,
      name: c.displayName?.zh ?? '', weight: String(c.weight),
      most: String(c.mostPoints) })),
  };
}

// The number that a text is, from `least` to `most`; undefined: it is none.
export function integerOf(text: string, least: number, most: number):
    number | undefined {
  if (!/^\d{1,6}$/.test(text.trim())) return undefined;
  const number = Number(text);
  return number >= least && number <= most ? number : undefined;
}

// Basis points of a score out of 100, of at most two decimals; empty: 0.
export function scoreOf(text: string): number | undefined {
  if (text.trim() === '') return 0;
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const points = Number(parts[1]) * 100 +
    Number((parts[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : undefined;
}

const amountOf = (text: string) => (text.trim() === '' ? 0n : parseWan(text));

export type CallFault = 'zh' | 'supporter' | 'fundKind' | 'amount' | 'least' |
  'most' | 'leastScore' | 'due' | 'criteria';

const isCriterion = (c: CriterionDraft) => c.name.trim() !== '' &&
  integerOf(c.weight, 1, 10_000) !== undefined &&
  integerOf(c.most, 1, 1_000) !== undefined;

// What is plainly missing or no value at all.
export function faultsOf(draft: CallDraft): ReadonlySet<CallFault> {
  const faults = new Set<CallFault>();
  if (draft.zh.trim() === '') faults.add('zh');
  if (draft.supporter === '') faults.add('supporter');
  if (draft.fundKind === '') faults.add('fundKind');
  if (!amountOf(draft.amount)) faults.add('amount');
  if (amountOf(draft.least) === undefined) faults.add('least');
  if (amountOf(draft.most) === undefined) faults.add('most');
  if (scoreOf(draft.leastScore) === undefined) faults.add('leastScore');
  if (!endOfDay(draft.due)) faults.add('due');
  if (draft.criteria.length === 0 || !draft.criteria.every(isCriterion)) {
    faults.add('criteria');
  }
  return faults;
}

// What the server takes. REQUIRES: no faults.
export function callOf(draft: CallDraft) {
  const due: Timestamp | undefined = endOfDay(draft.due);
  return {
    displayName: { zh: draft.zh.trim(), en: draft.en.trim() },
    description: { zh: draft.description.trim() },
    supporter: draft.supporter, fundKind: draft.fundKind, year: draft.year,
    amountFen: amountOf(draft.amount) ?? 0n,
    leastShareFen: amountOf(draft.least) ?? 0n,
    mostShareFen: amountOf(draft.most) ?? 0n,
    leastScore: scoreOf(draft.leastScore) ?? 0,
    ...(due && { applicationDueTime: due }),
    criteria: draft.criteria.map((c) => ({ id: c.id,
      displayName: { zh: c.name.trim() }, weight: Number(c.weight),
      mostPoints: Number(c.most) })),
  };
}
