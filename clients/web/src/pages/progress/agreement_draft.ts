// An agreement while it is edited: amounts in 万元 and parts in percent, as
// typed.
import { create } from '@bufbuild/protobuf';
import { formatWan, parseWan } from '../../format';
import {
  AgreementSchema, Side, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import type { CooperationForm } from '../../gen/duikou/type/v1/needs_pb';
import { idOf, names } from '../../names';
import { contactDraft, type ContactDraft } from '../recipient/project_draft';
import { parsePercent } from './entry_draft';

export interface PlacementDraft { area: string; sector: string; part: string }

export interface SumDraft {
  side: Side;
  party: string;
  fundKind: string;
  amount: string;
  privateCapital: boolean;
}

// A milestone, or a promise to the investor.
export interface DutyDraft {
  id: string;
  text: string;
  // In English, of a milestone; goes when the Chinese is changed.
  en: string;
  dueDate: string;
}

// Resources by their ids; empty: none.
export interface AgreementDraft {
  nameZh: string;
  nameEn: string;
  supporter: string;
  recipient: string;
  project: string;
  form: CooperationForm;
  signDate: string;
  signedAt: string;
  firstYear: string;
  source: string;
  placements: readonly PlacementDraft[];
  sums: readonly SumDraft[];
  leader: ContactDraft;
  team: readonly ContactDraft[];
  milestones: readonly DutyDraft[];
  promises: readonly DutyDraft[];
}

const percent = (parts: number) => String(parts / 100);

export function draftOf(agreement: Agreement): AgreementDraft {
  return {
    nameZh: agreement.displayName?.zh ?? '',
    nameEn: agreement.displayName?.en ?? '',
    supporter: idOf(agreement.supporter), recipient: idOf(agreement.recipient),
    project: idOf(agreement.project), form: agreement.form,
    signDate: agreement.signDate, signedAt: agreement.signedAt,
    firstYear: agreement.firstYear > 0 ? String(agreement.firstYear) : '',
    source: agreement.source,
    placements: agreement.placements.map((p) => ({ area: idOf(p.area),
      sector: idOf(p.sector), part: percent(p.parts) })),
    sums: agreement.contractSums.map((s) => ({ side: s.side, party: s.party,
      fundKind: s.fundKind, amount: formatWan(s.amountFen).replaceAll(',', ''),
      privateCapital: s.privateCapital })),
    leader: contactDraft(agreement.responsibleLeader),
    team: agreement.team.map(contactDraft),
    milestones: agreement.milestones.map((m) => ({ id: m.id,
      text: m.displayName?.zh ?? '', en: m.displayName?.en ?? '',
      dueDate: m.dueDate })),
    promises: agreement.promises.map((p) => ({ id: p.id, text: p.text, en: '',
      dueDate: p.dueDate })),
  };
}

export function emptyAgreement(of: Partial<AgreementDraft>): AgreementDraft {
  return { ...draftOf(create(AgreementSchema)),
    placements: [{ area: '', sector: '', part: '100' }], ...of };
}

// An id that none of the others has.
export function freeId(prefix: string, taken: readonly { id: string }[]): string {
  for (let n = taken.length + 1; ; n += 1) {
    const id = `${prefix}-${n}`;
    if (!taken.some((t) => t.id === id)) return id;
  }
}

const given = (contact: ContactDraft) =>
  Object.values(contact).some((text) => text !== '');

// The agreement that a draft stands for; the name, the etag and what was
// reached so far are `base`'s.
export function agreementOf(programme: string, draft: AgreementDraft,
    base?: Agreement): Agreement {
  const unit = (id: string) => id && names.unit.format({ programme, unit: id });
  const project = draft.project.trim();
  return create(AgreementSchema, {
    ...(base && { name: base.name, etag: base.etag }),
    displayName: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
    supporter: unit(draft.supporter), recipient: unit(draft.recipient),
    project: project && names.project.format({ programme, project }),
    form: draft.form, signDate: draft.signDate, signedAt: draft.signedAt.trim(),
    firstYear: Number(draft.firstYear) || 0, source: draft.source,
    placements: draft.placements.map(({ area, sector, part }) => ({
      area: names.area.format({ programme, area }),
      sector: names.sector.format({ programme, sector }),
      parts: parsePercent(part) ?? 0 })),
    contractSums: draft.sums.map((s) => ({ side: s.side, party: s.party.trim(),
      fundKind: s.fundKind, amountFen: parseWan(s.amount) ?? 0n,
      privateCapital: s.privateCapital })),
    ...(given(draft.leader) && { responsibleLeader: draft.leader }),
    team: draft.team.filter(given),
    milestones: draft.milestones.map((m) => ({ id: m.id, dueDate: m.dueDate,
      displayName: { zh: m.text.trim(), en: m.en },
      doneDate: base?.milestones.find((b) => b.id === m.id)?.doneDate ?? '' })),
    promises: draft.promises.map((p) => ({ id: p.id, text: p.text.trim(),
      dueDate: p.dueDate,
      keptDate: base?.promises.find((b) => b.id === p.id)?.keptDate ?? '' })),
  });
}

export type AgreementFault = 'missing' | 'amount' | 'part';

// The parts of the placements together, in hundredths of a percent.
export function partsOf(draft: AgreementDraft): number {
  return draft.placements.reduce(
    (sum, p) => sum + (parsePercent(p.part) ?? 0), 0);
}

// Paths of what is plainly missing or no figure, before the server is asked.
export function agreementFaults(draft: AgreementDraft):
    Map<string, AgreementFault> {
  const faults = new Map<string, AgreementFault>();
  const needed = (path: string, text: string) => {
    if (text.trim() === '') faults.set(path, 'missing');
  };
  needed('display_name', draft.nameZh);
  needed('supporter', draft.supporter);
  needed('recipient', draft.recipient);
  draft.placements.forEach((p, i) => {
    needed(`placements[${i}].area`, p.area);
    needed(`placements[${i}].sector`, p.sector);
    if (!parsePercent(p.part)) faults.set(`placements[${i}].parts`, 'part');
  });
  draft.sums.forEach((s, i) => {
    const at = `contract_sums[${i}]`;
    needed(`${at}.fund_kind`, s.fundKind);
    if (!parseWan(s.amount)) faults.set(`${at}.amount_fen`, 'amount');
  });
  draft.milestones.forEach((m, i) => {
    needed(`milestones[${i}].display_name`, m.text);
    needed(`milestones[${i}].due_date`, m.dueDate);
  });
  draft.promises.forEach((p, i) => needed(`promises[${i}].text`, p.text));
  return faults;
}
