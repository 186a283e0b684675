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
  ProfilesService, Side,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { texts } from '../../i18n/language';
import { useLocal, useSay } from '../../i18n/say';
import { sideLabels, unitKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { InterestTag } from '../../parts/interest_tag';
import { Facts, Page, Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { YearSelect } from '../../parts/year_select';
import { useProjectsByName } from '../../queries/projects';
import { useCalled, useFundKinds, useUnits } from '../../queries/reference';
import { integerParam, useUrlState } from '../../url_state';
import { InterestOffers } from '../catalogue/interest_thread';
import { ReminderList } from '../reminders/reminder_list';
import { words as reminding } from '../reminders/texts';

const spec = { year: integerParam(0, 0, 2200) };
const EVERYTHING = 1000;

const words = texts({
  facts: ['基本情况', 'At a glance'],
  kind: ['单位类别', 'Kind'],
  sides: ['身份', 'Sides'],
  home: ['所在地', 'At home in'],
  guidedBy: ['指导部门', 'Guided by'],
  paired: ['结对地区', 'Paired with'],
  money: ['{year} 年额度与资金', 'Quotas and means, {year}'],
  quota: ['年度任务额度（万元）', 'Quota (10,000 yuan)'],
  promised: ['已承诺（万元）', 'Promised (10,000 yuan)'],
  left: ['剩余可用资金（万元）', 'Means left (10,000 yuan)'],
  done: ['完成额度', 'Of the quota'],
  noMoney: ['当年没有额度，也没有可用资金', 'No quota and no means this year'],
  interests: ['合作意向', 'Interests'],
  noInterests: ['还没有对项目表达意向', 'No interest was said yet'],
  guided: ['指导的单位', 'Units it guides'],
  guidedProgress: ['进度与提醒', 'Progress and reminders'],
});

interface MoneyRow {
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

function Interests({ programme, unit }: { programme: string; unit: string }) {
  const say = useSay();
  const local = useLocal();
  const interests = useQuery(MatchingService.method.listInterests, {
    parent: names.programme.format({ programme }),
    supporter: names.unit.format({ programme, unit }), pageSize: EVERYTHING,
  });
  const list = interests.data?.interests ?? [];
  const { byName } = useProjectsByName(programme, list.map((i) => i.project));
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
  return (
    <Page title={local(unit.data?.displayName, id)}
      lead={unit.data && say(unitKindLabels[unit.data.kind])}
      actions={<YearSelect programme={programme} year={money.inYear}
        onChange={(year) => change({ year })} />}>
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
              <Facts of={[
                [say(words.kind), say(unitKindLabels[data.kind])],
                [say(words.sides), data.sides.map((s) => say(sideLabels[s]))
                  .join(say(common.and)) || '—'],
                [say(words.home),
                  data.homeArea ? called.area(data.homeArea) : '—'],
                [say(words.guidedBy), data.guidingDepartment
                  ? nameOf(data.guidingDepartment) : '—'],
                [say(words.paired), paired.map((p) => called.area(p.area))
                  .join(say(common.and)) || '—'],
              ]} />
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
