// What is wrong in a sheet, cell by cell, in the reader's language.
import { Checkbox } from 'antd';
import { useState } from 'react';
import type {
  ImportSummary, RowProblem,
} from '../../gen/duikou/type/v1/table_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { ToneTag } from '../../parts/tone_tag';
import { words } from './texts';

export function ProblemTable({ summary }: { summary: ImportSummary }) {
  const say = useSay();
  const { language } = useLanguage();
  const [onlyErrors, setOnlyErrors] = useState(false);
  if (summary.problems.length === 0) return null;
  const shown = summary.problems.filter((p) => !onlyErrors || !p.warning);
  const text = (p: RowProblem) =>
    (language === 'zh' ? p.messageZh : p.messageEn) || p.messageZh;
  const rowOf = (p: RowProblem) =>
    (p.row === 0 ? say(words.wholeFile) : String(p.row));
  const columnOf = (p: RowProblem) => (p.column === '' ? say(words.wholeRow)
    : `${p.column}${p.heading && ` ${p.heading}`}`);
  return (
    <Panel title={say(words.problems)} extra={
      <span className="panel-tools">
        {summary.problemCount > summary.problems.length && (
          <span>{say(words.problemsShown, { n: summary.problemCount,
            shown: summary.problems.length })}</span>
        )}
        <Checkbox checked={onlyErrors}
          onChange={(e) => setOnlyErrors(e.target.checked)}>
          {say(words.onlyErrors)}
        </Checkbox>
        <ExportButton sheet={() => ({
          title: say(words.problems),
          columns: [{ heading: say(words.row), width: 8 },
            { heading: say(words.column), width: 24 },
            { heading: say(words.cell), width: 30 },
            { heading: say(words.problem), width: 60 }],
          rows: shown.map((p) => [rowOf(p), columnOf(p), p.value, text(p)]),
        })} />
      </span>
    }>
      <DataTable<RowProblem> label={say(words.problems)} size="small"
        rowKey={(p) => `${p.row} ${p.column} ${p.code} ${p.value}`}
        dataSource={shown} scroll={{ x: 720 }}
        pagination={shown.length > 100 ? { pageSize: 100,
          showSizeChanger: false } : false}
        columns={[
          { title: say(words.row), key: 'row', width: 80, className: 'number',
            render: (_, p) => rowOf(p) },
          { title: say(words.column), key: 'column', width: 200,
            render: (_, p) => (p.column === '' ? (
              <span className="quiet">{columnOf(p)}</span>
            ) : (
              <><code className="cell-letter">{p.column}</code> {p.heading}</>
            )) },
          { title: say(words.cell), key: 'value', width: 200,
            render: (_, p) => (
              <span className={p.warning ? 'cell-doubtful' : 'cell-bad'}>
                {p.value || say(words.emptyCell)}
              </span>) },
          { title: say(words.problem), key: 'problem', render: (_, p) => (
            <>
              <ToneTag tone={p.warning ? 'warn' : 'bad'}>
                {say(p.warning ? words.warning : words.error)}
              </ToneTag>
              {text(p)}
            </>) },
        ]} />
    </Panel>
  );
}
