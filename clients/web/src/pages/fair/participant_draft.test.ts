import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { ParticipantSchema } from '../../gen/duikou/fair/v1/fair_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import {
  blankDelegate, blankParticipant, draftOfParticipant, faultsOfParticipant,
  participantOf,
} from './participant_draft';

const ALL = ['a', 'b', 'c'];
const good = { ...blankParticipant(Side.RECIPIENT, ALL),
  delegates: [{ ...blankDelegate('p1', true), displayName: '张主任' }],
  stands: '2' };

test('who can come at any time names no slot', () => {
  expect(participantOf(good, ALL).availableSlots).toEqual([]);
  expect(participantOf({ ...good, slots: ['b'] }, ALL).availableSlots)
    .toEqual(['b']);
  expect(draftOfParticipant(create(ParticipantSchema, {}), ALL).slots)
    .toEqual(ALL);
});

test('what is missing is a fault at its path', () => {
  expect(faultsOfParticipant(good).size).toBe(0);
  expect([...faultsOfParticipant({ ...good, slots: [], most: '257',
    delegates: [blankDelegate('p1', false)] })]).toEqual([
    ['delegates[0].display_name', 'missing'], ['available_slots', 'slots'],
    ['most_meetings', 'number']]);
});

test('a draft becomes the participant and the participant the draft', () => {
  const made = create(ParticipantSchema, participantOf(good, ALL));
  expect(made.standsWanted).toBe(2);
  expect(made.delegates[0]?.leader).toBe(true);
  expect(draftOfParticipant(made, ALL)).toEqual(good);
});
