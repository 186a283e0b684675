// Opens XLSX workbooks: as a zip file by fflate, its parts as XML by the
// browser, which refuses what is not well formed.
//
//   const [sheet] = await readWorkbook(page, 'projects.xlsx');
//   sheet.title; sheet.headings[0]; sheet.rows[0][0];
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../node/server.mjs';

const require = createRequire(join(root, 'clients/web/package.json'));
const { strFromU8, unzipSync } = require('fflate');

// The sheets in their order, each row as its cells' texts and numbers, the
// first as headings; null: an empty cell. Runs in the page.
function readParts(parts) {
  const xmlOf = (path) => {
    const xml = new DOMParser().parseFromString(parts[path], 'application/xml');
    if (xml.querySelector('parsererror')) throw new Error(`${path} is no XML`);
    return xml;
  };
  const all = (of, tag) => [...of.getElementsByTagName(tag)];
  const textOf = (of) => all(of, 't').map((t) => t.textContent).join('');
  const shared = 'xl/sharedStrings.xml' in parts
    ? all(xmlOf('xl/sharedStrings.xml'), 'si').map(textOf) : [];
  const valueOf = (cell) => {
    const type = cell.getAttribute('t');
    if (type === 'inlineStr') return textOf(cell);
    const value = all(cell, 'v')[0]?.textContent;
    if (value === undefined) return null;
    return type === 's' ? shared[Number(value)]
      : type === null || type === 'n' ? Number(value) : value;
  };
  const columnOf = (cell) => [...cell.getAttribute('r').replace(/\d/g, '')]
    .reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const targets = new Map(all(xmlOf('xl/_rels/workbook.xml.rels'),
    'Relationship').map((r) => [r.getAttribute('Id'), r.getAttribute('Target')]));
  return all(xmlOf('xl/workbook.xml'), 'sheet').map((sheet) => {
    const [headings, ...rows] = all(
      xmlOf(`xl/${targets.get(sheet.getAttribute('r:id'))}`), 'row')
      .map((row) => {
        const cells = [];
        for (const cell of all(row, 'c')) {
          const column = columnOf(cell);
          while (cells.length < column) cells.push(null);
          cells[column] = valueOf(cell);
        }
        return cells;
      });
    return { title: sheet.getAttribute('name'), headings, rows };
  });
}

// `page` lends its XML parser.
export async function readWorkbook(page, path) {
  const files = unzipSync(readFileSync(path));
  assert.ok(files['[Content_Types].xml'], `${path} is no workbook`);
  return page.evaluate(readParts, Object.fromEntries(Object.entries(files)
    .filter(([name]) => /\.(xml|rels)$/.test(name))
    .map(([name, bytes]) => [name, strFromU8(bytes)])));
}
