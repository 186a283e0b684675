// What a plan's settings are edited as: texts, empty for the default.
import type {
  AnnualPlan, AssignmentSettings, PlanFloor,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { PairingUse } from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { formatWan, parseWan } from '../../format';
import type { Text } from '../../i18n/language';
import { settingsWords as words } from './texts';

const STEPS_PER_UNIT = 1_000_000n;

export interface NumberSetting {
  field: Exclude<keyof AssignmentSettings, '$typeName' | '$unknown' | 'pairingUse'>;
  label: Text;
  effect: Text;
  unit: Text;
  // As people read them, in the unit.
  otherwise: string;
  least: number;
  most: number;
  // 万元: with decimals; million steps; else a whole number.
  as: 'wan' | 'steps' | 'count';
}

const points = { unit: words.points, least: 0, most: 1_000_000,
  as: 'count' } as const;
const added = { unit: words.pointsAdded, least: 0, most: 10_000,
  as: 'count' } as const;

export const numberSettings: readonly NumberSetting[] = [
  { field: 'quotaPenalty', label: words.quotaPenalty,
    effect: words.quotaPenaltyEffect, otherwise: '6000', ...points },
  { field: 'floorPenalty', label: words.floorPenalty,
    effect: words.floorPenaltyEffect, otherwise: '8000', ...points },
  { field: 'changePenalty', label: words.changePenalty,
    effect: words.changePenaltyEffect, otherwise: '500', ...points },
  { field: 'splitPenaltyFen', label: words.splitPenalty,
    effect: words.splitPenaltyEffect, unit: words.wan, otherwise: '1',
    least: 0, most: 90_000_000, as: 'wan' },
  { field: 'mostPartners', label: words.mostPartners,
    effect: words.mostPartnersEffect, unit: words.partners, otherwise: '0',
    least: 0, most: 1000, as: 'count' },
  { field: 'shortlistBonus', label: words.shortlistBonus,
    effect: words.shortlistBonusEffect, otherwise: '300', ...added },
  { field: 'interestBonus', label: words.interestBonus,
    effect: words.interestBonusEffect, otherwise: '1000', ...added },
  { field: 'continuationBonus', label: words.continuationBonus,
    effect: words.continuationBonusEffect, otherwise: '1500', ...added },
  { field: 'leastScore', label: words.leastScore,
    effect: words.leastScoreEffect, otherwise: '0', ...added },
  { field: 'mostSteps', label: words.mostSteps, effect: words.mostStepsEffect,
    unit: words.steps, otherwise: '2000', least: 1, most: 200_000, as: 'steps' },
];

export interface FloorDraft {
  // An area's name, or empty for the demonstration sites.
  area: string;
  demonstration: boolean;
  fundKind: string;
  wan: string;
}

export interface SettingsDraft {
  numbers: Partial<Record<NumberSetting['field'], string>>;
  pairingUse: PairingUse;
  floors: readonly FloorDraft[];
  note: string;
}

function textOf(value: number | bigint | undefined, as: NumberSetting['as']):
    string {
  if (value === undefined) return '';
  if (as === 'wan') return formatWan(BigInt(value)).replaceAll(',', '');
  return String(as === 'steps' ? BigInt(value) / STEPS_PER_UNIT : value);
}

// Of fields that have no absence, 0 is the default.
const HAVE_NO_ABSENCE = new Set(['mostPartners', 'leastScore']);

export function draftOf(plan: AnnualPlan): SettingsDraft {
  const settings = plan.settings;
  return {
    numbers: Object.fromEntries(numberSettings.map(({ field, as }) => {
      const text = textOf(settings?.[field], as);
      return [field, HAVE_NO_ABSENCE.has(field) && text === '0' ? '' : text];
    })),
    pairingUse: settings?.pairingUse ?? PairingUse.UNSPECIFIED,
    floors: plan.floors.map((f) => ({ area: f.area, fundKind: f.fundKind,
      demonstration: f.demonstrationSites,
      wan: formatWan(f.amountFen).replaceAll(',', '') })),
    note: plan.note,
  };
}

// The number as it is sent; undefined: empty, or none that the setting takes.
export function valueOf({ as, least, most }: NumberSetting, text: string):
    number | bigint | undefined {
  const plain = text.trim().replace(/[,，]/g, '');
  if (as === 'wan') {
    return plain === '' ? undefined : parseWan(plain);
  }
  if (!/^\d{1,9}$/.test(plain)) return undefined;
  const number = Number(plain);
  if (number < least || number > most) return undefined;
  return as === 'steps' ? BigInt(number) * STEPS_PER_UNIT : number;
}

export const isBad = (setting: NumberSetting, text: string) =>
  text.trim() !== '' && valueOf(setting, text) === undefined;

export const isBadFloor = (floor: FloorDraft) =>
  (!floor.demonstration && floor.area === '') || !parseWan(floor.wan);

// REQUIRES: nothing in the draft is bad.
export function planOf(draft: SettingsDraft, name: string, etag: string) {
  const settings: Partial<Omit<AssignmentSettings, '$typeName' | '$unknown'>> =
    Object.fromEntries(numberSettings.flatMap((setting) => {
      const value = valueOf(setting, draft.numbers[setting.field] ?? '');
      return value === undefined ? [] : [[setting.field, value]];
    }));
  const floors: Omit<PlanFloor, '$typeName'>[] = draft.floors.map((f) => ({
    area: f.demonstration ? '' : f.area, demonstrationSites: f.demonstration,
    fundKind: f.fundKind, amountFen: parseWan(f.wan) ?? 0n }));
  return { name, etag, note: draft.note.trim(), floors,
    settings: { ...settings, pairingUse: draft.pairingUse } };
}
