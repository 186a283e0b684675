// The site and the browser of a file of journeys: both are there while its
// tests run, and end with them.
//
//   import { browser, site, visitAs } from './journey.mjs';
//   test('…', async () => {
//     const visit = await visitAs('office', 'weights', office('weights'));
//   });
import { after } from 'node:test';
import { startBrowser } from './browser.mjs';
import { signInAs, startSite } from './site.mjs';

// The browser first: it ends with this process, whatever becomes of the site.
export const browser = await startBrowser();
export const site = await startSite();

after(async () => {
  await browser.stop();
  await site.stop();
});

// Addresses of the office's pages and of a unit's.
export const office = (page) => `/p/hubei/office/${page}`;
export const ofUnit = (unit, page = '') =>
  `/p/hubei/units/${unit}${page && `/${page}`}`;

// What the people who have signed in once keep of it, by name.
const signedIn = new Map();

// A window called `name` in which one of the site's people is signed in and has
// opened the page; `options` as of Browser.visit(). Each signs in once, at the
// first visit.
export async function visitAs(person, name, path, options = {}) {
  const cookies = signedIn.get(person) ?? [];
  const visit = await browser.visit(name, site.address, { ...options, cookies });
  if (cookies.length > 0) {
    await visit.page.goto(path);
  } else {
    await signInAs(visit, site[person], path, options.language);
    signedIn.set(person, await visit.page.context().cookies());
  }
  await visit.page.locator('h1').first().waitFor();
  return visit;
}
