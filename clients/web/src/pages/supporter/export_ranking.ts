// Recommended projects as a sheet: a row a project, a column a criterion.
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type {
  Recommendation,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatYears, wanNumber } from '../../format';
import type { Say } from '../../i18n/say';
import { criterionLabels, readinessLabels } from '../../labels';
import { idOf } from '../../names';
import type { Called } from '../../queries/reference';
import { CRITERIA } from './ranking_state';

type Local = (
  text: { zh: string; en: string } | undefined, otherwise?: string) => string;

export function rankingSheet(title: string, entries: readonly Recommendation[],
    projects: ReadonlyMap<string, Project>, called: Called, say: Say,
    local: Local): Sheet {
  return {
    title,
    columns: [
      { heading: say(common.rank), width: 6 },
      { heading: say(common.project), width: 44 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.score), width: 8 },
      ...CRITERIA.map((c) => ({ heading: say(criterionLabels[c]), width: 10 })),
      { heading: say(common.area), width: 18 },
      { heading: say(common.sector), width: 16 },
      { heading: say(common.fundKind), width: 12 },
      { heading: say(common.openNeedWan), width: 18 },
      { heading: say(common.years), width: 12 },
      { heading: say(common.readiness), width: 16 },
    ],
    rows: entries.map((r) => {
      const project = projects.get(r.project);
      return [
        r.rank, local(r.displayName, idOf(r.project)), idOf(r.project),
        r.score / 100,
        ...CRITERIA.map((c) =>
          (r.parts.find((p) => p.criterion === c)?.points ?? 0) / 100),
        project ? called.area(project.area) : null,
        project ? called.sector(project.sector) : null,
        called.fundKind(r.fundKind), wanNumber(r.openFen),
        project ? formatYears(project.firstYear, project.lastYear) : null,
        project ? say(readinessLabels[project.readiness]) : null,
      ];
    }),
  };
}
