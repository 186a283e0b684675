// The board of a plan: how good it is, who takes what, and what to do next.
import { Alert, Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { formatTime } from '../../format';
import {
  AnnualPlan_State, AssignmentRun_State, PlanShare_State, type AnnualPlan,
  type PlannedShare, type PlanVersion,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useFundKinds } from '../../queries/reference';
import {
  choiceParam, flagParam, textParam, useUrlState,
} from '../../url_state';
import { ReadOnly } from '../office/read_only';
import { FlowView } from './flow_view';
import { DemandsPanel, FloorsAlert, WorthPanel } from './plan_panels';
import { sharesByProject, supporterRows } from './plan_model';
import { usePlanSheets } from './plan_sheets';
import { PlanStateTag } from './plan_state_tag';
import { RunPanel, SolveButton, useRun } from './run_panel';
import { ShareAnswers, useProposedShares } from './share_answers';
import { ShareDialog } from './share_dialog';
import { ProjectBoard, SupporterBoard } from './supporter_board';
import { boardWords as words, planWords, wayWords } from './texts';
import {
  useMayPlan, usePlan, usePlanNames, usePlanPlace, useVersion, useVersions,
  type PlanNames,
} from './use_plan';
import { ConfirmButton, ProposeButton } from './way_actions';
import { WhyDrawer } from './why_drawer';

const spec = { q: textParam(), short: flagParam(), version: textParam(),
  view: choiceParam(['units', 'projects', 'flow', 'answers'], 'units') };

type State = ReturnType<typeof useUrlState<typeof spec>>;

function Toolbar({ state, change }: {
  state: State[0];
  change: State[1];
}) {
  const say = useSay();
  return (
    <div className="toolbar no-print">
      <Segmented<State[0]['view']> value={state.view} aria-label={say(words.view)}
        className="states" onChange={(view) => change({ view })}
        options={[{ value: 'units', label: say(words.byUnit) },
          { value: 'projects', label: say(words.byProject) },
          { value: 'flow', label: say(words.flow) },
          { value: 'answers', label: say(words.answers) }]} />
      {['units', 'projects'].includes(state.view) && (
        <Input.Search allowClear value={state.q} className="toolbar-search"
          aria-label={say(words.search)} placeholder={say(words.search)}
          onChange={(e) => change({ q: e.target.value })} />
      )}
      {state.view === 'units' && (
        <Checkbox checked={state.short} className="toolbar-check"
          onChange={(e) => change({ short: e.target.checked })}>
          {say(words.onlyShort)}
        </Checkbox>
      )}
    </div>
  );
}

// The rows that the search and the box leave.
function useShown(version: PlanVersion, state: State[0], called: PlanNames) {
  const rows = supporterRows(version);
  const matches = (share: PlannedShare) =>
    called.project(share.project).includes(state.q) ||
    called.unit(share.supporter).includes(state.q);
  return {
    rows: rows.filter((r) => (called.unit(r.supporter).includes(state.q) ||
      r.shares.some(matches)) &&
      (!state.short || [...r.balances.values()].some((b) => b.shortFen > 0n))),
    projects: [...sharesByProject(version.shares)]
      .filter(([, shares]) => shares.some(matches)),
  };
}

// The share that is opened, or what is explained, beside the board.
function Beside({ opened, why, onOpen, onWhy, plan, version, called, mayChange }: {
  opened: { share: PlannedShare; to: string } | undefined;
  why: string;
  onOpen: (opened: undefined) => void;
  onWhy: (name: string) => void;
  plan: AnnualPlan;
  version: PlanVersion;
  called: PlanNames;
  mayChange: boolean;
}) {
  return (
    <>
      {opened && (
        <ShareDialog {...opened} plan={plan} version={version} called={called}
          confirmed={plan.state === AnnualPlan_State.CONFIRMED}
          mayChange={mayChange} onClose={() => onOpen(undefined)}
          onWhy={(name) => {
            onOpen(undefined);
            onWhy(name);
          }} />
      )}
      {why && (
        <WhyDrawer plan={plan.name} version={version.name} name={why}
          called={called} onClose={() => onWhy('')} />
      )}
    </>
  );
}

function Views({ plan, version, programme, state, called, answers, mayChange }: {
  plan: AnnualPlan;
  version: PlanVersion;
  programme: string;
  state: State[0];
  called: PlanNames;
  answers: ReturnType<typeof useProposedShares>;
  mayChange: boolean;
}) {
  const kinds = useFundKinds(programme).map((k) => k.id);
  const [opened, setOpened] = useState<
    { share: PlannedShare; to: string } | undefined>();
  const [why, setWhy] = useState('');
  const shown = useShown(version, state, called);
  const board = { programme, kinds, called, onWhy: setWhy, mayMove: mayChange,
    onOpen: (share: PlannedShare, to = '') => setOpened({ share, to }) };
  return (
    <>
      {state.view === 'units' && (
        <SupporterBoard {...board} rows={shown.rows} />
      )}
      {state.view === 'projects' && (
        <ProjectBoard {...board} projects={shown.projects} />
      )}
      {state.view === 'flow' && (
        <FlowView programme={programme} shares={version.shares} kinds={kinds}
          called={called} />
      )}
      {state.view === 'answers' && (
        <ShareAnswers of={answers} called={called} />
      )}
      <Beside opened={opened} why={why} onOpen={setOpened} onWhy={setWhy}
        plan={plan} version={version} called={called} mayChange={mayChange} />
    </>
  );
}

// What still stands in the way of confirming.
function Waiting({ plan, of: { count } }: {
  plan: AnnualPlan;
  of: ReturnType<typeof useProposedShares>;
}) {
  const say = useSay();
  const { language } = useLanguage();
  if (plan.state !== AnnualPlan_State.PROPOSED) return null;
  const open = count(PlanShare_State.DECLINED) +
    count(PlanShare_State.COUNTERED);
  const waiting = count(PlanShare_State.OFFERED);
  if (open + waiting === 0) return null;
  return (
    <Alert className="page-alert no-print" showIcon
      type={open > 0 ? 'warning' : 'info'}
      title={`${say(planWords.due)} ${formatTime(plan.answerDueTime, language)}`}
      description={
        <>
          {open > 0 && <p>{say(wayWords.open, { n: open })}</p>}
          {waiting > 0 && <p>{say(wayWords.waiting, { n: waiting })}</p>}
        </>} />
  );
}

function VersionSelect({ plan, chosen, onChange }: {
  plan: AnnualPlan;
  chosen: string;
  onChange: (version: string) => void;
}) {
  const say = useSay();
  const versions = useVersions(plan.name);
  return (
    <Select value={chosen} aria-label={say(planWords.version)}
      className="version-select" onChange={onChange}
      options={[...versions].reverse().map((v) => ({ value: v.name,
        label: say(planWords.versionNumber, { n: v.number }) +
          (v.reason ? ` ${v.reason}` : '') }))} />
  );
}

// All that the board shows: the plan, the version chosen, the run, the answers.
function useBoard() {
  const place = usePlanPlace();
  const [state, change] = useUrlState(spec);
  const query = usePlan(place.name);
  const plan = query.data;
  const current = plan?.currentVersion ?? '';
  const shownName = state.version === '' ? current
    : names.planVersion.format({ ...place, version: state.version });
  const versionQuery = useVersion(shownName);
  const version = versionQuery.data;
  const run = useRun(plan);
  const answers = useProposedShares(place.name, plan?.proposedVersion ?? '');
  const subjects = useMemo(() => [...(version?.shares ?? []),
    ...(plan?.constraints ?? []), ...(run?.clash ?? [])]
    .filter((s) => s.project !== ''), [version, plan, run]);
  return { ...place, state, change, query, plan, current, shownName,
    versionQuery, version, run, answers,
    running: run?.state === AssignmentRun_State.RUNNING,
    isCurrent: shownName === current,
    called: usePlanNames(place.programme, subjects),
    ...useMayPlan(place.programme, plan) };
}

type Board = ReturnType<typeof useBoard>;

function BoardLead({ of: { plan, version, shownName, current, change } }: {
  of: Board;
}) {
  if (!plan) return null;
  return (
    <span className="plan-lead">
      <PlanStateTag state={plan.state} />
      {version && (
        <VersionSelect plan={plan} chosen={shownName}
          onChange={(name) => change({ version: name === current ? ''
            : names.planVersion.parse(name)?.version ?? '' })} />
      )}
      <span>{plan.note}</span>
    </span>
  );
}

function BoardActions({ of, title }: { of: Board; title: string }) {
  const { plan, version, programme, running, office, mayPlan, called } = of;
  const sheets = usePlanSheets(programme);
  if (!plan) return null;
  return (
    <>
      {mayPlan && <SolveButton plan={plan} running={running} />}
      {mayPlan && version && <ProposeButton plan={plan} />}
      {office && plan.state === AnnualPlan_State.PROPOSED && (
        <ConfirmButton plan={plan} disabled={running} />
      )}
      <ExportButton name={title} disabled={!version || !called.complete}
        sheet={() => (version ? sheets(version, called) : [])} />
    </>
  );
}

// Says that the version shown is not the current one.
function OldVersion({ of: { change } }: { of: Board }) {
  const say = useSay();
  return (
    <Alert className="page-alert no-print" type="info" showIcon
      title={say(words.old)} action={(
        <Button onClick={() => change({ version: '' })}>
          {say(words.toCurrent)}
        </Button>)} />
  );
}

function VersionBoard({ of, plan, version }: {
  of: Board;
  plan: AnnualPlan;
  version: PlanVersion;
}) {
  const say = useSay();
  const { programme, state, change, called, office, mayPlan, isCurrent } = of;
  return (
    <>
      <WorthPanel version={version} called={called} />
      <FloorsAlert version={version} called={called} />
      <DemandsPanel plan={plan} called={called} mayRelease={mayPlan} />
      <Toolbar state={state} change={change} />
      {state.view === 'units' && mayPlan && isCurrent && (
        <p className="quiet no-print">{say(words.dragHint)}</p>
      )}
      <Views plan={plan} version={version} programme={programme} state={state}
        called={called} answers={of.answers}
        mayChange={office && isCurrent && !of.running} />
    </>
  );
}

export function BoardPage() {
  const say = useSay();
  const board = useBoard();
  const { programme, year, shownName, office } = board;
  const title = say(planWords.titleOf, { year });
  return (
    <Page title={title} lead={board.plan && <BoardLead of={board} />}
      actions={<BoardActions of={board} title={title} />}>
      <ReadOnly unless={office} />
      <Answer of={board.query}>{(plan) => (
        <>
          <PlanLinks programme={programme} year={year}
            version={board.state.version} />
          <RunPanel run={board.run} hasVersion={board.current !== ''}
            mayStop={office} called={board.called} />
          {shownName === '' && !board.running && (
            <Nothing title={say(words.notSolved)}
              hint={say(words.notSolvedHint)} />
          )}
          {!board.isCurrent && <OldVersion of={board} />}
          <Waiting plan={plan} of={board.answers} />
          {shownName !== '' && (
            <Answer of={board.versionQuery} rows={12}>{(version) => (
              <VersionBoard of={board} plan={plan} version={version} />
            )}</Answer>
          )}
        </>
      )}</Answer>
    </Page>
  );
}

function PlanLinks({ programme, year, version }: {
  programme: string;
  year: string;
  version: string;
}) {
  const say = useSay();
  return (
    <nav className="plan-links no-print" aria-label={say(planWords.title)}>
      <Link to={paths.plans(programme)}>{say(planWords.allPlans)}</Link>
      <Link to={`${paths.quotas(programme)}?year=${year}`}>
        {say(words.quotas)}
      </Link>
      <Link to={paths.planSettings(programme, year)}>{say(words.settings)}</Link>
      <Link to={paths.planCompare(programme, year)}>{say(words.compare)}</Link>
      <Link to={paths.planPaper(programme, year, version)}>
        {say(words.paper)}
      </Link>
    </nav>
  );
}
