// A split with its arithmetic, and writing it as quotas.
import { createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { common } from '../../app/texts';
import { formatWan } from '../../format';
import {
  SplitShare_Bound, type SplitShare,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import {
  ProfilesService, type Quota,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useSay } from '../../i18n/say';
import { names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { boundLabels, factorWords as words } from './texts';

const MOST = 1000;
const MILLIONTHS_PER_PERCENT = 10_000;

export const percentOf = (millionths: number) =>
  `${(millionths / MILLIONTHS_PER_PERCENT).toFixed(4)}%`;

export const sumOf = (shares: readonly SplitShare[]) =>
  shares.reduce((sum, s) => sum + s.amountFen, 0n);

export function ResultTable({ shares, factors, called }: {
  shares: readonly SplitShare[];
  // What they are called.
  factors: readonly string[];
  called: (name: string) => string;
}) {
  const say = useSay();
  const number = { align: 'right' as const, className: 'number' };
  return (
    <DataTable<SplitShare> label={say(words.result)} rowKey="subject"
      dataSource={shares} size="small"
      scroll={{ x: 620 + factors.length * 120 }}
      columns={[
        { title: say(words.target), key: 'target', width: 200,
          render: (_, s) => called(s.subject) },
        ...factors.map((factor, j) => ({
          title: say(words.partOf, { factor }), key: `factor-${j}`, width: 120,
          ...number, render: (_: unknown, s: SplitShare) =>
            percentOf(s.factorParts[j] ?? 0) })),
        { title: say(words.weighted), key: 'weighted', width: 110, ...number,
          render: (_, s) => percentOf(s.weightedPart) },
        { title: say(words.unbounded), key: 'unbounded', width: 130, ...number,
          render: (_, s) => formatWan(s.unboundedFen) },
        { title: say(words.bound), key: 'bound', width: 110,
          render: (_, s) => (s.bound === SplitShare_Bound.NONE ? ''
            : say(boundLabels[s.bound])) },
        { title: say(words.gets), key: 'gets', width: 130, ...number,
          render: (_, s) => (
            <strong title={s.roundedUp ? say(words.rounded) : ''}>
              {formatWan(s.amountFen)}
            </strong>) },
      ]}
      summary={() => (
        <tr className="table-total">
          <td className="ant-table-cell" colSpan={factors.length + 4}>
            {say(words.sum)}
          </td>
          <td className="ant-table-cell number" style={{ textAlign: 'right' }}>
            {formatWan(sumOf(shares))}
          </td>
        </tr>
      )} />
  );
}

interface WriteProps {
  programme: string;
  shares: readonly SplitShare[];
  year: number;
  fundKind: string;
}

// Replaces what is there, then makes the others together. What was written
// before a refusal is there; writing again goes on from it.
function useWriteQuotas({ programme, shares, year, fundKind }: WriteProps,
    known: ReadonlyMap<string, Quota>) {
  const say = useSay();
  const client = createClient(ProfilesService, useTransport());
  const parent = names.programme.format({ programme });
  return async () => {
    const given = shares.filter((s) => s.amountFen > 0n);
    for (const { subject, amountFen } of given) {
      const quota = known.get(subject);
      if (!quota || quota.amountFen === amountFen) continue;
      await client.updateQuota({ updateMask: { paths: ['amount_fen'] },
        quota: { name: quota.name, etag: quota.etag, amountFen } });
    }
    const requests = given.filter((s) => !known.has(s.subject)).map((s) => ({
      parent, quota: { unit: s.subject, year, fundKind,
        amountFen: s.amountFen, source: say(words.source) } }));
    if (requests.length > 0) await client.batchCreateQuotas({ parent, requests });
    return given.length;
  };
}

export function WriteDialog({ called, kindName, onClose, ...split }:
    WriteProps & {
      called: (name: string) => string;
      kindName: string;
      onClose: () => void;
    }) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const { programme, shares, year, fundKind } = split;
  const quotas = useQuery(ProfilesService.method.listQuotas, {
    parent: names.programme.format({ programme }), year, pageSize: MOST },
  { staleTime: 0 });
  const known = new Map((quotas.data?.quotas ?? [])
    .filter((q) => q.fundKind === fundKind).map((q) => [q.unit, q]));
  const writing = useMutation({
    mutationFn: useWriteQuotas(split, known),
    onSuccess: (n) => {
      void message.success(say(words.written, { n }));
      onClose();
    },
    onSettled: () => void invalidate(ProfilesService, 'ListQuotas'),
  });
  const number = { align: 'right' as const, className: 'number' };
  return (
    <Modal open width={640} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(words.writeTitle, { year, kind: kindName })}
      okText={say(words.write)} onOk={() => writing.mutate()}
      okButtonProps={{ loading: writing.isPending,
        disabled: !quotas.data || quotas.isFetching }}>
      {(writing.error ?? quotas.error) && (
        <Failure error={writing.error ?? quotas.error} />
      )}
      <p className="dialog-lead">{say(words.writeHint)}</p>
      <DataTable<SplitShare> label={say(words.result)} rowKey="subject"
        dataSource={shares.filter((s) => s.amountFen > 0n)} size="small"
        columns={[
          { title: say(words.target), key: 'target',
            render: (_, s) => called(s.subject) },
          { title: say(words.now), key: 'now', width: 140, ...number,
            render: (_, s) => {
              const quota = known.get(s.subject);
              return quota ? formatWan(quota.amountFen)
                : <span className="quiet">—</span>;
            } },
          { title: say(words.then), key: 'then', width: 140, ...number,
            render: (_, s) => formatWan(s.amountFen) },
        ]} />
    </Modal>
  );
}
