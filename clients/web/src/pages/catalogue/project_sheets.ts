// One project as sheets: what it is, the funds it needs, its other needs; for a
// supporter why it ranks where it does, and its interest.
import { common } from '../../app/texts';
import { factsSheet, wanCell } from '../../export/cells';
import type { Cell, Sheet } from '../../export/workbook';
import { formatDate, formatYears } from '../../format';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type {
  ExplainRecommendationResponse,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import type { Contact } from '../../gen/duikou/type/v1/text_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import {
  criterionLabels, needKindLabels, projectStateLabels, readinessLabels,
} from '../../labels';
import { idOf } from '../../names';
import { openOf } from '../../parts/money';
import { useCalled, useUnits } from '../../queries/reference';
import { why, words } from './texts';

const contactText = (contact: Contact | undefined): string => [
  contact?.displayName, contact?.title, contact?.phone, contact?.email,
].filter(Boolean).join(' ');

function useFacts(programme: string): (project: Project) => [string, Cell][] {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const called = useCalled(programme);
  const units = useUnits(programme);
  const yesNo = (yes: boolean | undefined) => say(yes ? common.yes : common.no);
  return (p) => [
    [say(common.project), local(p.displayName, idOf(p.name))],
    [say(common.id), idOf(p.name)],
    [say(words.state), say(projectStateLabels[p.state])],
    [say(words.where), `${called.area(p.area)} ${p.village}`.trim()],
    [say(common.sector), called.sector(p.sector)],
    [say(common.years), formatYears(p.firstYear, p.lastYear)],
    [say(common.readiness), say(readinessLabels[p.readiness])],
    [say(words.recipient), local(units?.find((u) => u.name === p.recipient)
      ?.displayName, idOf(p.recipient))],
    [say(words.published), formatDate(p.publishTime, language)],
    [say(words.description), local(p.description)],
    [say(words.shareable), yesNo(p.shareable)],
    [say(words.allOrNothing), yesNo(p.allOrNothing)],
    [say(words.demonstrationSite), yesNo(p.standing?.demonstrationSite)],
    [say(words.resettlement), yesNo(p.standing?.resettlementCommunity)],
    [say(words.peopleHelped), p.standing?.peopleHelped || null],
    [say(words.jobs), p.standing?.jobs || null],
    [say(words.training), p.standing?.trainingPlaces || null],
    [say(words.leader), contactText(p.responsibleLeader)],
    [say(words.contact), contactText(p.contact)],
    [say(common.source), p.source],
  ];
}

// The sheets of a project by itself.
export function useProjectSheets(programme: string):
    (project: Project) => Sheet[] {
  const say = useSay();
  const called = useCalled(programme);
  const facts = useFacts(programme);
  return (project) => [
    factsSheet(say(words.facts), facts(project), say),
    {
      title: say(words.fundNeeds),
      columns: [{ heading: say(common.fundKind), width: 16 },
        { heading: say(words.total), width: 18 },
        { heading: say(words.open), width: 18 },
        { heading: say(words.leastShare), width: 22 }],
      rows: project.fundNeeds.map((n) => [called.fundKind(n.fundKind),
        wanCell(n.totalFen), wanCell(openOf(n)),
        n.leastShareFen > 0n ? wanCell(n.leastShareFen) : null]),
    },
    {
      title: say(words.otherNeeds),
      columns: [{ heading: say(words.otherNeeds), width: 24 },
        { heading: say(words.quantityHead), width: 10 },
        { heading: say(common.note), width: 50 }],
      rows: project.otherNeeds.map((n) => [say(needKindLabels[n.kind]),
        n.quantity > 0 ? n.quantity : null, n.note]),
    },
  ];
}

// Why a project ranks where it does, a row a criterion; then what keeps it out,
// and what would move it up.
export function useExplainSheet():
    (explained: ExplainRecommendationResponse) => Sheet {
  const say = useSay();
  const local = useLocal();
  return ({ recommendation, failures, counterfactuals }) => ({
    title: say(why.title),
    columns: [{ heading: say(why.criterion), width: 18 },
      { heading: say(common.score), width: 10 },
      { heading: say(why.most), width: 10 },
      { heading: say(why.rankWithout), width: 14 },
      { heading: say(why.reasons), width: 70 }],
    rows: [
      [say(common.rank), null, null, recommendation?.rank || null,
        recommendation?.rank ? null : say(why.filteredOut)],
      [say(common.score), (recommendation?.score ?? 0) / 100],
      ...(recommendation?.parts ?? []).map((part) => [
        say(criterionLabels[part.criterion]), part.points / 100,
        part.weight / 100, part.rankWithout || null,
        part.reasons.map((r) => local(r.text)).join(say(common.then))]),
      ...failures.map((f) => [say(why.failures), null, null, null,
        local(f.text)]),
      ...counterfactuals.map((c) => [say(why.betterTitle), null, null, null,
        local(c.text)]),
    ],
  });
}
