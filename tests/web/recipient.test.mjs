// A county's journey: its projects, writing one, publishing it, importing a
// sheet with errors, seeing who would fit. In Chinese, and once in English.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE } from './browser.mjs';
import { ofUnit, visitAs } from './journey.mjs';

const own = ofUnit('county-420527', 'projects');

test('a county writes, corrects and publishes a project', async () => {
  const visit = await visitAs('zigui', 'recipient-zh', '/');
  const { page } = visit;
  await page.waitForURL(`**${own}`);
  await page.getByRole('table').waitFor();
  await visit.look('own-projects');

  await page.getByRole('link', { name: '新建项目' }).click();
  await page.getByLabel('项目名称').waitFor();
  await page.getByLabel('乡镇、村').fill('郭家坝镇');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('有内容需要修改').waitFor();
  await visit.look('missing');
  await page.getByLabel('项目名称').fill('郭家坝镇脐橙冷链库建设');
  await page.getByLabel('所属行业').press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '添加一类资金' }).click();
  const kind = '政策资金';
  await page.getByLabel(`${kind}的总需求（万元）`).fill('800');
  await page.getByLabel(`${kind}的待落实（万元）`).fill('900');
  await page.locator('.form-field', { hasText: '待落实' })
    .getByText('不能超过总需求').waitFor();
  await page.getByLabel(`${kind}的待落实（万元）`).fill('600');
  await page.getByLabel('开始年份').fill('2019');
  await page.getByLabel('结束年份').fill('2016');
  visit.expectedFailures.push('CatalogueService/CreateProject');
  await page.getByRole('button', { name: '保存草稿' }).click();
  // The server's refusal is shown at the field that it names, in Chinese first.
  assert.match(await page.locator('.form-field', { hasText: '结束年份' })
    .getByRole('alert').textContent(),
  /^不符合要求，请修改\n结束年份 2016 早于开始年份 2019$/);
  await page.getByText('“结束年份”不符合要求').waitFor();
  await visit.look('refused');
  visit.expectedFailures.length = 0;
  await page.getByLabel('结束年份').fill('2020');
  await page.getByRole('checkbox', { name: '专家指导' }).check();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.waitForURL(/\/projects\/[^/]+\/edit$/);
  await page.getByRole('button', { name: '发布' }).click();
  await page.getByText('发布这个项目？').waitFor();
  await visit.screenshot('publish');
  await page.locator('.ant-popover').getByRole('button', { name: '发布' })
    .click();
  await page.getByRole('button', { name: '撤回' }).waitFor();
  await visit.look('published');
  await page.getByRole('link', { name: '我的项目' }).click();
  await page.getByRole('link', { name: '郭家坝镇脐橙冷链库建设', exact: true })
    .waitFor();
  visit.assertQuiet();
});

test('what others have saved meanwhile is not overwritten', async () => {
  const first = await visitAs('zigui', 'recipient-stale', own);
  await first.page.getByRole('table').waitFor();
  await first.settled();
  const edit = await first.page.getByRole('link', { name: /^编辑: / }).last()
    .getAttribute('href');
  const second = await visitAs('zigui', 'recipient-other', edit);
  await second.settled();
  await first.page.goto(edit);
  await first.settled();
  await first.page.getByLabel('乡镇、村').fill('归州镇二组');
  await second.page.getByLabel('新增就业').fill('12');
  await second.page.locator('.save-bar .ant-btn-primary').click();
  await second.page.getByText('已保存').waitFor();
  first.expectedFailures.push('CatalogueService/UpdateProject');
  await first.page.locator('.save-bar .ant-btn-primary').click();
  await first.page.getByText('刚被他人修改').waitFor();
  await first.look('stale');
  await first.page.getByRole('button', { name: '载入最新内容并保留我的修改' })
    .click();
  await first.until(async () =>
    await first.page.getByLabel('新增就业').inputValue() === '12',
  'what the other has saved is there');
  assert.equal(await first.page.getByLabel('乡镇、村').inputValue(), '归州镇二组');
  await first.page.locator('.save-bar .ant-btn-primary').click();
  await first.page.getByText('已保存').waitFor();
  first.assertQuiet();
  second.assertQuiet();
});

const sheet = (rows) => ({ name: '项目.csv', mimeType: 'text/csv',
  buffer: Buffer.from(['项目编号,项目名称,地区编号,领域编号,受援单位编号,' +
    '政策资金总需求（万元）,开始年份,结束年份', ...rows].join('\n')) });

test('a sheet is checked before it is written', async () => {
  const visit = await visitAs('zigui', 'import', own);
  const { page } = visit;
  await page.getByRole('link', { name: '批量导入' }).click();
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载空白模板' }).click(),
  ]);
  assert.equal(template.suggestedFilename(), '下载空白模板.xlsx');
  await page.locator('input[type=file]').setInputFiles(sheet([
    'zg-1,茅坪镇污水处理,420527,sport,county-420527,500,2015,2017',
    'zg-2,九畹溪步道,420527,no-such-sector,county-420527,很多,2015,2017']));
  await page.getByRole('heading', { name: '问题清单' }).waitFor();
  const bad = page.getByRole('row', { name: /很多/ });
  await bad.waitFor();
  assert.match(await bad.textContent(), /^3F/);
  await visit.look('import-problems');
  await page.getByRole('button', { name: /只导入没有错误的/ }).click();
  await page.getByText('导入完成').waitFor();
  await visit.look('imported');
  await page.getByRole('link', { name: '查看项目' }).click();
  await page.getByRole('link', { name: '茅坪镇污水处理', exact: true })
    .waitFor();
  visit.assertQuiet();
});

test('a county sees who would fit, on a phone and in English', async () => {
  for (const [name, options, heading] of [
    ['attention-zh', {}, '可能适合的支援方'],
    ['attention-phone', { viewport: PHONE }, '可能适合的支援方'],
    ['attention-en', { language: 'en' }, 'Supporters that would fit']]) {
    const visit = await visitAs('zigui', name, own, options);
    const { page } = visit;
    await page.getByRole('table').waitFor();
    await visit.look('own-projects');
    const edit = await page.locator('a[href$="/edit"]').last()
      .getAttribute('href');
    await page.goto(edit);
    await page.locator('.save-bar').waitFor();
    await visit.look('edit');
    await page.goto(edit.replace(/edit$/, 'attention'));
    await page.getByRole('heading', { name: heading }).waitFor();
    await page.locator('.preview-list li').first().waitFor();
    await visit.look('attention');
    await page.goto('/p/hubei/units/county-420527/interests');
    await page.locator('h1').waitFor();
    await visit.look('interests');
    visit.assertQuiet();
  }
});
