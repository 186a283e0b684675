// What is given by each unit, to each area and of each fund kind, in fen, from
// whatever says so. All of these are the same where nothing was lost:
//
//   { 'unit 宜昌市 无偿援助': 123n, 'area 秭归县 无偿援助': …, 'all 无偿援助': … }
import assert from 'node:assert/strict';
import { site } from './journey.mjs';
import { commitments, proposed, versionNow } from './plan_shares.mjs';

const parent = 'programmes/hubei';
const ofUnit = (called) => `unit ${called}`;
const ofArea = (called) => `area ${called}`;
const ALL = 'all';

// What units, areas and fund kinds are called, and where projects lie.
async function readNames() {
  const list = async (method, field) => (await site.asOffice.call(method,
    { parent, pageSize: 1000 }))[field];
  const named = (resources) => resources.map((r) => [r.name, r.displayName.zh]);
  const [units, areas, projects, programme] = await Promise.all([
    list('profiles.v1.ProfilesService/ListUnits', 'units'),
    list('catalogue.v1.CatalogueService/ListAreas', 'areas'),
    list('catalogue.v1.CatalogueService/ListProjects', 'projects'),
    site.asOffice.call('catalogue.v1.CatalogueService/GetProgramme',
      { name: parent })]);
  const names = new Map([...named(units), ...named(areas)]);
  const areaOf = new Map(projects.map((p) => [p.name, p.area]));
  const kinds = new Map(
    programme.fundKinds.map((k) => [k.id, k.displayName.zh]));
  return { of: (name) => names.get(name), kind: (id) => kinds.get(id),
    area: (project) => names.get(areaOf.get(project)) };
}

function summed(entries) {
  const sums = {};
  for (const [subject, kind, fen] of entries) {
    if (fen === 0n) continue;
    const key = `${subject} ${kind}`;
    sums[key] = (sums[key] ?? 0n) + fen;
  }
  return sums;
}

// Of shares as planned or proposed, and of commitments.
function sumsOf(shares, called) {
  return summed(shares.flatMap((s) => [
    ofUnit(called.of(s.supporter)), ofArea(called.area(s.project)), ALL]
    .map((subject) =>
      [subject, called.kind(s.fundKind), BigInt(s.amountFen)])));
}

function totalsOf(version, called) {
  const entry = (subject, { fundKind, givenFen, amountFen }) =>
    [subject, called.kind(fundKind), BigInt(givenFen ?? amountFen ?? 0)];
  return summed([
    ...version.balances.map((b) => entry(ofUnit(called.of(b.supporter)), b)),
    ...version.areaTotals.map((t) => entry(ofArea(called.of(t.area)), t)),
    ...version.kindTotals.map((t) => entry(ALL, t))]);
}

const fenOf = (wan) => BigInt(Math.round((wan ?? 0) * 1e6));

// The columns of the printed plan that are of a fund kind, with its name.
const kindColumns = ({ headings }) => headings
  .map((heading, at) => [heading.replace(/（万元）$/, ''), at])
  .slice(5, -1);

// The printed plan: its lines, or the subtotals and totals beneath them.
function sumsOfLines(sheet) {
  return summed(sheet.rows.filter((row) => typeof row[0] === 'number')
    .flatMap((row) => kindColumns(sheet).flatMap(([kind, at]) =>
      [ofUnit(row[1]), ofArea(row[3]), ALL].map((subject) =>
        [subject, kind, fenOf(row[at])]))));
}

function sumsOfSubtotals(sheet) {
  return summed(sheet.rows.filter((row) => typeof row[0] !== 'number')
    .flatMap((row) => kindColumns(sheet).map(([kind, at]) =>
      [row[1] === '总计' ? ALL : ofUnit(row[1].replace(/小计$/, '')), kind,
        fenOf(row[at])])));
}

// A sheet of totals: whose, the fund kind, and the amount in column `at`.
function sumsOfTotals(sheet, subject, at) {
  return summed(sheet.rows.map(
    (row) => [subject(row[0]), row[1], fenOf(row[at])]));
}

const sumsAbout = (sums, ...subjects) => Object.fromEntries(
  Object.entries(sums).filter(([key]) =>
    subjects.includes(key.slice(0, key.indexOf(' ')))));

// That the plan, once confirmed, comes to the same by unit, by area and by fund
// kind, to the fen, whoever adds it up: its version, its shares, its
// commitments and the three sheets of its workbook.
export async function assertOneSum([lines, units, areas]) {
  const [called, version, shares, committed] = await Promise.all(
    [readNames(), versionNow(), proposed(), commitments()]);
  const sums = sumsOf(version.shares, called);
  assert.ok(Object.keys(sums).length > 20);
  assert.deepEqual(totalsOf(version, called), sums);
  assert.deepEqual(sumsOf(shares, called), sums);
  assert.deepEqual(sumsOf(committed, called), sums);
  assert.deepEqual(sumsOfLines(lines), sums);
  assert.deepEqual(sumsOfSubtotals(lines), sumsAbout(sums, 'unit', 'all'));
  assert.deepEqual(sumsOfTotals(units, ofUnit, 3), sumsAbout(sums, 'unit'));
  assert.deepEqual(sumsOfTotals(areas, ofArea, 2), sumsAbout(sums, 'area'));
}
