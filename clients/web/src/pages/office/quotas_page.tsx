// Quotas of a year, unit by unit and fund kind by fund kind, edited in place.
import { UploadOutlined } from '@ant-design/icons';
import { createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { App, Button, Checkbox, Input } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatWan, parseWan, wanNumber } from '../../format';
import {
  ProfilesService, Side, type Quota, type Unit,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { YearSelect } from '../../parts/year_select';
import { useInvalidate } from '../../queries/client';
import { useFundKinds, useProgramme, useUnits } from '../../queries/reference';
import { flagParam, integerParam, textParam, useUrlState } from '../../url_state';
import { factorWords } from '../factors/texts';
import { ReadOnly } from './read_only';
import { quotasWords as words, words as shared } from './texts';

const MOST = 1000;

const spec = { year: integerParam(0, 0, 2200), q: textParam(),
  has: flagParam() };

const plain = (fen: bigint) => formatWan(fen).replaceAll(',', '');
const keyOf = (unit: string, kind: string) => `${unit} ${kind}`;

// Writes what was typed, cell by cell; the first refusal ends it.
function useSaveCells(programme: string, year: number,
    known: ReadonlyMap<string, Quota>) {
  const client = createClient(ProfilesService, useTransport());
  return async (cells: ReadonlyMap<string, string>) => {
    for (const [key, text] of cells) {
      const [unit = '', fundKind = ''] = key.split(' ');
      const quota = known.get(key);
      const amountFen = parseWan(text);
      if (amountFen === undefined) {
        if (quota) {
          await client.deleteQuota({ name: quota.name, etag: quota.etag });
        }
      } else if (quota) {
        await client.updateQuota({
          quota: { name: quota.name, etag: quota.etag, amountFen },
          updateMask: { paths: ['amount_fen'] } });
      } else {
        await client.createQuota({
          parent: names.programme.format({ programme }),
          quota: { unit, year, fundKind, amountFen } });
      }
    }
  };
}

export function QuotasPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const mayChange = useSession().isOffice(programme);
  const [state, change] = useUrlState(spec);
  const { firstYear = 0, lastYear = 0 } = useProgramme(programme) ?? {};
  const year = state.year ||
    Math.min(lastYear, Math.max(firstYear, new Date().getFullYear()));
  const kinds = useFundKinds(programme);
  const units = useUnits(programme);
  const quotas = useQuery(ProfilesService.method.listQuotas, {
    parent: names.programme.format({ programme }), year, pageSize: MOST,
  }, { enabled: year > 0 });
  const known = useMemo(() => new Map((quotas.data?.quotas ?? [])
    .map((q) => [keyOf(q.unit, q.fundKind), q])), [quotas.data]);
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [saving, setSaving] = useState(false);
  const saveCells = useSaveCells(programme, year, known);
  const bad = [...typed.values()].some(
    (t) => t.trim() !== '' && parseWan(t) === undefined);
  const type = (key: string, text: string) => setTyped((now) => {
    const next = new Map(now);
    const quota = known.get(key);
    if (text.trim() === (quota ? plain(quota.amountFen) : '')) next.delete(key);
    else next.set(key, text);
    return next;
  });
  const save = async () => {
    setSaving(true);
    try {
      await saveCells(typed);
      setTyped(new Map());
      void message.success(say(words.saved));
    } catch (failure) {
      tellFailure(failure);
    } finally {
      setSaving(false);
      void invalidate(ProfilesService, 'ListQuotas');
    }
  };
  const has = (unit: Unit) => kinds.some((k) => known.has(keyOf(unit.name, k.id)));
  const rows = (units ?? []).filter((u) => u.sides.includes(Side.SUPPORTER) &&
    (!state.has || has(u)) &&
    local(u.displayName, idOf(u.name)).includes(state.q));
  const amount = (unit: string, kind: string) =>
    known.get(keyOf(unit, kind))?.amountFen ?? 0n;
  const sumOf = (kind: string) =>
    rows.reduce((sum, u) => sum + amount(u.name, kind), 0n);
  const sheet = () => ({
    title: `${say(words.title)} ${year}`,
    columns: [{ heading: say(words.unit), width: 30 },
      { heading: say(common.id), width: 20 },
      ...kinds.map((k) => ({ heading: say(common.ofKindWan,
        { kind: local(k.displayName, k.id) }), width: 20 }))],
    rows: rows.map((u) => [local(u.displayName, idOf(u.name)), idOf(u.name),
      ...kinds.map((k) => (known.has(keyOf(u.name, k.id))
        ? wanNumber(amount(u.name, k.id)) : null))]),
  });
  return (
    <Page title={say(words.title)} lead={say(words.lead, { year })}
      actions={
        <>
          <YearSelect programme={programme} year={year} onChange={(y) => {
            setTyped(new Map());
            change({ year: y });
          }} />
          <ExportButton sheet={sheet} disabled={rows.length === 0} />
          {mayChange && (
            <Link to={paths.factors(programme)}>{say(factorWords.open)}</Link>
          )}
          {mayChange && (
            <Link to={paths.import(programme, 'quotas')}>
              <Button icon={<UploadOutlined />} tabIndex={-1}>
                {say(shared.import)}
              </Button>
            </Link>
          )}
        </>
      }>
      <ReadOnly unless={mayChange} />
      <div className="toolbar no-print">
        <Input.Search allowClear value={state.q} className="toolbar-search"
          aria-label={say(shared.search)} placeholder={say(words.unit)}
          onChange={(e) => change({ q: e.target.value })} />
        <Checkbox checked={state.has}
          onChange={(e) => change({ has: e.target.checked })}>
          {say(words.withQuota)}
        </Checkbox>
      </div>
      <Answer of={quotas} rows={12}>{() => (rows.length === 0
        ? <Nothing title={say(shared.noneFound)}
          hint={say(shared.noneFoundHint)} />
        : (
          <DataTable<Unit> label={say(words.title)} rowKey="name" size="small"
            dataSource={rows} scroll={{ x: 300 + kinds.length * 170 }}
            columns={[
              { title: say(words.unit), key: 'unit', width: 260,
                render: (_, u) => (
                  <Link to={paths.unit(programme, idOf(u.name))}>
                    {local(u.displayName, idOf(u.name))}
                  </Link>) },
              ...kinds.map((k) => ({
                title: local(k.displayName, k.id), key: k.id, width: 170,
                align: 'right' as const, className: 'number',
                render: (_: unknown, u: Unit) => {
                  const key = keyOf(u.name, k.id);
                  const quota = known.get(key);
                  const may = k.giverKinds.length === 0 ||
                    k.giverKinds.includes(u.kind);
                  if (!mayChange || (!may && !quota)) {
                    return quota ? formatWan(quota.amountFen)
                      : <span className="quiet">—</span>;
                  }
                  const text = typed.get(key) ??
                    (quota ? plain(quota.amountFen) : '');
                  const wrong = text.trim() !== '' &&
                    parseWan(text) === undefined;
                  return (
                    <Input size="small" inputMode="decimal" value={text}
                      className={typed.has(key) ? 'cell cell-changed' : 'cell'}
                      status={wrong ? 'error' : ''} aria-invalid={wrong}
                      aria-label={say(words.cell, {
                        unit: local(u.displayName, idOf(u.name)),
                        kind: local(k.displayName, k.id) })}
                      onChange={(e) => type(key, e.target.value)} />
                  );
                },
              })),
            ]}
            summary={() => (
              <tr className="table-total">
                <td className="ant-table-cell">{say(words.sum)}</td>
                {kinds.map((k) => (
                  <td key={k.id} className="ant-table-cell number"
                    style={{ textAlign: 'right' }}>{formatWan(sumOf(k.id))}</td>
                ))}
              </tr>
            )} />
        ))}</Answer>
      {typed.size > 0 && (
        <div className="save-bar no-print">
          <span className="warn">{say(words.changed, { n: typed.size })}</span>
          {bad && <span className="bad">{say(shared.badAmount)}</span>}
          <Button onClick={() => setTyped(new Map())}>{say(common.cancel)}</Button>
          <Button type="primary" disabled={bad} loading={saving}
            onClick={() => void save()}>{say(common.save)}</Button>
        </div>
      )}
    </Page>
  );
}
