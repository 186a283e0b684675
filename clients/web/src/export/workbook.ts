// Writes XLSX in the browser, for pages that export what they show: a sheet a
// table. Texts stay texts (never formulas) and numbers stay numbers; totals are
// formulas of our own, which follow when rows are changed.
//
//   saveWorkbook('推荐项目', [{
//     title: '推荐项目',
//     columns: [{ heading: '项目', width: 40 }, { heading: '得分', width: 10 }],
//     rows: [['柑橘基地', 78.52]],
//   }]);
import { strToU8, zipSync } from 'fflate';

export type Cell = string | number | null;

export interface Sheet {
  title: string;
  columns: readonly { heading: string; width: number }[];
  rows: readonly (readonly Cell[])[];
  // A last line with the sums of these columns' numbers, from 0; its first cell
  // says what it is. REQUIRES: at least one row, and no column 0.
  total?: { label: string; columns: readonly number[] };
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MIME =
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LONGEST_CELL = 32_767;

// Characters that XML 1.0 cannot hold are left out.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.slice(0, LONGEST_CELL).replace(FORBIDDEN, '')
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

// 0 → A, 25 → Z, 26 → AA.
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  const letter = String.fromCharCode(65 + (index % 26));
  return rest === 0 ? letter : columnLetters(rest - 1) + letter;
}

function cellXml(cell: Cell, column: number, row: number, style: number):
    string {
  const at = `r="${columnLetters(column)}${row}" s="${style}"`;
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c ${at}><v>${cell}</v></c>`;
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">` +
    `${escaped(cell)}</t></is></c>`;
}

// The sum of a column's numbers, exact to the fen of a 万元.
export function sumOfColumn(rows: Sheet['rows'], column: number): number {
  const sum = rows.reduce((so, row) => {
    const cell = row[column];
    return so + (typeof cell === 'number' ? cell : 0);
  }, 0);
  return Number(sum.toFixed(6));
}

// The line of totals: formulas over the rows above, with what they come to for
// programs that do not calculate.
function totalXml({ rows, total }: Sheet): string {
  if (!total) return '';
  const at = rows.length + 2;
  const sums = [...total.columns].sort((a, b) => a - b).map((column) => {
    const letters = columnLetters(column);
    return `<c r="${letters}${at}" s="1"><f>SUM(${letters}2:${letters}${
      at - 1})</f><v>${sumOfColumn(rows, column)}</v></c>`;
  });
  return `<row r="${at}">${cellXml(total.label, 0, at, 1)}${sums.join('')}</row>`;
}

function sheetXml(sheet: Sheet): string {
  const { columns, rows } = sheet;
  const last = `${columnLetters(columns.length - 1)}${rows.length + 1}`;
  const widths = columns.map(({ width }, i) =>
    `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const heading = columns.map((c, i) => cellXml(c.heading, i, 1, 1));
  const body = rows.map((row, r) => `<row r="${r + 2}">` +
    row.map((cell, c) => cellXml(cell, c, r + 2, 0)).join('') + '</row>');
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews>` +
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ' +
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData><row r="1">` +
    `${heading.join('')}</row>${body.join('')}${totalXml(sheet)}</sheetData>` +
    `<autoFilter ref="A1:${last}"/></worksheet>`;
}

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/>` +
  '<font><b/></font></fonts><fills count="2"><fill><patternFill ' +
  'patternType="none"/></fill><fill><patternFill patternType="gray125"/>' +
  '</fill></fills><borders count="1"><border/></borders><cellStyleXfs ' +
  'count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/>' +
  '<xf fontId="1" applyFont="1"/></cellXfs></styleSheet>';

const LONGEST_NAME = 31;

// A sheet's name has at most 31 characters and none of []:*?/\, and no two are
// the same, whatever the case.
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const plain = title.replace(FORBIDDEN, '').replace(/[[\]:*?/\\]/g, ' ')
      .trim() || 'Sheet';
    let name = plain.slice(0, LONGEST_NAME);
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) {
      name = `${plain.slice(0, LONGEST_NAME - 4)} ${n}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = Array.from({ length: sheets }, (_, i) =>
    `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ` +
    `ContentType="${type}.worksheet+xml"/>`);
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension=` +
    '"rels" ContentType="application/vnd.openxmlformats-package.' +
    'relationships+xml"/><Override PartName="/xl/workbook.xml" ' +
    `ContentType="${type}.sheet.main+xml"/>${parts.join('')}` +
    `<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>` +
    '</Types>';
}

function relationships(targets: readonly [kind: string, target: string][]):
    string {
  const each = targets.map(([kind, target], i) =>
    `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${kind}" ` +
    `Target="${target}"/>`);
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
    `${each.join('')}</Relationships>`;
}

// REQUIRES: at least one sheet.
export function workbookBytes(sheets: readonly Sheet[]): Uint8Array {
  const listed = sheetNames(sheets.map((s) => s.title)).map((name, i) =>
    `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const targets = sheets.map((_, i): [string, string] =>
    ['worksheet', `worksheets/sheet${i + 1}.xml`]);
  return zipSync({
    '[Content_Types].xml': strToU8(contentTypes(sheets.length)),
    '_rels/.rels': strToU8(
      relationships([['officeDocument', 'xl/workbook.xml']])),
    'xl/workbook.xml': strToU8(
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      `${listed.join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(
      relationships([...targets, ['styles', 'styles.xml']])),
    'xl/styles.xml': strToU8(STYLES),
    ...Object.fromEntries(sheets.map((sheet, i) =>
      [`xl/worksheets/sheet${i + 1}.xml`, strToU8(sheetXml(sheet))])),
  });
}

// Hands bytes to the browser as a file.
export function saveFile(name: string, bytes: BlobPart[], type = MIME): void {
  const address = URL.createObjectURL(new Blob(bytes, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function saveWorkbook(name: string, sheets: readonly Sheet[]): void {
  saveFile(`${name}.xlsx`, [new Uint8Array(workbookBytes(sheets))]);
}
