// How far units are, and reminding those that are behind: of a guiding
// department the units that it guides, of the office all supporters.
import { useQuery } from '@connectrpc/connect-query';
import { Button, Progress as Bar, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatDate, formatWan, wanNumber } from '../../format';
import {
  ProfilesService, Side, type Unit,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { ToneTag } from '../../parts/tone_tag';
import { YearSelect } from '../../parts/year_select';
import { useFundKinds, useProgramme, useUnits } from '../../queries/reference';
import { choiceParam, integerParam, useUrlState } from '../../url_state';
import { words as office } from '../office/texts';
import { RemindDialog } from './remind_dialog';
import { progressWords as words, words as reminding } from './texts';
import { isBehind, useProgress, type Progress, type Share } from './use_progress';

const SHOWN = ['all', 'noProfile', 'behind'] as const;
type Shown = (typeof SHOWN)[number];

const spec = { year: integerParam(0, 0, 2200),
  show: choiceParam(SHOWN, 'all') };

const FITS: Record<Shown, (row: Progress) => boolean> = {
  all: () => true, noProfile: (row) => !row.profile, behind: isBehind,
};

// How many reminders the unit has not acknowledged.
function Pending({ programme, unit }: { programme: string; unit: Unit }) {
  const { data } = useQuery(ProfilesService.method.listReminders,
    { parent: unit.name, onlyPending: true, pageSize: 1000 });
  const n = data?.reminders.length;
  return (
    <Link to={paths.reminders(programme, idOf(unit.name))}>
      {n === undefined ? '…' : n}
    </Link>
  );
}

function ShareCell({ share, label }: { share: Share; label: string }) {
  const { quota, promised } = share;
  if (quota === undefined && promised === 0n) {
    return <span className="quiet">—</span>;
  }
  return (
    <>
      <span className="number">
        {formatWan(promised)} / {quota === undefined ? '—' : formatWan(quota)}
      </span>
      {quota !== undefined && quota > 0n && (
        <Bar size="small" showInfo={false} aria-label={label}
          percent={Math.min(100, Number((promised * 1000n) / quota) / 10)} />
      )}
    </>
  );
}

function useSheet(rows: readonly Progress[], title: string,
    kinds: readonly { id: string; name: string }[]) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  return () => ({
    title,
    columns: [{ heading: say(words.unit), width: 30 },
      { heading: say(common.id), width: 20 },
      { heading: say(words.profileOf), width: 22 },
      ...kinds.flatMap((k) => [
        { heading: say(words.promisedOf, { kind: k.name }), width: 22 },
        { heading: say(words.quotaOf, { kind: k.name }), width: 22 }])],
    rows: rows.map((row) => [local(row.unit.displayName, idOf(row.unit.name)),
      idOf(row.unit.name),
      row.profile ? formatDate(row.profile.updateTime, language)
        : say(words.notFilled),
      ...kinds.flatMap((k) => {
        const share = row.shares.get(k.id);
        return [wanNumber(share?.promised ?? 0n),
          share?.quota === undefined ? null : wanNumber(share.quota)];
      })]),
  });
}

function ProgressOfUnits({ units, title, lead, mayRemind }: {
  units: readonly Unit[] | undefined;
  title: string;
  lead: (n: number, year: number) => string;
  mayRemind: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const [chosen, choose] = useState<readonly string[]>([]);
  const [reminded, remind] = useState<readonly Unit[]>([]);
  const { firstYear = 0, lastYear = 0 } = useProgramme(programme) ?? {};
  const year = state.year ||
    Math.min(lastYear, Math.max(firstYear, new Date().getFullYear()));
  const fundKinds = useFundKinds(programme);
  const kinds = useMemo(() => fundKinds.map((k) => ({ id: k.id,
    name: local(k.displayName, k.id) })), [fundKinds, local]);
  const ids = useMemo(() => kinds.map((k) => k.id), [kinds]);
  const known = useMemo(() => units ?? [], [units]);
  const progress = useProgress(programme, year, known, ids);
  const rows = progress.data ?? [];
  const shown = rows.filter(FITS[state.show]);
  const nameOf = (unit: Unit) => local(unit.displayName, idOf(unit.name));
  // Those that some unit owes or has promised.
  const used = kinds.filter((k) => rows.some(({ shares }) => {
    const share = shares.get(k.id);
    return share && (share.quota !== undefined || share.promised > 0n);
  }));
  const sheet = useSheet(shown, title, used);
  const selected = shown.filter((r) => chosen.includes(r.unit.name))
    .map((r) => r.unit);
  return (
    <Page title={title} lead={units && year > 0 && lead(units.length, year)}
      actions={
        <>
          <YearSelect programme={programme} year={year}
            onChange={(next) => change({ year: next })} />
          <ExportButton sheet={sheet} disabled={shown.length === 0} />
        </>
      }>
      <div className="toolbar no-print">
        <Segmented<Shown> className="states" value={state.show}
          aria-label={say(words.seen)} onChange={(show) => change({ show })}
          options={SHOWN.map((show) => ({ value: show,
            label: `${say(words[show])} ${rows.filter(FITS[show]).length}` }))} />
      </div>
      <Answer of={units ? progress : { ...progress, data: undefined }} rows={10}>
        {() => (known.length === 0
          ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
          : shown.length === 0
            ? <Nothing title={say(office.noneFound)}
              hint={say(office.noneFoundHint)} />
            : (
              <DataTable<Progress> label={title} dataSource={shown}
                rowKey={(row) => row.unit.name} size="small"
                scroll={{ x: 560 + used.length * 190 }}
                {...(mayRemind && { rowSelection: {
                  selectedRowKeys: [...chosen], columnWidth: 44,
                  onChange: (keys) => choose(keys.map(String)),
                  getCheckboxProps: (row: Progress) => ({
                    'aria-label': say(words.choose,
                      { unit: nameOf(row.unit) }) }),
                } })}
                columns={[
                  { title: say(words.unit), key: 'unit', width: 230,
                    render: (_, row) => (
                      <Link to={paths.unit(programme, idOf(row.unit.name))}>
                        {nameOf(row.unit)}
                      </Link>) },
                  { title: say(words.profileOf), key: 'profile', width: 150,
                    render: (_, row) => (row.profile
                      ? <span className="quiet">
                        {formatDate(row.profile.updateTime, language)}
                      </span>
                      : <ToneTag tone="warn">{say(words.notFilled)}</ToneTag>) },
                  ...used.map((k) => ({
                    title: say(words.ofQuota, { kind: k.name }), key: k.id,
                    width: 190,
                    render: (_: unknown, row: Progress) => (
                      <ShareCell
                        share={row.shares.get(k.id) ??
                          { quota: undefined, promised: 0n }}
                        label={say(words.done, { unit: nameOf(row.unit),
                          kind: k.name })} />) })),
                  { title: say(words.reminders), key: 'pending', width: 110,
                    align: 'right', render: (_, row) => (
                      <Pending programme={programme} unit={row.unit} />) },
                  ...(mayRemind ? [{ title: say(common.actions), key: 'do',
                    className: 'no-print',
                    width: 90, render: (_: unknown, row: Progress) => (
                      <Button size="small" onClick={() => remind([row.unit])}
                        aria-label={`${say(reminding.remind)}: ${
                          nameOf(row.unit)}`}>
                        {say(reminding.remind)}
                      </Button>) }] : []),
                ]} />
            ))}
      </Answer>
      {selected.length > 0 && (
        <div className="save-bar no-print">
          <span>{say(words.chosen, { n: selected.length })}</span>
          <Button onClick={() => choose([])}>{say(common.cancel)}</Button>
          <Button type="primary" onClick={() => remind(selected)}>
            {say(reminding.remindSome, { n: selected.length })}
          </Button>
        </div>
      )}
      {reminded.length > 0 && (
        <RemindDialog units={reminded} year={year} onClose={() => remind([])}
          onSent={() => { remind([]); choose([]); }} />
      )}
    </Page>
  );
}

// A guiding department's.
export function GuidedPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', unit: id = '' } = useParams();
  const session = useSession();
  const name = names.unit.format({ programme, unit: id });
  const units = useUnits(programme);
  const guided = useMemo(
    () => units?.filter((u) => u.guidingDepartment === name), [units, name]);
  const own = local(units?.find((u) => u.name === name)?.displayName, id);
  return (
    <ProgressOfUnits units={guided} title={say(words.guidedTitle)}
      lead={(n, year) => say(words.guidedLead, { unit: own, n, year })}
      mayRemind={session.givesFor(programme, id) ||
        session.isOffice(programme)} />
  );
}

// The office's.
export function ProgressPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const units = useUnits(programme);
  const supporters = useMemo(
    () => units?.filter((u) => u.sides.includes(Side.SUPPORTER)), [units]);
  return (
    <ProgressOfUnits units={supporters} title={say(words.allTitle)}
      lead={(n, year) => say(words.allLead, { n, year })}
      mayRemind={useSession().isOffice(programme)} />
  );
}
