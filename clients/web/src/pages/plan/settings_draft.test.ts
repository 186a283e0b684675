import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  AnnualPlanSchema, PairingUse,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import {
  draftOf, isBad, isBadFloor, numberSettings, planOf,
} from './settings_draft';

const setting = (field: string) => {
  const found = numberSettings.find((s) => s.field === field);
  if (!found) throw new Error(field);
  return found;
};

test('what is left out stays out, and 0 is not the default', () => {
  const plan = create(AnnualPlanSchema, { name: 'n', note: 'x', settings: {
    quotaPenalty: 0, splitPenaltyFen: 2_500_000n, mostSteps: 40_000_000n,
    pairingUse: PairingUse.RULE } });
  const draft = draftOf(plan);
  expect(draft.numbers).toMatchObject({ quotaPenalty: '0', floorPenalty: '',
    splitPenaltyFen: '2.5', mostSteps: '40', mostPartners: '' });
  const { settings } = planOf(draft, 'n', 'e');
  expect(settings).toEqual({ quotaPenalty: 0, splitPenaltyFen: 2_500_000n,
    mostSteps: 40_000_000n, pairingUse: PairingUse.RULE });
});

test('numbers beyond what a setting takes are marked', () => {
  expect(isBad(setting('quotaPenalty'), '1,000,000')).toBe(false);
  expect(isBad(setting('quotaPenalty'), '1000001')).toBe(true);
  expect(isBad(setting('leastScore'), '0.5')).toBe(true);
  expect(isBad(setting('splitPenaltyFen'), '0.5')).toBe(false);
  expect(isBad(setting('mostSteps'), '0')).toBe(true);
  expect(isBad(setting('mostSteps'), '')).toBe(false);
});

test('floors are of an area or the demonstration sites, with an amount', () => {
  const floor = { area: 'a', demonstration: false, fundKind: '', wan: '50' };
  expect(isBadFloor(floor)).toBe(false);
  expect(isBadFloor({ ...floor, area: '' })).toBe(true);
  expect(isBadFloor({ ...floor, area: '', demonstration: true })).toBe(false);
  expect(isBadFloor({ ...floor, wan: '0' })).toBe(true);
  const draft = { numbers: {}, pairingUse: PairingUse.UNSPECIFIED, note: '',
    floors: [{ ...floor, demonstration: true }] };
  expect(planOf(draft, 'n', 'e').floors).toEqual([{ area: '',
    demonstrationSites: true, fundKind: '', amountFen: 50_000_000n }]);
});
