// Solving a timetable: beginning, how far it is, stopping, and what came of it.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { Alert, App, Button, Checkbox, Input, Modal, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { common } from '../../app/texts';
import { formatCount } from '../../format';
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  TimetableRun_State, TimetableService, type TimetableRun,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Facts, Panel } from '../../parts/page';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { scoreOf } from '../competition/call_draft';
import { pairingWords } from './participant_texts';
import { runStateLabels, runWords as words } from './timetable_texts';
import { useRefreshFair } from './use_fair';

// How often a run is asked how far it is.
const ASKED_EVERY_MS = 600;

// The run under way or the last one; asks again while it is under way, and for
// the fair once it has ended.
export function useRun(fair: Fair | undefined): TimetableRun | undefined {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const name = fair?.lastRun ?? '';
  const known = fair !== undefined;
  const run = useQuery(TimetableService.method.getTimetableRun, { name }, {
    enabled: name !== '',
    refetchInterval: ({ state }) =>
      (state.data?.state === TimetableRun_State.RUNNING ? ASKED_EVERY_MS
        : false),
  }).data;
  // The run and its state as last seen; undefined: nothing is known yet.
  const seen = useRef<string | undefined>(undefined);
  useEffect(() => {
    const now = run ? `${run.name} ${run.state}` : name === '' ? '' : undefined;
    const before = seen.current;
    if (!known || now === undefined || now === before) return;
    seen.current = now;
    if (before === undefined || !run ||
        run.state === TimetableRun_State.RUNNING) return;
    void refresh();
    if (run.state === TimetableRun_State.SUCCEEDED) {
      void message.success(say(words.done));
    }
  }, [known, name, run, refresh, message, say]);
  return run;
}

export function SolveDialog({ name, suggesting = false, onClose, onBegun }: {
  // The fair's.
  name: string;
  // Pairs that nobody asked for are in it from the beginning.
  suggesting?: boolean;
  onClose: () => void;
  onBegun?: () => void;
}) {
  const say = useSay();
  const refresh = useRefreshFair();
  const [withSuggestions, setSuggestions] = useState(suggesting);
  const [anew, setAnew] = useState(false);
  const [least, setLeast] = useState('');
  const leastScore = scoreOf(least);
  const solve = useMutation(TimetableService.method.solveTimetable, {
    onSuccess: () => {
      void refresh();
      onClose();
      onBegun?.();
    },
  });
  return (
    <Modal open onCancel={onClose} title={say(words.solveTitle)}
      okText={say(words.begin)} cancelText={say(common.cancel)}
      okButtonProps={{ loading: solve.isPending,
        disabled: leastScore === undefined }}
      onOk={() => solve.mutate({ name, withSuggestions, anew,
        leastScore: withSuggestions ? leastScore ?? 0 : 0 })}>
      {solve.error && <Failure error={solve.error} />}
      <p className="dialog-lead">{say(words.solveHint)}</p>
      <div className="share-form">
        <Checkbox checked={withSuggestions}
          onChange={(e) => setSuggestions(e.target.checked)}>
          {say(words.suggestions)}
        </Checkbox>
        {withSuggestions && (
          <Field label={say(words.leastScore)}
            hint={say(pairingWords.leastScoreHint)}
            fault={leastScore === undefined ? say(pairingWords.badScore) : ''}>
            {(bound) => (
              <Input {...bound} inputMode="decimal" value={least}
                onChange={(e) => setLeast(e.target.value)} />)}</Field>
        )}
        <Checkbox checked={anew} onChange={(e) => setAnew(e.target.checked)}>
          {say(words.anew)}
        </Checkbox>
      </div>
    </Modal>
  );
}

export function SolveButton({ fair, running, first }: {
  fair: Fair;
  running: boolean;
  // Nothing was solved yet.
  first: boolean;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type={first ? 'primary' : 'default'} disabled={running}
        onClick={() => setOpen(true)}>{say(words.solve)}</Button>
      {open && (
        <SolveDialog name={fair.name} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function Running({ run, mayStop }: { run: TimetableRun; mayStop: boolean }) {
  const say = useSay();
  const refresh = useRefreshFair();
  const onError = useTellFailure();
  const cancel = useMutation(TimetableService.method.cancelTimetableRun,
    { onSettled: () => void refresh(), onError });
  const done = run.mostSteps > 0n
    ? Number((run.steps * 100n) / run.mostSteps) : 0;
  return (
    <Panel title={say(runStateLabels[run.state])} className="no-print"
      extra={mayStop && (run.cancelRequested
        ? say(words.stopping)
        : (
          <Button size="small" danger loading={cancel.isPending}
            onClick={() => cancel.mutate({ name: run.name })}>
            {say(words.cancel)}
          </Button>))}>
      <Progress percent={Math.min(100, done)} aria-label={say(words.progress)} />
      {run.hasTimetable
        ? (
          <Facts of={[
            [say(words.worth), formatCount(run.importance)],
            [say(words.bound), formatCount(run.importanceBound)],
            [say(words.breaks), formatCount(run.breaks)],
          ]} />)
        : <p className="quiet">{say(words.notYet)}</p>}
    </Panel>
  );
}

// The run under way, what the last one found, or why it found nothing.
export function RunPanel({ run, mayStop }: {
  run: TimetableRun | undefined;
  mayStop: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  if (!run) return null;
  if (run.state === TimetableRun_State.RUNNING) {
    return <Running run={run} mayStop={mayStop} />;
  }
  if (run.state === TimetableRun_State.SUCCEEDED) {
    return (
      <p className="quiet run-line no-print">
        {say(words.placed, { placed: run.placed, wanted: run.wanted })}{' · '}
        {say(words.breaks)} {formatCount(run.breaks)}{' · '}
        {run.provedBest ? say(words.proved)
          : `${say(words.worth)} ${formatCount(run.importance)}, ${
            say(words.bound)} ${formatCount(run.importanceBound)}`}
      </p>
    );
  }
  const clash = run.state === TimetableRun_State.INFEASIBLE;
  return (
    <Alert className="page-alert no-print" showIcon
      type={run.state === TimetableRun_State.CANCELLED ? 'info' : 'warning'}
      title={say(runStateLabels[run.state])}
      description={clash
        ? (
          <>
            {say(words.clash)}
            <ul className="prose">
              {run.clash.map((demand, i) => (
                <li key={i}>{local(demand.text)}</li>
              ))}
            </ul>
          </>)
        : local(run.failure, say(words.nothing))} />
  );
}
