// Who has too few or too many requests; suggestions in bulk; the best set of
// meetings of the whole fair.
import { Button } from 'antd';
import { useQuery } from '@connectrpc/connect-query';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatScore } from '../../format';
import {
  Fair_State, FairService, PairingLine_Balance, type MeetingRequest,
  type PairingLine,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { sideLabels } from '../../labels';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { choiceParam, useUrlState } from '../../url_state';
import { useProjectNames } from '../competition/use_competition';
import { FairFrame } from './fair_frame';
import {
  balanceLabels, kindLabels, pairingWords as words, participantWords,
  requestStateText, requestWords,
} from './participant_texts';
import { withProject } from './requests_view';
import { SolveDialog } from './run_panel';
import { BalanceTag, RequestStateTag } from './state_tags';
import { SuggestDialog } from './suggest_dialog';
import {
  useFairActing, useFairPlace, useRequests, useUnitName,
} from './use_fair';

const spec = { only: choiceParam(['', '1', '2', '3'], '') };

const counts = ['asked', 'askedFor', 'agreed', 'unanswered', 'meetings'] as const;

function LineTable({ programme, fair, lines }: {
  programme: string;
  fair: string;
  lines: readonly PairingLine[];
}) {
  const say = useSay();
  const local = useLocal();
  return (
    <DataTable<PairingLine> label={say(words.title)} rowKey="unit" size="small"
      dataSource={lines} scroll={{ x: 820 }} columns={[
        { title: say(participantWords.unit), key: 'unit', width: 200,
          render: (_, l) => (
            <Link to={paths.participant(programme, fair, idOf(l.unit))}>
              {local(l.displayName, idOf(l.unit))}
            </Link>) },
        { title: say(participantWords.side), key: 'side', width: 90,
          render: (_, l) => say(sideLabels[l.side]) },
        ...counts.map((key) => ({ title: say(words[key]), key, width: 90,
          align: 'right' as const, className: 'number',
          render: (_: unknown, l: PairingLine) => l[key] })),
        { title: say(words.most), key: 'most', width: 80, align: 'right',
          className: 'number', render: (_, l) => l.mostMeetings || '—' },
        { title: say(words.balance), key: 'balance', width: 100,
          render: (_, l) => <BalanceTag state={l.balance} /> },
      ]} />
  );
}

const BALANCES = [[PairingLine_Balance.TOO_FEW, words.tooFew],
  [PairingLine_Balance.ENOUGH, words.enough],
  [PairingLine_Balance.TOO_MANY, words.tooMany]] as const;

// How many are how; each narrows the table to them.
function Tiles({ lines, only, onChoose }: {
  lines: readonly PairingLine[];
  only: string;
  onChoose: (only: '' | '1' | '2' | '3') => void;
}) {
  const say = useSay();
  return (
    <ul className="tiles work-kinds">
      {BALANCES.map(([balance, text]) => {
        const n = lines.filter((l) => l.balance === balance).length;
        const key = String(balance) as '1' | '2' | '3';
        return (
          <li key={key}>
            <button type="button" className="work-kind"
              aria-pressed={only === key}
              onClick={() => onChoose(only === key ? '' : key)}>
              <span className="tile-number number">{n}</span>
              <span className="quiet">{say(text)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

// All requests of the fair.
function RequestsPanel({ programme, requests }: {
  programme: string;
  requests: readonly MeetingRequest[];
}) {
  const say = useSay();
  const unitName = useUnitName(programme);
  const { called } = useProjectNames(programme,
    useMemo(() => withProject(requests), [requests]));
  if (requests.length === 0) return null;
  return (
    <Panel title={say(words.requests)} extra={requests.length}>
      <DataTable<MeetingRequest> label={say(words.requests)} rowKey="name"
        size="small" dataSource={requests} scroll={{ x: 880 }}
        pagination={{ pageSize: 50, hideOnSinglePage: true,
          showSizeChanger: false }} columns={[
          { title: say(requestWords.supporter), key: 'supporter', width: 170,
            render: (_, r) => unitName(r.supporter) },
          { title: say(requestWords.recipient), key: 'recipient', width: 150,
            render: (_, r) => unitName(r.recipient) },
          { title: say(requestWords.askedBy), key: 'by', width: 100,
            render: (_, r) => say(r.suggested ? requestWords.organisers
              : sideLabels[r.askedBy]) },
          { title: say(requestWords.kind), key: 'kind', width: 100,
            render: (_, r) => say(kindLabels[r.kind]) },
          { title: say(common.project), key: 'project', width: 200,
            render: (_, r) => r.project && called(r.project) },
          { title: say(common.score), key: 'score', width: 80, align: 'right',
            className: 'number', render: (_, r) => formatScore(r.score) },
          { title: say(common.state), key: 'state', width: 110,
            render: (_, r) => <RequestStateTag of={r} /> },
        ]} />
    </Panel>
  );
}

function usePairingSheets(programme: string) {
  const say = useSay();
  const local = useLocal();
  const unitName = useUnitName(programme);
  return (lines: readonly PairingLine[],
      requests: readonly MeetingRequest[]) => [{
    title: say(words.title),
    columns: [{ heading: say(participantWords.unit), width: 30 },
      { heading: say(participantWords.side), width: 10 },
      ...counts.map((key) => ({ heading: say(words[key]), width: 12 })),
      { heading: say(words.balance), width: 12 }],
    rows: lines.map((l) => [local(l.displayName, idOf(l.unit)),
      say(sideLabels[l.side]), ...counts.map((key) => l[key]),
      say(balanceLabels[l.balance])]),
  }, {
    title: say(words.requests),
    columns: [{ heading: say(requestWords.supporter), width: 30 },
      { heading: say(requestWords.recipient), width: 30 },
      { heading: say(requestWords.kind), width: 14 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.score), width: 10 },
      { heading: say(common.state), width: 12 },
      { heading: say(requestWords.text), width: 50 }],
    rows: requests.map((r) => [unitName(r.supporter), unitName(r.recipient),
      say(kindLabels[r.kind]), r.project && idOf(r.project), r.score / 100,
      say(requestStateText(r)), r.text]),
  }];
}

export function PairingPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme, id, name } = useFairPlace();
  const { organises } = useFairActing(programme);
  const [state, change] = useUrlState(spec);
  const [dialog, setDialog] = useState<'suggest' | 'solve' | undefined>();
  const review = useQuery(FairService.method.reviewPairing, { name });
  const requests = useRequests(name).data ?? NO_REQUESTS;
  const sheets = usePairingSheets(programme);
  const lines = review.data?.lines ?? [];
  const shown = lines.filter((l) =>
    state.only === '' || String(l.balance) === state.only);
  return (
    <FairFrame title={say(words.title)} lead={() => say(words.lead)}
      actions={(fair) => (
        <>
          <ExportButton sheet={() => sheets(lines, requests)}
            disabled={lines.length === 0} />
          {organises && fair.state === Fair_State.OPEN && (
            <>
              <Button onClick={() => setDialog('solve')}>
                {say(words.solve)}
              </Button>
              <Button type="primary" onClick={() => setDialog('suggest')}>
                {say(words.suggest)}
              </Button>
            </>
          )}
        </>
      )}>{() => (
        <>
          <Answer of={review}>{() => (lines.length === 0
            ? <Nothing title={say(participantWords.none)} />
            : (
              <>
                <Panel>
                  <Tiles lines={lines} only={state.only}
                    onChoose={(only) => change({ only })} />
                </Panel>
                <LineTable programme={programme} fair={id} lines={shown} />
              </>
            ))}</Answer>
          <div className="below">
            <RequestsPanel programme={programme} requests={requests} />
          </div>
          {dialog === 'suggest' && (
            <SuggestDialog name={name} programme={programme}
              onClose={() => setDialog(undefined)} />
          )}
          {dialog === 'solve' && (
            <SolveDialog name={name} suggesting
              onClose={() => setDialog(undefined)}
              onBegun={() => void navigate(paths.timetable(programme, id))} />
          )}
        </>
      )}</FairFrame>
  );
}

const NO_REQUESTS: readonly MeetingRequest[] = [];
