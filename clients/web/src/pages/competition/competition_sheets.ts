// A competition as a workbook: the ranking with the parts of each score, and the
// applications.
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { wanNumber } from '../../format';
import type {
  Application, Call, CallRanking,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import {
  applicationStateLabels, applicationWords as words, rankWords,
} from './texts';

const outOf100 = (basisPoints: number) => basisPoints / 100;

export function useCompetitionSheets() {
  const say = useSay();
  const local = useLocal();
  const rankingSheet = (call: Call, ranking: CallRanking,
      called: (project: string) => string): Sheet => ({
    title: say(rankWords.title),
    columns: [{ heading: say(common.rank), width: 8 },
      { heading: say(words.project), width: 44 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.score), width: 10 },
      ...call.criteria.map((c) => ({
        heading: local(c.displayName, c.id), width: 14 })),
      { heading: say(words.askedWan), width: 18 },
      { heading: say(rankWords.openWan), width: 18 },
      { heading: say(rankWords.getsWan), width: 18 },
      { heading: say(rankWords.why), width: 50 }],
    rows: ranking.ranked.map((p) => [p.rank === 0 ? null : p.rank,
      called(p.project), idOf(p.project), outOf100(p.score),
      ...p.parts.map((part) => outOf100(part.part)),
      wanNumber(p.amountFen), wanNumber(p.openFen), wanNumber(p.awardedFen),
      local(p.awardText, '')]),
  });
  const applicationSheet = (applications: readonly Application[],
      called: (project: string) => string): Sheet => ({
    title: say(words.title),
    columns: [{ heading: say(words.project), width: 44 },
      { heading: say(common.id), width: 14 },
      { heading: say(words.askedWan), width: 18 },
      { heading: say(words.leastWan), width: 20 },
      { heading: say(common.state), width: 12 },
      { heading: say(words.statement), width: 60 }],
    rows: applications.map((a) => [called(a.project), idOf(a.project),
      wanNumber(a.amountFen),
      a.leastAmountFen === 0n ? null : wanNumber(a.leastAmountFen),
      say(applicationStateLabels[a.state]), a.statement]),
  });
  return (call: Call, applications: readonly Application[],
      ranking: CallRanking | undefined,
      called: (project: string) => string): Sheet[] => [
    ...(ranking ? [rankingSheet(call, ranking, called)] : []),
    applicationSheet(applications, called)];
}
