// Who took notice of a project, and which supporters would fit it, as sheets.
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import type {
  FilterCount, ProjectAttention, Recommendation,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { criterionLabels, filterLabels, interestStateLabels } from '../../labels';
import { idOf } from '../../names';
import { CRITERIA } from '../supporter/ranking_state';
import { attentionWords as words } from './texts';

export function useAttentionSheets(): (
    attentions: readonly ProjectAttention[],
    fitting: readonly Recommendation[],
    filtered: readonly FilterCount[]) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const attention = (attentions: readonly ProjectAttention[]): Sheet => ({
    title: say(words.attention),
    columns: [{ heading: say(words.supporter), width: 30 },
      { heading: say(common.id), width: 20 },
      { heading: say(words.lastView), width: 20 },
      { heading: say(words.viewDays), width: 10 },
      { heading: say(words.shortlisted), width: 10 },
      { heading: say(words.interest), width: 12 }],
    rows: attentions.map((a) => [local(a.displayName, idOf(a.supporter)),
      idOf(a.supporter), formatTime(a.lastViewTime, language), a.viewDays,
      say(a.shortlisted ? common.yes : common.no),
      a.interestState > 0 ? say(interestStateLabels[a.interestState]) : null]),
  });
  const fit = (fitting: readonly Recommendation[]): Sheet => ({
    title: say(words.fit),
    columns: [{ heading: say(common.rank), width: 8 },
      { heading: say(words.supporter), width: 30 },
      { heading: say(common.id), width: 20 },
      { heading: say(common.score), width: 8 },
      ...CRITERIA.map((c) => ({ heading: say(criterionLabels[c]), width: 10 })),
      { heading: say(words.interest), width: 12 }],
    rows: fitting.map((r) => [r.rank,
      local(r.displayName, idOf(r.supporter)), idOf(r.supporter), r.score / 100,
      ...CRITERIA.map((c) =>
        (r.parts.find((part) => part.criterion === c)?.points ?? 0) / 100),
      r.interestState > 0 ? say(interestStateLabels[r.interestState]) : null]),
  });
  const out = (filtered: readonly FilterCount[]): Sheet => ({
    title: say(words.filtered),
    columns: [{ heading: say(words.filtered), width: 30 },
      { heading: say(words.howMany), width: 12 }],
    rows: filtered.map((f) => [say(filterLabels[f.code]), f.count]),
  });
  return (attentions, fitting, filtered) =>
    [attention(attentions), fit(fitting), out(filtered)];
}
