// How far a supporter's interest in a project is.
import { Interest_State } from '../gen/duikou/matching/v1/matching_service_pb';
import { useSay } from '../i18n/say';
import { interestStateLabels } from '../labels';
import { ToneTag, type Tone } from './tone_tag';

const TONES: Record<Interest_State, Tone> = {
  [Interest_State.UNSPECIFIED]: 'plain',
  [Interest_State.OPEN]: 'accent',
  [Interest_State.ACCEPTED]: 'good',
  [Interest_State.DECLINED]: 'bad',
  [Interest_State.WITHDRAWN]: 'plain',
};

// Nothing where no interest was said.
export function InterestTag({ state }: { state: Interest_State }) {
  const say = useSay();
  if (state === Interest_State.UNSPECIFIED) return null;
  return <ToneTag tone={TONES[state]}>{say(interestStateLabels[state])}</ToneTag>;
}
