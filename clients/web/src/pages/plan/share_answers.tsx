// What supporters and counties have answered to the proposed shares, for the
// office.
import { useTransport } from '@connectrpc/connect-query';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatWan } from '../../format';
import {
  PlanShare_State, type PlanShare,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import { Answer, Nothing } from '../../parts/states';
import { everyPlanShare } from './every_plan_share';
import { AnswerText, ShareStateTag } from './plan_state_tag';
import {
  answersWords as words, planWords, shareStateLabels,
} from './texts';
import type { PlanNames } from './use_plan';

const STATES = [PlanShare_State.OFFERED, PlanShare_State.ACCEPTED,
  PlanShare_State.DECLINED, PlanShare_State.COUNTERED];

// The shares of the version that is proposed; what others declined before is
// among the demands.
export function useProposedShares(plan: string, version: string) {
  const asked = useQuery({ ...everyPlanShare(useTransport(), plan),
    enabled: version !== '' });
  const shares = (asked.data ?? []).filter(
    (s) => s.version === version);
  const count = (state: PlanShare_State) =>
    shares.filter((s) => s.state === state).length;
  return { asked, shares, count };
}

function AnswerTable({ shares, called }: {
  shares: readonly PlanShare[];
  called: PlanNames;
}) {
  const say = useSay();
  return (
    <DataTable<PlanShare> label={say(words.title)} rowKey="name"
      dataSource={shares} size="small" scroll={{ x: 1080 }}
      pagination={{ pageSize: 100, hideOnSinglePage: true,
        showSizeChanger: false }}
      columns={[
        { title: say(common.project), key: 'project', width: 240,
          render: (_, s) => called.project(s.project) },
        { title: say(planWords.supporter), key: 'unit', width: 140,
          render: (_, s) => called.unit(s.supporter) },
        { title: say(common.fundKind), key: 'kind', width: 110,
          render: (_, s) => called.fundKind(s.fundKind) },
        { title: say(common.amountWan), key: 'fen', width: 120,
          align: 'right', className: 'number',
          render: (_, s) => formatWan(s.amountFen) },
        { title: say(planWords.state), key: 'state', width: 110,
          render: (_, s) => <ShareStateTag state={s.state} /> },
        { title: say(words.supporterSays), key: 'supporter', width: 180,
          render: (_, s) => <AnswerText of={s.supporterAnswer} /> },
        { title: say(words.recipientSays), key: 'recipient', width: 180,
          render: (_, s) => <AnswerText of={s.recipientAnswer} /> },
      ]} />
  );
}

export function ShareAnswers({ of: { asked, shares, count }, called }: {
  of: ReturnType<typeof useProposedShares>;
  called: PlanNames;
}) {
  const say = useSay();
  const [state, setState] = useState(0);
  const shown = shares.filter((s) => state === 0 || s.state === state);
  return (
    <Answer of={asked}>{() => (shares.length === 0
      ? <Nothing title={say(words.notProposed)} hint={say(words.noneHint)} />
      : (
        <>
          <div className="toolbar no-print">
            <Segmented<number> value={state} onChange={setState}
              className="states" aria-label={say(planWords.state)}
              options={[{ value: 0, label: `${say(common.all)} ${shares.length}` },
                ...STATES.map((s) => ({ value: s as number,
                  label: `${say(shareStateLabels[s])} ${count(s)}` }))]} />
          </div>
          <AnswerTable shares={shown} called={called} />
        </>
      ))}</Answer>
  );
}
