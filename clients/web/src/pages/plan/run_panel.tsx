// Solving a plan: beginning, how far it is, stopping, and what came of it.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { Alert, App, Button, Checkbox, Input, Modal, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { common } from '../../app/texts';
import { formatMoney } from '../../format';
import {
  AssignmentRun_State, AssignmentService, type AnnualPlan, type AssignmentRun,
  type RuleCase,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Facts, Panel } from '../../parts/page';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { afterIds, coarse } from './plan_model';
import {
  boardWords, planWords, runStateLabels, runWords as words,
} from './texts';
import { gapText, useRefreshPlan, type PlanNames } from './use_plan';

// How often a run is asked how far it is.
const ASKED_EVERY_MS = 600;

// The run under way or the last one; asks again while it is under way, and for
// the plan once it has ended.
export function useRun(plan: AnnualPlan | undefined): AssignmentRun | undefined {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  const name = plan?.lastRun ?? '';
  const run = useQuery(AssignmentService.method.getAssignmentRun, { name }, {
    enabled: name !== '',
    refetchInterval: ({ state }) =>
      (state.data?.state === AssignmentRun_State.RUNNING ? ASKED_EVERY_MS
        : false),
  }).data;
  const watched = useRef('');
  useEffect(() => {
    if (!run) return;
    if (run.state === AssignmentRun_State.RUNNING) watched.current = run.name;
    else if (watched.current === run.name) {
      watched.current = '';
      void refresh();
      if (run.state === AssignmentRun_State.SUCCEEDED) {
        void message.success(say(words.done));
      }
    }
  }, [run, refresh, message, say]);
  return run;
}

// The dialog that begins a run: what is filled in, and beginning it.
function useSolve({ name }: AnnualPlan) {
  const refresh = useRefreshPlan();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [anew, setAnew] = useState(false);
  const solve = useMutation(AssignmentService.method.solveAnnualPlan, {
    onSuccess: () => {
      setOpen(false);
      setReason('');
      void refresh();
    },
  });
  return { open, setOpen, reason, setReason, anew, setAnew, error: solve.error,
    isPending: solve.isPending,
    begin: () => solve.mutate({ name, reason: reason.trim(), anew }) };
}

export function SolveButton({ plan, running }: {
  plan: AnnualPlan;
  running: boolean;
}) {
  const say = useSay();
  const draft = useSolve(plan);
  const first = plan.versionCount === 0;
  const name = say(first ? words.solve : words.solveAgain);
  return (
    <>
      <Button type={first ? 'primary' : 'default'} disabled={running}
        onClick={() => draft.setOpen(true)}>{name}</Button>
      <Modal open={draft.open} onCancel={() => draft.setOpen(false)}
        okText={name} title={say(words.solveTitle)}
        cancelText={say(common.cancel)}
        okButtonProps={{ loading: draft.isPending }} onOk={draft.begin}>
        {draft.error && <Failure error={draft.error} />}
        <Field label={say(planWords.reason)}>{({ id }) => (
          <Input id={id} value={draft.reason} maxLength={500}
            onChange={(e) => draft.setReason(e.target.value)} />
        )}</Field>
        {!first && (
          <Checkbox checked={draft.anew} className="dialog-check"
            onChange={(e) => draft.setAnew(e.target.checked)}>
            {say(words.anew)}
          </Checkbox>
        )}
      </Modal>
    </>
  );
}

function Running({ run, mayStop }: { run: AssignmentRun; mayStop: boolean }) {
  const say = useSay();
  const { language } = useLanguage();
  const refresh = useRefreshPlan();
  const tellFailure = useTellFailure();
  const cancel = useMutation(AssignmentService.method.cancelAssignmentRun,
    { onSettled: () => void refresh(), onError: tellFailure });
  const done = run.mostSteps > 0n
    ? Number((run.steps * 100n) / run.mostSteps) : 0;
  return (
    <Panel title={say(runStateLabels[run.state])} className="no-print"
      extra={mayStop && (run.cancelRequested
        ? say(words.cancelled)
        : (
          <Button size="small" danger loading={cancel.isPending}
            onClick={() => cancel.mutate({ name: run.name })}>
            {say(words.cancel)}
          </Button>))}>
      <Progress percent={Math.min(100, done)} aria-label={say(words.progress)} />
      {run.hasPlan
        ? (
          <Facts of={[
            [say(words.found), formatMoney(coarse(run.valueFen), language)],
            [say(boardWords.bound), formatMoney(
            coarse(run.boundFen, true), language)],
            [say(planWords.quality), gapText(say, run.gapBasisPoints)],
          ]} />)
        : <p className="quiet">{say(words.noPlanYet)}</p>}
    </Panel>
  );
}

// Rules in words, with what their units and projects are called.
export function RuleList({ rules, called }: {
  rules: readonly RuleCase[];
  called: PlanNames;
}) {
  const say = useSay();
  const local = useLocal();
  const about = (rule: RuleCase) => [
    rule.supporter && called.unit(rule.supporter),
    rule.project && called.project(rule.project),
    rule.fundKind && called.fundKind(rule.fundKind),
  ].filter(Boolean).join(say(common.and));
  return (
    <ul className="prose">
      {rules.map((rule, i) => (
        <li key={i}>{about(rule)} {afterIds(local(rule.text))}</li>
      ))}
    </ul>
  );
}

// The run under way, or why the last one made no version.
export function RunPanel({ run, hasVersion, mayStop, called }: {
  run: AssignmentRun | undefined;
  // Whether there is a version from before.
  hasVersion: boolean;
  mayStop: boolean;
  called: PlanNames;
}) {
  const say = useSay();
  const local = useLocal();
  if (!run || run.state === AssignmentRun_State.SUCCEEDED) return null;
  if (run.state === AssignmentRun_State.RUNNING) {
    return <Running run={run} mayStop={mayStop} />;
  }
  const clash = run.state === AssignmentRun_State.INFEASIBLE;
  return (
    <Alert className="page-alert no-print" showIcon
      type={run.state === AssignmentRun_State.CANCELLED ? 'info' : 'warning'}
      title={say(runStateLabels[run.state])}
      description={clash
        ? <>{say(words.clash)}<RuleList rules={run.clash} called={called} /></>
        : run.failure ? say(words.failure, { why: local(run.failure) })
          : say(hasVersion ? words.noVersion : words.noVersionYet)} />
  );
}
