// The journeys of who looks after others or at everything: a guiding
// department and a unit that it reminds, the supervision office, the
// administrator, the organiser of fairs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { office, ofUnit, site, visitAs } from './journey.mjs';
import { GUIDED } from './site.mjs';

test('a guiding department reads its units and reminds them', async () => {
  const visit = await visitAs('guide', 'guide', '/p/hubei');
  const { page } = visit;
  await page.getByRole('link', { name: '指导的单位' }).click();
  await page.getByRole('table').waitFor();
  const row = page.getByRole('row', { name: /楚江农业集团/ });
  assert.match(await row.textContent(), /\d\s*\/\s*[\d,]+/,
    'what it promised and owes');
  await visit.look('guided');
  await row.getByRole('button', { name: /^提醒: / }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: '发送提醒' });
  assert.ok(await send.isDisabled(), 'nothing is said yet');
  await visit.settled();
  await dialog.getByRole('button', { name: '落实年度额度' }).click();
  await visit.look('remind');
  await send.click();
  await page.getByText('已提醒 1 个单位').waitFor();
  await visit.until(async () => /1\s*提醒$/.test(await row.textContent()),
    'one waits to be acknowledged');

  // Several at once.
  await page.getByRole('checkbox', { name: /^选择汉江建材/ }).check();
  await page.getByRole('checkbox', { name: /^选择峡江旅游/ }).check();
  await page.getByRole('button', { name: '提醒 2 个单位' }).click();
  await dialog.getByLabel('提醒内容').fill('请于月底前报送进度。');
  await send.click();
  await page.getByText('已提醒 2 个单位').waitFor();

  // What a unit has chosen is read; not what others guide.
  await page.goto(`/p/hubei/units/${GUIDED}`);
  await page.getByText('年度任务额度尚未完成').waitFor();
  assert.equal(await page.getByRole('button', { name: /确认收到/ }).count(), 0);
  await visit.look('guided-unit');
  visit.assertQuiet();
});

test('who is reminded sees it at once and acknowledges it', async () => {
  await site.asOffice.call('profiles.v1.ProfilesService/CreateReminder', {
    parent: `programmes/hubei/units/${GUIDED}`,
    reminder: { text: '请核对支援能力中的可用资金。' } });
  const visit = await visitAs('guided', 'reminded', '/');
  const { page } = visit;
  const bell = page.getByRole('link', { name: /^提醒事项：\d+ 条待确认$/ });
  await bell.waitFor();
  const waiting = Number(/\d+/.exec(await bell.getAttribute('aria-label'))[0]);
  await bell.click();
  const item = page.getByRole('listitem').filter({ hasText: '可用资金' });
  await item.waitFor();
  await visit.look('reminders');
  await item.getByRole('button', { name: /^确认收到/ }).click();
  await item.getByText(/^已于 .* 确认$/).waitFor();
  await visit.until(async () => await page.getByRole('link', {
    name: waiting === 1 ? '提醒事项' : `提醒事项：${waiting - 1} 条待确认`,
  }).count() > 0, 'the bell has one less');
  await visit.look('acknowledged');
  visit.assertQuiet();
});

// Buttons and links that would change something.
const CHANGES = /^(新增|修改|编辑|删除|导入|保存|提醒$|提醒:|发布|撤回|停用|接受|谢绝|添加|确认收到|新建)/;

test('the supervision office reads all and is offered no change', async () => {
  const visit = await visitAs('supervisor', 'supervisor', '/p/hubei');
  const { page } = visit;
  await page.getByRole('link', { name: '审计' }).waitFor();
  const addresses = await page.locator('.side nav a').evaluateAll(
    (links) => links.map((link) => link.getAttribute('href')));
  for (const part of ['/office/quotas', '/office/weights', '/office/progress',
    '/office/audit', '/office/people', '/office/areas', '/interests']) {
    assert.ok(addresses.some((address) => address.endsWith(part)), part);
  }
  for (const address of [...addresses, '/p/hubei/units/yichang',
    '/p/hubei/units/yichang/recommendations', '/p/hubei/units/yichang/profile',
    '/p/hubei/units/yichang/portfolio', '/p/hubei/projects/p-001']) {
    await page.goto(address);
    await page.locator('h1').waitFor();
    await visit.settled();
    const offered = await page.locator('main').locator('button, a').evaluateAll(
      (elements) => elements.filter((e) => e.checkVisibility() && !e.disabled)
        .map((e) => e.getAttribute('aria-label') ?? e.textContent.trim()));
    assert.deepEqual(offered.filter((name) => CHANGES.test(name)), [], address);
    assert.equal(await page.locator('.state[role=alert]').count(), 0, address);
  }
  await page.goto(office('quotas'));
  await page.getByText('您可以查看，不能修改。').waitFor();
  await visit.look('quotas');
  visit.assertQuiet();
});

test('an administrator makes and deletes a programme', async () => {
  const visit = await visitAs('administrator', 'administrator', '/programmes');
  const { page } = visit;
  await visit.look('programmes');
  await page.getByRole('link', { name: '新建规划' }).click();
  await page.getByLabel('规划编号').fill('xinjiang');
  await page.getByLabel('规划名称').fill('对口支援新疆');
  await page.getByLabel('起始年份').fill('2021');
  await page.getByLabel('截止年份').fill('2025');
  const kind = page.getByRole('group', { name: '资金类别 1' });
  await kind.getByLabel(/^编号/).fill('grant');
  await kind.getByLabel(/^名称/).fill('援疆资金');
  await visit.look('new-programme');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.waitForURL('**/p/xinjiang/office/programme');
  await page.getByRole('heading', { name: '规划设置' }).waitFor();
  await page.goto('/programmes');
  const row = page.getByRole('row', { name: /对口支援新疆/ });
  assert.match(await row.textContent(), /2021–2025/);
  await row.getByRole('button', { name: /^删除/ }).click();
  await page.locator('.ant-popover:visible')
    .getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^删除: 湖北/ }).click();
  visit.expectedFailures.push('CatalogueService/DeleteProgramme');
  await page.locator('.ant-popover:visible')
    .getByRole('button', { name: '删除' }).click();
  await page.getByText(/里还有数据，不能删除/).waitFor();
  await page.goto(office('people'));
  await page.getByRole('button', { name: '新增人员' }).waitFor();
  await visit.look('people');
  visit.assertQuiet();
});

test('an organiser reads the catalogue', async () => {
  const visit = await visitAs('organiser', 'organiser', '/');
  const { page } = visit;
  await page.waitForURL('**/p/hubei/projects');
  await page.getByRole('link', { name: /·|茶|园|路/ }).first().waitFor();
  await visit.look('projects');
  assert.deepEqual(await page.locator('.side nav a').allTextContents(),
    ['全部项目', '经贸洽谈会', '签约项目', '台账', '待办', '报告']);
  await page.locator('main a[href*="/projects/p-"]').first().click();
  await page.locator('h1').waitFor();
  await visit.look('project');
  visit.assertQuiet();
});

test('a guiding department can do it in English', async () => {
  const visit = await visitAs('guide', 'guide-en',
    ofUnit('assets', 'guided'), { language: 'en' });
  const { page } = visit;
  await page.getByRole('heading', { name: 'Units we guide' }).waitFor();
  await page.getByRole('button', { name: /^Remind: / }).first().click();
  await visit.settled();  // the dialog opens where it will not stay
  await page.getByRole('dialog')
    .getByRole('button', { name: 'The capability profile' }).click();
  await visit.look('remind');
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await page.getByText('1 unit reminded').waitFor();
  visit.assertQuiet();
});
