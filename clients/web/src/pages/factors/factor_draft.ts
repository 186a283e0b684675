// What is split by factors while it is typed, and as the server takes it.
import { parseWan } from '../../format';

export interface FactorDraft {
  name: string;
  weight: string;
  inverse: boolean;
}

export interface TargetDraft {
  // The name of a unit or area.
  subject: string;
  values: readonly string[];  // one a factor
  floor: string;
  cap: string;
}

export interface SplitDraft {
  amount: string;
  factors: readonly FactorDraft[];
  targets: readonly TargetDraft[];
}

export const NEW_FACTOR: FactorDraft = { name: '', weight: '1', inverse: false };

const MOST_WEIGHT = 10_000;
const MOST_DIGITS = 15;

// A whole number of at least `least`, exactly; undefined: it is none.
export function wholeOf(text: string, least: number): bigint | undefined {
  const plain = text.trim().replace(/[,，\s]/g, '');
  if (!/^\d+$/.test(plain) || plain.length > MOST_DIGITS) return undefined;
  const number = BigInt(plain);
  return number >= BigInt(least) ? number : undefined;
}

const bound = (text: string) =>
  (text.trim() === '' ? undefined : parseWan(text));

export const badBound = (text: string) =>
  text.trim() !== '' && parseWan(text) === undefined;

export const badWeight = (text: string) => {
  const weight = wholeOf(text, 1);
  return weight === undefined || weight > BigInt(MOST_WEIGHT);
};

export const badValue = (text: string, factor: FactorDraft) =>
  wholeOf(text, factor.inverse ? 1 : 0) === undefined;

export function isWhole({ amount, factors, targets }: SplitDraft): boolean {
  return Boolean(parseWan(amount)) && factors.length > 0 &&
    targets.length > 0 && !factors.some((f) => badWeight(f.weight)) &&
    !targets.some((t) => badBound(t.floor) || badBound(t.cap) ||
      factors.some((f, j) => badValue(t.values[j] ?? '', f)));
}

// The same targets with those chosen added and the others gone, in the order of
// the choice.
export function choose(targets: readonly TargetDraft[], factors: number,
    subjects: readonly string[]): TargetDraft[] {
  return subjects.map((subject) =>
    targets.find((t) => t.subject === subject) ??
    { subject, values: Array.from({ length: factors }, () => ''), floor: '',
      cap: '' });
}

export function withoutFactor(draft: SplitDraft, at: number): SplitDraft {
  const drop = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
  return { ...draft, factors: drop(draft.factors),
    targets: draft.targets.map((t) => ({ ...t, values: drop(t.values) })) };
}

// REQUIRES: isWhole().
export function splitOf({ amount, factors, targets }: SplitDraft) {
  return {
    amountFen: parseWan(amount) ?? 0n,
    factors: factors.map((f) => ({ weight: Number(f.weight),
      inverse: f.inverse,
      ...(f.name.trim() && { displayName: { zh: f.name.trim() } }) })),
    targets: targets.map((t) => {
      const capFen = bound(t.cap);
      return { subject: t.subject, floorFen: bound(t.floor) ?? 0n,
        values: factors.map((f, j) =>
          wholeOf(t.values[j] ?? '', f.inverse ? 1 : 0) ?? 0n),
        ...(capFen !== undefined && { capFen }) };
    }),
  };
}
