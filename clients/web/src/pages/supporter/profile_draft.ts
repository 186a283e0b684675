// A capability profile while it is edited: amounts as typed, in 万元.
import { create } from '@bufbuild/protobuf';
import {
  CapabilityProfileSchema, type CapabilityProfile,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import type {
  CooperationForm, NeedKind,
} from '../../gen/duikou/type/v1/needs_pb';
import { formatWan, parseWan } from '../../format';

export interface GivingDraft {
  fundKind: string;
  least: string;
  usual: string;
  most: string;
  means: string;
}

export interface ProfileDraft {
  strengths: readonly { sector: string; strength: number }[];
  areas: readonly { area: string; preference: number }[];
  givings: readonly GivingDraft[];
  offers: readonly { kind: NeedKind; quantity: number; note: string }[];
  forms: readonly CooperationForm[];
  mostProjects: number;
  statement: string;
  // The last year of the past projects it was suggested from; 0: it was not.
  suggestedThroughYear: number;
}

const plainWan = (fen: bigint) => formatWan(fen).replaceAll(',', '');
const wanOrEmpty = (fen: bigint) => (fen > 0n ? plainWan(fen) : '');

export function draftOf(profile: CapabilityProfile | undefined): ProfileDraft {
  return {
    strengths: (profile?.strengths ?? [])
      .map(({ sector, strength }) => ({ sector, strength })),
    areas: (profile?.preferredAreas ?? [])
      .map(({ area, preference }) => ({ area, preference })),
    givings: (profile?.givings ?? []).map((g) => ({
      fundKind: g.fundKind, least: wanOrEmpty(g.leastFen),
      usual: wanOrEmpty(g.usualFen), most: wanOrEmpty(g.mostFen),
      means: g.meansFen === undefined ? '' : plainWan(g.meansFen),
    })),
    offers: (profile?.offers ?? [])
      .map(({ kind, quantity, note }) => ({ kind, quantity, note })),
    forms: profile?.forms ?? [],
    mostProjects: profile?.mostProjects ?? 0,
    statement: profile?.statement?.zh ?? '',
    suggestedThroughYear: profile?.suggestedThroughYear ?? 0,
  };
}

export type GivingFault = 'usual' | 'amount' | 'order';

// What is wrong with the amounts of one fund kind; undefined: nothing.
export function faultOf(giving: GivingDraft): GivingFault | undefined {
  const typed = [giving.least, giving.usual, giving.most, giving.means];
  if (typed.some((t) => t.trim() !== '' && parseWan(t) === undefined)) {
    return 'amount';
  }
  const usual = parseWan(giving.usual) ?? 0n;
  if (usual === 0n) return 'usual';
  const least = parseWan(giving.least) ?? 0n;
  const most = parseWan(giving.most) ?? 0n;
  return usual < least || (most > 0n && usual > most) ? 'order' : undefined;
}

export function isSound(draft: ProfileDraft): boolean {
  return draft.givings.every((g) => faultOf(g) === undefined);
}

// The profile that a draft stands for. What `base` has besides stays: its name,
// its etag and the English statement.
export function profileOf(draft: ProfileDraft,
    base: CapabilityProfile | undefined): CapabilityProfile {
  const fen = (text: string) => parseWan(text) ?? 0n;
  const { statement } = draft;
  return create(CapabilityProfileSchema, {
    ...(base && { name: base.name, etag: base.etag }),
    strengths: draft.strengths.filter((s) => s.sector !== ''),
    preferredAreas: draft.areas.filter((a) => a.area !== ''),
    givings: draft.givings.map((g) => ({
      fundKind: g.fundKind, leastFen: fen(g.least), usualFen: fen(g.usual),
      mostFen: fen(g.most),
      ...(g.means.trim() !== '' && { meansFen: fen(g.means) }),
    })),
    offers: [...draft.offers],
    forms: [...draft.forms],
    mostProjects: draft.mostProjects,
    suggestedThroughYear: draft.suggestedThroughYear,
    ...((statement || base?.statement?.en) && {
      statement: { zh: statement, en: base?.statement?.en ?? '' } }),
  });
}
