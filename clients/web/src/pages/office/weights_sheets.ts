// The weights in force, their versions and what other weights would change, as
// sheets.
import { common } from '../../app/texts';
import { curveOf, curveText, isStraight } from '../../curves';
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import {
  ProposeWeightsResponse_Standing as Standing, type CriterionWeight,
  type ProposeWeightsResponse, type Recommendation, type WeightVersion,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { criterionHints, criterionLabels } from '../../labels';
import { idOf } from '../../names';
import { CRITERIA, criterionKey, percentages } from '../supporter/ranking_state';
import { weightsWords as words } from './texts';
import { entering, type ListsForAll } from './weights_for_all';

export interface WeightsShown {
  inForce: readonly CriterionWeight[];
  versions: readonly WeightVersion[];
  // The unit that the effect is shown for, and its ranking as it would be; and
  // the ranks that projects have now.
  unit: string;
  after: readonly Recommendation[];
  ranks: ReadonlyMap<string, number>;
  proposal: ProposeWeightsResponse;
  // What was tried on every supporter, if anything was.
  forAll: ListsForAll | undefined;
}

// What a proposal is measured by.
export const MEASURES = ['ndcgBp', 'hitBp', 'reciprocalRankBp'] as const;

export function useWeightsSheets(): (shown: WeightsShown) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const share = (weights: readonly CriterionWeight[],
      criterion: (typeof CRITERIA)[number]) =>
    percentages(weights)[criterionKey(criterion)] ?? 0;
  const curve = (weights: readonly CriterionWeight[],
      criterion: (typeof CRITERIA)[number]) =>
    curveText(curveOf(weights, criterion));
  // Those that are not straight.
  const bentCurves = (weights: readonly CriterionWeight[]) => CRITERIA
    .filter((c) => !isStraight(curveOf(weights, c)))
    .map((c) => say(words.curveOf, { criterion: say(criterionLabels[c]),
      points: curve(weights, c) })).join(say(words.comma));
  // Shares and measures in percent; nothing where there are too few choices.
  const proposedRows = (proposal: ProposeWeightsResponse) => (
    proposal.standing === Standing.TOO_FEW_CHOICES ? [] : [
      ...CRITERIA.map((c) => [say(criterionLabels[c]),
        share(proposal.presentWeights, c), share(proposal.proposedWeights, c),
        curve(proposal.presentWeights, c), curve(proposal.proposedWeights, c)]),
      ...MEASURES.map((m) => [say(words[m]),
        (proposal.presentQuality?.[m] ?? 0) / 100,
        (proposal.proposedQuality?.[m] ?? 0) / 100]),
    ]);
  const listsSheet = ({ lists }: ListsForAll): Sheet => ({
    title: say(words.forAll),
    columns: [{ heading: say(words.supporter), width: 28 },
      { heading: say(common.rank), width: 8 },
      { heading: say(words.rankNow), width: 10 },
      { heading: say(common.project), width: 40 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.score), width: 10 }],
    rows: lists.flatMap((l) => entering(l).map((p) => [
      local(l.displayName, idOf(l.supporter)), p.rank, p.rankInForce || null,
      local(p.displayName, idOf(p.project)), idOf(p.project), p.score / 100])),
  });
  return ({ inForce, versions, unit, after, ranks, proposal, forAll }) => [{
    title: say(words.inForce),
    columns: [{ heading: say(words.criterion), width: 16 },
      { heading: say(words.share), width: 12 },
      { heading: say(words.meaning), width: 60 },
      { heading: say(words.curveColumn), width: 32 }],
    rows: CRITERIA.map((c) => [say(criterionLabels[c]), share(inForce, c),
      say(criterionHints[c]), curve(inForce, c)]),
  }, {
    title: say(words.versions),
    columns: [{ heading: say(words.version), width: 12 },
      { heading: say(words.current), width: 8 },
      { heading: say(words.when), width: 20 },
      { heading: say(words.note), width: 40 },
      ...CRITERIA.map((c) => ({ heading: say(words.shareOf,
        { criterion: say(criterionLabels[c]) }), width: 16 })),
      { heading: say(words.curveColumn), width: 60 }],
    rows: [...versions].reverse().map((v) => [idOf(v.name),
      say(v.effective ? common.yes : common.no),
      formatTime(v.createTime, language), v.note,
      ...CRITERIA.map((c) => share(v.weights, c)), bentCurves(v.weights)]),
  }, {
    title: say(words.effect),
    columns: [{ heading: say(words.effectFor), width: 28 },
      { heading: say(common.rank), width: 8 },
      { heading: say(words.rankNow), width: 10 },
      { heading: say(common.project), width: 40 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.score), width: 10 }],
    rows: after.map((r) => [unit, r.rank, ranks.get(r.project) ?? null,
      local(r.displayName, idOf(r.project)), idOf(r.project), r.score / 100]),
  }, {
    title: say(words.learned),
    columns: [{ heading: say(words.criterion), width: 28 },
      { heading: `${say(words.inForce)} (%)`, width: 16 },
      { heading: `${say(words.proposed)} (%)`, width: 16 },
      { heading: `${say(words.inForce)}: ${say(words.curveColumn)}`,
        width: 32 },
      { heading: `${say(words.proposed)}: ${say(words.curveColumn)}`,
        width: 32 }],
    rows: proposedRows(proposal),
  }, ...(forAll ? [listsSheet(forAll)] : [])];
}
