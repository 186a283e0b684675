// Who did what, when and from where, with what stood before and after;
// verifying that nothing of it was altered.
import { DownloadOutlined, SafetyOutlined } from '@ant-design/icons';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { toJsonString } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import {
  createInfiniteQueryOptions, useInfiniteQuery, useMutation, useTransport,
} from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Alert, Button, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { saveFile } from '../../export/workbook';
import { formatTime } from '../../format';
import {
  AccessService, AuditCheckpointSchema, AuditEntry_Outcome as Outcome,
  AuditView, type AuditEntry, type AuditWrite, type ListAuditEntriesResponse,
} from '../../gen/duikou/access/v1/access_service_pb';
import { texts, type Text } from '../../i18n/language';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { actionLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { useDraft } from '../../parts/debounced';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag, type Tone } from '../../parts/tone_tag';
import { queryClient } from '../../queries/client';
import type { AskFirst } from '../../queries/early';
import { transport } from '../../transport';
import {
  choiceParam, integerParam, readState, textParam, useUrlState, type StateOf,
} from '../../url_state';
import { auditWords as words } from './texts';

const PAGE = 50;
const TYPING_MS = 350;

const outcomes = texts({
  any: ['全部结果', 'Any outcome'],
  written: ['已写入', 'Written'],
  refused: ['被拒绝', 'Refused'],
  unauthenticated: ['登录失败', 'Not signed in'],
});

const OUTCOMES: Record<Outcome, { text: Text; tone: Tone }> = {
  [Outcome.UNSPECIFIED]: { text: outcomes.any, tone: 'plain' },
  [Outcome.WRITTEN]: { text: outcomes.written, tone: 'good' },
  [Outcome.REFUSED]: { text: outcomes.refused, tone: 'bad' },
  [Outcome.UNAUTHENTICATED]:
    { text: outcomes.unauthenticated, tone: 'warn' },
};

const spec = {
  of: choiceParam(['programme', 'people'], 'programme'),
  actor: textParam(), method: textParam(), resource: textParam(),
  outcome: integerParam(0, 0, Outcome.UNAUTHENTICATED),
  // Days: 2015-06-30.
  from: textParam(), to: textParam(),
};

const DAY_MS = 86_400_000;

function startOf(day: string, plus = 0) {
  const date = new Date(`${day}T00:00:00`);
  if (Number.isNaN(date.getTime())) return undefined;
  return timestampFromDate(new Date(date.getTime() + plus));
}

const METHOD = AccessService.method.listAuditEntries;
const paging = {
  pageParamKey: 'pageToken' as const,
  getNextPageParam: (last: ListAuditEntriesResponse) =>
    last.nextPageToken || undefined,
};

function filterOf(state: StateOf<typeof spec>) {
  const from = state.from ? startOf(state.from) : undefined;
  const to = state.to ? startOf(state.to, DAY_MS) : undefined;
  return {
    actor: state.actor && `people/${idOf(state.actor)}`,
    method: state.method, resource: state.resource,
    outcomes: state.outcome === 0 ? [] : [state.outcome as Outcome],
    ...(from && { startTime: from }), ...(to && { endTime: to }),
  };
}

function askOf(parent: string, filter: ReturnType<typeof filterOf>) {
  return { parent, filter, view: AuditView.FULL, pageSize: PAGE,
    pageToken: '' };
}

// The programme's; whether somebody sees the people's is known later.
export const askFirst: AskFirst = ({ programme = '' }, search) => {
  const state = readState(spec, search);
  if (state.of !== 'programme') return;
  void queryClient.prefetchInfiniteQuery(createInfiniteQueryOptions(METHOD,
    askOf(names.programme.format({ programme }), filterOf(state)),
    { transport, ...paging }));
};

function Written({ write }: { write: AuditWrite }) {
  const say = useSay();
  return (
    <section className="audit-write">
      <p>
        <strong>{say(actionLabels[write.action])}</strong>{' '}
        <code>{write.resource}</code>
      </p>
      {write.changes.length === 0
        ? <p className="quiet">{say(words.noChanges)}</p>
        : (
          <table className="audit-changes">
            <thead>
              <tr>
                <th scope="col">{say(words.field)}</th>
                <th scope="col">{say(words.before)}</th>
                <th scope="col">{say(words.after)}</th>
              </tr>
            </thead>
            <tbody>
              {write.changes.map((c) => (
                <tr key={c.path}>
                  <th scope="row"><code>{c.path}</code></th>
                  <td>{c.before || say(words.nothing)}</td>
                  <td>{c.after || say(words.nothing)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
    </section>
  );
}

function Verify({ parent }: { parent: string }) {
  const say = useSay();
  const local = useLocal();
  const tellFailure = useTellFailure();
  const verify = useMutation(
    AccessService.method.verifyAudit, { onError: tellFailure });
  const { data } = verify;
  return (
    <>
      <Button icon={<SafetyOutlined />} loading={verify.isPending}
        className="no-print" onClick={() => verify.mutate({ parent })}>
        {say(words.verify)}
      </Button>
      {data && (
        <Alert className="audit-verdict" showIcon
          type={data.problems.length === 0 ? 'success' : 'error'}
          title={data.problems.length === 0
            ? say(words.verified, { n: String(data.entries) })
            : say(words.problems, { n: data.problems.length })}
          description={
            <>
              {data.pending > 0 && <p>{say(words.pending,
                { n: data.pending })}</p>}
              <ul>
                {data.problems.slice(0, 50).map((p, i) => (
                  <li key={i}>{String(p.number)} {local(p.text)}</li>
                ))}
              </ul>
            </>
          } />
      )}
    </>
  );
}

function useDownloads(parent: string, filter: object) {
  const say = useSay();
  const { language } = useLanguage();
  const client = createClient(AccessService, useTransport());
  const tellFailure = useTellFailure();
  const [busy, setBusy] = useState<'sheet' | 'seal' | undefined>();
  const begin = (what: 'sheet' | 'seal', work: () => Promise<void>) => {
    setBusy(what);
    work().catch(tellFailure).finally(() => setBusy(undefined));
  };
  return {
    busy,
    sheet: () => begin('sheet', async () => {
      const pieces: BlobPart[] = [];
      for await (const piece of client.exportAuditEntries(
        { parent, filter, languageCode: language })) {
        pieces.push(new Uint8Array(piece.content));
      }
      saveFile(`${say(words.title)}.xlsx`, pieces);
    }),
    seal: () => begin('seal', async () => {
      const seal = await client.getAuditCheckpoint({ parent });
      saveFile(`audit-${idOf(parent)}-${String(seal.number)}.json`,
        [toJsonString(AuditCheckpointSchema, seal, { prettySpaces: 2 })],
        'application/json');
    }),
  };
}

export function AuditPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { programme = '' } = useParams();
  const everywhere = useSession().all;
  const [state, change] = useUrlState(spec);
  const [typed, type] = useDraft(
    { actor: state.actor, method: state.method, resource: state.resource },
    change, TYPING_MS);
  const parent = names.programme.format(
    { programme: state.of === 'people' && everywhere ? '-' : programme });
  const filter = useMemo(() => filterOf(state), [state]);
  const found = useInfiniteQuery(METHOD, askOf(parent, filter),
    { ...paging, retry: false, placeholderData: keepPreviousData });
  const downloads = useDownloads(parent, filter);
  const entries = found.data?.pages.flatMap((p) => p.entries) ?? [];
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={
        <>
          <Verify key={parent} parent={parent} />
          <Button icon={<DownloadOutlined />} onClick={downloads.seal}
            loading={downloads.busy === 'seal'}>{say(words.checkpoint)}</Button>
          <Button icon={<DownloadOutlined />} onClick={downloads.sheet}
            loading={downloads.busy === 'sheet'}>{say(words.export)}</Button>
        </>
      }>
      <div className="toolbar no-print">
        {everywhere && (
          <Select value={state.of} aria-label={say(words.chain)}
            onChange={(of) => change({ of })} popupMatchSelectWidth={false}
            options={[
              { value: 'programme' as const, label: say(words.ofProgramme) },
              { value: 'people' as const, label: say(words.people) }]} />
        )}
        {(['actor', 'method', 'resource'] as const).map((key) => (
          <Input key={key} allowClear className="audit-filter"
            value={typed[key]} maxLength={200} aria-label={say(words[key])}
            placeholder={say(words[key])}
            onChange={(e) => type({ ...typed, [key]: e.target.value })} />
        ))}
        <Select value={state.outcome} aria-label={say(words.outcome)}
          className="year-select" onChange={(outcome) => change({ outcome })}
          options={Object.entries(OUTCOMES).map(([value, { text }]) => ({
            value: Number(value), label: say(text) }))} />
        {(['from', 'to'] as const).map((key) => (
          <Input key={key} type="date" className="audit-day" value={state[key]}
            prefix={<span className="quiet">{say(words[key])}</span>}
            aria-label={say(words[key])}
            onChange={(e) => change({ [key]: e.target.value })} />
        ))}
      </div>
      <Answer of={found} rows={12}>{() => (entries.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : (
          <DataTable<AuditEntry> label={say(words.title)} size="small"
            dataSource={entries} scroll={{ x: 900 }}
            rowKey={(e) => `${String(e.number)} ${e.callId} ${e.method}`}
            expandable={{
              rowExpandable: (e) => e.writes.length > 0,
              expandedRowRender: (e) => e.writes.map((w) => (
                <Written key={w.resource} write={w} />)),
            }}
            columns={[
              { title: say(words.number), key: 'number', width: 90,
                className: 'number', render: (_, e) => (e.number > 0n
                  ? String(e.number)
                  : <span className="quiet">{say(words.unsealed)}</span>) },
              { title: say(words.time), key: 'time', width: 170,
                render: (_, e) => formatTime(e.time, language) },
              { title: say(words.who), key: 'who', width: 130,
                render: (_, e) => (e.actor === 'anonymous'
                  ? say(words.anonymous) : idOf(e.actor)) },
              { title: say(words.method), key: 'method', width: 260,
                render: (_, e) => (
                  <>
                    {idOf(e.method)}
                    {e.count > 1 && (
                      <span className="quiet"> {say(words.times,
                        { n: e.count })}</span>
                    )}
                    {e.writes[0] && (
                      <span className="title-where quiet">
                        {e.writes[0].resource}
                      </span>
                    )}
                  </>) },
              { title: say(words.outcome), key: 'outcome', width: 160,
                render: (_, e) => (
                  <>
                    <ToneTag tone={OUTCOMES[e.outcome].tone}>
                      {say(OUTCOMES[e.outcome].text)}
                    </ToneTag>
                    {e.reason && (
                      <span className="title-where quiet">{e.reason}</span>
                    )}
                  </>) },
              { title: say(words.source), key: 'source', width: 130,
                render: (_, e) => e.source || '—' },
            ]} />
        ))}</Answer>
      {found.hasNextPage && (
        <div className="more no-print">
          <Button loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}>{say(common.more)}</Button>
        </div>
      )}
    </Page>
  );
}
