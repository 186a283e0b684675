// A participant while it is edited: a unit with its delegation.
import type { Participant } from '../../gen/duikou/fair/v1/fair_service_pb';
import type { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { integerOf } from '../competition/call_draft';

export interface DelegateDraft {
  id: string;
  displayName: string;
  title: string;
  phone: string;
  email: string;
  leader: boolean;
  sharedId: string;
}

export interface ParticipantDraft {
  side: Side;
  delegates: readonly DelegateDraft[];
  // Ids of the slots in which it can meet.
  slots: readonly string[];
  // Names; none: of a recipient, all of its open ones.
  projects: readonly string[];
  stands: string;
  most: string;
  note: string;
}

const typed = (n: number) => (n === 0 ? '' : String(n));

// `all`: the ids of the fair's slots, which are meant where none is named.
export function draftOfParticipant(participant: Participant,
    all: readonly string[]): ParticipantDraft {
  return {
    side: participant.side,
    delegates: participant.delegates.map((d) => ({ id: d.id,
      displayName: d.displayName, title: d.title, phone: d.phone,
      email: d.email, leader: d.leader, sharedId: d.sharedId })),
    slots: participant.availableSlots.length === 0 ? [...all]
      : all.filter((id) => participant.availableSlots.includes(id)),
    projects: [...participant.projects],
    stands: typed(participant.standsWanted),
    most: typed(participant.mostMeetings), note: participant.note,
  };
}

export const blankParticipant = (side: Side, all: readonly string[]):
    ParticipantDraft => ({ side, delegates: [], slots: [...all], projects: [],
  stands: '', most: '', note: '' });

export const blankDelegate = (id: string, leader: boolean): DelegateDraft =>
  ({ id, displayName: '', title: '', phone: '', email: '', leader,
    sharedId: '' });

const numberOf = (text: string) =>
  (text.trim() === '' ? 0 : integerOf(text, 0, 256));

export type ParticipantFault = 'missing' | 'number' | 'slots';

// Paths of what is plainly missing or no number.
export function faultsOfParticipant(draft: ParticipantDraft):
    Map<string, ParticipantFault> {
  const faults = new Map<string, ParticipantFault>();
  draft.delegates.forEach((d, i) => {
    if (d.displayName.trim() === '') {
      faults.set(`delegates[${i}].display_name`, 'missing');
    }
  });
  if (draft.slots.length === 0) faults.set('available_slots', 'slots');
  if (numberOf(draft.stands) === undefined) faults.set('stands_wanted', 'number');
  if (numberOf(draft.most) === undefined) faults.set('most_meetings', 'number');
  return faults;
}

// What the server takes: all slots are none. REQUIRES: no faults.
export function participantOf(draft: ParticipantDraft, all: readonly string[]) {
  return {
    side: draft.side,
    delegates: draft.delegates.map((d) => ({ ...d,
      displayName: d.displayName.trim(), title: d.title.trim(),
      phone: d.phone.trim(), email: d.email.trim(),
      sharedId: d.sharedId.trim() })),
    availableSlots: draft.slots.length === all.length ? [] : [...draft.slots],
    projects: [...draft.projects],
    standsWanted: numberOf(draft.stands) ?? 0,
    mostMeetings: numberOf(draft.most) ?? 0,
    note: draft.note.trim(),
  };
}
