// What other weights would change for every supporter: whose list of ten gets
// other projects, and which.
import { createClient, type Transport } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import {
  MatchingService, type CriterionWeight, type ListedProject,
  type RecommendProjectsToAllResponse,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Panel } from '../../parts/page';
import { useTellFailure } from '../../parts/tell_failure';
import { weightsWords as words } from './texts';

export const LISTED = 10;
const SUPPORTERS_A_PAGE = 15;
const LONGEST_MS = 10 * 60_000;

export type ListForOne = RecommendProjectsToAllResponse;

export interface ListsForAll {
  weights: readonly CriterionWeight[];
  // Those that change most first.
  lists: readonly ListForOne[];
}

// What the weights bring into the list.
export const entering = (list: ListForOne): ListedProject[] =>
  list.projects.filter((p) => p.rankInForce === 0 || p.rankInForce > LISTED);

async function rankForAll(transport: Transport, programme: string,
    weights: readonly CriterionWeight[], tell: (share: number) => void):
    Promise<ListsForAll> {
  const lists: ListForOne[] = [];
  const client = createClient(MatchingService, transport);
  for await (const list of client.recommendProjectsToAll({
    parent: names.programme.format({ programme }), weights: [...weights],
    listSize: LISTED }, { timeoutMs: LONGEST_MS })) {
    lists.push(list);
    tell(lists.length / Math.max(1, list.supporterCount));
  }
  lists.sort((a, b) => b.enteredSize - a.enteredSize);
  return { weights, lists };
}

// The lists for the weights last asked for.
export function useListsForAll(programme: string) {
  const transport = useTransport();
  const [share, setShare] = useState(0);
  const run = useMutation({
    mutationFn: (weights: readonly CriterionWeight[]) => {
      setShare(0);
      return rankForAll(transport, programme, weights, setShare);
    },
    onError: useTellFailure(),
  });
  return { run, share };
}

function ListsTable({ lists }: { lists: readonly ListForOne[] }) {
  const say = useSay();
  const local = useLocal();
  return (
    <DataTable<ListForOne> label={say(words.forAll)} size="small"
      rowKey="supporter" dataSource={[...lists]} scroll={{ x: 760 }}
      pagination={{ pageSize: SUPPORTERS_A_PAGE, hideOnSinglePage: true,
        showSizeChanger: false }}
      columns={[
        { title: say(words.supporter), key: 'supporter', width: 200,
          render: (_, l) => local(l.displayName, idOf(l.supporter)) },
        { title: say(words.enteredCount), key: 'entered', width: 110,
          className: 'number', align: 'right', render: (_, l) =>
            (l.withoutProfile ? '—' : l.enteredSize) },
        { title: say(words.entered), key: 'projects',
          render: (_, l) => (l.withoutProfile
            ? <span className="quiet">{say(words.withoutProfile)}</span>
            : entering(l).map((p) => say(words.enters, {
              rank: p.rank, project: local(p.displayName, idOf(p.project)) }))
              .join(say(words.comma)) || '—') },
      ]} />
  );
}

export function WeightsForAll({ of: { run, share }, weights }: {
  of: ReturnType<typeof useListsForAll>;
  weights: readonly CriterionWeight[];
}) {
  const say = useSay();
  const changed = run.data?.lists.filter((l) => l.enteredSize > 0) ?? [];
  return (
    <Panel title={say(words.forAll)} extra={say(words.forAllHint)}>
      <div className="weights-stack">
        <div className="no-print">
          <Button loading={run.isPending} disabled={weights.length === 0}
            onClick={() => run.mutate(weights)}>
            {say(words.tryForAll)}
          </Button>
        </div>
        {run.isPending && (
          <Progress percent={Math.round(share * 100)}
            aria-label={say(words.forAll)} />
        )}
        {run.data && (
          <>
            <p role="status">
              {say(words.forAllSum, { n: run.data.lists.length,
                changed: changed.length })}
              {run.data.weights !== weights && (
                <span className="quiet"> {say(words.forAllStale)}</span>
              )}
            </p>
            <ListsTable lists={run.data.lists} />
          </>
        )}
      </div>
    </Panel>
  );
}
