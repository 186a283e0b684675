import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { columnLetters, sheetNames, workbookBytes } from './workbook';

function sheetOf(rows: (string | number | null)[][]): string {
  const files = unzipSync(workbookBytes([{
    title: '推荐/项目[1]', columns: [{ heading: '项目', width: 20 },
      { heading: '得分', width: 8 }], rows }]));
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

test('several tables are sheets of one workbook', () => {
  const columns = [{ heading: '项目', width: 20 }];
  const files = unzipSync(workbookBytes([
    { title: '资金', columns, rows: [['第一']] },
    { title: '意向', columns, rows: [['第二']] }]));
  const text = (path: string) => strFromU8(files[path] ?? new Uint8Array());
  expect(text('xl/workbook.xml')).toContain(
    '<sheet name="资金" sheetId="1" r:id="rId1"/>' +
    '<sheet name="意向" sheetId="2" r:id="rId2"/>');
  expect(text('xl/_rels/workbook.xml.rels')).toMatch(
    /Id="rId2" Type="[^"]+\/worksheet" Target="worksheets\/sheet2.xml"/);
  expect(text('[Content_Types].xml')).toContain('/xl/worksheets/sheet2.xml');
  expect(text('xl/worksheets/sheet1.xml')).toContain('>第一<');
  expect(text('xl/worksheets/sheet2.xml')).toContain('>第二<');
});

test('names of sheets are short, lawful and each another', () => {
  const long = '很'.repeat(40);
  expect(sheetNames(['a:b', 'A b', '', '?', long, long])).toEqual(
    ['a b', 'A b 2', 'Sheet', 'Sheet 2', '很'.repeat(31),
      `${'很'.repeat(27)} 2`]);
});

test('totals are formulas over the rows, with what they come to', () => {
  const columns = ['单位', '到位', '短缺'].map(
    (heading) => ({ heading, width: 10 }));
  const files = unzipSync(workbookBytes([{ title: '通报', columns,
    rows: [['宜昌', 0.1, null], ['=2+2', 0.2, 3]],
    total: { label: '合计', columns: [2, 1] } }]));
  const xml = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(xml).toContain('<row r="4"><c r="A4" s="1" t="inlineStr"><is>' +
    '<t xml:space="preserve">合计</t></is></c>' +
    '<c r="B4" s="1"><f>SUM(B2:B3)</f><v>0.3</v></c>' +
    '<c r="C4" s="1"><f>SUM(C2:C3)</f><v>3</v></c></row>');
  expect(xml).toContain('<autoFilter ref="A1:C3"/>');
  expect(xml.match(/<f>/g)).toHaveLength(2);
});
