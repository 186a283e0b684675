// How soon pages show something useful with 10,000 projects: each is opened in
// a Chromium window that has nothing in its cache, and timed from the beginning
// of the navigation until what the page is for is painted (its first card, row,
// or field with what is stored). The first contentful paint stands beside it.
import { startBrowser } from '../web/browser.mjs';
import { signInAs, startSite } from '../web/site.mjs';
import { Report } from './report.mjs';

const PROJECTS = 10_000;
const ROUNDS = 7;
const GOAL_MS = 1000;

const of = (page) => `/p/hubei/units/yichang${page}`;
const office = (page) => `/p/hubei/office/${page}`;
const ROW = 'main tbody tr.ant-table-row';

// By who opens it: the page, its address, and what is useful on it.
const PAGES = {
  yichang: [
    ['recommended, cards', of('/recommendations'), 'main .card'],
    ['recommended, table', of('/recommendations?view=table'), ROW],
    ['recommended, areas', of('/recommendations?view=areas'), 'main canvas'],
    ['search', of('/recommendations?q=茶园'), 'main .card'],
    ['project', '/p/hubei/projects/p-001?unit=yichang', 'main .facts'],
    ['compare', of('/compare?ids=p-001,p-002,p-003,p-004'),
      'main .compare .score-bar'],
    ['portfolio', of('/portfolio'), ROW],
    ['profile', of('/profile'), 'main .rated li'],
    ['unit', of(''), 'main .facts'],
    ['catalogue', '/p/hubei/projects', ROW],
  ],
  zigui: [
    ['own projects', '/p/hubei/units/county-420527/projects', ROW],
    ['new project', '/p/hubei/units/county-420527/projects/new',
      'main .save-bar'],
  ],
  office: [
    ['programme', office('programme'), 'main .setting'],
    ['areas', office('areas'), ROW],
    ['weights', office('weights'), 'main .weights-row'],
    ['quotas', office('quotas'), ROW],
    ['units', office('units'), ROW],
    ['progress', office('progress'), ROW],
    ['people', office('people'), ROW],
    ['data quality', office('quality'), ROW],
    ['audit', office('audit'), ROW],
  ],
};

// Runs in the page before its own code: notes when `useful` was painted.
function watch(useful) {
  const look = () => {
    if (!document.querySelector(useful)) return;
    observer.disconnect();
    // The frame after the one that has it is the first that was painted.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      globalThis.usefulAt = performance.now();
    }));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}

async function openOnce(browser, site, visit, [, path, useful]) {
  const context = await browser.fresh(visit, site.address);
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, useful);
    await page.goto(path, { waitUntil: 'commit' });
    await page.waitForFunction(() => globalThis.usefulAt > 0);
    return await page.evaluate(() => ({
      useful: globalThis.usefulAt,
      contentful: performance
        .getEntriesByName('first-contentful-paint')[0].startTime,
    }));
  } finally {
    await context.close();
  }
}

async function measure(browser, site, report) {
  for (const [person, pages] of Object.entries(PAGES)) {
    const visit = await browser.visit('paint', site.address);
    await signInAs(visit, site[person], pages[0][1]);
    for (const page of pages) {
      const samples = [];
      for (let round = 0; round < ROUNDS; ++round) {
        samples.push(await openOnce(browser, site, visit, page));
      }
      report.add({ metric: `${page[0]}: first useful paint`, unit: 'ms',
        samples: samples.map((s) => s.useful), atMost: GOAL_MS });
      report.add({ metric: `${page[0]}: first contentful paint`, unit: 'ms',
        samples: samples.map((s) => s.contentful) });
    }
  }
}

function jsonPath([flag, value, ...rest]) {
  if (flag === undefined) return '';
  if (flag === '--json' && value && rest.length === 0) return value;
  console.error(`paint: '${flag}' is no flag with a value; flags: --json VALUE`);
  process.exit(2);
}

const json = jsonPath(process.argv.slice(2));
const site = await startSite({ projects: PROJECTS });
const browser = await startBrowser();
const report = new Report('paint');
try {
  await measure(browser, site, report);
} finally {
  await browser.stop();
  await site.stop();
}
process.exitCode = report.finish(json);
