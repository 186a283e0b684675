// The applications to a call that one may see, and one's own at work.
import { PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatWan } from '../../format';
import {
  Application_State, Call_State, CompetitionService, type Application,
  type ApplicationScores, type Call,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Panel } from '../../parts/page';
import { Answer, Nothing, type Asked } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ApplicationDialog } from './application_dialog';
import { ScoreDialog } from './score_dialog';
import { ApplicationStateTag } from './state_tags';
import {
  applicationWords as words, scoreWords,
} from './texts';
import { takesApplications, useRefreshCalls } from './use_competition';

// Taking an application back, which can be undone as long as the call is open.
function useWithdraw() {
  const say = useSay();
  const { notification } = App.useApp();
  const refresh = useRefreshCalls();
  const onError = useTellFailure();
  const { method } = CompetitionService;
  const submit = useMutation(method.submitApplication, { onError,
    onSuccess: ({ name }) => {
      notification.success({ key: name, title: say(words.submitted),
        duration: 3 });
      void refresh();
    } });
  const withdraw = useMutation(method.withdrawApplication, { onError,
    onSuccess: ({ name }) => {
      notification.success({ key: name, title: say(words.withdrawn),
        duration: 8, actions: (
          <Button size="small" onClick={() => submit.mutate({ name })}>
            {say(common.undo)}
          </Button>) });
      void refresh();
    } });
  return {
    withdraw: ({ name, etag }: Application) => withdraw.mutate({ name, etag }),
    submit: ({ name, etag }: Application) => submit.mutate({ name, etag }),
  };
}

interface RowActionsProps {
  application: Application;
  title: string;
  // One's own, while applications are taken.
  mayChange: boolean;
  mayScore: boolean;
  scored: boolean;
  onChange: () => void;
  onScore: () => void;
}

function RowActions({ application, title, mayChange, mayScore, scored,
  onChange, onScore }: RowActionsProps) {
  const say = useSay();
  const { withdraw, submit } = useWithdraw();
  const button = (text: string, act: () => void) => (
    <Button size="small" aria-label={`${text}: ${title}`} onClick={act}>
      {text}
    </Button>
  );
  const submitted = application.state === Application_State.SUBMITTED;
  return (
    <span className="panel-tools no-print">
      {mayChange && submitted && button(say(words.change), onChange)}
      {mayChange && submitted && button(say(words.withdraw),
        () => withdraw(application))}
      {mayChange && application.state === Application_State.WITHDRAWN &&
        button(say(words.submit), () => submit(application))}
      {mayScore && submitted && button(
        say(scored ? scoreWords.rescore : scoreWords.score), onScore)}
    </span>
  );
}

interface ApplicationsPanelProps {
  programme: string;
  call: Call;
  applications: Asked<Application[]>;
  scores: ReadonlyMap<string, ApplicationScores>;
  called: (project: string) => string;
  // The units that one receives for, with those below; none: one does not.
  recipients: readonly string[];
  office: boolean;
  // Who scores: `people/{person}`.
  person: string;
  // Whether one sees everybody's.
  seesAll: boolean;
  // Whether one's own are among them.
  isOwn: (application: Application) => boolean;
}

function ApplicationTable(props: ApplicationsPanelProps & {
  rows: readonly Application[];
  onChange: (application: Application) => void;
  onScore: (application: Application) => void;
}) {
  const say = useSay();
  const { programme, call, rows, scores, called, office, person, isOwn } = props;
  const open = takesApplications(call);
  const mayScore = office && call.state === Call_State.SCORING;
  const sheets = (a: Application) => scores.get(idOf(a.name))?.sheets ?? [];
  return (
    <DataTable<Application> label={say(words.title)} rowKey="name"
      dataSource={rows} size="small" scroll={{ x: 900 }}
      pagination={{ pageSize: 100, hideOnSinglePage: true,
        showSizeChanger: false }}
      expandable={{ rowExpandable: (a) => a.statement !== '',
        expandedRowRender: (a) => <p className="prose">{a.statement}</p> }}
      columns={[
        { title: say(words.project), key: 'project', width: 260,
          render: (_, a) => (
            <Link to={paths.project(programme, idOf(a.project))}>
              {called(a.project)}
            </Link>) },
        { title: say(words.askedWan), key: 'asked', width: 130, align: 'right',
          className: 'number', render: (_, a) => formatWan(a.amountFen) },
        { title: say(words.leastWan), key: 'least', width: 140, align: 'right',
          className: 'number', render: (_, a) => (a.leastAmountFen === 0n
            ? <span className="quiet">{say(words.onlyAll)}</span>
            : formatWan(a.leastAmountFen)) },
        { title: say(common.state), key: 'state', width: 110,
          render: (_, a) => <ApplicationStateTag state={a.state} /> },
        { title: say(common.actions), key: 'actions', width: 220,
          render: (_, a) => (
            <RowActions application={a} title={called(a.project)}
              mayChange={open && (office || isOwn(a))} mayScore={mayScore}
              scored={sheets(a).some((s) => s.assessor === person)}
              onChange={() => props.onChange(a)}
              onScore={() => props.onScore(a)} />) },
      ]} />
  );
}

export function ApplicationsPanel(props: ApplicationsPanelProps) {
  const say = useSay();
  const { programme, call, applications, scores, called, recipients, office,
    person, seesAll } = props;
  const [applying, setApplying] = useState(false);
  const [changed, setChanged] = useState<Application | undefined>();
  const [scored, setScored] = useState<Application | undefined>();
  const mayApply = takesApplications(call) && (office || recipients.length > 0);
  const list = applications.data ?? [];
  const apply = mayApply && (
    <Button type="primary" icon={<PlusOutlined />} className="no-print"
      onClick={() => setApplying(true)}>{say(words.apply)}</Button>
  );
  return (
    <Panel title={say(words.title)} extra={list.length > 0 && apply}>
      <Answer of={applications}>{(rows) => (rows.length === 0
        ? (
          <Nothing title={say(words.none)}
            hint={seesAll ? '' : say(words.noneSeen)}>{apply}</Nothing>)
        : (
          <ApplicationTable {...props} rows={rows} onChange={setChanged}
            onScore={setScored} />
        ))}</Answer>
      {(applying || changed) && (
        <ApplicationDialog programme={programme} call={call}
          application={changed} recipients={office ? [] : recipients}
          taken={new Set(list.map((a) => a.project))}
          onClose={() => {
            setApplying(false);
            setChanged(undefined);
          }} />
      )}
      {scored && (
        <ScoreDialog call={call} application={scored} person={person}
          scores={scores.get(idOf(scored.name))} title={called(scored.project)}
          onClose={() => setScored(undefined)} />
      )}
    </Panel>
  );
}

