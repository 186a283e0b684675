// A trade fair from its settings to the signature: the organiser's day, two units
// that ask, accept and sign, and two organisers who drag the same meeting at once.
// How its pages look at rest is for pages.test.mjs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PHONE, still, tell } from './browser.mjs';
import { browser, site, visitAs } from './journey.mjs';

const parent = 'programmes/hubei';
const ID = 'jingmao';
const FAIR = `${parent}/fairs/${ID}`;
const DAY = '2016-10-12';
const unit = (id) => `${parent}/units/${id}`;
const WUHAN = '武汉市';
const YICHANG = '宜昌市';
const ZIGUI = '秭归县对口办';
const CALLED = { [unit('yichang')]: YICHANG, [unit('wuhan')]: WUHAN };
const MEETING = `${FAIR}/meetings/yichang--county-420527`;
const at = (page = '') => `/p/hubei/fairs/${ID}${page && `/${page}`}`;

const fairs = (method, request) => site.as('organiser').call(
  `fair.v1.FairService/${method}`, request);
const timetable = (method, request) => site.as('organiser').call(
  `fair.v1.TimetableService/${method}`, request);
const meetingsNow = async () => (await timetable('ListMeetings',
  { parent: FAIR, pageSize: 1000 })).meetings ?? [];
const meetingNow = () => timetable('GetMeeting', { name: MEETING });

const dialogOf = (page) => page.locator('.ant-modal:visible');
const press = (part, button) =>
  tell(part.getByRole('button', { name: new RegExp(`${button}$`) }));

// Chooses in a select of a part of the page, the dialog, by what it is called.
async function choose(page, label, text, part = dialogOf(page)) {
  await still(page);
  const field = part.getByRole('combobox', { name: label });
  await field.click();
  await field.fill(text);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: text }).first().dispatchEvent('click');
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
}

const chip = (page) => page.locator('.meeting-chip').and(page.getByRole(
  'button', { name: new RegExp(`^${YICHANG} 与 ${ZIGUI}`) }));
const cell = (page, slot, table) =>
  page.locator(`td[data-slot="${slot}"][data-table="${table}"]`);

// Whether a table has no meeting in a slot.
const isFree = (meetings, slot, table) => !meetings.some(
  (m) => m.slot === slot && m.table === table && m.state !== 'STATE_CANCELLED');
// Where every meeting is.
const placesNow = async () =>
  (await meetingsNow()).map(({ name, slot, table }) => [name, slot, table]);
const TABLES = ['h1-1', 'h1-2', 'h1-3', 'h1-4', 'h1-5'];

test('the organiser sets a fair up, opens it, and lets units in', async () => {
  const visit = await visitAs('organiser', 'fair-settings', '/p/hubei/projects');
  const { page } = visit;
  await page.getByRole('link', { name: '经贸洽谈会' }).click();
  await page.getByText('还没有洽谈会').waitFor();
  await visit.look('none');
  await page.getByRole('button', { name: /新建洽谈会$/ }).click();
  await dialogOf(page).getByLabel(/^中文名称/).fill('第八届三峡经贸洽谈会');
  await dialogOf(page).getByLabel(/^编号/).fill(ID);
  await press(dialogOf(page), '新建洽谈会');
  await page.getByRole('heading', { name: '洽谈会设置' }).waitFor();
  await page.getByLabel('日期', { exact: true }).fill(DAY);
  await press(page, '添加一天的时段');
  await page.getByText('09:00–09:30').waitFor();
  await press(page, '添加展馆');
  await page.getByRole('group', { name: '展馆 1' }).getByLabel(/^中文名称/)
    .fill('一号馆');
  await page.getByLabel('桌数').fill('5');
  await press(page, '添加桌子');
  await page.getByLabel('展位数').fill('3');
  await press(page, '添加展位');
  await page.getByLabel('洽谈少于此数为过少').fill('x');
  await press(page, '保存');
  await page.getByText('有内容需要修改，请看标红的地方').waitFor();
  await page.getByLabel('洽谈少于此数为过少').fill('2');
  await visit.look('settings');
  await press(page, '保存');
  await page.getByText('已保存').waitFor();
  const made = await fairs('GetFair', { name: FAIR });
  assert.equal(made.slots.length, 6);
  assert.deepEqual(made.halls[0].tables.map((t) => t.id), TABLES);
  await page.getByRole('link', { name: '概况' }).click();
  await press(page.locator('.page-actions'), '开放洽谈会');
  await press(dialogOf(page), '确定');
  await page.getByText('洽谈会已开放').waitFor();

  await page.getByRole('link', { name: '参会单位' }).click();
  await page.getByText('还没有单位报名').waitFor();
  await press(page.locator('.page-actions'), '添加参会单位');
  await choose(page, /^单位/, '巴东县');
  await press(dialogOf(page), '添加代表');
  await dialogOf(page).getByLabel(/^姓名/).fill('田主任');
  await visit.look('add');
  await press(dialogOf(page), '报名');
  await page.getByRole('cell', { name: '田主任' }).waitFor();
  await importOthers(visit);
  visit.assertQuiet();
});

// What the import page exports is what is there; of a sheet with a unit that
// nobody knows the other rows are taken.
async function importOthers(visit) {
  const { page } = visit;
  await page.getByRole('link', { name: /导入$/ }).click();
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('button', { name: '导出现有数据' }).click()]);
  const chosen = page.locator('input[type=file]');
  await chosen.setInputFiles({ name: '参会单位.xlsx', mimeType: '',
    buffer: readFileSync(await download.path()) });
  await page.getByText('表格与现有数据完全一致，无需导入').waitFor();
  await chosen.setInputFiles({ name: '参会单位.csv', mimeType: 'text/csv',
    buffer: Buffer.from(['单位编号,身份,代表团成员',
      'county-420506,受援方,', 'county-420526,受援方,*周主任/主任',
      'chujiang-agri,支援方,', 'wuhan,支援方,', 'nobody,支援方,'].join('\n')) });
  await page.getByRole('heading', { name: '问题清单' }).waitFor();
  assert.match(await page.getByRole('row', { name: /nobody/ }).textContent(),
    /^6A/);
  await visit.look('import-problems');
  await press(page, '只导入没有错误的 4 行');
  await page.getByText('导入完成').waitFor();
  await page.getByRole('link', { name: '查看参会单位' }).click();
  await page.getByRole('cell', { name: '周主任' }).waitFor();
  await page.getByRole('link', { name: WUHAN }).waitFor();
}

// Registers the unit of a visit from the fair's page.
async function register(visit, person) {
  const { page } = visit;
  await page.getByRole('link', { name: '报名参会' }).click();
  await press(page, '添加代表');
  await page.getByLabel(/^姓名/).fill(person);
  await press(page, '报名');
  await page.getByText('推荐对象', { exact: true }).waitFor();
}

test('two units register; one asks, the other accepts', async () => {
  const county = await visitAs('zigui', 'fair-county', at());
  await register(county, '张主任');
  const city = await visitAs('yichang', 'fair-city', at());
  await register(city, '李科长');
  const card = city.page.getByRole('article', { name: ZIGUI });
  await card.getByRole('button', { name: /^约见: / }).click();
  await dialogOf(city.page).getByText('必须约见').click();
  await dialogOf(city.page).getByLabel('说明').fill('谈茶叶加工园');
  await city.look('ask');
  await press(dialogOf(city.page), '发出约见');
  await card.getByText('本单位必须约见：待答复').waitFor();
  await city.page.getByRole('button', { name: /^不约见: / }).first().click();
  await city.page.getByText('本单位不约见').waitFor();
  await city.look('partners');
  city.assertQuiet();

  const { page } = county;
  await page.goto(at('participants/county-420527?view=requests'));
  await page.getByRole('button', { name: `接受: ${YICHANG}` }).click();
  await page.getByRole('cell', { name: /已接受/ }).waitFor();
  await page.setViewportSize(PHONE);
  await county.look('requests-phone');
  const { meetingRequests } = await fairs('ListMeetingRequests',
    { parent: FAIR, states: ['STATE_ACCEPTED'], unit: unit('county-420527') });
  assert.equal(meetingRequests.length, 1);
  assert.equal(meetingRequests[0].kind, 'KIND_MUST_MEET');
  county.assertQuiet();
});

// Looks at the repair of what the dialog says, and applies it.
async function repair(visit, what, plan) {
  const { page } = visit;
  const before = await placesNow();
  await press(dialogOf(page), '查看方案');
  await dialogOf(page).getByText(plan).waitFor();
  await visit.look(what);
  assert.deepEqual(await placesNow(), before, 'only looked at so far');
  await press(dialogOf(page), '应用');
  await dialogOf(page).waitFor({ state: 'hidden' });
  assert.notDeepEqual(await placesNow(), before);
}

// One does not come, one comes late, and the hall cannot be used at first.
async function repairTheDay(visit) {
  const { page } = visit;
  const { slots } = await fairs('GetFair', { name: FAIR });
  const called = (slot) => `${slot.startTime}–${slot.endTime}`;
  const begin = async (kind) => {
    await press(page.locator('.timetable-bar'), '突发调整');
    await dialogOf(page).getByText(kind, { exact: true }).click();
    await choose(page, /^可以调整的第一个时段/, called(slots[0]));
  };
  await begin('单位未出席');
  await choose(page, /^单位/, '楚江农业集团');
  await repair(visit, 'no-show', /移动 \d+ 场，取消 [1-9]\d* 场/);

  const first = (await meetingsNow()).filter((m) => m.slot && m.name !== MEETING)
    .sort((a, b) => (a.slot < b.slot ? -1 : 1))[0];
  const late = slots.findIndex((slot) => slot.id === first.slot) + 1;
  await begin('单位迟到');
  await choose(page, /^单位/, CALLED[first.supporter]);
  await choose(page, /^赶得上的第一个时段/, called(slots[late]));
  await repair(visit, 'late', /移动 \d+ 场，取消 \d+ 场/);
  const missed = slots.slice(0, late).map((slot) => slot.id);
  assert.ok(!(await meetingsNow()).some((m) =>
    m.supporter === first.supporter && missed.includes(m.slot)));

  const used = (await meetingsNow()).find((m) => m.slot);
  const lost = slots.find((slot) => slot.id === used.slot);
  await begin('展馆停用');
  await choose(page, /^场地/, '一号馆');
  await choose(page, /^从/, called(lost));
  await choose(page, /^到/, called(lost));
  await repair(visit, 'hall', /移动 \d+ 场，取消 \d+ 场/);
  assert.ok(!(await meetingsNow()).some((m) => m.slot === lost.id));
}

test('the organiser pairs, solves, drags, publishes and repairs', async () => {
  const visit = await visitAs('organiser', 'fair-day', at('pairing'));
  const { page } = visit;
  await page.getByRole('button', { name: /过少$/ }).click();
  await press(page.locator('.page-actions'), '批量发送建议');
  await press(dialogOf(page), '查看建议');
  await dialogOf(page).getByText(/将发送 \d+ 条建议/).waitFor();
  await visit.look('suggest');
  await press(dialogOf(page), '发送');
  await page.getByText(/已发送 \d+ 条建议/).waitFor();
  await press(page.locator('.page-actions'), '求最佳洽谈组合');
  await press(dialogOf(page), '开始求解');
  await chip(page).waitFor();
  await page.getByText(/已排入 \d+ \/ \d+ 场/).waitFor();
  await visit.look('timetable');
  const before = await meetingNow();
  const { slot } = before;

  // To a free table at once; to a taken one after what it breaks was read.
  const meetings = await meetingsNow();
  const free = TABLES.find((t) => isFree(meetings, slot, t));
  await chip(page).dragTo(cell(page, slot, free));
  await page.getByText('已移动').waitFor();
  assert.equal((await meetingNow()).table, free);
  const other = meetings.find((m) => m.name !== MEETING && m.table);
  await cell(page, slot, free).getByRole('button').dragTo(
    cell(page, other.slot, other.table));
  await dialogOf(page).getByText('不可行').first().waitFor();
  await visit.look('breaks');
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'hidden' });

  // By keyboard alone, and undone.
  await chip(page).focus();
  await page.keyboard.press('Enter');
  await choose(page, '洽谈桌', before.table);
  await dialogOf(page).getByText('不产生新问题').waitFor();
  await press(dialogOf(page), '移动');
  await dialogOf(page).waitFor({ state: 'hidden' });
  await cell(page, slot, before.table).getByRole('button').waitFor();

  await press(page.locator('.timetable-bar'), '发布日程');
  await dialogOf(page).getByText(/处变更/).waitFor();
  await dialogOf(page).getByLabel('发布说明').fill('首次发布');
  await visit.look('publish');
  await press(dialogOf(page), '发布日程');
  await page.locator('.timetable-bar').getByText('已发布第 1 版').waitFor();

  await page.getByRole('link', { name: '参会单位' }).click();
  await page.getByRole('button', { name: `签到: ${YICHANG}` }).click();
  await page.getByText(`已签到：${YICHANG}`).waitFor();

  await page.getByRole('link', { name: '日程编排' }).click();
  await repairTheDay(visit);
  await press(page.locator('.timetable-bar'), '发布日程');
  await dialogOf(page).getByText(/处变更/).waitFor();
  await press(dialogOf(page), '发布日程');
  await page.locator('.timetable-bar').getByText('已发布第 2 版').waitFor();
  await page.getByRole('link', { name: '发布版本' }).click();
  await page.getByRole('cell', { name: '取消' }).first().waitFor();
  visit.assertQuiet();
});

test('two organisers drag the same meeting: one wins, the other is told',
  async () => {
    const [first, second] = await Promise.all([
      visitAs('organiser', 'fair-first', at('timetable')),
      visitAs('office', 'fair-second', at('timetable'))]);
    const meetings = await meetingsNow();
    const { slot, table } = await meetingNow();
    const free = TABLES.find((t) => isFree(meetings, slot, t));
    const other = meetings.find((m) => m.name !== MEETING && m.table &&
      m.state === 'STATE_PLANNED');
    // The second one reads what the move breaks, while the first one moves.
    await chip(second.page).dragTo(cell(second.page, other.slot, other.table));
    await dialogOf(second.page).getByText('不可行').first().waitFor();
    await chip(first.page).dragTo(cell(first.page, slot, free));
    await first.page.getByText('已移动').waitFor();
    second.expectedFailures.push('TimetableService/MoveMeeting');
    await press(dialogOf(second.page), '仍然移动');
    await dialogOf(second.page).getByText(/您的移动没有执行/).waitFor();
    await second.look('told');
    assert.equal((await meetingNow()).table, free, 'the first one has won');
    await dialogOf(second.page)
      .getByRole('button', { name: '看过了，按最新情况继续' }).click();
    await dialogOf(second.page).getByText(/您的移动没有执行/)
      .waitFor({ state: 'hidden' });
    await dialogOf(second.page).getByText('不可行').first().waitFor();
    await second.page.keyboard.press('Escape');
    first.assertQuiet();
    second.assertQuiet();
    // As it was published.
    const now = await meetingNow();
    await timetable('MoveMeeting', { name: MEETING, etag: now.etag, slot, table });
  });

test('both units find the meeting in their agendas, and sign', async () => {
  const city = await visitAs('yichang', 'fair-sign',
    at('participants/yichang?view=agenda'));
  const { page } = city;
  await page.getByRole('link', { name: ZIGUI }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('button', { name: '下载日历文件' }).click()]);
  const calendar = readFileSync(await download.path(), 'utf8');
  assert.match(calendar, /^BEGIN:VCALENDAR\r\n/);
  assert.ok(calendar.includes(ZIGUI));
  await page.getByRole('link', { name: ZIGUI }).click();
  await page.getByLabel('洽谈记录').fill('同意共建茶叶加工园');
  await press(page, '保存记录');
  await page.getByText('记录已保存').waitFor();
  await page.getByRole('button', { name: '签约' }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel(/^金额（万元）/).waitFor();
  await press(dialog, '签约');
  await dialog.getByText('有内容需要修改，请看标红的地方').waitFor();
  await dialog.getByLabel(/^金额（万元）/).fill('12000');
  await press(dialog, '添加一笔');
  await dialog.getByLabel(/^金额（万元）/).nth(1).fill('8000');
  await dialog.getByLabel('民营资本').nth(1).check();
  for (const row of await dialog.locator('.row-fields-sum').all()) {
    await choose(page, /^资金类别/, '经济合作', row);
  }
  await dialog.getByLabel('签约日期').fill(DAY);
  await dialog.getByText('2亿元').waitFor();
  await dialog.getByText(/8,000万元（40%）/).waitFor();
  await city.look('sign');
  await press(dialog, '签约');
  await page.getByText('已登记签约项目').waitFor();
  await page.getByRole('heading', { name: '签约项目' }).waitFor();
  city.assertQuiet();
  const { agreements } = await site.asOffice.call(
    'progress.v1.ProgressService/ListAgreements', { parent });
  assert.equal(agreements[0].contractTotalFen, '20000000000');
  assert.equal(agreements[0].privateTotalFen, '8000000000');

  const county = await visitAs('zigui', 'fair-board', at());
  await county.page.locator('.signed').getByText('秭归县').first().waitFor();
  await county.page.locator('.tiles').getByText('2亿元').waitFor();
  await county.look('board');
  await county.page.goto(at('participants/county-420527?view=agenda'));
  await county.page.getByRole('button', { name: `签到: ${ZIGUI}` }).click();
  await county.page.getByText(`已签到：${ZIGUI}`).waitFor();
  await county.page.getByRole('link', { name: YICHANG }).click();
  await county.page.getByRole('heading', { name: '洽谈情况' }).waitFor();
  assert.equal(await county.page.getByText('同意共建茶叶加工园').count(), 0,
    'notes of the other side are not told');
  await county.page.getByRole('button', { name: '签约' }).click();
  await dialogOf(county.page).getByLabel(/^金额（万元）/).fill('3000');
  await choose(county.page, /^资金类别/, '经济合作');
  await dialogOf(county.page).getByLabel('签约日期').fill(DAY);
  await press(dialogOf(county.page), '签约');
  await county.page.getByText('已登记签约项目').waitFor();
  await county.page.getByRole('link', { name: '概况' }).click();
  await county.page.locator('.tiles').getByText('2.3亿元').waitFor();
  county.assertQuiet();
  const signed = await site.asOffice.call(
    'progress.v1.ProgressService/ListAgreements', { parent, signedAt: MEETING });
  assert.deepEqual(signed.agreements.map((a) => a.contractTotalFen).sort(),
    ['20000000000', '3000000000']);
});

test('a public screen goes with what is published', async () => {
  const visit = await browser.visit('fair-screen', site.address);
  const { page } = visit;
  await page.clock.install();
  await page.goto(`/screen/hubei/${ID}?date=${DAY}`);
  const row = (table) =>
    page.getByRole('row', { name: new RegExp(`${table} .*${ZIGUI}`) });
  const { slot, table, etag } = await meetingNow();
  await row(table).waitFor();
  await visit.look('screen');
  assert.equal(await page.getByText('张主任').count(), 0);
  await page.evaluate(() => { globalThis.stillThere = true; });
  const meetings = await meetingsNow();
  const free = TABLES.find((t) => isFree(meetings, slot, t));
  await timetable('MoveMeeting', { name: MEETING, etag, slot, table: free });
  await timetable('PublishTimetable', { name: FAIR, reason: '换桌' });
  await page.clock.fastForward(20_000);
  await row(free).waitFor();
  assert.ok(await page.evaluate(() => globalThis.stillThere), 'not reloaded');
  visit.assertQuiet();
});

test('what goes out: plans, agendas, stands', async () => {
  const visit = await visitAs('organiser', 'fair-out', at('table-plan'));
  const { page } = visit;
  await page.getByRole('cell', { name: ZIGUI }).first().waitFor();
  const [plan] = (await visit.export()).sheets;
  assert.ok(plan.rows.some((row) => row.includes(YICHANG) &&
    row.includes(ZIGUI)));
  await page.goto(at('agendas'));
  await page.getByRole('heading', { name: YICHANG }).waitFor();
  await page.goto(at('stands'));
  await press(page.locator('.page-actions'), '重新分配展位');
  await press(dialogOf(page), '确定');
  await page.getByText('展位已分配').waitFor();
  await page.goto(at('meetings/yichang--county-420527'));
  await press(page, '已洽谈');
  await page.getByText('已洽谈', { exact: true }).first().waitFor();
  assert.equal((await meetingNow()).state, 'STATE_HELD');
  visit.assertQuiet();
});

test('a fair in English', async () => {
  const visit = await visitAs('supervisor', 'fair-en', at('timetable'),
    { language: 'en' });
  await visit.page.getByText('Version 3 is published').waitFor();
  await visit.look('timetable');
  assert.equal(await visit.page.getByRole('button', { name: 'Publish' }).count(),
    0, 'it changes nothing');
  visit.assertQuiet();
});
