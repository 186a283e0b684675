// A unit: what it owes, has promised and can still give; reminders; interests;
// the units that it guides.
import { useQuery } from '@connectrpc/connect-query';
import { Progress } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatWan } from '../../format';
import { MatchingService } from '../../gen/duikou/matching/v1/matching_service_pb';
import {
  ProfilesService, Side, type Unit,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { sideLabels, unitKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { InterestTag } from '../../parts/interest_tag';
import { Facts, Page, Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { YearSelect } from '../../parts/year_select';
import { useProjectsByName } from '../../queries/projects';
import { useCalled, useFundKinds, useUnits } from '../../queries/reference';
import { integerParam, useUrlState } from '../../url_state';
import { InterestOffers } from '../catalogue/interest_thread';
import { ReminderList, useReminders } from '../reminders/reminder_list';
import { words as reminding } from '../reminders/texts';
import { useUnitSheets } from './unit_sheets';
import { words } from './unit_texts';

const spec = { year: integerParam(0, 0, 2200) };
const EVERYTHING = 1000;

export interface MoneyRow {
  kind: string;
  quota: bigint | undefined;
  promised: bigint;
  left: bigint | undefined;
  gives: boolean;
}

function useMoney(programme: string, unit: string, year: number,
    kinds: readonly string[]) {
  const parent = names.programme.format({ programme });
  const supporter = names.unit.format({ programme, unit });
  const means = useQuery(MatchingService.method.recommendProjects,
    { supporter, year, pageSize: 1 });
  const quotas = useQuery(ProfilesService.method.listQuotas,
    { parent, unit: supporter, pageSize: EVERYTHING });
  const commitments = useQuery(ProfilesService.method.listCommitments,
    { parent, supporter, pageSize: EVERYTHING });
  const inYear = year || means.data?.year || 0;
  const promised = (commitments.data?.commitments ?? [])
    .filter((c) => c.year === inYear);
  const rows = kinds.map((kind): MoneyRow => {
    const given = means.data?.means.find((m) => m.fundKind === kind);
    return {
      kind,
      quota: quotas.data?.quotas.find(
        (q) => q.year === inYear && q.fundKind === kind)?.amountFen,
      promised: promised.filter((c) => c.fundKind === kind)
        .reduce((sum, c) => sum + c.amountFen, 0n),
      left: given?.amountFen,
      gives: given !== undefined,
    };
  }).filter((r) => r.gives || r.quota !== undefined || r.promised > 0n);
  return { rows, inYear };
}

function MoneyPanel({ rows, year, called }: {
  rows: readonly MoneyRow[];
  year: number;
  called: ReturnType<typeof useCalled>;
}) {
  const say = useSay();
  return (
    <Panel title={say(words.money, { year })}>
      {rows.length === 0 ? <p className="quiet">{say(words.noMoney)}</p> : (
        <DataTable<MoneyRow> label={say(words.money, { year })} size="small" rowKey="kind"
          dataSource={rows} scroll={{ x: 560 }}
          columns={[
            { title: say(common.fundKind), key: 'kind',
              render: (_, r) => called.fundKind(r.kind) },
            { title: say(words.quota), key: 'quota', align: 'right',
              className: 'number', render: (_, r) =>
                (r.quota === undefined ? '—' : formatWan(r.quota)) },
            { title: say(words.promised), key: 'promised', align: 'right',
              className: 'number', render: (_, r) => formatWan(r.promised) },
            { title: say(words.left), key: 'left', align: 'right',
              className: 'number', render: (_, r) => (r.left === undefined
                ? (r.gives ? say(common.unlimited) : '—')
                : formatWan(r.left)) },
            { title: say(words.done), key: 'done', width: 160, render: (_, r) => (
              r.quota !== undefined && r.quota > 0n ? (
                <Progress size="small" aria-label={say(words.done)}
                  percent={Number((r.promised * 1000n) / r.quota) / 10} />
              ) : '—') },
          ]} />
      )}
    </Panel>
  );
}

// The unit's interests, and the projects that they are in.
function useInterests(programme: string, unit: string) {
  const interests = useQuery(MatchingService.method.listInterests, {
    parent: names.programme.format({ programme }),
    supporter: names.unit.format({ programme, unit }), pageSize: EVERYTHING,
  });
  const list = interests.data?.interests ?? [];
  return { interests, list,
    ...useProjectsByName(programme, list.map((i) => i.project)) };
}

function Interests({ programme, unit }: { programme: string; unit: string }) {
  const say = useSay();
  const local = useLocal();
  const { interests, list, byName } = useInterests(programme, unit);
  return (
    <Panel title={say(words.interests)}>
      <Answer of={interests} rows={2}>{() => (list.length === 0
        ? <Nothing title={say(words.noInterests)} />
        : (
          <ul className="rows">
            {list.map((interest) => (
              <li key={interest.name}>
                <span>
                  <Link to={paths.project(
                    programme, idOf(interest.project), unit)}>
                    {local(byName.get(interest.project)?.displayName,
                      idOf(interest.project))}
                  </Link>
                  <InterestOffers interest={interest} />
                </span>
                <InterestTag state={interest.state} />
              </li>
            ))}
          </ul>
        ))}</Answer>
    </Panel>
  );
}

export function UnitPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', unit: id = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const name = names.unit.format({ programme, unit: id });
  const called = useCalled(programme);
  const unit = useQuery(ProfilesService.method.getUnit, { name });
  const pairings = useQuery(ProfilesService.method.listPairings,
    { parent: names.programme.format({ programme }), pageSize: EVERYTHING });
  const units = useUnits(programme) ?? [];
  const guided = units.filter((u) => u.guidingDepartment === name);
  const kinds = useFundKinds(programme);
  const money = useMoney(programme, id, state.year, kinds.map((k) => k.id));
  const nameOf = (unitName: string) => local(
    units.find((u) => u.name === unitName)?.displayName, idOf(unitName));
  const paired = (pairings.data?.pairings ?? [])
    .filter((p) => p.supporter === name);
  const interests = useInterests(programme, id);
  const reminders = useReminders(name);
  const facts = (of: Unit): [string, string][] => [
    [say(words.kind), say(unitKindLabels[of.kind])],
    [say(words.sides), of.sides.map((s) => say(sideLabels[s]))
      .join(say(common.and)) || '—'],
    [say(words.home), of.homeArea ? called.area(of.homeArea) : '—'],
    [say(words.guidedBy), of.guidingDepartment
      ? nameOf(of.guidingDepartment) : '—'],
    [say(words.paired), paired.map((p) => called.area(p.area))
      .join(say(common.and)) || '—'],
  ];
  const title = local(unit.data?.displayName, id);
  const sheetsOf = useUnitSheets(programme);
  const sheets = () => sheetsOf({
    facts: unit.data ? facts(unit.data) : [], money: money.rows,
    year: money.inYear, interests: interests.list, projects: interests.byName,
    reminders: reminders.data?.reminders ?? [], guided });
  return (
    <Page title={title}
      lead={unit.data && say(unitKindLabels[unit.data.kind])}
      actions={
        <>
          <YearSelect programme={programme} year={money.inYear}
            onChange={(year) => change({ year })} />
          <ExportButton sheet={sheets} name={title} disabled={!unit.data ||
            !interests.complete || reminders.isPending} />
        </>
      }>
      <Answer of={unit}>{(data) => (
        <div className="columns">
          <div>
            {data.sides.includes(Side.SUPPORTER) && (
              <MoneyPanel rows={money.rows} year={money.inYear}
                called={called} />
            )}
            <Interests programme={programme} unit={id} />
          </div>
          <div>
            <Panel title={say(reminding.title)} extra={(
              <Link to={paths.reminders(programme, id)}>{say(common.all)}</Link>
            )}>
              <ReminderList unit={name} pendingOnly empty={
                <p className="quiet">{say(reminding.noPending)}</p>} />
            </Panel>
            <Panel title={say(words.facts)}>
              <Facts of={facts(data)} />
            </Panel>
            {guided.length > 0 && (
              <Panel title={say(words.guided)} extra={(
                <Link to={paths.guided(programme, id)}>
                  {say(words.guidedProgress)}
                </Link>
              )}>
                <ul className="rows">
                  {guided.map((u) => (
                    <li key={u.name}>
                      <Link to={paths.unit(programme, idOf(u.name))}>
                        {local(u.displayName, idOf(u.name))}
                      </Link>
                      <span className="quiet">{say(unitKindLabels[u.kind])}</span>
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
          </div>
        </div>
      )}</Answer>
    </Page>
  );
}
