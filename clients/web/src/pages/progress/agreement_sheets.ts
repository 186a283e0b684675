// An agreement as a workbook: its facts, sums, steps, duties and news.
import { common } from '../../app/texts';
import { factsSheet } from '../../export/cells';
import type { Sheet } from '../../export/workbook';
import { formatTime, wanNumber } from '../../format';
import {
  Side, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { cooperationFormLabels } from '../../labels';
import { idOf } from '../../names';
import { usePersonName } from '../../queries/people';
import { agreementWords as words, listWords } from './agreement_texts';
import { progressWords, sideLabels, stageLabels } from './texts';
import type { ProgressNames } from './use_progress';

export function useAgreementSheets(programme: string, called: ProgressNames):
    (agreement: Agreement) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const facts = (a: Agreement): Sheet => factsSheet(say(words.facts), [
    [say(progressWords.agreement), local(a.displayName, idOf(a.name))],
    [say(common.id), idOf(a.name)],
    [say(progressWords.stage), say(stageLabels[a.stage])],
    [say(progressWords.supporter), called.unit(a.supporter)],
    [say(progressWords.recipient), called.unit(a.recipient)],
    [say(common.project), a.project && idOf(a.project)],
    [say(words.form), say(cooperationFormLabels[a.form])],
    [say(listWords.signDate), a.signDate],
    [say(listWords.signedAt), a.signedAt],
    [say(words.leader), a.responsibleLeader?.displayName ?? ''],
    [say(common.source), a.source],
  ], say);
  const sums = (a: Agreement): Sheet => ({
    title: say(words.contract),
    columns: [{ heading: say(words.party), width: 30 },
      { heading: say(words.side), width: 12 },
      { heading: say(common.fundKind), width: 16 },
      { heading: say(common.amountWan), width: 18 },
      { heading: say(words.private), width: 12 }],
    rows: a.contractSums.map((s) => [
      s.party || called.unit(s.side === Side.SUPPORTER ? a.supporter
        : a.recipient),
      say(sideLabels[s.side]), called.fundKind(s.fundKind),
      wanNumber(s.amountFen), say(s.privateCapital ? common.yes : common.no)]),
    ...(a.contractSums.length > 0 && {
      total: { label: say(progressWords.inAll), columns: [3] } }),
  });
  const log = useLogSheets(programme);
  return (a) => [facts(a), sums(a), ...log(a)];
}

function useLogSheets(programme: string) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const personName = usePersonName(programme);
  return (a: Agreement): Sheet[] => [{
    title: say(words.timeline),
    columns: [{ heading: say(progressWords.stage), width: 14 },
      { heading: say(progressWords.date), width: 14 },
      { heading: say(words.evidence), width: 60 },
      { heading: say(words.saidBy), width: 16 },
      { heading: say(common.time), width: 22 }],
    rows: a.stageSteps.map((s) => [say(stageLabels[s.stage]), s.date, s.evidence,
      personName(s.author), formatTime(s.createTime, language)]),
  }, {
    title: say(words.milestones),
    columns: [{ heading: say(common.item), width: 50 },
      { heading: say(words.when), width: 14 },
      { heading: say(words.reach), width: 14 }],
    rows: [...a.milestones.map((m) => [local(m.displayName, m.id), m.dueDate,
      m.doneDate]), ...a.promises.map((p) => [p.text, p.dueDate, p.keptDate])],
  }, {
    title: say(words.news),
    columns: [{ heading: say(common.time), width: 22 },
      { heading: say(common.content), width: 80 },
      { heading: say(common.source), width: 20 }],
    rows: a.news.map((n) => [formatTime(n.createTime, language), n.text,
      personName(n.author)]),
  }];
}
