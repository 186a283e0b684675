// One recommended project as a card.
import {
  CheckSquareFilled, CloseCircleOutlined, MessageOutlined, PlusSquareOutlined,
  StarFilled, StarOutlined,
} from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { formatScore, formatYears } from '../../format';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  Interest_State, type Recommendation,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { readinessLabels } from '../../labels';
import { idOf, programmeOf } from '../../names';
import { InterestTag } from '../../parts/interest_tag';
import { Money } from '../../parts/money';
import { Reasons } from '../../parts/reasons';
import { ScoreBar } from '../../parts/score_bar';
import { ToneTag } from '../../parts/tone_tag';
import type { Called } from '../../queries/reference';
import type { Dismissing, Shortlist } from './choices';
import { words } from './texts';

const REASONS_SHOWN = 3;

// What can be done with a recommended project, on cards and rows alike.
export interface Doing {
  shortlist: Shortlist;
  dismissing: Dismissing;
  compared: readonly string[];
  toggleCompared: (id: string) => void;
  // Opens the dialog in which interest is said; none: not here.
  express?: (project: string) => void;
}

export function ProjectActions({ project, title, doing, interested = false,
  compact = false }: {
  project: string;
  title: string;
  doing: Doing;
  // It has been said already, and goes on on the project's page.
  interested?: boolean;
  // Icons alone, for rows of a table.
  compact?: boolean;
}) {
  const say = useSay();
  const { shortlist, dismissing, compared, toggleCompared, express } = doing;
  const kept = shortlist.has(project);
  const set = compared.includes(idOf(project));
  const type = compact ? 'text' : 'default';
  const button = (label: string, icon: React.ReactNode, onClick: () => void,
    pressed?: boolean) => (
    <Button size="small" type={type} icon={icon} onClick={onClick}
      aria-pressed={pressed} title={label}
      className={pressed ? 'pressed' : ''}
      aria-label={`${label}: ${title}`}>
      {compact ? null : label}
    </Button>
  );
  return (
    <div className="project-actions no-print">
      {shortlist.mayChange && button(
        say(kept ? words.shortlisted : words.shortlist),
        kept ? <StarFilled /> : <StarOutlined />,
        () => shortlist.toggle(project), kept)}
      {shortlist.mayChange && express && !interested && button(
        say(words.express), <MessageOutlined />, () => express(project))}
      {button(say(set ? words.compareRemove : words.compareAdd),
        set ? <CheckSquareFilled /> : <PlusSquareOutlined />,
        () => toggleCompared(idOf(project)), set)}
      {dismissing.mayChange && button(say(words.dismiss),
        <CloseCircleOutlined />, () => dismissing.ask(project, title))}
    </div>
  );
}

export function NewTag() {
  const say = useSay();
  return <ToneTag tone="warn">{say(words.isNew)}</ToneTag>;
}

export function RecommendationCard({ entry, project, unit, called, doing,
  tellNew }: {
  entry: Recommendation;
  // Not there yet: what the recommendation itself says is shown.
  project: Project | undefined;
  unit: string;
  called: Called;
  doing: Doing;
  // Whether being new sets any apart.
  tellNew: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const title = local(entry.displayName, idOf(entry.project));
  const standing = project?.standing;
  return (
    <article className="card" aria-label={title}>
      <header className="card-head">
        <span className="card-rank number"
          aria-label={say(words.rankOf, { rank: entry.rank })}>{entry.rank}</span>
        <h2 className="card-title">
          <Link to={paths.project(
            programmeOf(entry.project), idOf(entry.project), unit)}>{title}</Link>
          {tellNew && entry.isNew && <NewTag />}
          <InterestTag state={entry.interestState} />
        </h2>
        <span className="card-score number">{formatScore(entry.score)}</span>
      </header>
      <p className="card-where">
        {project ? [
          called.area(project.area) +
            (project.village ? ` ${project.village}` : ''),
          called.sector(project.sector),
          formatYears(project.firstYear, project.lastYear),
          say(readinessLabels[project.readiness]),
        ].join(' · ') : ' '}
      </p>
      <ScoreBar score={entry.score} parts={entry.parts} />
      <Reasons parts={entry.parts} most={REASONS_SHOWN} />
      <footer className="card-foot">
        <span className="card-money">
          <span className="quiet">
            {say(words.openOfKind, { kind: called.fundKind(entry.fundKind) })}
          </span>{' '}
          <strong><Money fen={entry.openFen} /></strong>
          {standing?.demonstrationSite && (
            <Tag className="card-flag">{say(words.demonstrationSite)}</Tag>)}
          {standing?.resettlementCommunity && (
            <Tag className="card-flag">{say(words.resettlement)}</Tag>)}
        </span>
        <ProjectActions project={entry.project} title={title} doing={doing}
          interested={entry.interestState !== Interest_State.UNSPECIFIED} />
      </footer>
    </article>
  );
}
