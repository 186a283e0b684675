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
      {opened && (
        <ShareDialog {...opened} plan={plan} version={version} called={called}
          confirmed={plan.state === AnnualPlan_State.CONFIRMED}
          mayChange={mayChange} onClose={() => setOpened(undefined)}
          onWhy={(name) => {
            setOpened(undefined);
            setWhy(name);
          }} />
      )}
      {why && (
        <WhyDrawer plan={plan.name} version={version.name} name={why}
          called={called} onClose={() => setWhy('')} />
      )}
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

export function BoardPage() {
  const say = useSay();
  const place = usePlanPlace();
  const { programme, year } = place;
  const [state, change] = useUrlState(spec);
  const query = usePlan(place.name);
  const plan = query.data;
  const { office, mayPlan } = useMayPlan(programme, plan);
  const current = plan?.currentVersion ?? '';
  const shownName = state.version === '' ? current
    : names.planVersion.format({ programme, year, version: state.version });
  const versionQuery = useVersion(shownName);
  const version = versionQuery.data;
  const run = useRun(plan);
  const running = run?.state === AssignmentRun_State.RUNNING;
  const answers = useProposedShares(place.name, plan?.proposedVersion ?? '');
  const subjects = useMemo(() => [...(version?.shares ?? []),
    ...(plan?.constraints ?? []), ...(run?.clash ?? [])]
    .filter((s) => s.project !== ''), [version, plan, run]);
  const called = usePlanNames(programme, subjects);
  const sheets = usePlanSheets(programme);
  const isCurrent = shownName === current;
  const title = say(planWords.titleOf, { year });
  return (
    <Page title={title}
      lead={plan && (
        <span className="plan-lead">
          <PlanStateTag state={plan.state} />
          {version && (
            <VersionSelect plan={plan} chosen={shownName}
              onChange={(name) => change({ version: name === current ? ''
                : names.planVersion.parse(name)?.version ?? '' })} />
          )}
          <span>{plan.note}</span>
        </span>)}
      actions={plan && (
        <>
          {mayPlan && <SolveButton plan={plan} running={running} />}
          {mayPlan && version && <ProposeButton plan={plan} />}
          {office && plan.state === AnnualPlan_State.PROPOSED && (
            <ConfirmButton plan={plan} disabled={running} />
          )}
          <ExportButton name={title} disabled={!version || !called.complete}
            sheet={() => (version ? sheets(version, called) : [])} />
        </>)}>
      <ReadOnly unless={office} />
      <Answer of={query}>{(shown) => (
        <>
          <PlanLinks programme={programme} year={year}
            version={state.version} />
          <RunPanel run={run} mayStop={office} called={called} />
          {shownName === '' && !running && (
            <Nothing title={say(words.notSolved)}
              hint={say(words.notSolvedHint)} />
          )}
          {!isCurrent && (
            <Alert className="page-alert no-print" type="info" showIcon
              title={say(words.old)} action={(
                <Button onClick={() => change({ version: '' })}>
                  {say(words.toCurrent)}
                </Button>)} />
          )}
          <Waiting plan={shown} of={answers} />
          {shownName !== '' && (
            <Answer of={versionQuery} rows={12}>{(whole) => (
              <>
                <WorthPanel version={whole} called={called} />
                <FloorsAlert version={whole} called={called} />
                <DemandsPanel plan={shown} called={called}
                  mayRelease={mayPlan} />
                <Toolbar state={state} change={change} />
                {state.view === 'units' && mayPlan && isCurrent && (
                  <p className="quiet no-print">{say(words.dragHint)}</p>
                )}
                <Views plan={shown} version={whole} programme={programme}
                  state={state} called={called} answers={answers}
                  mayChange={office && isCurrent && !running} />
              </>
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
