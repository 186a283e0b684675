// A table of a report: beside each column those of its targets, of how far they
// are reached, of growth and of parts in percent, where it has such; and totals
// where columns add up. A table that were too wide so has them below the values.
import { Grid, Table as AntTable } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import type { Cell } from '../../export/workbook';
import type {
  Figure, ReportColumn, ReportRow, ReportTable as Table,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import {
  FigureBeside, FigureLink, FigureNotes, useValueText, valueCell,
} from './figures';
import { reportWords as words } from './report_texts';

// What of its figures a column shows.
type Shown = 'value' | 'target' | 'reached' | 'growth' | 'share';

export interface TableColumn {
  column: ReportColumn;
  // Where its figures stand in a row.
  at: number;
  shown: Shown;
}

const BESIDE: readonly (readonly [Shown, (of: Figure) => boolean])[] = [
  ['target', (f) => f.target !== undefined],
  ['reached', (f) => f.reachedBasisPoints !== undefined],
  ['growth', (f) => f.growthBasisPoints !== undefined],
  ['share', (f) => f.percentOfWhole !== undefined],
];

const rowsOf = (table: Table): readonly ReportRow[] =>
  (table.total ? [...table.rows, table.total] : table.rows);

// The columns of a table, each followed by what stands beside its figures.
export function columnsOf(table: Table): TableColumn[] {
  return table.columns.flatMap((column, at) => {
    const figures = table.rows.flatMap((r) => r.figures[at] ?? []);
    return [{ column, at, shown: 'value' as const }, ...BESIDE.flatMap(
      ([shown, has]) => (figures.some(has) ? [{ column, at, shown }] : []))];
  });
}

// What such a column shows of a figure, for sheets: 万元, numbers, percent.
export function shownCell(shown: Shown, figure: Figure): Cell {
  const percent = (points: number | undefined) =>
    (points === undefined ? null : points / 100);
  switch (shown) {
    case 'value': return valueCell(figure.value);
    case 'target': return figure.target ? valueCell(figure.target.value) : null;
    case 'reached': return percent(figure.reachedBasisPoints);
    case 'growth': return percent(figure.growthBasisPoints);
    case 'share': return figure.percentOfWhole ?? null;
  }
}

// Whether the figures of a column are amounts.
export function isMoney(table: Table, at: number): boolean {
  return rowsOf(table).some((r) => r.figures[at]?.value.case === 'amountFen');
}

// What a column is called, with its unit.
export function useHeading() {
  const say = useSay();
  const local = useLocal();
  return (table: Table, { column, at, shown }: TableColumn): string => {
    const name = local(column.title, column.key);
    const what = shown === 'value' ? name
      : say(words.besideOf, { what: name, beside: say(words[shown]) });
    if (shown !== 'value' && shown !== 'target') {
      return say(words.percentOf, { what });
    }
    return isMoney(table, at) ? say(words.wan, { what }) : what;
  };
}

function FigureCell({ programme, figure, title, beside }: {
  programme: string;
  figure: Figure | undefined;
  title: string;
  // With what has no columns of its own.
  beside: boolean;
}) {
  if (!figure) return <span className="quiet">—</span>;
  return (
    <span data-figure={figure.key}>
      <FigureLink programme={programme} figure={figure} title={title} inColumn />
      {beside && <FigureBeside of={figure} />}
      <FigureNotes of={figure} />
    </span>
  );
}

// The page of what a row is about; empty: it has none here.
function subjectPath(programme: string, subject: string): string {
  if (names.unit.parse(subject)) return paths.unit(programme, idOf(subject));
  if (names.agreement.parse(subject)) {
    return paths.agreement(programme, idOf(subject));
  }
  return names.project.parse(subject)
    ? paths.project(programme, idOf(subject)) : '';
}

function Subject({ programme, row }: { programme: string; row: ReportRow }) {
  const local = useLocal();
  const text = local(row.title, idOf(row.subject));
  const path = subjectPath(programme, row.subject);
  return path ? <Link to={path}>{text}</Link> : <>{text}</>;
}

const FIRST = 180;
const FIRST_OF_PHONE = 104;
const WIDTHS: Record<Shown, number> =
  { value: 140, target: 130, reached: 110, growth: 110, share: 110 };
// What a window of 1,280 px has room for, beside the menu.
const MOST_WIDTH = 960;

const widthOf = (columns: readonly TableColumn[]) =>
  columns.reduce((sum, c) => sum + WIDTHS[c.shown], FIRST);

// The columns that are shown: where all of them are too wide, those of values
// alone.
export function shownColumns(table: Table): TableColumn[] {
  const columns = columnsOf(table);
  return widthOf(columns) <= MOST_WIDTH ? columns
    : columns.filter((c) => c.shown === 'value');
}

const keyOf = (c: TableColumn) => `${c.column.key} ${c.at} ${c.shown}`;

function Total({ row, columns, cell }: {
  row: ReportRow;
  columns: readonly TableColumn[];
  cell: (column: TableColumn, row: ReportRow) => ReactNode;
}) {
  const say = useSay();
  const local = useLocal();
  return (
    <AntTable.Summary.Row className="table-total">
      <AntTable.Summary.Cell index={0}>
        {local(row.title, say(words.total))}
      </AntTable.Summary.Cell>
      {columns.map((c, i) => (
        <AntTable.Summary.Cell key={keyOf(c)} index={i + 1} align="right"
          className="number">
          {cell(c, row)}
        </AntTable.Summary.Cell>
      ))}
    </AntTable.Summary.Row>
  );
}

export function ReportTable({ programme, table }: {
  programme: string;
  table: Table;
}) {
  const say = useSay();
  const local = useLocal();
  const headingOf = useHeading();
  const valueText = useValueText();
  const { sm: roomy = true } = Grid.useBreakpoint();
  const columns = shownColumns(table);
  const beside = columns.length < columnsOf(table).length;
  const cell = ({ column, at, shown }: TableColumn, row: ReportRow) => {
    const figure = row.figures[at];
    if (shown === 'target') {
      return figure?.target ? valueText(figure.target.value, true) : '';
    }
    if (shown !== 'value') return figure ? shownCell(shown, figure) : '';
    return (
      <FigureCell programme={programme} figure={figure} beside={beside}
        title={`${local(row.title, idOf(row.subject))} ${
          local(column.title, column.key)}`} />
    );
  };
  const { total } = table;
  return (
    <DataTable<ReportRow> label={local(table.title, table.key)} size="small"
      rowKey={(r) => `${r.subject} ${local(r.title)}`} dataSource={table.rows}
      scroll={{ x: widthOf(columns) }}
      columns={[
        { title: say(words.item), key: 'subject', fixed: 'left',
          width: roomy ? FIRST : FIRST_OF_PHONE,
          render: (_, r) => <Subject programme={programme} row={r} /> },
        ...columns.map((c) => ({
          title: headingOf(table, c), key: keyOf(c), width: WIDTHS[c.shown],
          align: 'right' as const, className: 'number',
          render: (_: unknown, r: ReportRow) => cell(c, r) })),
      ]}
      {...(total && { summary: () => (
        <Total row={total} columns={columns} cell={cell} />) })} />
  );
}
