// How far a call or an application is.
import {
  Application_State, Call_State,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useSay } from '../../i18n/say';
import { ToneTag, type Tone } from '../../parts/tone_tag';
import { applicationStateLabels, callStateLabels } from './texts';

const CALL_TONES: Partial<Record<Call_State, Tone>> = {
  [Call_State.OPEN]: 'accent', [Call_State.SCORING]: 'warn',
  [Call_State.AWARDED]: 'good', [Call_State.CANCELLED]: 'bad',
};

export function CallStateTag({ state }: { state: Call_State }) {
  const say = useSay();
  return (
    <ToneTag tone={CALL_TONES[state] ?? 'plain'}>
      {say(callStateLabels[state])}
    </ToneTag>
  );
}

const APPLICATION_TONES: Partial<Record<Application_State, Tone>> = {
  [Application_State.SUBMITTED]: 'accent', [Application_State.AWARDED]: 'good',
  [Application_State.NOT_AWARDED]: 'warn',
};

export function ApplicationStateTag({ state }: { state: Application_State }) {
  const say = useSay();
  return (
    <ToneTag tone={APPLICATION_TONES[state] ?? 'plain'}>
      {say(applicationStateLabels[state])}
    </ToneTag>
  );
}
