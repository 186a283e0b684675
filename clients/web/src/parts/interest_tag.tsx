// How far a supporter's interest in a project is.
import { Tag } from 'antd';
import { Interest_State } from '../gen/duikou/matching/v1/matching_service_pb';
import { useSay } from '../i18n/say';
import { interestStateLabels } from '../labels';

const COLOURS: Record<Interest_State, string> = {
  [Interest_State.UNSPECIFIED]: 'default',
  [Interest_State.OPEN]: 'cyan',
  [Interest_State.ACCEPTED]: 'green',
  [Interest_State.DECLINED]: 'red',
  [Interest_State.WITHDRAWN]: 'default',
};

// Nothing where no interest was said.
export function InterestTag({ state }: { state: Interest_State }) {
  const say = useSay();
  if (state === Interest_State.UNSPECIFIED) return null;
  return <Tag color={COLOURS[state]}>{say(interestStateLabels[state])}</Tag>;
}
