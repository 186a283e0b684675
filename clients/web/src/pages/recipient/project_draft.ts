// A project while it is edited: amounts as typed, in 万元.
import { create } from '@bufbuild/protobuf';
import {
  Project_Readiness, ProjectSchema, type Project,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type { NeedKind } from '../../gen/duikou/type/v1/needs_pb';
import type { Contact } from '../../gen/duikou/type/v1/text_pb';
import { formatWan, parseWan } from '../../format';

export interface NeedDraft {
  fundKind: string;
  total: string;
  // Empty: all of it.
  open: string;
  least: string;
}

export interface ContactDraft {
  displayName: string;
  title: string;
  phone: string;
  email: string;
}

export interface ProjectDraft {
  nameZh: string;
  nameEn: string;
  descriptionZh: string;
  descriptionEn: string;
  area: string;
  village: string;
  sector: string;
  recipient: string;
  needs: readonly NeedDraft[];
  shareable: boolean;
  allOrNothing: boolean;
  firstYear: number;
  lastYear: number;
  readiness: Project_Readiness;
  demonstrationSite: boolean;
  resettlement: boolean;
  peopleHelped: number;
  jobs: number;
  training: number;
  others: readonly { kind: NeedKind; quantity: number; note: string }[];
  leader: ContactDraft;
  contact: ContactDraft;
  source: string;
}

const plainWan = (fen: bigint) => formatWan(fen).replaceAll(',', '');

export function contactDraft(contact: Contact | undefined): ContactDraft {
  const { displayName = '', title = '', phone = '', email = '' } = contact ?? {};
  return { displayName, title, phone, email };
}

export function draftOf(project: Project): ProjectDraft {
  const { standing } = project;
  return {
    nameZh: project.displayName?.zh ?? '',
    nameEn: project.displayName?.en ?? '',
    descriptionZh: project.description?.zh ?? '',
    descriptionEn: project.description?.en ?? '',
    area: project.area,
    village: project.village,
    sector: project.sector,
    recipient: project.recipient,
    needs: project.fundNeeds.map((need) => ({
      fundKind: need.fundKind, total: plainWan(need.totalFen),
      open: need.openFen === undefined ? '' : plainWan(need.openFen),
      least: need.leastShareFen > 0n ? plainWan(need.leastShareFen) : '',
    })),
    shareable: project.shareable,
    allOrNothing: project.allOrNothing,
    firstYear: project.firstYear,
    lastYear: project.lastYear,
    readiness: project.readiness,
    demonstrationSite: standing?.demonstrationSite ?? false,
    resettlement: standing?.resettlementCommunity ?? false,
    peopleHelped: standing?.peopleHelped ?? 0,
    jobs: standing?.jobs ?? 0,
    training: standing?.trainingPlaces ?? 0,
    others: project.otherNeeds
      .map(({ kind, quantity, note }) => ({ kind, quantity, note })),
    leader: contactDraft(project.responsibleLeader),
    contact: contactDraft(project.contact),
    source: project.source,
  };
}

// A new project of a recipient.
export function emptyDraft(recipient: string, area: string, year: number):
    ProjectDraft {
  return {
    ...draftOf(create(ProjectSchema, { recipient, area })),
    firstYear: year, lastYear: year, shareable: true,
    readiness: Project_Readiness.IDEA,
  };
}

const given = (contact: ContactDraft) =>
  Object.values(contact).some((text) => text !== '');

// The project that a draft stands for; the name and etag are `base`'s.
export function projectOf(draft: ProjectDraft, base?: Project): Project {
  const fen = (text: string) => parseWan(text) ?? 0n;
  const standing = draft.demonstrationSite || draft.resettlement ||
    draft.peopleHelped > 0 || draft.jobs > 0 || draft.training > 0;
  return create(ProjectSchema, {
    ...(base && { name: base.name, etag: base.etag }),
    displayName: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
    ...((draft.descriptionZh || draft.descriptionEn) && {
      description: { zh: draft.descriptionZh, en: draft.descriptionEn } }),
    area: draft.area,
    village: draft.village.trim(),
    sector: draft.sector,
    recipient: draft.recipient,
    fundNeeds: draft.needs.map((need) => ({
      fundKind: need.fundKind, totalFen: fen(need.total),
      leastShareFen: fen(need.least),
      ...(need.open.trim() !== '' && { openFen: fen(need.open) }),
    })),
    shareable: draft.shareable,
    allOrNothing: draft.allOrNothing,
    firstYear: draft.firstYear,
    lastYear: draft.lastYear,
    readiness: draft.readiness,
    ...(standing && { standing: {
      demonstrationSite: draft.demonstrationSite,
      resettlementCommunity: draft.resettlement,
      peopleHelped: draft.peopleHelped, jobs: draft.jobs,
      trainingPlaces: draft.training,
    } }),
    otherNeeds: [...draft.others],
    ...(given(draft.leader) && { responsibleLeader: draft.leader }),
    ...(given(draft.contact) && { contact: draft.contact }),
    source: draft.source,
  });
}

export type PlainFault = 'missing' | 'amount' | 'over';

// Paths of what is plainly missing, no amount, or more than the whole need,
// before the server is asked.
export function plainFaults(draft: ProjectDraft): Map<string, PlainFault> {
  const faults = new Map<string, PlainFault>();
  if (draft.nameZh.trim() === '') faults.set('display_name', 'missing');
  if (draft.area === '') faults.set('area', 'missing');
  if (draft.sector === '') faults.set('sector', 'missing');
  draft.needs.forEach((need, i) => {
    const at = `fund_needs[${i}]`;
    const bad = (text: string) =>
      text.trim() !== '' && parseWan(text) === undefined;
    if (need.fundKind === '') faults.set(`${at}.fund_kind`, 'missing');
    if (need.total.trim() === '') faults.set(`${at}.total_fen`, 'missing');
    if (bad(need.total)) faults.set(`${at}.total_fen`, 'amount');
    if (bad(need.open)) faults.set(`${at}.open_fen`, 'amount');
    const total = parseWan(need.total) ?? 0n;
    const over = (text: string) => (parseWan(text) ?? 0n) > total;
    if (over(need.open)) faults.set(`${at}.open_fen`, 'over');
    if (over(need.least)) faults.set(`${at}.least_share_fen`, 'over');
    if (bad(need.least)) faults.set(`${at}.least_share_fen`, 'amount');
  });
  return faults;
}
