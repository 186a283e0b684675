// Chromium for the tests of the web client.
//
//   const browser = await startBrowser();
//   const visit = await browser.visit('supporter-zh', site.address);
//   await visit.page.goto(…);
//   await visit.look('recommendations');   // screenshot and accessibility
//   visit.assertQuiet();                   // nothing on the console
//   await browser.stop();
//
// Screenshots go to $DUIKOU_WEB_SCREENSHOTS (default: build/web-screenshots).
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../node/server.mjs';
import { readWorkbook } from './workbook.mjs';

const require = createRequire(join(root, 'clients/web/package.json'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');

const screenshots = process.env.DUIKOU_WEB_SCREENSHOTS ??
  join(root, 'build/web-screenshots');

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
// 200 % zoom of a window 1440 wide.
export const ZOOMED = { width: 720, height: 450 };
// A4 less its margins, at 96 dots an inch.
const PAPER = { width: 718, height: 1047 };

// Long, for machines that do other things as well.
const PATIENCE_MS = 90_000;

// For how long nothing is asked where a page is at rest.
const QUIET_MS = 100;

// Nothing moves any more, and no colour is on its way to another.
export const still = (page) => page.waitForFunction(() =>
  document.getAnimations().every((animation) =>
    animation.playState !== 'running' ||
    animation.effect.getComputedTiming().endTime === Infinity));

// Tells an element of a click once it is enabled, wherever it is while its
// dialog may still move.
export async function tell(element) {
  const found = await element.elementHandle();
  await found.waitForElementState('enabled');
  await found.dispatchEvent('click');
}

class Visit {
  constructor(page, name) {
    this.page = page;
    this.name = name;
    this.count = 0;
    this.complaints = [];
    // Addresses whose failure is part of the journey.
    this.expectedFailures = [];
    this.asked = new Set();
    this.lastAsked = Date.now();
    page.on('request', (request) => this.asked.add(request));
    for (const end of ['requestfinished', 'requestfailed']) {
      page.on(end, (request) => {
        this.asked.delete(request);
        this.lastAsked = Date.now();
      });
    }
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      const from = message.location().url;
      if (this.expectedFailures.some((part) => from.includes(part))) return;
      this.complaints.push(`${message.text()} ${from}`);
    });
  }

  // Nothing is being asked any more, and nothing says that it waits.
  async settled() {
    const waits = () =>
      Boolean(document.querySelector('[aria-busy="true"], .state-loading'));
    await this.until(async () => !(await this.page.evaluate(waits)) &&
      this.asked.size === 0 && Date.now() - this.lastAsked >= QUIET_MS,
    'the page is at rest');
    await still(this.page);
  }

  // Waits until `holds` does, which answers a promise of true.
  async until(holds, what) {
    const end = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      assert.ok(Date.now() < end, `in vain: ${what}`);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  async screenshot(what) {
    this.count += 1;
    const number = String(this.count).padStart(2, '0');
    await this.page.screenshot({
      path: join(screenshots, `${this.name}-${number}-${what}.png`),
      fullPage: true, animations: 'disabled',
    });
  }

  // Takes a picture, and finds nothing that keeps people out: no serious or
  // critical finding of axe, nothing wider than the window.
  async look(what) {
    await this.settled();
    await this.screenshot(what);
    // Evaluated, as the page's policy refuses script elements of others.
    await this.page.evaluate(readFileSync(axe, 'utf8'));
    const findings = await this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, {
        resultTypes: ['violations'],
      });
      return violations
        .filter((v) => ['serious', 'critical'].includes(v.impact))
        .map((v) => `${v.id}: ${v.nodes.slice(0, 4)
          .map((n) => `${n.target.join(' ')} (${n.failureSummary})`).join('; ')}`);
    });
    assert.deepEqual(findings, [], `${what}: accessibility`);
    await this.fits(what);
  }

  // Nothing is wider than the window.
  async fits(what) {
    const over = await this.page.evaluate(() =>
      document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${what}: ${over} pixels wider than the window`);
  }

  // Takes a picture of the page as a printer gets it: on A4, without what is
  // only to be clicked, and nothing cut off at the side.
  async lookPrinted(what) {
    const { page } = this;
    const before = page.viewportSize();
    await page.setViewportSize(PAPER);
    await page.emulateMedia({ media: 'print' });
    await this.screenshot(`${what}-print`);
    await this.fits(`${what}, printed`);
    const { seen, cut } = await page.evaluate(() => ({
      seen: ['.header', '.side', '.page-actions', '.toolbar', '.save-bar']
        .filter((part) => [...document.querySelectorAll(part)]
          .some((element) => element.checkVisibility())),
      cut: [...document.querySelectorAll('.ant-table-content, .compare')]
        .filter((element) => element.checkVisibility() &&
          element.scrollWidth > element.clientWidth + 1)
        .map((element) => `${element.className} ${element.scrollWidth}`),
    }));
    assert.deepEqual(seen, [], `${what}: printed though only to be clicked`);
    assert.deepEqual(cut, [], `${what}: cut off on paper`);
    await page.emulateMedia({ media: null });
    await page.setViewportSize(before);
  }

  // Presses the button that exports, of the page or of a part of it, and opens
  // the workbook that it gives.
  async export(button = '导出表格', part = this.page) {
    const { page } = this;
    await this.settled();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      part.getByRole('button', { name: button }).click(),
    ]);
    return { name: download.suggestedFilename(),
      sheets: await readWorkbook(page, await download.path()) };
  }

  assertQuiet() {
    assert.deepEqual(this.complaints, [], 'console');
  }
}

class Browser {
  constructor(chromium_) { this.chromium = chromium_; }

  // A window of its own, with no cookies but these.
  async visit(name, address,
    { viewport = DESKTOP, language = 'zh', cookies = [] } = {}) {
    const context = await this.chromium.newContext({
      storageState: { cookies, origins: [] },
      baseURL: address, viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
      acceptDownloads: true, reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript((chosen) => {
      if (!localStorage.getItem('duikou-language')) {
        localStorage.setItem('duikou-language', chosen);
      }
    }, language);
    return new Visit(await context.newPage(), name);
  }

  // A window with nothing in its cache, signed in as `visit` is.
  async fresh(visit, address) {
    return this.chromium.newContext({
      baseURL: address, viewport: DESKTOP, locale: 'zh-CN',
      storageState: await visit.page.context().storageState(),
    });
  }

  async stop() { await this.chromium.close(); }
}

function chromiumBinary() {
  const found = [process.env.DUIKOU_CHROMIUM, '/usr/bin/chromium',
    '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .find((path) => path && existsSync(path));
  assert.ok(found, 'no Chromium: apt-get install chromium');
  return found;
}

export async function startBrowser() {
  mkdirSync(screenshots, { recursive: true });
  return new Browser(await chromium.launch({
    executablePath: chromiumBinary(),
    // Root has no sandbox.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  }));
}
