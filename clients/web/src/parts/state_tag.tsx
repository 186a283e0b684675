// Where a project stands in the catalogue.
import { Project_State } from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useSay } from '../i18n/say';
import { projectStateLabels } from '../labels';
import { ToneTag, type Tone } from './tone_tag';

const TONES: Partial<Record<Project_State, Tone>> = {
  [Project_State.OPEN]: 'good', [Project_State.DRAFT]: 'warn',
};

export function StateTag({ state }: { state: Project_State }) {
  const say = useSay();
  return (
    <ToneTag tone={TONES[state] ?? 'plain'}>
      {say(projectStateLabels[state])}
    </ToneTag>
  );
}
