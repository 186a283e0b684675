// Recommended projects as a table.
import type { TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatScore, formatWan, formatYears } from '../../format';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  Interest_State, type Recommendation,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { readinessLabels } from '../../labels';
import { idOf, programmeOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { InterestTag } from '../../parts/interest_tag';
import { ScoreBar } from '../../parts/score_bar';
import { useWideWindow } from '../../parts/wide_window';
import type { Called } from '../../queries/reference';
import { NewTag, ProjectActions, type Doing } from './recommendation_card';
import { words } from './texts';

// Of two lines each, as many as a window is high.
const FIRST_ROWS = 8;

export function RecommendationTable({ entries, projects, unit, called, doing,
  tellNew }: {
  entries: readonly Recommendation[];
  projects: ReadonlyMap<string, Project>;
  unit: string;
  called: Called;
  doing: Doing;
  tellNew: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const wide = useWideWindow();
  const whereOf = (project: Project | undefined) => (project
    ? `${called.area(project.area)} · ${called.sector(project.sector)}` : ' ');
  const columns: TableColumnsType<Recommendation> = [
    { title: say(common.rank), dataIndex: 'rank', width: 60, align: 'right',
      className: 'number' },
    { title: say(common.project), key: 'title', render: (_, r) => (
      <div className="title-cell">
        <Link to={paths.project(programmeOf(r.project), idOf(r.project), unit)}>
          {local(r.displayName, idOf(r.project))}
        </Link>{' '}
        {tellNew && r.isNew && <NewTag />}
        <InterestTag state={r.interestState} />
        <span className="quiet title-where">{whereOf(projects.get(r.project))}</span>
      </div>
    ) },
    { title: say(common.score), key: 'score', width: 180, render: (_, r) => (
      <div className="score-cell">
        <span className="number">{formatScore(r.score)}</span>
        <ScoreBar score={r.score} parts={r.parts} />
      </div>
    ) },
    { title: say(common.fundKind), key: 'kind', width: 92,
      render: (_, r) => called.fundKind(r.fundKind) },
    { title: say(common.openNeedWan), key: 'open', width: 120, align: 'right',
      className: 'number', render: (_, r) => formatWan(r.openFen) },
    { title: say(common.years), key: 'years', width: 104, className: 'number',
      render: (_, r) => {
        const project = projects.get(r.project);
        return project && formatYears(project.firstYear, project.lastYear);
      } },
    { title: say(common.readiness), key: 'readiness', width: 112,
      render: (_, r) => {
        const project = projects.get(r.project);
        return project && say(readinessLabels[project.readiness]);
      } },
    { title: say(common.actions), key: 'actions',
      className: 'no-print', width: 132,
      ...(wide && { fixed: 'right' as const }),
      render: (_, r) => (
        <ProjectActions compact project={r.project} doing={doing}
          interested={r.interestState !== Interest_State.UNSPECIFIED}
          title={local(r.displayName, idOf(r.project))} />
      ) },
  ];
  return (
    <DataTable<Recommendation> label={say(words.recommendations)} rowKey="project"
      columns={columns} dataSource={entries} scroll={{ x: 960 }}
      firstRows={FIRST_ROWS} />
  );
}
