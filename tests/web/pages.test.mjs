// Every page of every kind of user on a phone, at 200 % zoom, and on paper.
import { before, test } from 'node:test';
import { PHONE, ZOOMED } from './browser.mjs';
import { FAIR_ID, makeFair } from './fair_sample.mjs';
import { office, ofUnit as of, site, visitAs } from './journey.mjs';
import { GUIDED } from './site.mjs';

before(() => makeFair(site));

const fair = (page = '') => `/p/hubei/fairs/${FAIR_ID}${page && `/${page}`}`;

// A page's name and address, by who opens it.
const PAGES = {
  yichang: {
    recommendations: of('yichang', 'recommendations'),
    'recommendations-table': of('yichang', 'recommendations?view=table'),
    'recommendations-areas': of('yichang', 'recommendations?view=areas'),
    compare: of('yichang', 'compare?ids=p-001,p-002,p-003,p-004'),
    shortlist: of('yichang', 'shortlist'),
    portfolio: of('yichang', 'portfolio'),
    searches: of('yichang', 'searches'),
    dismissals: of('yichang', 'dismissals'),
    profile: of('yichang', 'profile'),
    unit: of('yichang'),
    agreements: '/p/hubei/agreements', 'new-agreement': '/p/hubei/agreements/new',
    ledger: '/p/hubei/ledger', 'new-entry': '/p/hubei/ledger/new',
    'work-list': '/p/hubei/work-list', settlements: '/p/hubei/settlements',
    settlement: '/p/hubei/settlements/yichang--2014',
    reminders: of('yichang', 'reminders'),
    project: '/p/hubei/projects/p-001?unit=yichang',
    projects: '/p/hubei/projects',
    account: '/account',
    partners: fair('participants/yichang'),
    'fair-agenda': fair('participants/yichang?view=agenda'),
    registration: fair('participants/yichang?view=details'),
    meeting: fair('meetings/yichang--county-420527'),
  },
  guide: {
    guided: of('assets', 'guided'),
    'guided-unit': of(GUIDED),
  },
  zigui: {
    'own-projects': of('county-420527', 'projects'),
    'new-project': of('county-420527', 'projects/new'),
    'county-interests': of('county-420527', 'interests'),
    import: '/p/hubei/import/projects?unit=county-420527',
    calls: '/p/hubei/calls',
  },
  office: {
    programme: office('programme'), areas: office('areas'),
    sectors: office('sectors'), weights: office('weights'),
    quotas: office('quotas'), factors: office('factors'),
    plans: office('plans'), units: office('units'),
    people: office('people'), progress: office('progress'),
    quality: office('quality'), audit: office('audit'),
    interests: '/p/hubei/interests', 'office-calls': '/p/hubei/calls',
    reports: '/p/hubei/reports',
    'report-programme': '/p/hubei/reports/programme',
    'report-bulletin': '/p/hubei/reports/bulletin?year=2015',
    'import-ledger': '/p/hubei/import/ledgerEntries',
  },
  organiser: {
    fairs: '/p/hubei/fairs', fair: fair(), 'fair-settings': fair('settings'),
    participants: fair('participants'), pairing: fair('pairing'),
    timetable: fair('timetable'), versions: fair('versions'),
    'table-plan': fair('table-plan'), agendas: fair('agendas'),
    stands: fair('stands'), 'import-participants':
      `/p/hubei/import/participants?fair=${FAIR_ID}`,
  },
  supervisor: { 'programme-read': office('programme') },
  administrator: {
    programmes: '/programmes', 'new-programme': '/programmes/new',
  },
};

for (const [person, pages] of Object.entries(PAGES)) {
  test(`the pages of ${person} fit a phone, 200 % zoom and paper`, async () => {
    const visit = await visitAs(person, `sizes-${person}`,
      Object.values(pages)[0], { viewport: PHONE });
    const { page } = visit;
    for (const [what, path] of Object.entries(pages)) {
      await page.setViewportSize(PHONE);
      await page.goto(path);
      await page.locator('h1').waitFor();
      await visit.look(`${what}-phone`);
      await page.setViewportSize(ZOOMED);
      await visit.screenshot(`${what}-zoom`);
      await visit.fits(`${what}, zoomed`);
      await visit.lookPrinted(what);
    }
    visit.assertQuiet();
  });
}

test('the menu of a phone leads on', async () => {
  const visit = await visitAs('yichang', 'phone-menu',
    of('yichang', 'recommendations'), { viewport: PHONE });
  const { page } = visit;
  await page.getByRole('button', { name: '菜单' }).click();
  await visit.look('menu');
  await page.getByRole('dialog').getByRole('link', { name: '备选清单' }).click();
  await page.waitForURL('**/shortlist');
  visit.assertQuiet();
});
