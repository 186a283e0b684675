// A report as a workbook: a sheet of single figures, and one a table, whose
// totals are live.
import { common } from '../../app/texts';
import type { Cell, Sheet } from '../../export/workbook';
import type {
  Figure, Report, ReportSection, ReportTable,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { useValueText, valueCell } from './figures';
import { columnsOf, shownCell, useHeading } from './report_table';
import { reportWords as words } from './report_texts';
import { sourceLabels } from './texts';

const percentCell = (basisPoints: number | undefined): Cell =>
  (basisPoints === undefined ? null : basisPoints / 100);

function useFigureSheet() {
  const say = useSay();
  const local = useLocal();
  const valueText = useValueText();
  const unitOf = ({ value }: Figure) => (value.case === 'amountFen'
    ? say(common.wan) : value.case === 'basisPoints' ? '%' : '');
  const stated = (figure: Figure) => figure.stated.flatMap(
    ({ statedFigure: of, differs }) => (of ? [say(words.statedIs,
      { source: of.source, value: valueText(of.value) }) +
      (of.target ? ` (${say(words.target)})` : '') +
      (differs ? ` (${say(words.differs)})` : '')] : []))
    .join(say(common.then));
  return (section: ReportSection): Sheet => ({
    title: local(section.title, section.key),
    columns: [{ heading: say(words.item), width: 40 },
      { heading: say(words.value), width: 18 }, { heading: '', width: 10 },
      { heading: say(words.target), width: 18 },
      { heading: say(words.percentOf, { what: say(words.reached) }), width: 12 },
      { heading: say(words.percentOf, { what: say(words.growth) }), width: 14 },
      { heading: say(words.percentOf, { what: say(words.share) }), width: 10 },
      { heading: say(words.stated), width: 60 },
      { heading: say(words.sources), width: 30 },
      { heading: say(words.notUsed), width: 14 }],
    rows: section.figures.map((f) => [local(f.title, f.key),
      valueCell(f.value), unitOf(f), f.target ? valueCell(f.target.value) : null,
      percentCell(f.reachedBasisPoints), percentCell(f.growthBasisPoints),
      f.percentOfWhole ?? null, stated(f),
      f.sources.map((s) => say(sourceLabels[s])).join(say(common.and)),
      f.passedOverCount || null]),
  });
}

function useTableSheet() {
  const say = useSay();
  const headingOf = useHeading();
  const local = useLocal();
  return (table: ReportTable): Sheet => {
    const columns = columnsOf(table);
    const summed = columns.flatMap((c, i) => (c.column.addsUp &&
      (c.shown === 'value' || c.shown === 'target') ? [i + 1] : []));
    return {
      title: local(table.title, table.key),
      columns: [{ heading: say(words.item), width: 30 },
        ...columns.map((c) => ({ heading: headingOf(table, c), width: 20 }))],
      rows: table.rows.map((row) => [local(row.title, idOf(row.subject)),
        ...columns.map(({ at, shown }) => {
          const figure = row.figures[at];
          return figure ? shownCell(shown, figure) : null;
        })]),
      ...(table.total && table.rows.length > 0 && summed.length > 0 && {
        total: { label: local(table.total.title, say(words.total)),
          columns: summed } }),
    };
  };
}

export function useReportSheets(): (report: Report) => Sheet[] {
  const figureSheet = useFigureSheet();
  const tableSheet = useTableSheet();
  return (report) => report.sections.flatMap((section) => [
    ...(section.figures.length > 0 ? [figureSheet(section)] : []),
    ...section.tables.map(tableSheet)]);
}
