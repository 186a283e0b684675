// Signing in by links, the end of set-up, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, site } from './journey.mjs';

const access = (method, request) =>
  site.asAdministrator.call(`access.v1.AccessService/${method}`, request);

async function makeLink(person, purpose) {
  const { secret } = await access('CreateLink',
    { person: `people/${person}`, purpose });
  return `/link#${secret}`;
}

test('a link signs in, once', async () => {
  const link = await makeLink('yichang', 'PURPOSE_SIGN_IN');
  const visit = await browser.visit('link', site.address);
  await visit.page.goto(link);
  await visit.page.locator('.card').first().waitFor();
  assert.ok(!visit.page.url().includes('#'), 'the secret is not kept');
  visit.assertQuiet();

  const second = await browser.visit('link-again', site.address);
  second.expectedFailures.push('AccessService/RedeemLink',
    'AccessService/GetMe');
  await second.page.goto(link);
  await second.page.getByText('链接无效或已使用').waitFor();
  await second.look('used');
  second.assertQuiet();
});

test('set-up is over once there is an administrator', async () => {
  const visit = await browser.visit('set-up', site.address);
  visit.expectedFailures.push('AccessService/GetMe');
  await visit.page.goto('/set-up');
  await visit.page.getByText('系统已启用，请直接登录。').waitFor();
  await visit.look('done');
  visit.assertQuiet();
});

test('what belongs to others is refused in words that help', async () => {
  const visit = await browser.visit('refused', site.address);
  const { page } = visit;
  await page.goto(await makeLink('yichang', 'PURPOSE_SIGN_IN'));
  await page.locator('.card').first().waitFor();
  visit.expectedFailures.push('/duikou.');
  await page.goto('/p/hubei/units/wuhan/recommendations');
  await page.getByText('没有权限').first().waitFor();
  await page.getByText('请求编号').first().waitFor();
  await visit.look('refused');
  visit.assertQuiet();
});
