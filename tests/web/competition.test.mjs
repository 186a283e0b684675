// Policy money by competition: from a call to its award, in Chinese, by the
// office and a county.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, still, tell } from './browser.mjs';
import { site, visitAs } from './journey.mjs';

const CALLS = '/p/hubei/calls';
const YEAR = 2016;
const rpc = (method, request) => site.asOffice.call(
  `assignment.v1.CompetitionService/${method}`, request);

const dialogOf = (page) => page.locator('.ant-modal:visible');

// Chooses in the select of this label, after a search in a long list. The option
// is told of the click, wherever the list stands while the dialog still moves.
async function choose(page, label, option, search = '') {
  const field = dialogOf(page).getByLabel(label);
  await still(page);
  await field.click();
  if (search) await field.fill(search);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: option }).first().dispatchEvent('click');
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
}
const press = (part, button) =>
  tell(part.getByRole('button', { name: new RegExp(`${button}$`) }));
const action = (page, button) =>
  page.locator('.page-actions').getByRole('button', { name: button }).click();

// The call that the tests are about.
async function theCall() {
  const { calls } = await rpc('ListCalls',
    { parent: 'programmes/hubei', pageSize: 1000 });
  assert.equal(calls.length, 1);
  return calls[0];
}
const applications = async () => (await rpc('ListApplications',
  { parent: (await theCall()).name })).applications;

// Projects that can be applied for, of one county or of others.
async function fitting(county, own) {
  const { projects } = await site.asOffice.call(
    'catalogue.v1.CatalogueService/SearchProjects', {
      parent: 'programmes/hubei', pageSize: 200, filter: {
        states: ['STATE_OPEN'], fundKinds: ['policy'], year: YEAR,
        leastReadiness: 'READINESS_FEASIBILITY_STUDY',
        leastOpenFen: '300000000' } });
  return projects.filter((p) =>
    (p.recipient === `programmes/hubei/units/${county}`) === own);
}

test('the office makes a call and opens it', async () => {
  const visit = await visitAs('office', 'call-made', CALLS);
  const { page } = visit;
  await page.getByText('还没有竞争性分配公告').waitFor();
  await visit.look('none');
  await page.getByRole('button', { name: '发布新公告' }).click();
  const dialog = dialogOf(page);
  await press(dialog, '保存');
  await dialog.getByText('请填写金额，如 500 或 12.5').waitFor();
  await visit.look('faults');
  await dialog.getByLabel(/^中文名称/).fill('农村公路竞争性分配');
  await dialog.getByLabel(/^申报截止日/).fill('2099-12-31');
  await choose(page, /^资金类别/, '政策资金');
  await choose(page, /^出资单位/, '省交通运输厅', '交通运输');
  await choose(page, '年度', String(YEAR));
  await dialog.getByLabel(/^总额（万元）/).fill('200');
  await dialog.getByLabel('单项上限（万元）').fill('90');
  await dialog.getByLabel('最低得分').fill('40');
  await dialog.getByLabel('指标 1').fill('必要性');
  await dialog.getByLabel('权重 1').fill('60');
  await press(dialog, '添加指标');
  await dialog.getByLabel('指标 2').fill('实施方案');
  await dialog.getByLabel('权重 2').fill('40');
  await dialog.getByLabel('满分 2').fill('10');
  await press(dialog, '保存');
  await page.getByRole('heading', { level: 1, name: '农村公路竞争性分配' })
    .waitFor();
  await visit.look('draft');
  const made = await theCall();
  assert.equal(made.amountFen, '200000000');
  assert.equal(made.mostShareFen, '90000000');
  assert.equal(made.leastScore, 4000);
  assert.deepEqual(made.criteria.map((c) => [c.weight, c.mostPoints]),
    [[60, 100], [40, 10]]);
  await action(page, '开放申报');
  await press(dialogOf(page), '确定');
  await page.getByText('已开放申报').waitFor();
  assert.equal((await theCall()).state, 'STATE_OPEN');
  await action(page, '修改');
  await dialogOf(page).getByText('只能修改名称、说明，并延后截止日').waitFor();
  await dialogOf(page).getByLabel(/^说明/).fill('支持通村公路');
  await press(dialogOf(page), '保存');
  await page.getByText('支持通村公路').waitFor();
  visit.assertQuiet();
});

test('a county applies, takes it back, and undoes that', async () => {
  const [own] = await fitting('county-420527', true);
  assert.ok(own, 'zigui has no project to apply for');
  const visit = await visitAs('zigui', 'call-county', '/account');
  const { page } = visit;
  await page.getByRole('link', { name: '竞争性分配' }).click();
  await page.getByRole('link', { name: '农村公路竞争性分配' }).click();
  await page.getByText('还没有申报').waitFor();
  await page.getByRole('button', { name: '申报项目' }).click();
  const dialog = dialogOf(page);
  await choose(page, /^项目/, own.displayName.zh, own.displayName.zh);
  visit.expectedFailures.push('CompetitionService/CreateApplication');
  await dialog.getByLabel(/^申请金额/).fill('91');
  await press(dialog, '申报项目');
  await dialog.getByText(/^不符合要求/).first().waitFor();
  await dialog.getByLabel(/^申请金额/).fill('80');
  await dialog.getByLabel(/^最低可接受/).fill('20');
  await dialog.getByLabel('申报说明').fill('可研已批复');
  await visit.look('apply');
  await press(dialog, '申报项目');
  await page.getByText('已申报', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: /^修改: / }).click();
  await dialogOf(page).getByLabel(/^申请金额/).fill('85');
  await press(dialogOf(page), '保存');
  await page.getByText('申报已修改').waitFor();
  await page.getByRole('button', { name: /^撤回: / }).click();
  await page.getByText('已撤回申报').waitFor();
  assert.equal((await applications())[0].state, 'STATE_WITHDRAWN');
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('已重新提交').waitFor();
  const [application] = await applications();
  assert.equal(application.state, 'STATE_SUBMITTED');
  assert.equal(application.amountFen, '85000000');
  await visit.look('applied');
  await page.setViewportSize(PHONE);
  await visit.look('applied-phone');
  visit.assertQuiet();
});

test('the office closes, scores, and awards exactly what it saw', async () => {
  const call = await theCall();
  const others = (await fitting('county-420527', false)).slice(0, 3);
  assert.equal(others.length, 3);
  for (const { name: project } of others) {
    await rpc('CreateApplication', { parent: call.name, application: {
      project, amountFen: '80000000', leastAmountFen: '20000000' } });
  }
  const visit = await visitAs('office', 'call-awarded',
    `${CALLS}/${call.name.split('/').at(-1)}`);
  const { page } = visit;
  await action(page, '截止申报');
  await page.getByText(/提前截止后受援方不能再申报/).waitFor();
  await press(dialogOf(page), '确定');
  await page.getByText('已截止申报').waitFor();
  await page.getByText('还有 4 项未评分').waitFor();
  await page.getByRole('button', { name: /^评分: / }).first().click();
  await dialogOf(page).getByLabel(/^必要性/).fill('101');
  await press(dialogOf(page), '保存');
  await dialogOf(page).getByText('请填写 0 到 100 的整数').waitFor();
  await dialogOf(page).getByLabel(/^必要性/).fill('90');
  await dialogOf(page).getByLabel(/^实施方案/).fill('8');
  await dialogOf(page).getByLabel('意见').fill('前期扎实');
  await visit.look('score');
  await press(dialogOf(page), '保存');
  await page.getByText('评分已保存').waitFor();
  await page.getByText('还有 3 项未评分').waitFor();

  const names = (await rpc('ListApplicationScores', { parent: call.name }))
    .applicationScores;
  let need = 80;
  for (const { name, sheets } of names) {
    if (sheets?.length) continue;
    await rpc('ScoreApplication', { name, points: [
      { criterion: call.criteria[0].id, points: need },
      { criterion: call.criteria[1].id, points: 5 }] });
    need -= 10;
  }
  // An assessor who then leaves has scored the first one too.
  await site.as('assessor').call(
    'assignment.v1.CompetitionService/ScoreApplication', {
      name: names[0].name, note: '需补充材料', points: [
        { criterion: call.criteria[0].id, points: 10 },
        { criterion: call.criteria[1].id, points: 1 }] });
  await page.reload();
  await page.getByText('2 人评分').waitFor();
  await page.getByRole('button', { name: /^改评: / }).first().click();
  await dialogOf(page).getByText('需补充材料').waitFor();
  await visit.look('others');
  await press(dialogOf(page), '移除: 评审专家 钱教授');
  await page.getByText('历史记录中仍可查').waitFor();
  await press(page.locator('.ant-popover:visible'), '移除');
  await page.getByText('评分已移除').waitFor();
  await dialogOf(page).getByText('需补充材料').waitFor({ state: 'hidden' });
  await press(dialogOf(page), '取消');
  await page.getByText('2 人评分').waitFor({ state: 'hidden' });
  await page.getByText('预览：尚未公布').waitFor();
  await page.getByText(/部分支持：总额余下/).waitFor();
  await page.getByText('总额已分配完').waitFor();
  await visit.look('ranking');
  await visit.lookPrinted('ranking');
  const [ranked, applied] = (await visit.export()).sheets;
  assert.equal(ranked.rows.length, 4);
  assert.equal(ranked.rows.reduce((sum, row) => sum + Number(row[8]), 0), 200);
  assert.equal(applied.rows.length, 4);

  // Another scores after the ranking was seen.
  await press(page.locator('.panel'), '公布结果');
  await rpc('ScoreApplication', { name: names[0].name, points: [
    { criterion: call.criteria[0].id, points: 100 },
    { criterion: call.criteria[1].id, points: 10 }] });
  visit.expectedFailures.push('CompetitionService/AwardCall');
  await press(dialogOf(page), '公布结果');
  await dialogOf(page).getByText('排名在您查看后有变化，未公布').waitFor();
  await visit.look('changed');
  await press(dialogOf(page), '查看最新排名');
  await dialogOf(page).waitFor({ state: 'hidden' });
  await visit.settled();
  await press(page.locator('.panel'), '公布结果');
  await visit.look('award');
  await press(dialogOf(page), '公布结果');
  await page.getByText('结果已公布').waitFor();
  await page.getByText('已公布', { exact: true }).waitFor();
  await visit.look('awarded');
  const decided = await applications();
  const awarded = decided.filter((a) => a.state === 'STATE_AWARDED');
  assert.ok(awarded.length >= 2);
  const { commitments } = await site.asOffice.call(
    'profiles.v1.ProfilesService/ListCommitments',
    { parent: 'programmes/hubei', supporter: call.supporter, pageSize: 1000 });
  for (const { commitment, awardedFen, project } of awarded) {
    const found = commitments.find((c) => c.name === commitment);
    assert.equal(found.amountFen, awardedFen);
    assert.equal(found.project, project);
  }
  visit.assertQuiet();
});

test('everybody sees what was decided, in English too', async () => {
  const call = await theCall();
  const path = `${CALLS}/${call.name.split('/').at(-1)}`;
  const county = await visitAs('zigui', 'call-decided', path);
  await county.page.getByRole('heading', { name: '排名与分配' }).waitFor();
  await county.settled();
  assert.equal(await county.page.locator('.score-bar-track').count(), 4);
  await county.look('county');
  county.assertQuiet();
  const supervisor = await visitAs('supervisor', 'call-supervisor', path,
    { language: 'en' });
  const { page } = supervisor;
  await page.getByRole('heading', { name: 'Ranking and award' }).waitFor();
  assert.equal(await page.locator('.page-actions')
    .getByRole('button', { name: 'Cancel the call' }).count(), 0);
  await supervisor.look('english');
  supervisor.assertQuiet();
});
