// The office's journey: what a programme is made of, weights, quotas, units,
// people, the quality of the data, the audit trail. In Chinese, and once in
// English.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { still } from './browser.mjs';
import { browser, office, site, visitAs } from './journey.mjs';

const visitOffice = (name, page, options) =>
  visitAs('office', name, office(page), options);

const confirm = (page, name) =>
  page.locator('.ant-popover:visible').getByRole('button', { name }).click();

// Chooses in the select of this label, by what the option says, after a search
// in a long list. The option is told of the click, wherever the list stands while
// the dialog still moves.
async function choose(page, scope, label, option, search = '') {
  const field = scope.getByLabel(new RegExp(`^${label}( \\*)?$`));
  await still(page);
  await field.click();
  if (search) await field.fill(search);
  await page.locator(
    '.ant-select-dropdown:visible .ant-select-item-option-content')
    .getByText(option, { exact: true }).dispatchEvent('click');
  if (await field.getAttribute('aria-expanded') === 'true') await field.press('Escape');
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
}

test('the office changes the programme, and is told of bad figures', async () => {
  const visit = await visitOffice('office-programme', 'programme');
  const { page } = visit;
  await page.getByLabel('规划名称').waitFor();
  await visit.look('programme');
  assert.equal((await visit.export()).name, '规划设置.xlsx');
  const grant = page.getByRole('group', { name: '无偿援助' });
  await grant.getByLabel('规划目标（万元）').fill('五万');
  await page.getByRole('button', { name: '添加指标' }).click();
  const added = page.locator('.setting').last();
  await added.getByLabel('数值').fill('九成');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('有内容需要修改，请看标红的地方').waitFor();
  assert.match(await page.locator('.form-field', { hasText: '规划目标（万元）' })
    .getByRole('alert').textContent(), /请填写金额/);
  await added.getByText('请填写整数').waitFor();
  await visit.look('bad-figures');
  await grant.getByLabel('规划目标（万元）').fill('60000');
  await added.getByLabel(/^名称/).fill('农村饮水安全覆盖率');
  await added.getByLabel('编号').fill('rural-water');
  await choose(page, added, '计量', '比率（%）');
  await added.getByLabel('数值').fill('98.5');
  await page.getByLabel('截止年份').fill('2010');
  visit.expectedFailures.push('CatalogueService/UpdateProgramme');
  await page.getByRole('button', { name: /保存$/ }).click();
  // The server's refusal is shown at the field that it names.
  await page.locator('.form-field', { hasText: '截止年份' })
    .getByRole('alert').waitFor();
  visit.expectedFailures.length = 0;
  await page.getByLabel('截止年份').fill('2020');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('已保存', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('group', { name: '农村饮水安全覆盖率' }).waitFor();
  assert.equal(await page.getByRole('group', { name: '无偿援助' })
    .getByLabel('规划目标（万元）').inputValue(), '60000');
  visit.assertQuiet();
});

// A button that was waiting may still be called so for a moment: only the end
// of its name is looked for.
test('what another has changed in the programme stays', async () => {
  const visit = await visitOffice('office-stale', 'programme');
  const { page } = visit;
  await page.getByLabel('规划说明').fill('支援三峡库区移民安稳致富');
  const now = await site.asOffice.call(
    'catalogue.v1.CatalogueService/GetProgramme', { name: 'programmes/hubei' });
  await site.asOffice.call('catalogue.v1.CatalogueService/UpdateProgramme', {
    programme: { name: now.name, source: '省政府文件' }, updateMask: 'source' });
  visit.expectedFailures.push('CatalogueService/UpdateProgramme');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('刚被他人修改').waitFor();
  await visit.look('stale');
  await page.getByRole('button', { name: '载入最新内容并保留我的修改' }).click();
  await page.getByText('您的修改还在').waitFor();
  assert.equal(await page.getByLabel('规划说明').inputValue(),
    '支援三峡库区移民安稳致富');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('已保存', { exact: true }).waitFor();
  const { source, description } = await site.asOffice.call(
    'catalogue.v1.CatalogueService/GetProgramme', { name: 'programmes/hubei' });
  assert.equal(source, '省政府文件');
  assert.equal(description.zh, '支援三峡库区移民安稳致富');
  visit.assertQuiet();
});

test('areas are added, changed and deleted unless they are used', async () => {
  const visit = await visitOffice('office-areas', 'areas');
  const { page } = visit;
  await page.getByRole('table').waitFor();
  await visit.look('areas');
  await page.getByRole('button', { name: '新增地区' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('中文名称').fill('茅坪镇');
  await choose(page, dialog, '类别', '乡镇、林场');
  await dialog.getByLabel('行政区划代码').fill('42x');
  await dialog.getByLabel('编号').fill('maoping');
  visit.expectedFailures.push('CatalogueService/CreateArea');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText('不符合要求，请修改').waitFor();
  await dialog.getByText('“行政区划代码”不符合要求').waitFor();
  await visit.look('refused');
  visit.expectedFailures.length = 0;
  await dialog.getByLabel('行政区划代码').fill('');
  await choose(page, dialog, '上级地区', '秭归县');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('已新增').waitFor();
  await page.getByLabel('搜索').fill('茅坪');
  const row = page.getByRole('row', { name: /茅坪镇/ });
  assert.match(await row.textContent(), /秭归县/);
  await row.getByRole('button', { name: '编辑: 茅坪镇' }).click();
  await dialog.getByLabel('英文名称').fill('Maoping');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存', { exact: true }).waitFor();
  await page.getByRole('button', { name: '删除: 茅坪镇' }).click();
  await page.getByText('删除“茅坪镇”？').waitFor();
  await confirm(page, '删除');
  await page.getByText('已删除').waitFor();
  await page.getByText('没有符合条件的内容').waitFor();
  await page.getByLabel('搜索').fill('秭归');
  await page.getByRole('button', { name: '删除: 秭归县' }).click();
  visit.expectedFailures.push('CatalogueService/DeleteArea');
  await confirm(page, '删除');
  await page.getByText('“秭归县”还在使用，不能删除').waitFor();
  await visit.screenshot('in-use');
  visit.assertQuiet();
});

test('sectors stand in their fields of work', async () => {
  const visit = await visitOffice('office-sectors', 'sectors');
  const { page } = visit;
  await page.getByRole('table').waitFor();
  await visit.look('sectors');
  await page.getByRole('button', { name: '新增行业: 公共服务' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('公共服务', { exact: true }).waitFor();
  await dialog.getByLabel('中文名称').fill('养老服务');
  await dialog.getByLabel('编号').fill('elderly-care');
  await dialog.getByLabel('包括').fill('敬老院、日间照料中心');
  await visit.look('sector-dialog');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('已新增').waitFor();
  await page.getByRole('row', { name: /养老服务/ }).waitFor();
  assert.equal((await visit.export()).name, '行业.xlsx');
  await page.getByRole('link', { name: '导入表格' }).click();
  await page.getByRole('heading', { name: '导入行业' }).waitFor();
  visit.assertQuiet();
});

test('new weights show what they would change before they hold', async () => {
  const visit = await visitOffice('office-weights', 'weights');
  const { page } = visit;
  await page.locator('.preview-list li').first().waitFor();
  const handle = page.getByRole('slider', { name: '区域的权重' });
  await handle.focus();
  await page.keyboard.press('End');
  await page.locator('.move-up, .move-down').first().waitFor();
  await page.getByLabel('调整原因').fill('突出结对地区');
  await page.getByRole('button', { name: '试算全部支援方' }).click();
  await page.getByText(/\d+ 家支援方中，[1-9]\d* 家的前 10 个有项目进入/).waitFor();
  await visit.look('weights');
  const { sheets } = await visit.export();
  const tried = sheets.find((s) => s.title === '对全部支援方的影响');
  assert.ok(tried.rows.length > 0, 'projects that enter a list');
  // Each criterion's curve is drawn, and told in the sheet.
  await page.getByRole('img', { name: '区域：符合度按原值计算' }).first()
    .waitFor();
  const inForce = sheets.find((s) => s.title === '现行权重');
  assert.equal(inForce.rows[1].at(-1), '25/50/75');
  await page.getByRole('button', { name: '保存为新版本并启用' }).click();
  await confirm(page, '确定');
  await page.getByText('新权重已启用').waitFor();
  const kept = page.getByRole('row', { name: /突出结对地区/ });
  await kept.getByText('现行').waitFor();
  await visit.look('kept');
  // What choices propose stands beside it, and the change is undone in one step.
  await page.getByText('从实际选择建议权重').waitFor();
  await page.getByText(/依据 \d+ 家支援方的 \d+ 次选择和 \d+ 次放弃/).waitFor();
  await kept.getByRole('button', { name: /^撤销/ }).click();
  await confirm(page, '确定');
  await page.getByText('已恢复之前的权重').waitFor();
  await kept.waitFor({ state: 'detached' });
  await visit.look('undone');
  visit.assertQuiet();
});

test('quotas are changed where they stand', async () => {
  const visit = await visitOffice('office-quotas', 'quotas?year=2016');
  const { page } = visit;
  const cell = page.getByLabel('宜昌市的无偿援助额度（万元）');
  await cell.fill('四百');
  await page.getByText('请填写金额，如 500 或 12.5').waitFor();
  assert.ok(await page.getByRole('button', { name: /保存$/ })
    .isDisabled());
  await cell.fill('456.5');
  await visit.look('changed');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('额度已保存').waitFor();
  await page.reload();
  await cell.waitFor();
  assert.equal(await cell.inputValue(), '456.5');
  visit.assertQuiet();
});

test('an amount is split by factors, and becomes quotas', async () => {
  const visit = await visitOffice('office-factors', 'quotas');
  const { page } = visit;
  await page.getByRole('link', { name: '因素法' }).click();
  await page.getByText('还没有选择分配对象').waitFor();
  await page.getByLabel(/^总额（万元）/).fill('100');
  await choose(page, page, '资金类别', '经济合作');
  await choose(page, page, '年度', '2019');
  await page.getByLabel('因素 1').fill('财政收入');
  await page.getByLabel('权重 1').fill('3');
  await page.getByRole('button', { name: '添加因素' }).click();
  await page.getByLabel('因素 2').fill('人均收入');
  await page.getByLabel('越小越多 2').check();
  const values = { 华中农业大学: ['200', '1'], 三峡大学: ['600', '2'] };
  for (const [unit, [first, second]] of Object.entries(values)) {
    await choose(page, page, '选择对象', unit, unit);
    await page.getByLabel(`${unit}：财政收入`).fill(first);
    await page.getByLabel(`${unit}：人均收入`).fill(second);
  }
  await page.getByLabel('三峡大学：封顶（万元）').fill('五十');
  await page.getByRole('button', { name: '计算' }).click();
  await page.getByText('有数值需要修改，请看标红的地方').waitFor();
  await page.getByLabel('三峡大学：封顶（万元）').fill('55');
  await visit.look('factors');
  await page.getByRole('button', { name: '计算' }).click();
  // (3 × 0.75 + 1 ÷ 3) ÷ 4 of it is more than the cap.
  await page.getByText('封顶', { exact: true }).waitFor();
  await page.getByText('64.5833%').waitFor();
  await visit.look('split');
  await visit.lookPrinted('split');
  const [sheet] = (await visit.export()).sheets;
  assert.deepEqual(sheet.rows.map((row) => Number(row.at(-1))), [45, 55]);
  await page.getByRole('button', { name: '写为年度额度' }).click();
  const dialog = page.locator('.ant-modal:visible');
  await dialog.getByText('写为 2019 年经济合作额度').waitFor();
  await visit.look('write');
  await dialog.getByRole('button', { name: /写为年度额度$/ }).click();
  await page.getByText('已写入 2 个额度').waitFor();
  const { quotas } = await site.asOffice.call(
    'profiles.v1.ProfilesService/ListQuotas',
    { parent: 'programmes/hubei', year: 2019, pageSize: 1000 });
  const written = quotas.filter((q) => q.source === '因素法分配');
  assert.deepEqual(written.map((q) => q.amountFen).sort(),
    ['45000000', '55000000']);
  visit.assertQuiet();
});

test('a unit and a person are added, who sets a password by a link', async () => {
  const visit = await visitOffice('office-people', 'units');
  const { page } = visit;
  await page.getByRole('button', { name: '新增单位' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('中文名称').fill('荆楚果业有限公司');
  await dialog.getByLabel('编号').fill('jingchu-fruit');
  await choose(page, dialog, '类别', '企业');
  await visit.look('unit-dialog');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByRole('link', { name: '荆楚果业有限公司' }).waitFor();

  await page.getByRole('link', { name: '人员', exact: true }).click();
  await page.getByRole('button', { name: '新增人员' }).click();
  await dialog.getByLabel('账号').fill('fruit-clerk');
  await dialog.getByLabel('姓名').fill('郑会计');
  await dialog.getByLabel('单位', { exact: true }).fill('荆楚果业');
  await page.keyboard.press('Enter');
  await choose(page, dialog, '权限组', '支援方');
  await visit.look('person-dialog');
  await dialog.getByRole('button', { name: '保存' }).click();
  const link = await page.getByRole('textbox', { name: '设置密码的链接' })
    .inputValue();
  await visit.look('person-link');
  visit.assertQuiet();

  const theirs = await browser.visit('office-people-link', site.address);
  // The link asks for the password first, and says so by refusing.
  theirs.expectedFailures.push('AccessService/RedeemLink',
    'AccessService/GetMe');
  await theirs.page.goto(link);
  await theirs.page.getByLabel('新密码', { exact: true })
    .fill('a-long-password-of-zheng');
  await theirs.page.getByLabel('再输入一次').fill('a-long-password-of-zheng');
  await theirs.look('set-password');
  await theirs.page.getByRole('button', { name: '设置新密码' }).click();
  await theirs.page.waitForURL('**/units/jingchu-fruit/recommendations');
  await theirs.page.getByText('郑会计').waitFor();
  await theirs.look('first-page');
});

test('doubtful projects are listed by what is wrong', async () => {
  await site.asOffice.call('catalogue.v1.CatalogueService/CreateProject', {
    parent: 'programmes/hubei', project: {
      displayName: { zh: '只有名称的项目' }, firstYear: 2019, lastYear: 2020,
      area: 'programmes/hubei/areas/420527',
      sector: 'programmes/hubei/sectors/sport' } });
  const visit = await visitOffice('office-quality', 'quality');
  const { page } = visit;
  await page.getByRole('table').waitFor();
  await visit.look('quality');
  await page.getByText(/^信息不全 [1-9]\d*$/).click();
  await page.waitForURL(/[?&]kind=/);
  await page.getByRole('link', { name: '只有名称的项目', exact: true })
    .waitFor();
  const kinds = await page.locator('tbody .tone-tag').allTextContents();
  assert.ok(kinds.every((kind) => kind === '信息不全'));
  await visit.look('incomplete');
  assert.equal((await visit.export()).name, '数据质量.xlsx');
  await page.getByRole('link', { name: /^编辑: / }).first().click();
  await page.locator('.save-bar').waitFor();
  visit.assertQuiet();
});

test('the audit trail tells what was done, and is verified', async () => {
  await site.asOffice.call('catalogue.v1.CatalogueService/UpdateSector', {
    sector: { name: 'programmes/hubei/sectors/sport',
      description: { zh: '年度会议纪要' } }, updateMask: 'description' });
  const visit = await visitOffice('office-audit', 'audit?method=UpdateSector');
  const { page } = visit;
  const row = page.getByRole('row', { name: /UpdateSector/ }).first();
  await row.waitFor();
  await row.getByRole('button').first().click();
  await page.getByText('年度会议纪要').waitFor();
  await page.getByRole('button', { name: '校验' }).click();
  await page.getByRole('alert').filter({ hasText: '校验通过' }).waitFor();
  await visit.look('verified');
  visit.assertQuiet();
});

test('the office can do it in English', async () => {
  const visit = await visitOffice('office-en', 'programme', { language: 'en' });
  const { page } = visit;
  for (const [link, heading] of [['Programme', 'Programme settings'],
    ['Areas', 'Areas'], ['Sectors', 'Sectors'], ['Weights', 'Weights'],
    ['Quotas', 'Quotas'], ['Units', 'Units'], ['Progress', 'Progress of units'],
    ['People', 'People'], ['Data quality', 'Data quality'],
    ['Audit', 'Audit']]) {
    await page.getByRole('link', { name: link, exact: true }).click();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await visit.settled();
    await visit.screenshot(heading.toLowerCase().replaceAll(' ', '-'));
  }
  await visit.look('audit');
  visit.assertQuiet();
});
