// A programme while it is edited: amounts as typed, in 万元; rates in percent.
import { create } from '@bufbuild/protobuf';
import {
  ProgrammeSchema, type FundKind, type FundKind_Distribution, type Programme,
  type Target,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type { UnitKind } from '../../gen/duikou/type/v1/units_pb';
import { formatWan, parseWan } from '../../format';

export interface FundKindDraft {
  id: string;
  zh: string;
  en: string;
  // None: every kind of unit.
  givers: UnitKind[];
  // Empty: none is set.
  target: string;
  distributions: FundKind_Distribution[];
}

export type Measure = 'amount' | 'count' | 'rate';

export interface TargetDraft {
  id: string;
  zh: string;
  en: string;
  measure: Measure;
  value: string;
  relative: boolean;
  // 0: the last year.
  year: number;
  source: string;
}

export interface ProgrammeDraft {
  zh: string;
  en: string;
  descriptionZh: string;
  descriptionEn: string;
  firstYear: number;
  lastYear: number;
  fundKinds: readonly FundKindDraft[];
  targets: readonly TargetDraft[];
  source: string;
}

const plainWan = (fen: bigint) => formatWan(fen).replaceAll(',', '');

// Hundredths of a percent of a percentage as typed; undefined where it is none.
export function parsePercent(text: string): number | undefined {
  const parts = /^(\d{1,6})(?:\.(\d{0,2}))?$/.exec(text.trim().replace(/%$/, ''));
  if (!parts) return undefined;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

export function parseCount(text: string): bigint | undefined {
  const plain = text.trim().replace(/[,，\s]/g, '');
  return /^\d{1,15}$/.test(plain) ? BigInt(plain) : undefined;
}

function fundKindDraft(kind: FundKind): FundKindDraft {
  return {
    id: kind.id, zh: kind.displayName?.zh ?? '', en: kind.displayName?.en ?? '',
    givers: [...kind.giverKinds],
    target: kind.targetFen > 0n ? plainWan(kind.targetFen) : '',
    distributions: [...kind.distributions],
  };
}

function valueOf({ value }: Target): Pick<TargetDraft, 'measure' | 'value'> {
  switch (value.case) {
    case 'amountFen':
      return { measure: 'amount', value: plainWan(value.value) };
    case 'basisPoints':
      return { measure: 'rate', value: String(value.value / 100) };
    default:
      return { measure: 'count', value: String(value.value ?? '') };
  }
}

function targetDraft(target: Target): TargetDraft {
  return {
    id: target.id, zh: target.displayName?.zh ?? '',
    en: target.displayName?.en ?? '', ...valueOf(target),
    relative: target.relativeToProvince, year: target.year,
    source: target.source,
  };
}

export function draftOf(programme: Programme): ProgrammeDraft {
  return {
    zh: programme.displayName?.zh ?? '', en: programme.displayName?.en ?? '',
    descriptionZh: programme.description?.zh ?? '',
    descriptionEn: programme.description?.en ?? '',
    firstYear: programme.firstYear, lastYear: programme.lastYear,
    fundKinds: programme.fundKinds.map(fundKindDraft),
    targets: programme.targets.map(targetDraft),
    source: programme.source,
  };
}

export const blankFundKind: FundKindDraft = { id: '', zh: '', en: '',
  givers: [], target: '', distributions: [] };

export const blankTarget: TargetDraft = { id: '', zh: '', en: '',
  measure: 'count', value: '', relative: false, year: 0, source: '' };

function targetValue({ measure, value }: TargetDraft): Target['value'] {
  switch (measure) {
    case 'amount': return { case: 'amountFen', value: parseWan(value) ?? 0n };
    case 'rate':
      return { case: 'basisPoints', value: parsePercent(value) ?? 0 };
    default: return { case: 'count', value: parseCount(value) ?? 0n };
  }
}

// The programme that a draft stands for; the name and etag are `base`'s.
export function programmeOf(draft: ProgrammeDraft, base?: Programme): Programme {
  return create(ProgrammeSchema, {
    ...(base && { name: base.name, etag: base.etag }),
    displayName: { zh: draft.zh.trim(), en: draft.en.trim() },
    ...((draft.descriptionZh || draft.descriptionEn) && {
      description: { zh: draft.descriptionZh, en: draft.descriptionEn } }),
    firstYear: draft.firstYear, lastYear: draft.lastYear,
    fundKinds: draft.fundKinds.map((kind) => ({
      id: kind.id.trim(),
      displayName: { zh: kind.zh.trim(), en: kind.en.trim() },
      giverKinds: [...kind.givers], distributions: [...kind.distributions],
      targetFen: parseWan(kind.target) ?? 0n,
    })),
    targets: draft.targets.map((target) => ({
      id: target.id.trim(),
      displayName: { zh: target.zh.trim(), en: target.en.trim() },
      value: targetValue(target), relativeToProvince: target.relative,
      year: target.year, source: target.source,
    })),
    source: draft.source.trim(),
  });
}

export type PlainFault = 'missing' | 'amount' | 'count' | 'rate' | 'kinds';

const VALUE_PATH = { amount: 'amount_fen', count: 'count',
  rate: 'basis_points' } as const;

export function valuePath(measure: Measure): string {
  return VALUE_PATH[measure];
}

function readable(measure: Measure, text: string): boolean {
  const parse = { amount: parseWan, count: parseCount, rate: parsePercent };
  return parse[measure](text) !== undefined;
}

// Paths of what is plainly missing or no figure, before the server is asked.
export function plainFaults(draft: ProgrammeDraft): Map<string, PlainFault> {
  const faults = new Map<string, PlainFault>();
  const need = (path: string, text: string) => {
    if (text.trim() === '') faults.set(path, 'missing');
  };
  need('display_name', draft.zh);
  if (draft.fundKinds.length === 0) faults.set('fund_kinds', 'kinds');
  draft.fundKinds.forEach((kind, i) => {
    const at = `fund_kinds[${i}]`;
    need(`${at}.id`, kind.id);
    need(`${at}.display_name`, kind.zh);
    if (kind.target.trim() !== '' && parseWan(kind.target) === undefined) {
      faults.set(`${at}.target_fen`, 'amount');
    }
  });
  draft.targets.forEach((target, i) => {
    const at = `targets[${i}]`;
    need(`${at}.id`, target.id);
    need(`${at}.display_name`, target.zh);
    const path = `${at}.${valuePath(target.measure)}`;
    if (!readable(target.measure, target.value)) {
      faults.set(path, target.value.trim() === '' ? 'missing' : target.measure);
    }
  });
  return faults;
}
