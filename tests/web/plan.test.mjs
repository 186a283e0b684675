// The plan of a year, from quotas to its amendment: solved, adjusted by hand,
// declined, solved again, confirmed once, in Chinese.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, tell } from './browser.mjs';
import { office, ofUnit, site, visitAs } from './journey.mjs';

const YEAR = '2015';
const name = `programmes/hubei/annualPlans/${YEAR}`;
const board = office(`plans/${YEAR}`);
const yichang = 'programmes/hubei/units/yichang';

const call = (method, request) => site.asOffice.call(
  `assignment.v1.AssignmentService/${method}`, request);
const planNow = () => call('GetAnnualPlan', { name });
const versionNow = async () =>
  call('GetPlanVersion', { name: (await planNow()).currentVersion });
const proposed = async () => (await call('ListPlanShares',
  { parent: name, pageSize: 1000 })).planShares;
const sumOf = (entries) =>
  entries.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n);

// The dialog that is open, by its buttons' last words: one that waits is called
// otherwise for a moment.
const dialogOf = (page) => page.locator('.ant-modal:visible');
const option = (page, text) => page.locator(
  '.ant-select-dropdown:visible .ant-select-item-option-content')
  .getByText(text, { exact: true });
const press = (part, button) =>
  tell(part.getByRole('button', { name: new RegExp(`${button}$`) }));

async function solve(visit, button, reason) {
  const { page } = visit;
  const before = (await planNow()).versionCount ?? 0;
  await page.locator('.page-actions').getByRole('button', { name: button })
    .click();
  await dialogOf(page).getByLabel('原因').fill(reason);
  await press(dialogOf(page), button);
  await visit.until(async () => (await planNow()).versionCount > before,
    'a version');
  await page.getByText('求解完成，已生成新版本').waitFor();
  await page.locator('.version-select').getByText(`第 ${before + 1} 版`).waitFor();
}

async function propose(visit, button) {
  const { page } = visit;
  await page.locator('.page-actions').getByRole('button', { name: button })
    .click();
  await press(dialogOf(page), button);
  await page.getByText('已发出征求意见').waitFor();
}

async function acceptAll() {
  const { proposedVersion } = await planNow();
  for (const share of await proposed()) {
    if (share.version !== proposedVersion) continue;
    for (const [side, answer] of [
      ['SHARE_SIDE_SUPPORTER', share.supporterAnswer],
      ['SHARE_SIDE_RECIPIENT', share.recipientAnswer]]) {
      if (answer?.answer === 'ANSWER_ACCEPT') continue;
      await call('AnswerShare', { name: share.name, side,
        answer: 'ANSWER_ACCEPT' });
    }
  }
}

// The first share that may go without breaking a rule.
async function removable(shares) {
  for (const { project, supporter, fundKind } of shares) {
    const free = await call('AmendAnnualPlan', { name, reason: '试算',
      validateOnly: true, changes: [{ project, supporter, fundKind }] })
      .then(() => true, () => false);
    if (free) return { project, supporter, fundKind };
  }
  throw new Error('every share is bound by a rule');
}

const KINDS = { grant: '无偿援助', policy: '政策资金', cooperation: '经济合作' };

// The button of a share, once the board is searched for its project.
async function chipOf(page, { project, supporter, fundKind }) {
  const [{ displayName: title }, { displayName: unit }] = await Promise.all([
    site.asOffice.call('catalogue.v1.CatalogueService/GetProject',
      { name: project }),
    site.asOffice.call('profiles.v1.ProfilesService/GetUnit',
      { name: supporter })]);
  await page.getByLabel('搜索单位或项目').fill(title.zh);
  return page.locator('.share-chip').filter({ hasText: title.zh })
    .filter({ hasText: unit.zh }).filter({ hasText: KINDS[fundKind] }).first();
}

test('a plan is made for an empty year, and solved', async () => {
  const visit = await visitAs('office', 'plan-made', office('plans'));
  const { page } = visit;
  await page.getByText('还没有年度计划').waitFor();
  await visit.look('none');
  await page.getByRole('button', { name: '编制新年度计划' }).click();
  await dialogOf(page).getByLabel(/^年度/).click();
  await option(page, YEAR).click();
  await press(dialogOf(page), '编制新年度计划');
  await page.waitForURL(`**${board}`);
  await page.getByText('这个计划还没有方案').waitFor();
  await visit.look('empty');
  await page.getByRole('link', { name: '参数与保底' }).click();
  await page.getByLabel('求解上限').fill('0');
  await page.getByText('请填写 1 到 200000 之间的数').waitFor();
  await page.getByLabel('求解上限').fill('40');
  await page.getByRole('button', { name: '添加保底' }).click();
  await page.getByText('请选择地区并填写金额').waitFor();
  await page.getByLabel('地区', { exact: true }).click();
  await option(page, '示范点').click();
  await page.getByLabel('金额（万元）').fill('300000');
  await visit.look('settings');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('已保存，重新求解后生效').waitFor();
  const { settings, floors } = await planNow();
  assert.equal(settings.mostSteps, '40000000');
  assert.deepEqual(floors,
    [{ demonstrationSites: true, amountFen: '300000000000' }]);
  const [settingRows, floorRows] = (await visit.export()).sheets;
  assert.equal(settingRows.rows.find((r) => r[0] === '求解上限')[1], '40');
  assert.deepEqual(floorRows.rows, [['示范点', '各类资金合计', 300000]]);
  await page.getByRole('link', { name: '返回' }).click();
  await solve(visit, '求解', '初稿');
  await page.getByText(/^(距最优至多 [\d.]+%|已证明最优)$/).first().waitFor();
  await page.getByText('未达到的保底').waitFor();
  await visit.look('board');
  const { shares } = await versionNow();
  await page.getByText(`${shares.length} 份`, { exact: true }).waitFor();
  visit.assertQuiet();
});

test('a share is pinned, moved for its price, dragged, explained', async () => {
  const visit = await visitAs('office', 'plan-adjusted', board);
  const { page } = visit;
  const chip = page.locator('.share-chip').first();
  await chip.focus();
  await page.keyboard.press('Enter');
  const dialog = dialogOf(page);
  await tell(dialog.getByText('锁定', { exact: true }));
  await press(dialog, '锁定');
  await dialog.getByText('请填写原因').waitFor();
  await dialog.getByLabel(/^原因/).fill('续建项目');
  await visit.look('pin');
  await press(dialog, '锁定');
  await page.getByText('已锁定，重新求解后生效').waitFor();
  await page.getByText('续建项目').waitFor();
  assert.equal((await planNow()).constraints[0].kind, 'KIND_PIN');

  const before = await versionNow();
  const last = page.locator('.share-chip').last();
  await last.click();
  await tell(dialog.getByText('减少或取消', { exact: true }));
  await dialog.getByText(/方案价值(减少|增加)|会违反以下规则/).first().waitFor();
  await dialog.getByLabel(/^金额/).fill('1万');
  await dialog.getByText('请填写金额').waitFor();
  await dialog.getByLabel(/^金额/).fill('');
  await dialog.getByText(/方案价值减少/).waitFor();
  await visit.look('price');
  await press(dialog, '确认调整');
  await page.getByText('已调整，生成新版本').waitFor();
  const after = await versionNow();
  assert.equal(after.number, before.number + 1);
  assert.equal(after.origin, 'ORIGIN_MOVED');
  assert.ok(sumOf(after.shares) < sumOf(before.shares));

  const rows = page.locator('tr.ant-table-row');
  await rows.nth(1).locator('.share-chip').first().dragTo(
    rows.first().locator('.share-chip').first());
  await dialog.getByText('这样调整的代价').waitFor();
  await dialog.getByText(/方案价值(减少|增加|不变)/).waitFor();
  await visit.look('dragged');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: /^为什么/ }).first().click();
  await page.getByRole('dialog').getByText('任务').first().waitFor();
  await visit.look('why-unit');
  await page.getByRole('dialog').getByRole('button', { name: /关闭|Close/ })
    .click();
  await page.getByText('按项目', { exact: true }).click();
  await page.getByRole('button', { name: /^为什么/ }).first().click();
  await page.getByRole('dialog')
    .getByRole('columnheader', { name: '强制改变至少损失' }).waitFor();
  await visit.look('why-project');
  visit.assertQuiet();
});

test('a supporter declines, a county accepts, and the office solves again',
  async () => {
    const visit = await visitAs('office', 'plan-proposed', board);
    await propose(visit, '征求意见');
    const offered = await proposed();
    const own = offered.filter((s) => s.supporter === yichang);
    assert.ok(own.length > 0, 'nothing is proposed to yichang');

    const supporter = await visitAs('yichang', 'plan-supporter', '/account');
    // Most years have no plan.
    supporter.expectedFailures.push('AssignmentService/ListPlanShares');
    await supporter.page.getByRole('link', { name: '计划答复' }).click();
    await supporter.page.locator('.plan-offer').first().waitFor();
    assert.equal(await supporter.page.locator('.plan-offer').count(), own.length);
    await supporter.look('offers');
    const first = supporter.page.locator('.plan-offer').first();
    await first.getByRole('button', { name: /^谢绝/ }).click();
    await press(dialogOf(supporter.page), '谢绝');
    await dialogOf(supporter.page).getByText('请填写原因').waitFor();
    await dialogOf(supporter.page).getByLabel(/^原因/).fill('资金已另作安排');
    await press(dialogOf(supporter.page), '谢绝');
    await first.getByText('资金已另作安排').waitFor();
    await supporter.page.setViewportSize(PHONE);
    await supporter.look('declined-phone');
    supporter.assertQuiet();

    const county = await visitAs('zigui', 'plan-county',
      ofUnit('county-420527', 'plan'));
    county.expectedFailures.push('AssignmentService/ListPlanShares');
    await county.page.getByText('支援我们的单位').waitFor();
    await county.look('offers');
    await county.page.getByRole('button', { name: /全部接受/ }).click();
    await county.page.getByRole('button', { name: /全部接受/ })
      .waitFor({ state: 'hidden' });
    // It asked for all years before that was expected.
    county.complaints = county.complaints.filter(
      (c) => !c.includes('ListPlanShares'));
    county.assertQuiet();

    const { page } = visit;
    await page.reload();
    await page.getByText(/1 份被谢绝或要求修改/).waitFor();
    await page.getByText('答复情况', { exact: true }).click();
    await page.getByText(/已谢绝 1/).click();
    await page.getByText('资金已另作安排').first().waitFor();
    await visit.look('answers');
    await page.getByText('按单位', { exact: true }).click();
    await solve(visit, '重新求解', '谢绝后重算');
    const declined = (await proposed()).find((s) => s.state === 'STATE_DECLINED');
    const { shares } = await versionNow();
    assert.ok(!shares.some((s) => s.project === declined.project &&
      s.supporter === declined.supporter && s.fundKind === declined.fundKind));
    await propose(visit, '重新征求意见');
    visit.assertQuiet();
  });

test('the plan is confirmed as it was seen, once, and amended', async () => {
  await acceptAll();
  const visit = await visitAs('office', 'plan-confirmed', board);
  const { page } = visit;
  const confirm = page.locator('.page-actions')
    .getByRole('button', { name: '确认下达' });
  await confirm.click();
  await dialogOf(page).getByText(/^确认下达第 \d+ 版？$/).waitFor();
  // Another changes the plan meanwhile.
  await call('UpdateAnnualPlan', { annualPlan: { name, note: '会议纪要 3 号' },
    updateMask: 'note' });
  visit.expectedFailures.push('AssignmentService/ConfirmAnnualPlan');
  await press(dialogOf(page), '确认下达');
  await page.getByText('您查看之后，计划已有变化').waitFor();
  await page.getByText('参数、保底或备注有修改').waitFor();
  await visit.look('changed');
  visit.expectedFailures.length = 0;
  await page.getByRole('button', { name: '查看最新计划' }).click();
  await page.getByText('会议纪要 3 号').waitFor();
  await confirm.click();
  await press(dialogOf(page), '确认下达');
  await page.getByText('计划已下达', { exact: true }).waitFor();
  const plan = await planNow();
  assert.equal(plan.state, 'STATE_CONFIRMED');
  assert.equal(plan.confirmedBy, 'people/office');
  await visit.look('confirmed');

  const before = await versionNow();
  const chip = await chipOf(page, await removable(before.shares));
  await chip.click();
  const dialog = dialogOf(page);
  await tell(dialog.getByText('减少或取消', { exact: true }));
  await dialog.getByText(/方案价值/).waitFor();
  await visit.until(() => dialog.getByRole('button', { name: /确认调整$/ })
    .isEnabled(), 'the price');
  await press(dialog, '确认调整');
  await dialog.getByText('请填写原因').waitFor();
  await dialog.getByLabel(/^原因/).fill('项目终止');
  await press(dialog, '确认调整');
  await page.getByText('已修订，生成新版本').waitFor();
  const after = await versionNow();
  assert.equal(after.reason, '项目终止');
  assert.equal(after.shareCount, before.shareCount - 1);
  visit.assertQuiet();
});

test('versions are compared, money is drawn, the plan is printed', async () => {
  const visit = await visitAs('office', 'plan-shown', `${board}/compare`);
  const { page } = visit;
  await page.getByText(/份相同$/).waitFor();
  await page.getByText('变化的份额').first().waitFor();
  await visit.look('compare');
  await page.goto(`${board}?view=flow`);
  await page.locator('.sankey canvas').waitFor();
  await visit.look('flow');
  await page.getByRole('link', { name: '打印稿' }).click();
  await page.getByText('总计', { exact: true }).waitFor();
  await visit.look('paper');
  await visit.lookPrinted('paper');
  const { sheets } = await visit.export();
  const [lines, units, areas] = sheets;
  const version = await versionNow();
  const total = lines.rows.find((row) => row[1] === '总计').at(-1);
  const wan = Number(sumOf(version.shares)) / 1e6;
  assert.ok(Math.abs(total - wan) < 1e-6, `${total} is not ${wan}`);
  assert.equal(units.rows.length, version.balances.length);
  assert.equal(areas.rows.length, version.areaTotals.length);
  assert.ok(lines.rows.some((row) => String(row[1]).startsWith('批准：')));
  await page.setViewportSize(PHONE);
  for (const path of ['', '/settings', '/compare', '/paper', '?view=flow']) {
    await page.goto(board + path);
    await page.locator('h1').waitFor();
    await visit.look(`phone${path.replace(/\W/g, '-')}`);
  }
  visit.assertQuiet();
});

test('the plan in English', async () => {
  const visit = await visitAs('office', 'plan-en', board, { language: 'en' });
  await visit.page.getByText(
    /^(At most [\d.]+% from the best possible|Proved the best possible)$/)
    .first().waitFor();
  await visit.look('board');
  visit.assertQuiet();
});

test('a run tells how far it is, and is stopped', async () => {
  const next = 'programmes/hubei/annualPlans/2016';
  await call('CreateAnnualPlan', { parent: 'programmes/hubei',
    annualPlanId: '2016', annualPlan: { settings: {
      mostSteps: '200000000000' } } });
  const visit = await visitAs('office', 'plan-run', office('plans/2016'));
  const { page } = visit;
  await page.locator('.page-actions').getByRole('button', { name: '求解' })
    .click();
  await press(dialogOf(page), '求解');
  await page.getByText('求解中', { exact: true }).waitFor();
  await page.getByText('已找到的方案').waitFor();
  await page.getByText('与最优的差距').waitFor();
  await visit.screenshot('running');
  await page.getByRole('button', { name: /停止求解$/ }).click();
  await page.getByText('已取消', { exact: true }).waitFor();
  await page.getByText('没有生成方案。').waitFor();
  await visit.look('stopped');
  const { lastRun, currentVersion } = await call('GetAnnualPlan', { name: next });
  assert.equal(currentVersion, undefined);
  assert.equal((await call('GetAssignmentRun', { name: lastRun })).state,
    'STATE_CANCELLED');
  visit.assertQuiet();
});
