// A supporter's journey: sign in, look through the recommendations, weigh,
// filter, compare, shortlist, dismiss and take it back, plan within the means,
// keep a search, edit the profile. In Chinese, and once in English.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, ofUnit, site, visitAs } from './journey.mjs';
import { GUIDED } from './site.mjs';

const recommendations = ofUnit('yichang', 'recommendations');

const same = (a, b) => a.join('\n') === b.join('\n');

const titles = (page) => page.locator('.card-title a').allTextContents();

async function visitSupporter(name, options) {
  const visit = await visitAs('yichang', name, recommendations, options);
  await visit.page.locator('.card').first().waitFor();
  return visit;
}

test('signing in leads back to the page that was asked for', async () => {
  const visit = await browser.visit('sign-in', site.address);
  visit.expectedFailures.push('AccessService/GetMe', 'AccessService/SignIn');
  await visit.page.goto('/p/hubei/projects?q=柑橘');
  await visit.page.waitForURL('**/sign-in?return=*');
  await visit.look('sign-in');
  await visit.page.getByLabel('账号').fill(site.yichang.id);
  await visit.page.getByLabel('密码', { exact: true }).fill('not the password');
  await visit.page.getByRole('button', { name: '登录' }).click();
  await visit.page.getByText('账号或密码不正确').waitFor();
  await visit.look('wrong-password');
  await visit.page.getByLabel('密码', { exact: true })
    .fill(site.yichang.password);
  await visit.page.getByRole('button', { name: '登录' }).click();
  await visit.page.waitForURL('**/p/hubei/projects?q=*');
  await visit.page.getByRole('link', { name: /柑橘/ }).first().waitFor();
  await visit.look('catalogue');
  visit.assertQuiet();
});

test('a supporter finds, weighs and chooses projects', async () => {
  const visit = await visitSupporter('supporter-zh');
  const { page } = visit;
  await visit.look('recommendations');
  const before = await titles(page);
  assert.equal(before.length, 20);

  // Weights re-rank, and stand in the address.
  await page.getByRole('button', { name: '调整权重' }).click();
  const handle = page.getByLabel('行业的权重');
  await handle.focus();
  await page.keyboard.press('Home');
  await page.waitForURL(/[?&]w=/);
  await visit.until(async () => !same(await titles(page), before),
    'the list is ranked anew');
  await visit.look('weights');
  await page.getByRole('button', { name: '恢复规划权重' }).click();
  await visit.until(async () => same(await titles(page), before),
    'the list is as before');

  // Words and filters narrow, with counts.
  await page.getByLabel('搜索项目').fill('茶园');
  await page.waitForURL(/[?&]q=/);
  await visit.until(async () =>
    (await titles(page)).every((title) => title.includes('茶')),
  'only what has the words is listed');
  await page.getByLabel('搜索项目').fill('');
  await page.waitForURL((url) => !url.searchParams.has('q'));
  const zigui = page.getByRole('checkbox', { name: /^秭归县/ });
  await visit.until(() => zigui.isEnabled(), 'its count is there again');
  await zigui.click();
  await page.waitForURL(/[?&]area=420527/);
  await visit.until(async () =>
    (await page.locator('.card-where').allTextContents())
      .every((line) => line.includes('秭归县')), 'one area is left');
  await visit.look('filtered');
  await page.getByRole('button', { name: '清除全部条件' }).click();
  await page.waitForURL((url) => !url.searchParams.has('area'));

  // As a table and by area.
  await page.getByText('列表', { exact: true }).click();
  await page.getByRole('table').waitFor();
  await visit.look('table');
  await page.getByText('地区', { exact: true }).last().click();
  await page.getByRole('img', { name: /各地区的项目数/ }).waitFor();
  await visit.look('areas');
  await page.getByRole('link', { name: '巴东县' }).click();
  await page.waitForURL(/[?&]area=422823/);
  await page.goto(recommendations);
  await page.locator('.card').first().waitFor();

  // Two are put side by side.
  const compare = page.getByRole('button', { name: /^对比: / });
  await compare.nth(0).click();
  await page.getByRole('region', { name: '待对比的项目' }).waitFor();
  await page.getByRole('button', { name: /^对比: / }).nth(0).click();
  await page.getByRole('button', { name: '对比 2 个项目' }).click();
  await page.waitForURL(/\/compare\?ids=/);
  await page.getByRole('row', { name: /得分/ }).waitFor();
  await visit.look('compare');
  visit.assertQuiet();
});

test('choices are kept, and can be taken back', async () => {
  const visit = await visitSupporter('choices');
  const { page } = visit;
  const [first, second] = await titles(page);

  await page.getByRole('button', { name: `备选: ${first}` }).click();
  await page.getByRole('button', { name: `已备选: ${first}` }).waitFor();
  await page.getByRole('link', { name: '备选清单' }).click();
  await page.getByRole('link', { name: first }).waitFor();
  await page.getByLabel(`“${first}”的备注`).fill('先与县里通电话');
  await page.getByLabel(`“${first}”的备注`).blur();
  await visit.look('shortlist');
  await page.reload();
  await page.getByText('先与县里通电话').waitFor();

  await page.getByRole('link', { name: '推荐项目' }).click();
  await page.getByRole('button', { name: `排除: ${second}` }).click();
  await page.getByRole('radio', { name: '规模过大' }).check();
  await visit.screenshot('dismiss');
  await page.getByRole('dialog').getByRole('button', { name: '排除' }).click();
  await page.getByText(`已排除“${second}”`).waitFor();
  await visit.until(async () => !(await titles(page)).includes(second),
    'it is gone');
  await page.getByRole('button', { name: '撤销' }).click();
  await page.locator('.card-title a', { hasText: second }).first().waitFor();

  await page.getByRole('link', { name: first }).first().click();
  await page.getByText('为什么排在这里').waitFor();
  await visit.look('project');
  visit.assertQuiet();
});

test('an interest goes to the county, with its thread', async () => {
  const visit = await visitSupporter('interest');
  const { page } = visit;
  const [first] = await titles(page);
  await page.getByRole('button', { name: `意向: ${first}` }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: '表达意向' });
  assert.ok(await send.isDisabled(), 'nothing is offered yet');
  await dialog.getByLabel(/^无偿援助/).fill('50.5');
  await dialog.getByLabel('给受援方的话').fill('想先看看茶园。');
  await visit.look('interest-dialog');
  await send.click();
  await page.locator('.card').first().getByText('意向待答复').waitFor();
  await page.getByRole('link', { name: first }).click();
  await page.getByText('50.5万元').waitFor();
  await page.getByText('想先看看茶园。').waitFor();
  await page.getByLabel('写消息…').fill('下周三到县里。');
  await page.getByRole('button', { name: '发送' }).click();
  await page.locator('.message-text', { hasText: '下周三到县里。' }).waitFor();
  await visit.look('interest');
  await page.getByRole('link', { name: '本单位' }).click();
  await page.getByText('50.5万元').waitFor();
  await visit.look('unit');
  await page.goBack();
  await page.getByRole('button', { name: '撤回意向' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '撤回意向' })
    .click();
  await page.getByText('意向已撤回').first().waitFor();
  visit.assertQuiet();
});

test('a portfolio within the means says how good it is', async () => {
  const visit = await visitSupporter('portfolio');
  const { page } = visit;
  await page.getByRole('link', { name: '组合方案' }).click();
  await page.getByText(/已证明最优|已达计算上限/).waitFor();
  await visit.look('portfolio');
  const chosen = await page.locator('tbody tr.ant-table-row').count();
  await page.getByLabel('最多项目数').fill('2');
  await page.waitForURL(/[?&]most=2/);
  assert.ok(chosen > 2);
  await visit.until(async () =>
    (await page.locator('tbody tr.ant-table-row').count()) <= 2,
  'two at most are chosen');
  visit.assertQuiet();
});

test('a search is kept and opens as it was', async () => {
  const visit = await visitSupporter('searches');
  const { page } = visit;
  await page.goto(`${recommendations}?area=420527&w=sector:80,region:20`);
  await page.locator('.card').first().waitFor();
  await visit.settled();
  const found = await titles(page);
  await page.getByRole('button', { name: '保存检索' }).click();
  await page.getByLabel('检索名称').fill('秭归的项目');
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('检索已保存').waitFor();
  await page.getByRole('link', { name: '已存检索' }).click();
  await page.getByRole('heading', { name: '秭归的项目' }).waitFor();
  await visit.look('searches');
  await page.getByRole('button', { name: '打开: 秭归的项目' }).click();
  await page.locator('.card').first().waitFor();
  await visit.until(async () => same(await titles(page), found),
    'the same is found');
  visit.assertQuiet();
});

test('a profile is suggested from past projects and left alone', async () => {
  const visit = await visitAs('guided', 'profile-suggested',
    `/p/hubei/units/${GUIDED}/profile`);
  const { page } = visit;
  await page.locator('.preview-list li').first().waitFor();
  await page.getByRole('button', { name: '依据以往项目建议' }).click();
  await page.getByText(/已按 .* 个项目填入建议/).waitFor();
  await visit.look('suggested');
  await page.getByRole('button', { name: '放弃修改' }).click();
  await page.getByText('有未保存的修改').waitFor({ state: 'detached' });
  visit.assertQuiet();
});

test('the profile moves the ranking before it is saved', async () => {
  const visit = await visitSupporter('profile');
  const { page } = visit;
  await page.getByRole('link', { name: '支援能力' }).click();
  await page.locator('.preview-list li').first().waitFor();
  await visit.look('profile');
  const ranking = () =>
    page.locator('.preview-list .preview-main a').allTextContents();
  const before = await ranking();
  const strength = page.getByLabel('现代农业的强度');
  await strength.focus();
  await page.keyboard.press('Home');
  await page.locator('.move-up').first().waitFor();
  await visit.until(async () => !same(await ranking(), before),
    'the ranking moves');
  await visit.look('profile-moved');
  const moved = await ranking();
  await page.getByRole('button', { name: /保存$/ }).click();
  await page.getByText('已保存', { exact: true }).waitFor();
  await page.getByRole('link', { name: '推荐项目' }).click();
  await page.locator('.card').first().waitFor();
  await visit.until(async () => same(
    (await titles(page)).slice(0, moved.length), moved),
  'the list is as it was shown beforehand');
  visit.assertQuiet();
});

test('everything can be done in English', async () => {
  const visit = await visitSupporter('supporter-en', { language: 'en' });
  const { page } = visit;
  await visit.look('recommendations');
  await page.locator('.card-title a').first().click();
  await page.getByText('Why it ranks here').waitFor();
  await visit.look('project');
  for (const [link, heading] of [['Shortlist', 'Shortlist'],
    ['Portfolio', 'Portfolio'], ['Capability profile', 'Capability profile']]) {
    await page.getByRole('link', { name: link, exact: true }).click();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await visit.look(heading.toLowerCase().replace(' ', '-'));
  }
  visit.assertQuiet();
});
