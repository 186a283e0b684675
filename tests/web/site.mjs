// A duikou-server with the built web client and the sample programme, and
// people who can sign in:
//
//   const site = await startSite();
//   site.address; site.yichang.id; site.yichang.password;
//   await site.asAdministrator.call('access.v1.AccessService/GetMe', {});
//   await site.asOffice.call(…); await site.as('yichang').call(…);
//   await site.stop();
//
// It is set up as anyone would: the code that the server wrote makes the first
// administrator, who makes the others; each sets its password by a link.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  binary, root, temporaryDirectory, writeSample,
} from '../node/server.mjs';

const PASSWORD = 'correct-horse-battery-duikou';
const SHEETS = ['areas', 'sectors', 'units', 'projects', 'profiles', 'pairings',
  'quotas', 'commitments', 'cooperations'];
const OF_CATALOGUE = new Set(['areas', 'sectors', 'projects']);
const parent = 'programmes/hubei';

// A state-owned group of the sample, guided by the department `assets`.
export const GUIDED = 'chujiang-agri';

// Whom the journeys are of, by the name they have here.
const PEOPLE = {
  office: { displayName: '省三峡办 王处长', memberships: [
    { programme: 'programmes/-', groups: ['PERMISSION_GROUP_OFFICE'] }] },
  yichang: { displayName: '宜昌市 李科长', memberships: [
    { programme: parent, unit: `${parent}/units/yichang`,
      groups: ['PERMISSION_GROUP_SUPPORTER'] }] },
  zigui: { displayName: '秭归县对口办 张主任', memberships: [
    { programme: parent, unit: `${parent}/units/county-420527`,
      groups: ['PERMISSION_GROUP_RECIPIENT'] }] },
  supervisor: { displayName: '督查室 赵处长', memberships: [
    { programme: parent, groups: ['PERMISSION_GROUP_SUPERVISOR'] }] },
  // Of a department that guides the state-owned groups, and of one of those.
  guide: { displayName: '省国资委 周处长', memberships: [
    { programme: parent, unit: `${parent}/units/assets`,
      groups: ['PERMISSION_GROUP_SUPPORTER'] }] },
  guided: { displayName: '国有企业 吴经理', memberships: [
    { programme: parent, unit: `${parent}/units/${GUIDED}`,
      groups: ['PERMISSION_GROUP_SUPPORTER'] }] },
  // Scores competitions, beside the office.
  assessor: { displayName: '评审专家 钱教授', memberships: [
    { programme: parent, groups: ['PERMISSION_GROUP_OFFICE'] }] },
  organiser: { displayName: '洽谈会 孙主管', memberships: [
    { programme: parent, groups: ['PERMISSION_GROUP_ORGANISER'] }] },
};

// The Connect protocol in JSON, as any program may speak it.
class Caller {
  constructor(address, secret = '') {
    this.address = address;
    this.headers = secret ? { authorization: `Bearer ${secret}` } : {};
  }

  async post(method, type, body) {
    const response = await fetch(`${this.address}/duikou.${method}`, {
      method: 'POST', headers: { ...this.headers, 'content-type': type }, body,
    });
    assert.ok(response.ok,
      `${method}: ${response.status} ${await response.clone().text()}`);
    return response;
  }

  async call(method, request) {
    const response = await this.post(
      method, 'application/json', JSON.stringify(request));
    return response.json();
  }

  // The messages of a server stream, each after five bytes that tell its length.
  async stream(method, request) {
    const message = Buffer.from(JSON.stringify(request));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    const response = await this.post(method, 'application/connect+json',
      Buffer.concat([head, message]));
    const bytes = Buffer.from(await response.arrayBuffer());
    const messages = [];
    for (let at = 0; at < bytes.length;) {
      const length = bytes.readUInt32BE(at + 1);
      const read = JSON.parse(bytes.subarray(at + 5, at + 5 + length));
      if (bytes[at] & 2) assert.equal(read.error, undefined, method);
      else messages.push(read);
      at += 5 + length;
    }
    return messages;
  }
}

async function makePerson(administrator, id, person) {
  await administrator.call('access.v1.AccessService/CreatePerson',
    { personId: id, person });
  const link = await administrator.call('access.v1.AccessService/CreateLink',
    { person: `people/${id}`, purpose: 'PURPOSE_SET_PASSWORD' });
  const { secret } = await new Caller(administrator.address).call(
    'access.v1.AccessService/RedeemLink',
    { secret: link.secret, newPassword: PASSWORD });
  return { id, password: PASSWORD, displayName: person.displayName, secret };
}

// The sample's projects over and over, `wanted` in all: the first ones as they
// are, the others each under an id and a title of its own.
function multiplied(sheet, wanted) {
  const [heading, ...rows] = String(sheet).trimEnd().split('\n');
  const more = Array.from({ length: Math.max(0, wanted - rows.length) },
    (_, i) => rows[i % rows.length].replace(/^[^,]+,([^,]+),/,
      (_row, title) => `more-${i},${title} ${i},`));
  return Buffer.from([heading, ...rows, ...more, ''].join('\n'));
}

async function loadProgramme(administrator, office, directory, projects) {
  const read = (file) => readFileSync(join(directory, 'hubei', file));
  await administrator.call('catalogue.v1.CatalogueService/CreateProgramme', {
    programmeId: 'hubei', programme: JSON.parse(read('programme.json')),
  });
  for (const collection of SHEETS) {
    const service = OF_CATALOGUE.has(collection)
      ? 'catalogue.v1.CatalogueService' : 'profiles.v1.ProfilesService';
    const sheet = read(`${collection}.csv`);
    const content = collection === 'projects' && projects > 0
      ? multiplied(sheet, projects) : sheet;
    const messages = await office.stream(`${service}/ImportResources`,
      { parent, collection, content: content.toString('base64') });
    const { summary } = messages.at(-1);
    assert.ok(summary?.committed && !summary.badRows,
      `${collection}: ${JSON.stringify(summary)}`);
  }
}

// `projects`: how many there are to be; 0: as many as the sample has.
export async function startSite({ projects = 0 } = {}) {
  const directory = temporaryDirectory();
  const codeFile = join(directory.path, 'setup-code');
  const child = spawn(binary('duikou-server'), [
    '--listen', '127.0.0.1:0', '--http', '127.0.0.1:0',
    '--web', process.env.DUIKOU_WEB_OUT ?? join(root, 'build/web'),
    '--sample', '--setup_code_file', codeFile, '--log_level', 'error',
    '--store', `sqlite:${join(directory.path, 'duikou.db')}`,
  ], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    directory.remove();
  };
  try {
    const address = await new Promise((resolve, reject) => {
      ended.then((code) => reject(new Error(`duikou-server ended with ${code}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes('"serving"')) {
          resolve(`http://${JSON.parse(line).http}`);
        }
      });
    });
    const { secret } = await new Caller(address).call(
      'access.v1.AccessService/SetUp', {
        code: readFileSync(codeFile, 'utf8').trim(), personId: 'administrator',
        displayName: '系统管理员', password: PASSWORD,
      });
    const administrator = new Caller(address, secret);
    const people = { administrator: {
      id: 'administrator', password: PASSWORD, displayName: '系统管理员' } };
    const { office, ...others } = PEOPLE;
    people.office = await makePerson(administrator, 'office', office);
    writeSample(directory.path);
    await loadProgramme(administrator,
      new Caller(address, people.office.secret), directory.path, projects);
    for (const [id, person] of Object.entries(others)) {
      people[id] = await makePerson(administrator, id, person);
    }
    return { address, stop, ...people, asAdministrator: administrator,
      asOffice: new Caller(address, people.office.secret),
      as: (id) => new Caller(address, people[id].secret) };
  } catch (error) {
    await stop();
    throw error;
  }
}

const SIGN_IN = {
  zh: { name: '账号', password: '密码', go: '登录' },
  en: { name: 'Name', password: 'Password', go: 'Sign in' },
};

// Signs one of the people in, by way of the page that it asks for.
export async function signInAs(visit, person, path, language = 'zh') {
  const { page } = visit;
  const words = SIGN_IN[language];
  // Asking who one is before signing in is refused, as it should be.
  visit.expectedFailures.push('AccessService/GetMe');
  await page.goto(path);
  await page.getByLabel(words.name).fill(person.id);
  await page.getByLabel(words.password, { exact: true }).fill(person.password);
  await page.getByRole('button', { name: words.go }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  visit.expectedFailures.length = 0;
}
