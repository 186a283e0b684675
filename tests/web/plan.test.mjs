// The plan of a year, from quotas to its amendment: solved, adjusted by hand,
// pinned to a clash, declined, countered, solved again, confirmed once, in
// Chinese.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, still, tell } from './browser.mjs';
import { office, ofUnit, site, visitAs } from './journey.mjs';
import {
  acceptAll, call, chipOf, halved, having, inWan, name, planNow, proposed,
  removable, rivals, same, sumOf, versionNow, wordsOf, YEAR,
} from './plan_shares.mjs';
import { assertOneSum } from './plan_sums.mjs';

const board = office(`plans/${YEAR}`);
const yichang = 'programmes/hubei/units/yichang';

// The dialog that is open, by its buttons' last words: one that waits is called
// otherwise for a moment.
const dialogOf = (page) => page.locator('.ant-modal:visible');

// Chooses in a select. The option is told of the click, wherever its list stands
// while it may still move.
async function choose(page, field, text) {
  await still(page);
  await field.click();
  const list = page.locator('.ant-select-dropdown:visible');
  await tell(list.locator('.ant-select-item-option').filter(
    { has: page.getByText(text, { exact: true }) }));
  await list.waitFor({ state: 'hidden' });
}

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

test('a plan is made for an empty year, and solved', async () => {
  const visit = await visitAs('office', 'plan-made', office('plans'));
  const { page } = visit;
  await page.getByText('还没有年度计划').waitFor();
  await visit.look('none');
  await page.getByRole('button', { name: '编制新年度计划' }).click();
  await choose(page, dialogOf(page).getByLabel(/^年度/), YEAR);
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
  await choose(page, page.getByLabel('地区', { exact: true }), '示范点');
  await page.getByLabel('金额（万元）').fill('300000');
  await visit.look('settings');
  await press(page.locator('.save-bar'), '保存');
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

test('pins that clash are told, the fewest, with what each would have to be',
  async () => {
    const [full, other] = await rivals();
    for (const { project, supporter, fundKind, amountFen } of [full, other]) {
      await call('PinShare', { name, project, supporter, fundKind, amountFen,
        reason: '领导批示' });
    }
    const visit = await visitAs('office', 'plan-clash', board);
    const { page } = visit;
    await page.locator('.page-actions')
      .getByRole('button', { name: '重新求解' }).click();
    await press(dialogOf(page), '重新求解');
    const alert = page.locator('.page-alert', { hasText: '无可行方案' });
    await alert.waitFor();
    const { clash } = await call('GetAssignmentRun',
      { name: (await planNow()).lastRun });
    assert.deepEqual(clash.map((c) => c.rule).sort(),
      ['RULE_OPEN_NEED', 'RULE_PIN', 'RULE_PIN']);
    assert.equal(await alert.locator('li').count(), clash.length);
    const need = clash.find((c) => c.rule === 'RULE_OPEN_NEED');
    assert.equal(BigInt(need.relaxed), sumOf([full, other]));
    await alert.getByText(`须改为 ${inWan(need.relaxed)}万元`).waitFor();
    await visit.look('told');
    const [title, unit] = await wordsOf(other);
    await page.getByRole('button', { name: `解除: ${unit} · ${title}` }).click();
    await page.getByText('已解除，重新求解后生效').waitFor();
    assert.ok(!(await planNow()).constraints.some((c) => same(c, other)));
    const { project, supporter, fundKind } = full;
    await call('ReleaseShare', { name, project, supporter, fundKind });
    visit.assertQuiet();
  });

test('a supporter declines, a county counters, and the office answers both',
  async () => {
    const visit = await visitAs('office', 'plan-proposed', board);
    await propose(visit, '征求意见');
    const offered = await proposed();
    const own = offered.filter((s) => s.supporter === yichang);
    assert.ok(own.length > 0, 'nothing is proposed to yichang');

    const supporter = await visitAs('yichang', 'plan-supporter', '/account');
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
    await county.page.getByText('支援我们的单位').waitFor();
    await county.look('offers');
    const { planShares: received } = await site.as('zigui').call(
      'assignment.v1.AssignmentService/ListPlanShares',
      { parent: name, pageSize: 1000 });
    const { share: countered, half, less } = await halved(
      received.filter((s) => s.supporter !== yichang));
    const offer = having(county.page.locator('.plan-offer'),
      await wordsOf(countered));
    await offer.getByRole('button', { name: /^提出修改/ }).click();
    await dialogOf(county.page).getByLabel(/^建议金额/).fill(inWan(half));
    await dialogOf(county.page).getByLabel(/^原因/).fill('用地只够一半');
    await press(dialogOf(county.page), '提出修改');
    await offer.getByText('用地只够一半').waitFor();
    await county.page.getByRole('button', { name: /全部接受/ }).click();
    await county.page.getByRole('button', { name: /全部接受/ })
      .waitFor({ state: 'hidden' });
    county.assertQuiet();

    const { page } = visit;
    await page.reload();
    await page.getByText(/2 份被谢绝或要求修改/).waitFor();
    await page.getByText('答复情况', { exact: true }).click();
    await page.getByText(/已提出修改 1/).click();
    await page.getByText('用地只够一半').first().waitFor();
    await page.getByText(/已谢绝 1/).click();
    await page.getByText('资金已另作安排').first().waitFor();
    await visit.look('answers');
    // The county gets the amount that it asked for: the share is reduced to it,
    // and pinned.
    await page.getByText('按单位', { exact: true }).click();
    const dialog = dialogOf(page);
    await (await chipOf(page, countered)).click();
    await tell(dialog.getByText('减少或取消', { exact: true }));
    await dialog.getByLabel(/^金额/).fill(inWan(less));
    await visit.until(() => dialog.getByRole('button', { name: /确认调整$/ })
      .isEnabled(), 'the price');
    await press(dialog, '确认调整');
    await page.getByText('已调整，生成新版本').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await (await chipOf(page, countered)).click();
    await tell(dialog.getByText('锁定', { exact: true }));
    await dialog.getByLabel(/^原因/).fill('同意县里的意见');
    await press(dialog, '锁定');
    await page.getByText('同意县里的意见').waitFor();
    await solve(visit, '重新求解', '答复后重算');
    const declined = (await proposed()).find((s) => s.state === 'STATE_DECLINED');
    const { shares } = await versionNow();
    assert.ok(!shares.some((s) => same(s, declined)));
    const agreed = shares.find((s) => same(s, countered));
    assert.equal(BigInt(agreed.amountFen), half);
    assert.equal(agreed.pinned, true);
    await propose(visit, '重新征求意见');
    // It has its answer: it asked for this amount.
    const anew = (await proposed()).find((s) => same(s, countered));
    assert.equal(anew.recipientAnswer.answer, 'ANSWER_ACCEPT');
    visit.assertQuiet();
  });

// Two windows of the office confirm the plan at once; answers the one that has,
// once the other was told.
async function confirmAtOnce(windows) {
  for (const { page } of windows) {
    await page.locator('.page-actions')
      .getByRole('button', { name: '确认下达' }).click();
    await dialogOf(page).getByText(/^确认下达第 \d+ 版？$/).waitFor();
  }
  for (const visit of windows) {
    visit.expectedFailures.push('AssignmentService/ConfirmAnnualPlan');
  }
  await Promise.all(windows.map(
    ({ page }) => press(dialogOf(page), '确认下达')));
  const told = await Promise.any(windows.map(async (visit) => {
    await visit.page.getByText('您查看之后，计划已有变化').waitFor();
    return visit;
  }));
  await told.page.getByText(/^已由省三峡办 王处长于 .+ 下达$/).waitFor();
  await told.look('too-late');
  await told.page.getByRole('button', { name: '查看最新计划' }).click();
  await told.page.locator('.plan-lead').getByText('已下达').waitFor();
  for (const visit of windows) visit.expectedFailures.length = 0;
  return windows.find((visit) => visit !== told);
}

test('the plan is confirmed as it was seen, once, and amended', async () => {
  await acceptAll();
  const first = await visitAs('office', 'plan-confirmed', board);
  await first.page.locator('.page-actions')
    .getByRole('button', { name: '确认下达' }).click();
  await dialogOf(first.page).getByText(/^确认下达第 \d+ 版？$/).waitFor();
  // Another changes the plan meanwhile.
  await call('UpdateAnnualPlan', { annualPlan: { name, note: '会议纪要 3 号' },
    updateMask: 'note' });
  first.expectedFailures.push('AssignmentService/ConfirmAnnualPlan');
  await press(dialogOf(first.page), '确认下达');
  await first.page.getByText('您查看之后，计划已有变化').waitFor();
  await first.page.getByText('参数、保底或备注有修改').waitFor();
  await first.look('changed');
  await first.page.getByRole('button', { name: '查看最新计划' }).click();
  await first.page.getByText('会议纪要 3 号').waitFor();
  const second = await visitAs('office', 'plan-second', board);
  const visit = await confirmAtOnce([first, second]);
  const { page } = visit;
  await page.locator('.plan-lead').getByText('已下达').waitFor();
  const plan = await planNow();
  assert.equal(plan.state, 'STATE_CONFIRMED');
  assert.equal(plan.confirmedBy, 'people/office');
  await visit.look('confirmed');

  // A share that was pinned is amended as any other; its pin ends with it.
  const before = await versionNow();
  const gone = await removable(before.shares.filter((s) => s.pinned));
  await (await chipOf(page, gone)).click();
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
  assert.ok(plan.constraints.some((c) => same(c, gone)));
  assert.ok(!(await planNow()).constraints?.some((c) => same(c, gone)));
  first.assertQuiet();
  second.assertQuiet();
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
  assert.equal(BigInt(Math.round(total * 1e6)), sumOf(version.shares));
  await assertOneSum(sheets);
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
