// How far an agreement, an entry or a unit's year is.
import {
  Agreement_Stage, LedgerEntry_State,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  Settlement_State,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { useSay } from '../../i18n/say';
import { ToneTag, type Tone } from '../../parts/tone_tag';
import { entryStateLabels, settlementStateLabels, stageLabels } from './texts';

const STAGE_TONES: Partial<Record<Agreement_Stage, Tone>> = {
  [Agreement_Stage.PREPARING]: 'warn', [Agreement_Stage.BUILDING]: 'accent',
  [Agreement_Stage.IN_PRODUCTION]: 'good', [Agreement_Stage.TERMINATED]: 'bad',
};

export function StageTag({ stage }: { stage: Agreement_Stage }) {
  const say = useSay();
  return (
    <ToneTag tone={STAGE_TONES[stage] ?? 'plain'}>
      {say(stageLabels[stage])}
    </ToneTag>
  );
}

const ENTRY_TONES: Partial<Record<LedgerEntry_State, Tone>> = {
  [LedgerEntry_State.REPORTED]: 'warn', [LedgerEntry_State.CONFIRMED]: 'good',
  [LedgerEntry_State.DISPUTED]: 'bad',
};

export function EntryStateTag({ state }: { state: LedgerEntry_State }) {
  const say = useSay();
  return (
    <ToneTag tone={ENTRY_TONES[state] ?? 'plain'}>
      {say(entryStateLabels[state])}
    </ToneTag>
  );
}

const SETTLEMENT_TONES: Partial<Record<Settlement_State, Tone>> = {
  [Settlement_State.SIGNED]: 'accent', [Settlement_State.SETTLED]: 'good',
};

export function SettlementStateTag({ state }: { state: Settlement_State }) {
  const say = useSay();
  return (
    <ToneTag tone={SETTLEMENT_TONES[state] ?? 'plain'}>
      {say(settlementStateLabels[state])}
    </ToneTag>
  );
}
