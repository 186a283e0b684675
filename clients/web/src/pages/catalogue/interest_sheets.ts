// Interests and their threads as sheets: a row an interest, a column a fund
// kind; a row a message.
import { common } from '../../app/texts';
import { helpText, wanCell } from '../../export/cells';
import type { Cell, Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type { Interest } from '../../gen/duikou/matching/v1/matching_service_pb';
import { texts } from '../../i18n/language';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { interestStateLabels, sideLabels } from '../../labels';
import { idOf } from '../../names';
import { usePersonName } from '../../queries/people';
import { useFundKinds, useUnits } from '../../queries/reference';
import { interestWords } from './texts';

const words = texts({
  supporter: ['支援方', 'Supporter'],
  state: ['答复', 'State'],
  answered: ['答复时间', 'Answered'],
  created: ['提出时间', 'Since'],
  side: ['发言方', 'Side'],
  author: ['发言人', 'By'],
});

type Projects = ReadonlyMap<string, Pick<Project, 'displayName'>>;

// The sheets of interests; `projects` has those that have been answered.
export function useInterestSheets(programme: string):
    (interests: readonly Interest[], projects: Projects) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const kinds = useFundKinds(programme);
  const units = useUnits(programme);
  const personName = usePersonName(programme);
  const whose = [{ heading: say(common.project), width: 40 },
    { heading: say(common.id), width: 14 },
    { heading: say(words.supporter), width: 28 }];
  return (interests, projects) => {
    const whoseCells = ({ project, supporter }: Interest): Cell[] => [
      local(projects.get(project)?.displayName, idOf(project)), idOf(project),
      local(units?.find((u) => u.name === supporter)?.displayName,
        idOf(supporter))];
    return [{
      title: say(interestWords.title),
      columns: [...whose, { heading: say(common.year), width: 8 },
        { heading: say(words.state), width: 12 },
        ...kinds.map((k) => ({ heading: say(common.ofKindWan,
          { kind: local(k.displayName, k.id) }), width: 18 })),
        { heading: say(interestWords.otherOffers), width: 30 },
        { heading: say(words.created), width: 20 },
        { heading: say(words.answered), width: 20 }],
      rows: interests.map((i) => [...whoseCells(i), i.year,
        say(interestStateLabels[i.state]),
        ...kinds.map((k) => wanCell(
          i.offers.find((o) => o.fundKind === k.id)?.amountFen)),
        helpText(i.otherOffers, say), formatTime(i.createTime, language),
        i.answerTime ? formatTime(i.answerTime, language) : null]),
    }, {
      title: say(interestWords.thread),
      columns: [...whose, { heading: say(common.time), width: 20 },
        { heading: say(words.side), width: 10 },
        { heading: say(words.author), width: 16 },
        { heading: say(interestWords.thread), width: 60 },
        { heading: say(words.state), width: 12 }],
      rows: interests.flatMap((i) => i.messages.map((m) => [...whoseCells(i),
        formatTime(m.createTime, language), say(sideLabels[m.side]),
        personName(m.author), m.text,
        m.state > 0 ? say(interestStateLabels[m.state]) : null])),
    }];
  };
}
