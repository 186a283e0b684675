// The projects by area: a treemap of groups and areas, and the same as a table.
import { createQueryOptions, useTransport } from '@connectrpc/connect-query';
import { useQueries } from '@tanstack/react-query';
import { Segmented, Table } from 'antd';
import { useMemo, useState } from 'react';
import { common } from '../../app/texts';
import { formatMoney, formatWan } from '../../format';
import {
  Area_Kind, CatalogueService, Project_State, type Area, type Facet,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { texts } from '../../i18n/language';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Loading } from '../../parts/states';
import { useOnScreen } from '../../parts/progressive';
import { Treemap } from '../../parts/treemap';
import { isRecipientArea, useAreas, useFundKinds } from '../../queries/reference';
import { filterOf, type FilterState } from './ranking_state';

const words = texts({
  by: ['面积表示', 'Size shows'],
  count: ['项目数', 'Projects'],
  open: ['待落实资金', 'Open need'],
  hint: ['点击地区查看该地区的推荐项目', 'Choose an area to see its recommendations'],
  chart: ['各地区的{what}，数值见下表', '{what} by area; the table below has the figures'],
  group: ['片区', 'Group'],
  openOf: ['{kind}待落实（万元）', '{kind}, open (10,000 yuan)'],
  total: ['合计', 'Total'],
});

interface Row {
  area: Area;
  group: string;
  count: number;
  // Not there yet: the numbers of projects come first.
  open: Readonly<Record<string, bigint>> | undefined;
  sum: bigint;
}

const COUNTED = 60_000;

// Open projects of each area that pass the filters; the areas' own left out.
// They are counted by the facets; what they need is asked for after that.
function useAreaRows(programme: string, year: number, state: FilterState,
    facets: readonly Facet[]) {
  const transport = useTransport();
  const areas = useAreas(programme);
  const recipients = areas.list.filter(isRecipientArea);
  const filter = filterOf(programme, { ...state, area: [] });
  const counted = useMemo(() => new Map(
    facets.find((f) => f.field === 'area')?.counts
      .map((c) => [c.value, c.count] as const)), [facets]);
  const answers = useQueries({
    queries: recipients.map((area) => ({
      ...createQueryOptions(CatalogueService.method.searchProjects, {
        parent: names.programme.format({ programme }),
        query: state.q,
        filter: { ...filter, areas: [area.name], year,
          states: [Project_State.OPEN] },
        pageSize: 1,
      }, { transport }),
      staleTime: COUNTED,
      enabled: facets.length > 0,
    })),
  });
  const rows = recipients.map((area, i): Row => {
    const answer = answers[i]?.data;
    const open = answer?.openFen;
    return {
      area, group: area.group, open,
      count: answer?.totalSize ?? counted.get(area.name) ?? 0,
      sum: Object.values(open ?? {}).reduce((a, b) => a + b, 0n),
    };
  });
  return { rows, ready: areas.list.length > 0 && facets.length > 0,
    summed: answers.every((a) => a.data),
    groups: areas.list.filter((a) => a.kind === Area_Kind.GROUP) };
}

function AreaTable({ programme, rows, groups, summed, onChoose }: {
  programme: string;
  rows: readonly Row[];
  groups: readonly Area[];
  // Whether what all areas need is known.
  summed: boolean;
  onChoose: (area: string) => void;
}) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme);
  return (
    <DataTable<Row> label={say(common.area)} dataSource={rows}
      rowKey={(row) => row.area.name} scroll={{ x: 640 }}
      columns={[
        { title: say(common.area), key: 'area', render: (_, r) => (
          <a href={`?area=${idOf(r.area.name)}`} onClick={(event) => {
            event.preventDefault();
            onChoose(idOf(r.area.name));
          }}>{local(r.area.displayName)}</a>) },
        { title: say(words.group), key: 'group', render: (_, r) =>
          local(groups.find((g) => g.name === r.group)?.displayName) },
        { title: say(words.count), dataIndex: 'count', align: 'right',
          className: 'number', sorter: (a, b) => a.count - b.count },
        ...kinds.map((kind) => ({
          title: say(words.openOf,
            { kind: local(kind.displayName, kind.id) }),
          key: kind.id, align: 'right' as const, className: 'number',
          sorter: (a: Row, b: Row) =>
            Number((a.open?.[kind.id] ?? 0n) - (b.open?.[kind.id] ?? 0n)),
          render: (_: unknown, r: Row) =>
            r.open && formatWan(r.open[kind.id] ?? 0n),
        })),
      ]}
      summary={() => (
        <Table.Summary.Row className="table-total">
          <Table.Summary.Cell index={0} colSpan={2}>
            {say(words.total)}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={2} align="right">
            <span className="number">
              {rows.reduce((sum, r) => sum + r.count, 0)}
            </span>
          </Table.Summary.Cell>
          {kinds.map((kind, i) => (
            <Table.Summary.Cell key={kind.id} index={3 + i} align="right">
              <span className="number">{summed && formatWan(rows.reduce(
                (sum, r) => sum + (r.open?.[kind.id] ?? 0n), 0n))}</span>
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )} />
  );
}

export function AreaView({ programme, year, state, facets, onChoose }: {
  programme: string;
  year: number;
  state: FilterState;
  // With one for areas; none: not there yet.
  facets: readonly Facet[];
  // The id of an area to look at.
  onChoose: (area: string) => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const [by, setBy] = useState<'count' | 'open'>('count');
  const { rows, ready, summed, groups } =
    useAreaRows(programme, year, state, facets);
  const what = say(by === 'count' ? words.count : words.open);
  const tree = useMemo(() => groups.map((group) => ({
    name: local(group.displayName),
    children: rows.filter((r) => r.group === group.name).map((r) => ({
      id: idOf(r.area.name),
      name: local(r.area.displayName),
      value: by === 'count' ? r.count : Number(r.sum / 1_000_000n),
      label: say(common.projectCount, { n: r.count }) +
        (r.open ? `\n${formatMoney(r.sum, language)}` : ''),
    })),
  })), [groups, rows, by, local, say, language]);
  const drawn = useOnScreen(ready);
  if (!ready) return <Loading rows={10} />;
  return (
    <>
      <div className="panel">
        <div className="area-head">
          <span className="quiet">{say(words.hint)}</span>
          <span>
            <span className="quiet" id="size-shows">{say(words.by)}</span>{' '}
            <Segmented size="small" value={by} onChange={setBy}
              aria-labelledby="size-shows"
              options={[{ value: 'count', label: say(words.count) },
                { value: 'open', label: say(words.open) }]} />
          </span>
        </div>
        <Treemap groups={tree} label={say(words.chart, { what })}
          onChoose={onChoose} />
      </div>
      {drawn && <AreaTable programme={programme} rows={rows} groups={groups}
        summed={summed} onChoose={onChoose} />}
    </>
  );
}
