// Every page that shows something exports it: opened by who it is for, the
// workbook has the rows that are on the screen.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { FAIR_ID, makeFair } from './fair_sample.mjs';
import { office, ofUnit, site, visitAs } from './journey.mjs';

const parent = 'programmes/hubei';
const yichang = `${parent}/units/yichang`;
const project = `${parent}/projects/p-033`;

// Something to show on every page: an interest with its thread, a shortlist, a
// dismissal, a saved search, a reminder, a version of the weights.
before(async () => {
  const supporter = (method, request) => site.as('yichang').call(
    `matching.v1.MatchingService/${method}`, request);
  await supporter('CreateShortlistEntry', { parent: yichang,
    shortlistEntry: { project, note: '优先考虑' } });
  await supporter('CreateDismissal', { parent: yichang,
    dismissal: { project: `${parent}/projects/p-002`, why: 'WHY_TAKEN' } });
  await supporter('CreateSavedSearch', { parent: yichang,
    savedSearch: { displayName: '茶产业', query: '茶' } });
  await supporter('RecordProjectView', { supporter: yichang, project });
  await supporter('CreateInterest', { parent, message: '希望进一步了解',
    interest: { supporter: yichang, project, year: 2018,
      offers: [{ fundKind: 'grant', amountFen: '12345000' }] } });
  const { name: agreement } = await site.asOffice.call(
    'progress.v1.ProgressService/CreateAgreement', { parent, agreement: {
      displayName: { zh: '茶叶加工园' }, supporter: yichang,
      recipient: `${parent}/units/county-420527`, signDate: '2015-03-02',
      placements: [{ area: `${parent}/areas/420527`,
        sector: `${parent}/sectors/modern-agriculture`, parts: 10000 }],
      contractSums: [{ side: 'SIDE_SUPPORTER', fundKind: 'grant',
        amountFen: '1200000000' }] } });
  await site.asOffice.call('progress.v1.ProgressService/CreateLedgerEntry', {
    parent, ledgerEntry: { agreement, date: '2015-09-10',
      figureSource: 'FIGURE_SOURCE_OFFICE', sourceDocument: '凭证 87',
      disbursement: { fundKind: 'grant', amountFen: '500500000' } } });
  await site.asOffice.call('profiles.v1.ProfilesService/CreateReminder',
    { parent: yichang, reminder: { text: '请核对支援能力' } });
  await site.asOffice.call('matching.v1.MatchingService/CreateWeightVersion', {
    parent, weightVersion: { note: '年度会议', weights: [
      { criterion: 'CRITERION_SECTOR', weight: 60 },
      { criterion: 'CRITERION_REGION', weight: 40 }] } });
  await makeFair(site);
});

const fair = (page = '') => `/p/hubei/fairs/${FAIR_ID}${page && `/${page}`}`;
const titles = 'tbody tr.ant-table-row td:first-child';

// By who opens it: an address, and of each sheet that it exports either what
// selects the texts on the page that stand in it, or such texts.
const PAGES = {
  yichang: [
    [ofUnit('yichang', 'recommendations'), { 推荐项目: '.card-title a' }],
    [ofUnit('yichang', 'compare?ids=p-033,p-003'),
      { 项目对比: '.compare tbody tr:not(.no-print) th' }],
    [ofUnit('yichang', 'shortlist'), { 备选清单: 'tbody td a' }],
    [ofUnit('yichang', 'dismissals'), { 已排除的项目: 'tbody td a' }],
    [ofUnit('yichang', 'portfolio'), { 组合方案: 'tbody td a' }],
    [ofUnit('yichang', 'searches'), { 已存检索: '.panel-head h2' }],
    [ofUnit('yichang', 'profile'), {
      行业优势: '.panel:has(h2:text-is("行业优势")) .rated-rate',
      出资意愿: '.givings .ant-checkbox-wrapper-checked' }],
    [ofUnit('yichang'), { 基本情况: '.facts dd', 提醒事项: '.message-text',
      合作意向: '.rows a[href*="/projects/"]' }],
    [ofUnit('yichang', 'reminders'), { 提醒事项: '.message-text' }],
    ['/p/hubei/projects/p-033?unit=yichang', { 资金需求: titles,
      为什么排在这里: '.why-part strong', 往来消息: '.message-text' }],
    ['/p/hubei/projects', { 符合条件的项目: 'tbody td a' }],
    ['/p/hubei/agreements', { 签约项目: `${titles} a` }],
    ['/p/hubei/ledger', { 台账: ['凭证 87', '5005000'] }],
    ['/p/hubei/settlements?year=2015', { '2015 年终结账': `${titles} a` }],
    ['/p/hubei/settlements/yichang--2015', { 资金: ['无偿援助', '500.5'] }],
    ['/account', { 登录记录: '.rows li > span > strong' }],
  ],
  guide: [[ofUnit('assets', 'guided'), { 指导的单位: 'tbody td a' }]],
  zigui: [
    [ofUnit('county-420527', 'projects'), { 我的项目: `${titles} a` }],
    [ofUnit('county-420527', 'interests'), { 合作意向: '.interest-head h3' }],
  ],
  office: [
    [office('programme'), { 基本情况: ['hubei'], 资金类别: ['无偿援助'] }],
    [office('areas'), { 地区: titles }],
    [office('sectors'), { 行业: titles }],
    [office('weights'), { 现行权重: '.weights-name',
      历史版本: '.panel:has(h2:text-is("历史版本")) .ant-table-row td:nth-child(3)',
      从实际选择建议权重: '.proposal .ant-table-row td:first-child',
      调整效果: '.preview-rank' }],
    [office('quotas?year=2016'), { '年度额度 2016': titles }],
    [office('units'), { 单位: `${titles} a` }],
    [office('progress'), { 单位进度: '.ant-table-row td:nth-child(2) a' }],
    [office('people'), { 人员: `${titles} strong` }],
    [office('quality'), { 数据质量: `${titles} a` }],
    ['/p/hubei/interests', { 合作意向: '.interest-head h3',
      往来消息: '.message-text' }],
    ['/p/hubei/projects/p-033/attention', { 关注情况: titles,
      可能适合的支援方: '.preview-main > strong' }],
    ['/p/hubei/projects/p-033/edit', { 基本情况: ['p-033'] }],
  ],
  organiser: [
    ['/p/hubei/fairs', { 经贸洽谈会: `${titles} a` }],
    [fair(), { 按地区: ['合计'], 按行业: ['合计'] }],
    [fair('settings'), { 日期和时段: ['09:00'], 展馆和洽谈桌: ['t-1', 't-2'] }],
    [fair('participants'), { 参会单位: `${titles} a` }],
    [fair('pairing'), { 约见统计: `${titles} a`, 全部约见: ['谈茶叶'] }],
    [fair('timetable'), { 日程编排: ['宜昌市', '秭归县对口办'] }],
    [fair('versions'), { '第 1 版': ['新增', '首次发布'] }],
    [fair('table-plan'), { 桌次安排: '.paper tbody td:nth-child(n+3)' }],
    [fair('agendas'), { 个人日程: '.agenda h2' }],
    [fair('stands'), { 展位: titles }],
    [fair('participants/yichang'), { 推荐对象: '.card-title' }],
    [fair('participants/yichang?view=requests'),
      { 约见: `${titles}` }],
    [fair('participants/yichang?view=agenda'),
      { 日程: 'tbody td:nth-child(3) a' }],
    [fair('meetings/yichang--county-420527'), { 基本情况: '.facts dd' }],
  ],
  administrator: [['/programmes', { 对口支援规划: titles }]],
};

async function textsOf(page, wanted) {
  if (Array.isArray(wanted)) return wanted;
  const texts = (await page.locator(wanted).allTextContents())
    .map((text) => text.trim()).filter((text) => text !== '');
  assert.ok(texts.length > 0, `nothing on the page is ${wanted}`);
  return texts;
}

for (const [person, pages] of Object.entries(PAGES)) {
  test(`what ${person} sees is exported`, async () => {
    const visit = await visitAs(person, `exports-${person}`, '/account');
    const { page } = visit;
    for (const [path, wanted] of pages) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      const { sheets } = await visit.export();
      for (const [title, texts] of Object.entries(wanted)) {
        const sheet = sheets.find((s) => s.title === title);
        assert.ok(sheet, `${path}: ${title} is none of ${
          sheets.map((s) => s.title).join(', ')}`);
        const cells = new Set(sheet.rows.flat().map(String));
        for (const text of await textsOf(page, texts)) {
          assert.ok(cells.has(text), `${path}, ${title}: lacks ${text}`);
        }
        assert.ok(sheet.rows.every((r) => r.length <= sheet.headings.length));
      }
      await visit.screenshot(path.replace(/[^a-z0-9]+/g, '-'));
    }
    visit.assertQuiet();
  });
}

test('all of a list is exported, however much of it is loaded', async () => {
  const visit = await visitAs('yichang', 'exports-whole',
    ofUnit('yichang', 'recommendations'));
  const { page } = visit;
  await page.locator('.card').first().waitFor();
  const [ranking] = (await visit.export()).sheets;
  const shown = await page.getByText(/^已显示 20 \/ \d+$/).textContent();
  assert.equal(ranking.rows.length, Number(shown.split('/')[1]));
  await page.goto('/p/hubei/projects');
  const found = await page.getByText(/^已显示 50 \/ \d+$/).textContent();
  const [projects] = (await visit.export()).sheets;
  assert.equal(projects.rows.length, Number(found.split('/')[1]));
  const whole = await visit.export('导出全部项目');
  assert.equal(whole.name, '全部项目.xlsx');
  assert.ok(whole.sheets[0].rows.length >= projects.rows.length);
  visit.assertQuiet();
  const county = await visitAs('zigui', 'exports-fitting',
    '/p/hubei/projects/p-033/attention');
  const fitting = await county.page.getByText(/^\d+ 家符合条件$/).textContent();
  const { sheets } = await county.export();
  assert.equal(sheets.find((s) => s.title === '可能适合的支援方').rows.length,
    parseInt(fitting, 10));
  county.assertQuiet();
});

test('what is opened beside a page is exported as well', async () => {
  const visit = await visitAs('office', 'exports-beside',
    office('people?person=yichang'));
  const drawer = visit.page.getByRole('dialog');
  await drawer.getByText('127.0.0.1').first().waitFor();
  const { name, sheets } = await visit.export('导出表格', drawer);
  assert.equal(name, '宜昌市 李科长的登录与令牌.xlsx');
  assert.deepEqual(sheets.map((s) => s.title), ['登录记录', '程序令牌']);
  assert.equal(sheets[0].rows[0][0], '127.0.0.1');
  await visit.page.goto('/p/hubei/projects/p-033');
  await visit.page.getByRole('button', { name: '查看修改记录' }).click();
  const panel = visit.page.locator('.panel', { hasText: '修改记录' });
  await panel.getByRole('listitem').first().waitFor();
  const history = (await visit.export('导出表格', panel)).sheets[0];
  assert.deepEqual(history.headings.slice(0, 3), ['时间', '修改人', '操作']);
  assert.equal(history.rows[0][1], '省三峡办 王处长');
  visit.assertQuiet();
});

test('amounts are numbers, and headings are of the language', async () => {
  const visit = await visitAs('yichang', 'exports-en', ofUnit('yichang'),
    { language: 'en' });
  const { name, sheets } = await visit.export('Export');
  assert.match(name, /^[^\u4e00-\u9fff]+\.xlsx$/);
  const interests = sheets.find((s) => s.title === 'Interest');
  assert.deepEqual(interests.headings.slice(0, 5),
    ['Project', 'Id', 'Supporter', 'Year', 'State']);
  const at = interests.headings.findIndex((h) => /^Grant.*10,000 yuan/.test(h));
  assert.equal(interests.rows[0][at], 12.345);
  assert.equal(interests.rows[0][1], 'p-033');
  for (const { headings } of sheets) {
    assert.doesNotMatch(headings.join(), /[\u4e00-\u9fff]/);
  }
  visit.assertQuiet();
});
