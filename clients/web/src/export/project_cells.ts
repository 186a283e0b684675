// Projects in sheets: a column a fund kind, as kinds are never added up; and
// the list of projects.
import { common } from '../app/texts';
import { formatYears } from '../format';
import type { Project } from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../i18n/say';
import { projectStateLabels, readinessLabels } from '../labels';
import { idOf } from '../names';
import { openOf } from '../parts/money';
import { useCalled, useFundKinds } from '../queries/reference';
import { wanCell } from './cells';
import type { Cell, Sheet } from './workbook';

// What is still open of each fund kind of the programme, in 万元.
export function useOpenNeeds(programme: string) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme);
  return {
    columns: kinds.map((k) => ({ width: 22, heading: say(common.openOfKindWan,
      { kind: local(k.displayName, k.id) }) })),
    // Undefined: a project that is not known.
    cells: (project: Project | undefined): Cell[] => kinds.map((k) => {
      const need = project?.fundNeeds.find((n) => n.fundKind === k.id);
      return need ? wanCell(openOf(need)) : null;
    }),
  };
}

export function useProjectListSheet(programme: string):
    (title: string, projects: readonly Project[]) => Sheet {
  const say = useSay();
  const local = useLocal();
  const called = useCalled(programme);
  const open = useOpenNeeds(programme);
  return (title, projects) => ({
    title,
    columns: [{ heading: say(common.project), width: 40 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.state), width: 10 },
      { heading: say(common.area), width: 18 },
      { heading: say(common.sector), width: 16 },
      ...open.columns,
      { heading: say(common.years), width: 12 },
      { heading: say(common.readiness), width: 16 }],
    rows: projects.map((p) => [local(p.displayName, idOf(p.name)),
      idOf(p.name), say(projectStateLabels[p.state]), called.area(p.area),
      called.sector(p.sector), ...open.cells(p),
      formatYears(p.firstYear, p.lastYear), say(readinessLabels[p.readiness])]),
  });
}
