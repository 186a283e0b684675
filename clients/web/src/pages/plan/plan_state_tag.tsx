// How far a plan, or a share of it, is; and what a side has answered.
import {
  AnnualPlan_State, Answer, PlanShare_State, type ShareAnswer,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { formatMoney } from '../../format';
import { useLanguage, useSay } from '../../i18n/say';
import { ToneTag, type Tone } from '../../parts/tone_tag';
import { answerLabels, planStateLabels, shareStateLabels } from './texts';

const PLAN_TONES: Partial<Record<AnnualPlan_State, Tone>> = {
  [AnnualPlan_State.PROPOSED]: 'warn', [AnnualPlan_State.CONFIRMED]: 'good',
};

export function PlanStateTag({ state }: { state: AnnualPlan_State }) {
  const say = useSay();
  return (
    <ToneTag tone={PLAN_TONES[state] ?? 'plain'}>
      {say(planStateLabels[state])}
    </ToneTag>
  );
}

const SHARE_TONES: Partial<Record<PlanShare_State, Tone>> = {
  [PlanShare_State.OFFERED]: 'accent', [PlanShare_State.ACCEPTED]: 'good',
  [PlanShare_State.DECLINED]: 'bad', [PlanShare_State.COUNTERED]: 'warn',
};

export function ShareStateTag({ state }: { state: PlanShare_State }) {
  const say = useSay();
  return (
    <ToneTag tone={SHARE_TONES[state] ?? 'plain'}>
      {say(shareStateLabels[state])}
    </ToneTag>
  );
}

// An answer with its amount and reason.
export function AnswerText({ of }: { of: ShareAnswer | undefined }) {
  const say = useSay();
  const { language } = useLanguage();
  const answer = of?.answer ?? Answer.UNSPECIFIED;
  if (!of || answer === Answer.UNSPECIFIED) {
    return <span className="quiet">{say(answerLabels[answer])}</span>;
  }
  return (
    <span>
      {say(answerLabels[answer])}
      {of.amountFen > 0n && ` ${formatMoney(of.amountFen, language)}`}
      {of.reason && <span className="share-reason">{of.reason}</span>}
    </span>
  );
}
