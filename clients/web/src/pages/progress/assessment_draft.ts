// How a year is assessed, while it is edited: numbers as typed.
import { create } from '@bufbuild/protobuf';
import type { FigureSource } from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  Assessment_Carry, AssessmentSchema, type Assessment,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { idOf, names } from '../../names';
import { freeId } from './agreement_draft';

export interface ItemDraft {
  id: string;
  // `fund grant` or `indicator jobs`; empty: not chosen.
  of: string;
  weight: string;
  // Of an indicator.
  goal: string;
}

export interface AssessmentDraft {
  items: readonly ItemDraft[];
  carry: Assessment_Carry;
  // The first first; empty: as by default.
  sources: readonly FigureSource[];
  // Empty: as by default.
  newsDays: string;
  escalationDays: string;
}

const text = (n: number | bigint) => (Number(n) > 0 ? String(n) : '');

export function draftOf(assessment: Assessment): AssessmentDraft {
  return {
    items: assessment.items.map((i) => ({ id: i.id, weight: String(i.weight),
      of: i.fundKind ? `fund ${i.fundKind}` : `indicator ${idOf(i.indicator)}`,
      goal: text(i.goal) })),
    carry: assessment.carry || Assessment_Carry.SHORTFALL,
    sources: assessment.sourceOrder,
    newsDays: text(assessment.newsDays),
    escalationDays: text(assessment.escalationDays),
  };
}

export const noAssessment = draftOf(create(AssessmentSchema));

export function newItem(items: readonly ItemDraft[]): ItemDraft {
  return { id: freeId('item', items), of: '', weight: '1', goal: '' };
}

// The assessment that a draft stands for; the name and etag are `base`'s.
export function assessmentOf(programme: string, draft: AssessmentDraft,
    base?: Assessment): Assessment {
  return create(AssessmentSchema, {
    ...(base && { name: base.name, etag: base.etag }),
    items: draft.items.map(({ id, of, weight, goal }) => {
      const [kind, which = ''] = of.split(' ');
      return { id, weight: Number(weight) || 0, ...(kind === 'fund'
        ? { fundKind: which } : { goal: BigInt(wholeOf(goal) ?? 0),
          indicator: names.indicator.format({ programme, indicator: which }) }) };
    }),
    carry: draft.carry, sourceOrder: [...draft.sources],
    newsDays: wholeOf(draft.newsDays) ?? 0,
    escalationDays: wholeOf(draft.escalationDays) ?? 0,
  });
}

function wholeOf(typed: string): number | undefined {
  return /^\d{1,13}$/.test(typed.trim()) ? Number(typed) : undefined;
}

// Whether each item has what is weighed and a weight, and all numbers are some.
export function isWhole(draft: AssessmentDraft): boolean {
  const number = (typed: string) => typed === '' || wholeOf(typed) !== undefined;
  return draft.items.every((i) => i.of !== '' && (wholeOf(i.weight) ?? 0) > 0 &&
    number(i.goal)) && number(draft.newsDays) && number(draft.escalationDays);
}
