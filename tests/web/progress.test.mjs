// From an agreement to a figure of the bulletin: a county reports money that
// arrived, the unit confirms it, signs its year, the office settles it, and the
// supervision office opens the figure down to the entry.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, tell } from './browser.mjs';
import { site, visitAs } from './journey.mjs';

const parent = 'programmes/hubei';
const YEAR = 2014;
const AGREEMENT = '秭归茶叶加工园合作协议';
const settlement = `${parent}/settlements/yichang--${YEAR}`;
const at = (page) => `/p/hubei/${page}`;

const progress = (method, request, who = site.asOffice) =>
  who.call(`progress.v1.ProgressService/${method}`, request);
const settling = (method, request) =>
  site.asOffice.call(`progress.v1.SettlementService/${method}`, request);
const agreementNow = async () => (await progress('ListAgreements',
  { parent, query: AGREEMENT })).agreements[0];
const entriesNow = async (filter = {}) => (await progress('ListLedgerEntries',
  { parent, filter, pageSize: 1000 })).ledgerEntries ?? [];

const stated = async () => (await site.asOffice.call(
  'progress.v1.ReportService/ListStatedFigures', { parent }))
  .statedFigures ?? [];

const dialogOf = (page) => page.locator('.ant-modal:visible');
const option = (page, text) => page.locator(
  '.ant-select-dropdown:visible .ant-select-item-option-content')
  .getByText(text, { exact: true });
const press = (part, button) =>
  tell(part.getByRole('button', { name: new RegExp(`${button}$`) }));

// Chooses in a field of a form, by what it is called.
async function choose(page, label, text) {
  const field = page.getByRole('combobox', { name: label });
  await field.click();
  await field.fill(text);
  await option(page, text).click();
}

test('a supporter enters an agreement, and it moves on', async () => {
  const visit = await visitAs('yichang', 'progress-agreement', at('agreements'));
  const { page } = visit;
  await page.getByText('还没有签约项目').waitFor();
  await visit.look('none');
  await page.getByRole('link', { name: '登记签约项目' }).click();
  await page.getByRole('button', { name: /保存$/ }).waitFor();
  await page.getByLabel('英文名称').fill('Tea park');
  await press(page, '保存');
  await page.getByText('有内容需要修改，请看标红的地方').waitFor();
  await visit.look('faults');
  await page.getByLabel(/^名称/).fill(AGREEMENT);
  await choose(page, /^受援方/, '秭归县对口办');
  await choose(page, /^地区/, '秭归县');
  await choose(page, /^行业/, '现代农业');
  await page.getByLabel('签约日期').fill(`${YEAR}-03-02`);
  await page.getByLabel('签约场合').fill('第七届经贸洽谈会');
  await page.getByRole('button', { name: /添加一笔$/ }).click();
  await choose(page, /^资金类别/, '无偿援助');
  await page.getByLabel(/^金额（万元）/).fill('1200');
  await page.getByRole('button', { name: /添加节点$/ }).click();
  await page.getByLabel(/^达到什么/).fill('厂房开工');
  await page.getByLabel(/^到期日/).fill(`${YEAR}-06-30`);
  await visit.look('editor');
  await press(page, '保存');
  await page.getByText('进展过程').waitFor();
  const made = await agreementNow();
  assert.equal(made.contractTotalFen, '1200000000');
  assert.equal(made.supporter, `${parent}/units/yichang`);

  await press(page, '更新进展');
  const dialog = dialogOf(page);
  await dialog.getByText('现在：洽谈').waitFor();
  await press(dialog, '更新进展');
  await dialog.getByText('请填写依据').waitFor();
  await dialog.getByLabel(/^日期/).fill(`${YEAR}-05-04`);
  await dialog.getByLabel(/^依据/).fill('立项批复 12 号');
  await visit.look('advance');
  await press(dialog, '更新进展');
  await page.locator('.timeline').getByText('立项批复 12 号').waitFor();
  assert.equal((await agreementNow()).stage, 'STAGE_PREPARING');

  await page.getByRole('button', { name: '已达到: 厂房开工' }).click();
  await dialog.getByLabel(/^日期/).fill(`${YEAR}-06-28`);
  await press(dialog, '确定');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByLabel('动态内容').fill('设备已到场');
  await press(page, '发布动态');
  await page.getByText('设备已到场').waitFor();
  await page.getByRole('button', { name: /关注$/ }).click();
  await page.getByText('已关注，动态列在“待办”页').waitFor();
  await visit.look('agreement');
  await visit.lookPrinted('agreement');
  visit.assertQuiet();
});

test('a county reports an arrival, which the unit confirms', async () => {
  const county = await visitAs('zigui', 'progress-county', at('agreements'));
  const { page } = county;
  await page.getByRole('link', { name: AGREEMENT }).click();
  await page.getByRole('link', { name: '登记到位资金或数量' }).click();
  await press(page, '登记');
  await page.getByText('有内容需要修改，请看标红的地方').waitFor();
  await page.getByLabel(/^日期/).fill(`${YEAR}-09-10`);
  await choose(page, /^资金类别/, '无偿援助');
  await page.getByLabel(/^金额（万元）/).fill('500.5');
  await page.getByLabel(/^凭证/).fill('财政收款 2014-87');
  await county.look('form');
  await press(page, '登记');
  await page.locator('.entry-figure').waitFor();
  assert.match(await page.locator('.entry-figure').textContent(), /500\.5万元/);
  assert.equal(await page.getByRole('button', { name: '确认' }).count(), 0,
    'who reports does not confirm');
  await county.look('reported');
  const [entry] = await entriesNow();
  assert.equal(entry.state, 'STATE_REPORTED');
  assert.equal(entry.reportedBy, 'SIDE_RECIPIENT');
  county.assertQuiet();

  const unit = await visitAs('yichang', 'progress-unit', at('work-list'));
  await unit.page.locator('.work-kind').filter({ hasText: '待确认' }).click();
  await unit.look('work-list');
  await unit.page.locator('.ant-table-row a').first().click();
  await unit.page.getByRole('button', { name: '确认', exact: true }).click();
  await press(unit.page.locator('.ant-popover:visible'), '确认');
  await unit.page.locator('.page-lead').getByText('已确认').waitFor();
  await unit.look('confirmed');
  const sheets = (await unit.export()).sheets;
  assert.ok(sheets[0].rows.some((row) => row[1] === entry.digest));
  unit.assertQuiet();
});

test('an entry is disputed, and reversed where it was wrong', async () => {
  const agreement = (await agreementNow()).name;
  const wrong = await progress('CreateLedgerEntry', { parent, ledgerEntry: {
    agreement, date: `${YEAR}-10-01`, figureSource: 'FIGURE_SOURCE_RECIPIENT',
    sourceDocument: '误记', disbursement: { fundKind: 'grant',
      amountFen: '9900000000' } } }, site.as('zigui'));
  const path = at(`ledger/${wrong.name.split('/').at(-1)}`);
  const unit = await visitAs('yichang', 'progress-dispute', path);
  await press(unit.page, '提出异议');
  const dialog = dialogOf(unit.page);
  await press(dialog, '提出异议');
  await dialog.getByText('请填写原因').waitFor();
  await dialog.getByLabel(/^原因/).fill('没有这笔款');
  await press(dialog, '提出异议');
  await unit.page.getByText('没有这笔款').waitFor();
  await unit.look('disputed');
  unit.assertQuiet();
  const county = await visitAs('zigui', 'progress-reverse', path);
  await press(county.page, '冲销');
  await dialogOf(county.page).getByLabel(/^原因/).fill('记错');
  await press(dialogOf(county.page), '冲销');
  await county.page.getByText('−9,900万元').first().waitFor();
  await county.look('reversal');
  county.assertQuiet();
});

test('the unit signs its year, and the office settles it', async () => {
  const unit = await visitAs('yichang', 'progress-sign',
    at(`settlements?year=${YEAR}`));
  await unit.page.getByRole('link', { name: '宜昌市' }).click();
  await unit.page.getByText('尚未结账').waitFor();
  await unit.look('preview');
  await press(unit.page.locator('.page-actions'), '单位签认');
  await press(dialogOf(unit.page), '单位签认');
  await unit.page.locator('.page-lead').getByText('单位已签').waitFor();
  await unit.look('signed');
  unit.assertQuiet();

  const office = await visitAs('office', 'progress-settle',
    at(`settlements?year=${YEAR}`));
  const { page } = office;
  await page.getByText('单位已签 1 家').waitFor();
  await office.look('units');
  await page.getByRole('link', { name: '宜昌市' }).click();
  await press(page.locator('.page-actions'), '结账');
  await press(dialogOf(page), '结账');
  await page.locator('.page-lead').getByText('已结账').waitFor();
  await office.look('settled');
  await office.lookPrinted('settled');
  const settled = await settling('GetSettlement', { name: settlement });
  assert.equal(settled.state, 'STATE_SETTLED');
  assert.equal(settled.settledBy, 'people/office');
  assert.equal(settled.funds.find((f) => f.fundKind === 'grant').arrivedFen,
    '500500000');
  const [funds] = (await office.export()).sheets;
  assert.ok(funds.rows.some((row) => row[0] === '无偿援助' && row[3] === 500.5));
  office.assertQuiet();
});

test('the supervision office traces a figure of the bulletin to its entry',
  async () => {
    const visit = await visitAs('supervisor', 'progress-supervisor',
      at('reports'));
    const { page } = visit;
    await visit.look('reports');
    await page.getByRole('link', { name: '年度通报' }).click();
    await page.getByRole('combobox', { name: '年度' }).click();
    await option(page, String(YEAR)).click();
    const row = page.getByRole('row', { name: /^宜昌市/ });
    const figure = row.getByRole('link', { name: /^500\.5：/ }).first();
    await figure.waitFor();
    await visit.look('bulletin');
    await visit.lookPrinted('bulletin');
    const { sheets } = await visit.export();
    const bulletin = sheets.find((s) => s.rows.some((r) => r[0] === '宜昌市'));
    assert.ok(bulletin.rows.find((r) => r[0] === '宜昌市').includes(500.5));
    await figure.click();
    await page.waitForURL(/\/ledger\?/);
    await page.locator('.ledger-sums').getByText('500.5万元').waitFor();
    await visit.look('made-of');
    await page.locator('.ant-table-row a').first().click();
    await page.getByText('财政收款 2014-87').waitFor();
    await page.locator('.digest').waitFor();
    assert.equal(await page.locator('.page-actions button')
      .filter({ hasText: /确认|异议|冲销/ }).count(), 0, 'it changes nothing');
    await visit.look('entry');
    visit.assertQuiet();
  });

test('the office keeps what a printed report says beside the figure',
  async () => {
    const visit = await visitAs('office', 'progress-stated',
      at(`reports/year?year=${YEAR}`));
    const { page } = visit;
    await page.getByText('还没有引用数字').waitFor();
    await page.getByRole('button', { name: /添加引用数字$/ }).click();
    const dialog = dialogOf(page);
    await choose(page, /^报告数字/, '无偿援助');
    await dialog.getByLabel(/^公布金额/).fill('600');
    await dialog.getByLabel(/^取整误差/).fill('50');
    await dialog.getByLabel(/^出处/).fill('年度简报第 3 页');
    await visit.look('dialog');
    await press(dialog, '保存');
    await dialog.waitFor({ state: 'hidden' });
    const tile = page.locator('.tiles [data-figure="funds.grant"]');
    await tile.getByText('年度简报第 3 页：600万元').waitFor();
    await tile.getByText('不一致').waitFor();
    await visit.look('differs');
    await page.getByRole('button', { name: /^编辑: 无偿援助/ }).click();
    await dialog.getByLabel(/^取整误差/).fill('99.5');
    await press(dialog, '保存');
    await tile.getByText('不一致').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^删除: 无偿援助/ }).click();
    await page.getByText('还没有引用数字').waitFor();
    assert.equal((await stated()).length, 0);
    await page.getByRole('button', { name: /撤\s?销/ }).click();
    await tile.getByText('年度简报第 3 页：600万元').waitFor();
    const [kept] = await stated();
    assert.equal(kept.amountFen, '600000000');
    assert.equal(kept.tolerance, '99500000');
    visit.assertQuiet();
  });

test('the office counts something besides money, and weighs it', async () => {
  const visit = await visitAs('office', 'progress-counts',
    at('office/indicators'));
  const { page } = visit;
  await page.getByText('还没有指标').waitFor();
  await page.getByRole('button', { name: /新增指标$/ }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel(/^中文名称|^名称/).first().fill('培训人次');
  await dialog.getByLabel(/^编号/).fill('persons-trained');
  await dialog.getByLabel(/^计量单位/).fill('人次');
  await visit.look('indicator');
  await press(dialog, '保存');
  await page.getByRole('cell', { name: '培训人次' }).first().waitFor();
  await page.goto(at('ledger/new'));
  await choose(page, /^支援方/, '宜昌市');
  await page.getByLabel(/^日期/).fill('2015-05-01');
  await page.getByText('数量', { exact: true }).first().click();
  await choose(page, /^指标/, '培训人次');
  await page.getByRole('textbox', { name: /^数量/ }).fill('1,200');
  await page.getByLabel(/^凭证/).fill('培训名册');
  await visit.look('count');
  await press(page, '登记');
  await page.locator('.entry-figure').getByText('1,200 人次').waitFor();
  await page.goto(at('settlements?year=2015'));
  await page.getByRole('button', { name: '考核办法' }).click();
  await dialog.getByRole('button', { name: /添加考核项$/ }).click();
  await choose(page, /^考核项/, '无偿援助');
  await dialog.getByLabel(/^权重/).fill('60');
  await visit.look('assessment');
  await press(dialog, '保存');
  await dialog.waitFor({ state: 'hidden' });
  const { assessments } = await settling('ListAssessments', { parent });
  assert.equal(assessments[0].items[0].weight, 60);
  visit.assertQuiet();
});

test('the other reports, the ledger and its import, for the office', async () => {
  const visit = await visitAs('office', 'progress-reports',
    at('reports/programme'));
  const { page } = visit;
  await page.locator('.trend-line').first().waitFor();
  await page.locator('.sankey canvas').waitFor();
  await visit.look('programme');
  for (const path of [`reports/year?year=${YEAR}`, 'reports/funnel',
    `reports/statement?of=yichang&year=${YEAR}`, 'ledger', 'agreements',
    'work-list', 'import/ledgerEntries']) {
    await page.goto(at(path));
    await page.locator('h1').waitFor();
    await visit.look(path.replace(/\W/g, '-'));
  }
  await page.goto(at('ledger'));
  const [ledger] = (await visit.export()).sheets;
  const total = ledger.rows.at(-1);
  assert.equal(total[0], '合计');
  const sum = ledger.rows.slice(0, -1).reduce((so, row) => so + (row[4] ?? 0), 0);
  assert.ok(Math.abs(total[4] - sum) < 0.01, `${total[4]} is not ${sum}`);
  await page.setViewportSize(PHONE);
  const { name } = await agreementNow();
  for (const path of ['ledger', 'reports/programme', 'settlements',
    `reports/bulletin?year=${YEAR}`,
    `settlements/yichang--${YEAR}`, `agreements/${name.split('/').at(-1)}`,
    'ledger/new', 'agreements/new']) {
    await page.goto(at(path));
    await page.locator('h1').waitFor();
    await visit.look(`phone-${path.replace(/\W/g, '-')}`);
  }
  visit.assertQuiet();
});

test('the ledger in English', async () => {
  const visit = await visitAs('office', 'progress-en', at('ledger'),
    { language: 'en' });
  await visit.page.getByRole('link', { name: 'New entry' }).waitFor();
  await visit.page.getByText('Confirmed', { exact: true }).first().waitFor();
  await visit.look('ledger');
  visit.assertQuiet();
});
