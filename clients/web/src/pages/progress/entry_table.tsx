// Entries of the ledger as a table, each leading to its own page.
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatDay } from '../../format';
import type {
  LedgerEntry,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ledgerWords as words } from './ledger_texts';
import { EntryStateTag } from './tags';
import { entryStateLabels, progressWords, sourceLabels } from './texts';
import { useFigureText, type ProgressNames } from './use_progress';

// 2015-12: the year in which it counts, and its number there.
export function shortNumber(entry: Pick<LedgerEntry, 'period' | 'number'>):
    string {
  return `${entry.period}-${entry.number}`;
}

export function EntryTable({ programme, entries, called, label, small = false }: {
  programme: string;
  entries: readonly LedgerEntry[];
  called: ProgressNames;
  label: string;
  // Within a page of one agreement or unit.
  small?: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { what, howMuch } = useFigureText(called);
  return (
    <DataTable<LedgerEntry> label={label} rowKey="name" dataSource={entries}
      size={small ? 'small' : 'middle'} scroll={{ x: small ? 620 : 1080 }}
      columns={[
        { title: say(words.entry), key: 'number', width: 100,
          render: (_, e) => (
            <Link to={paths.ledgerEntry(programme, idOf(e.name))}>
              {shortNumber(e)}
            </Link>) },
        { title: say(progressWords.date), key: 'date', width: 120,
          render: (_, e) => formatDay(e.date, language) },
        { title: say(words.what), key: 'what', width: 130,
          render: (_, e) => what(e) },
        { title: say(words.figure), key: 'figure', width: 140, align: 'right',
          className: 'number', render: (_, e) => howMuch(e) },
        { title: say(common.state), key: 'state', width: 90,
          render: (_, e) => <EntryStateTag state={e.state} /> },
        ...(small ? [] : [
          { title: say(progressWords.supporter), key: 'supporter', width: 150,
            render: (_: unknown, e: LedgerEntry) => called.unit(e.supporter) },
          { title: say(progressWords.recipient), key: 'recipient', width: 130,
            render: (_: unknown, e: LedgerEntry) =>
              (e.recipient ? called.unit(e.recipient) : '—') },
        ]),
        { title: say(words.document), key: 'document',
          render: (_, e) => (
            <>
              {e.sourceDocument}{' '}
              <span className="quiet">{say(sourceLabels[e.figureSource])}</span>
            </>) },
      ]} />
  );
}

const yuan = (fen: bigint) => Number(fen) / 100;

// The same as a sheet; the money adds up at its end.
export function useEntrySheet(called: ProgressNames):
    (title: string, entries: readonly LedgerEntry[]) => Sheet {
  const say = useSay();
  const { what } = useFigureText(called);
  const cells = ({ figure }: LedgerEntry) => [
    figure.case === 'disbursement' ? yuan(figure.value.amountFen) : null,
    figure.case === 'count' ? Number(figure.value.value) : null,
    figure.case === 'rate' ? figure.value.basisPoints / 100 : null];
  return (title, entries) => ({
    title,
    columns: [{ heading: say(words.entry), width: 34 },
      { heading: say(words.period), width: 10 },
      { heading: say(progressWords.date), width: 12 },
      { heading: say(words.what), width: 18 },
      { heading: say(words.amountYuan), width: 18 },
      { heading: say(words.quantity), width: 14 },
      { heading: `${say(words.rate)} (%)`, width: 10 },
      { heading: say(common.state), width: 12 },
      { heading: say(progressWords.supporter), width: 24 },
      { heading: say(progressWords.recipient), width: 20 },
      { heading: say(progressWords.agreement), width: 24 },
      { heading: say(words.source), width: 18 },
      { heading: say(words.document), width: 30 }],
    rows: entries.map((e) => [idOf(e.name), e.period, e.date, what(e),
      ...cells(e), say(entryStateLabels[e.state]), called.unit(e.supporter),
      e.recipient && called.unit(e.recipient), e.agreement && idOf(e.agreement),
      say(sourceLabels[e.figureSource]), e.sourceDocument]),
    ...(entries.length > 0 && {
      total: { label: say(progressWords.inAll), columns: [4] } }),
  });
}
