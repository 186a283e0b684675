import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { columnLetters, workbookBytes } from './workbook';

function sheetOf(rows: (string | number | null)[][]): string {
  const files = unzipSync(workbookBytes({
    title: '推荐/项目[1]', columns: [{ heading: '项目', width: 20 },
      { heading: '得分', width: 8 }], rows }));
  const book = files['xl/workbook.xml'];
  expect(book && strFromU8(book)).toContain('name="推荐 项目 1"');
  const sheet = files['xl/worksheets/sheet1.xml'];
  return sheet ? strFromU8(sheet) : '';
}

test('texts stay texts and numbers stay numbers', () => {
  const xml = sheetOf([['=1+1', 76.91], ['a < b & "c"', null]]);
  expect(xml).toContain('<c r="A2" s="0" t="inlineStr"><is>' +
    '<t xml:space="preserve">=1+1</t></is></c><c r="B2" s="0"><v>76.91</v></c>');
  expect(xml).toContain('a &lt; b &amp; &quot;c&quot;');
  expect(xml).not.toContain('r="B3"');
  expect(xml).toContain('<autoFilter ref="A1:B3"/>');
});

test('characters that no sheet can hold are left out', () => {
  expect(sheetOf([['a\u0000b\u001fc', 1]])).toContain('>abc<');
});

test('columns after Z have two letters', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters))
    .toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
