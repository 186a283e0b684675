// Sliders for the weights of the criteria, and how far the list is spread.
import { Button, Segmented, Slider } from 'antd';
import type {
  CriterionWeight,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useSay } from '../../i18n/say';
import { criterionHints, criterionLabels } from '../../labels';
import { useDraft } from '../../parts/debounced';
import { Swatch } from '../../parts/score_bar';
import {
  CRITERIA, criterionKey, percentages, weightsOf, type RankingState,
} from './ranking_state';
import { words } from './texts';

const REST_MS = 120;

export function WeightsPanel({ inForce, state, change }: {
  // Those that the ranking was made with.
  inForce: readonly CriterionWeight[];
  state: RankingState;
  change: (changes: Partial<RankingState>) => void;
}) {
  const say = useSay();
  const own = Object.keys(state.w).length > 0;
  const [draft, setDraft] = useDraft(
    own ? state.w : percentages(inForce), (w) => change({ w }), REST_MS);
  const shares = percentages(weightsOf(draft));
  return (
    <section className="panel weights" aria-label={say(words.weights)}>
      <div className="weights-sliders">
        {CRITERIA.map((criterion) => {
          const key = criterionKey(criterion);
          return (
            <div key={key} className="weights-row">
              <span className="weights-name" title={say(criterionHints[criterion])}>
                <Swatch criterion={criterion} />
                {say(criterionLabels[criterion])}
              </span>
              <Slider min={0} max={100} value={draft[key] ?? 0}
                tooltip={{ open: false }}
                ariaLabelForHandle={say(words.weightOf,
                  { criterion: say(criterionLabels[criterion]) })}
                onChange={(value) => setDraft({ ...draft, [key]: value })} />
              <span className="number weights-share">{shares[key] ?? 0}%</span>
            </div>
          );
        })}
      </div>
      <div className="weights-foot">
        <span className="quiet">{say(words.weightsHint)}</span>
        <span className="weights-spread">
          <span id="spread" title={say(words.spreadHint)}>{say(words.spread)}</span>
          <Segmented<RankingState['spread']> size="small" aria-labelledby="spread"
            value={state.spread}
            onChange={(spread) => change({ spread })}
            options={[
              { value: 'off', label: say(words.spreadOff) },
              { value: 'some', label: say(words.spreadSome) },
              { value: 'much', label: say(words.spreadMuch) },
            ]} />
        </span>
        <Button size="small" disabled={!own} onClick={() => change({ w: {} })}>
          {say(words.weightsInForce)}
        </Button>
      </div>
    </section>
  );
}
