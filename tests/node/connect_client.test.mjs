// Stock Connect clients, JSON and binary, with and without gzip, and curl do the
// main job through the gateway: create, import, recommend, export.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { codeToString } from '@connectrpc/connect/protocol-connect';
import { compressionGzip, createConnectTransport } from '@connectrpc/connect-node';
import { root, startServer, temporaryDirectory } from './server.mjs';

const modules = join(root, 'tests/node/node_modules');
const areas = ['access', 'assignment', 'catalogue', 'fair', 'profiles', 'matching', 'progress'];

// Where the generated code finds the runtime that it imports.
const generated = join(modules, '.generated');

function generate() {
  mkdirSync(generated, { recursive: true });
  writeFileSync(join(generated, 'package.json'), '{"type":"module"}');
  const files = spawnSync('find', ['duikou', '-name', '*.proto'],
    { cwd: join(root, 'proto'), encoding: 'utf8' }).stdout.trim().split('\n');
  const made = spawnSync('protoc', [
    `--plugin=${join(modules, '.bin/protoc-gen-es')}`,
    `--es_out=${generated}`, '--es_opt=target=js,import_extension=js', '-I', '.', ...files,
  ], { cwd: join(root, 'proto'), encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
}

// A reading method of every service: what it is asked, and the code that the
// answer has where there is nothing to read.
const parent = 'programmes/none';
const reading = {
  'duikou.access.v1.AccessService': ['GetSetup', {}],
  'duikou.assignment.v1.AssignmentService':
    ['ListAnnualPlans', { parent }, 'not_found'],
  'duikou.assignment.v1.CompetitionService': ['ListCalls', { parent }, 'not_found'],
  'duikou.catalogue.v1.CatalogueService': ['ListProgrammes', {}],
  'duikou.fair.v1.FairService': ['ListFairs', { parent }, 'not_found'],
  'duikou.fair.v1.TimetableService':
    ['ListMeetings', { parent: `${parent}/fairs/none` }, 'not_found'],
  'duikou.matching.v1.MatchingService':
    ['GetEffectiveWeights', { parent }, 'not_found'],
  'duikou.profiles.v1.ProfilesService': ['ListUnits', { parent }, 'not_found'],
  'duikou.progress.v1.ProgressService': ['ListAgreements', { parent }, 'not_found'],
  'duikou.progress.v1.ReportService': ['ListStatedFigures', { parent }, 'not_found'],
  'duikou.progress.v1.SettlementService': ['ListAssessments', { parent }, 'not_found'],
};

let server;
let services;
let everyService;
before(async () => {
  generate();
  services = {};
  everyService = [];
  for (const file of readdirSync(generated, { recursive: true })) {
    if (!/^duikou.*_service_pb\.js$/.test(file)) continue;
    everyService.push(...Object.values(await import(join(generated, file)))
      .filter((value) => value?.kind === 'service'));
  }
  for (const area of areas) {
    const module = await import(
      join(generated, `duikou/${area}/v1/${area}_service_pb.js`));
    services[area] = Object.values(module).find(
      (value) => value?.kind === 'service');
  }
  server = await startServer();
});
after(async () => { assert.equal(await server.stop(), 0); });

function clientsOf(options) {
  const transport = createConnectTransport({
    baseUrl: `http://${server.http}`, httpVersion: '1.1', ...options,
  });
  return Object.fromEntries(areas.map(
    (area) => [area, createClient(services[area], transport)]));
}

const sheets = {
  areas: '地区编号,地区名称,类别\nzigui,秭归县,县区\nxingshan,兴山县,县区\n',
  sectors: '领域编号,领域名称,上级领域编号\nfarming,农业,\ntea,茶叶,farming\n' +
    'roads,道路,\n',
  units: '单位编号,单位名称,单位类别,身份\nwuhan,武汉市,市州,支援方\n',
  projects: '项目编号,项目名称,英文名称,地区编号,领域编号,开始年份,结束年份,' +
    '无偿援助总需求（万元）,可多家承担\n' +
    'p-1,茶园改造,Tea gardens,zigui,tea,2015,2017,300,是\n' +
    'p-2,村道硬化,Village roads,xingshan,roads,2015,2016,500,是\n',
  profiles: '单位编号,优势领域（领域=强度）,无偿援助单个项目最低（万元）,' +
    '无偿援助单个项目通常（万元）,无偿援助单个项目最高（万元）\n' +
    'wuhan,tea=90,50,300,1000\n',
};

async function importSheets({ catalogue, profiles }, parent) {
  for (const [collection, sheet] of Object.entries(sheets)) {
    const owner = ['areas', 'sectors', 'projects'].includes(collection)
      ? catalogue : profiles;
    let last;
    for await (const message of owner.importResources(
      { parent, collection, content: Buffer.from(sheet) })) last = message;
    assert.deepEqual(last.summary.problems, [], collection);
    assert.equal(last.summary.created, sheet.trim().split('\n').length - 1);
  }
}

async function createProgramme({ catalogue }, programme) {
  let revision;
  const created = await catalogue.createProgramme({
    programmeId: programme,
    programme: {
      displayName: { zh: '示范规划', en: 'A plan' },
      firstYear: 2014,
      lastYear: 2020,
      fundKinds: [{ id: 'grant', displayName: { zh: '无偿援助' } }],
    },
  }, { onTrailer: (trailer) => { revision = trailer.get('duikou-revision'); } });
  assert.equal(created.name, `programmes/${programme}`);
  assert.equal(created.displayName.zh, '示范规划');
  assert.ok(created.createTime.seconds > 1_000_000_000n);
  assert.match(revision, /^-=\d+$/);
  return { parent: created.name, revision };
}

const kinds = {
  json: { useBinaryFormat: false, acceptCompression: [] },
  'json-gzip': {
    useBinaryFormat: false,
    acceptCompression: [compressionGzip],
    sendCompression: compressionGzip,
    compressMinBytes: 0,
  },
  binary: { useBinaryFormat: true, acceptCompression: [] },
  'binary-gzip': {
    useBinaryFormat: true,
    acceptCompression: [compressionGzip],
    sendCompression: compressionGzip,
    compressMinBytes: 0,
  },
};

for (const [kind, options] of Object.entries(kinds)) {
  describe(`a stock Connect client, ${kind}`, () => {
    let clients;
    let parent;
    before(() => { clients = clientsOf(options); });

    test('does the main job', async () => {
      const created = await createProgramme(clients, kind);
      ({ parent } = created);
      await importSheets(clients, parent);
      const answer = await clients.matching.recommendProjects(
        { supporter: `${parent}/units/wuhan`, year: 2016 },
        { headers: { 'duikou-min-revision': created.revision } });
      assert.equal(answer.recommendations[0].project, `${parent}/projects/p-1`);
      const { score, parts } = answer.recommendations[0];
      assert.equal(parts.reduce((sum, part) => sum + part.points, 0), score);
      const unit = await clients.profiles.getUnit(
        { name: `${parent}/units/wuhan` });
      assert.equal(unit.displayName.zh, '武汉市');
    });

    test('calls every service', async () => {
      assert.deepEqual(everyService.map((service) => service.typeName).sort(),
        Object.keys(reading).sort());
      const transport = createConnectTransport({
        baseUrl: `http://${server.http}`, httpVersion: '1.1', ...options });
      for (const service of everyService) {
        const [method, request, refused] = reading[service.typeName];
        const { localName } = service.methods.find((m) => m.name === method);
        const code = await createClient(service, transport)[localName](request)
          .then(() => undefined, (error) => codeToString(error.code));
        assert.equal(code, refused, service.typeName);
      }
    });

    test('reads a stream to its end', async () => {
      const pieces = [];
      let rows = 0;
      for await (const message of clients.catalogue.exportResources(
        { parent, collection: 'projects' })) {
        pieces.push(message.content);
        rows = message.rows || rows;
      }
      assert.equal(rows, 2);
      const file = Buffer.concat(pieces);
      assert.equal(file.subarray(0, 2).toString(), 'PK');  // XLSX is a ZIP
    });

    test('gets errors with their codes', async () => {
      const code = (expected, text) => (error) => {
        assert.ok(error instanceof ConnectError);
        assert.equal(error.code, expected, error.message);
        assert.match(error.rawMessage, text);
        return true;
      };
      await assert.rejects(
        clients.catalogue.getProject({ name: `${parent}/projects/none` }),
        code(Code.NotFound, /none/));
      await assert.rejects(
        clients.catalogue.getProject({ name: 'x' }),
        code(Code.InvalidArgument, /^name: /));
      await assert.rejects(async () => {
        for await (const _ of clients.catalogue.exportResources(
          { parent, collection: 'ghosts' })) assert.fail();
      }, code(Code.InvalidArgument, /collection/));
    });

    test('may leave a stream early', async () => {
      for await (const _ of clients.catalogue.exportResources(
        { parent, collection: 'projects' })) break;
      const page = await clients.catalogue.listAreas({ parent });
      assert.equal(page.areas.length, 2);
    });
  });
}

test('a gateway of its own reaches roles elsewhere, and says when one is away',
  async () => {
    const role = await startServer(['--roles', 'catalogue']);
    const gateway = await startServer(
      ['--roles', 'gateway', '--upstream', `catalogue=${role.address}`]);
    const { catalogue } = clientsOf({ baseUrl: `http://${gateway.http}` });
    const health = async () =>
      (await fetch(`http://${gateway.http}/healthz`)).status;
    assert.deepEqual((await catalogue.listProgrammes({})).programmes, []);
    assert.equal(await health(), 200);
    await role.stop('SIGKILL');
    await assert.rejects(catalogue.listProgrammes({}),
      (error) => error.code === Code.Unavailable);
    assert.equal(await health(), 503);
    assert.equal(await gateway.stop(), 0);
  });

describe('where people must sign in', () => {
  const password = 'correct horse battery';
  const directory = temporaryDirectory();
  const jar = join(directory.path, 'cookies');
  let guarded;
  let secret;
  before(async () => {
    const code = join(directory.path, 'code');
    guarded = await startServer(['--setup_code_file', code], { signIn: true });
    const { access } = clientsOf({ baseUrl: `http://${guarded.http}` });
    assert.deepEqual(
      await access.getSetup({}).then(({ needed, sample }) => ({ needed, sample })),
      { needed: true, sample: false });
    ({ secret } = await access.setUp({
      code: readFileSync(code, 'utf8').trim(), personId: 'admin',
      displayName: '管理员', password,
    }));
    assert.match(secret, /^dks_/);
  });
  after(async () => {
    directory.remove();
    assert.equal(await guarded.stop(), 0);
  });

  for (const [kind, options] of Object.entries(kinds)) {
    test(`a stock Connect client does, ${kind}`, async () => {
      const baseUrl = `http://${guarded.http}`;
      const nobody = clientsOf({ ...options, baseUrl });
      const unauthenticated = (error) => error.code === Code.Unauthenticated;
      await assert.rejects(nobody.catalogue.listProgrammes({}), unauthenticated);
      await assert.rejects(
        nobody.access.signIn({ personId: 'admin', password: 'wrong horse' }),
        unauthenticated);
      const signed = await nobody.access.signIn({ personId: 'admin', password });
      const bearer = (next) => async (request) => {
        request.header.set('Authorization', `Bearer ${signed.secret}`);
        return next(request);
      };
      const somebody = clientsOf({ ...options, baseUrl, interceptors: [bearer] });
      assert.equal((await somebody.access.getMe({})).name, 'people/admin');
      const { entries } = await somebody.access.listAuditEntries(
        { parent: 'programmes/-' });
      assert.ok(entries.some(({ method }) => method.endsWith('/SetUp')));
      let sheet = '';
      for await (const piece of somebody.access.exportAuditEntries(
        { parent: 'programmes/-', csv: true })) {
        sheet += Buffer.from(piece.content).toString();
      }
      assert.match(sheet, /people\/admin/);
      await somebody.access.signOut({});
      await assert.rejects(somebody.access.getMe({}), unauthenticated);
    });
  }

  const curl = (method, body, ...more) => {
    const done = spawnSync('curl', ['-sS', '--max-time', '30', '-i', ...more,
      '-H', 'Content-Type: application/json', '-d', JSON.stringify(body),
      `http://${guarded.http}/duikou.access.v1.AccessService/${method}`]);
    assert.equal(done.status, 0, String(done.stderr));
    const [head, json] = String(done.stdout).split('\r\n\r\n');
    return { head, body: JSON.parse(json) };
  };

  // Refusals reach the trail a little after the call.
  const awaitEntry = (token, isIt) => {
    const last = Date.now() + 20_000;
    for (;;) {
      const { entries } = curl('ListAuditEntries', { parent: 'programmes/-',
        pageSize: 1000 }, ...token).body;
      if (entries.some(isIt)) return;
      assert.ok(Date.now() < last, JSON.stringify(entries.slice(0, 5)));
    }
  };

  test('curl does, by a token or a cookie', () => {
    const token = ['-H', `Authorization: Bearer ${secret}`];
    assert.equal(curl('GetMe', {}, ...token).body.name, 'people/admin');
    const signed = curl('SignIn', { personId: 'admin', password, cookie: true },
      '-c', jar);
    assert.equal(signed.body.secret, undefined);
    assert.match(signed.head, new RegExp('Set-Cookie: duikou-session=dks_[^;]+; ' +
      'Path=/; Max-Age=\\d+; HttpOnly; SameSite=Strict'));
    assert.equal(curl('GetMe', {}, '-b', jar).body.name, 'people/admin');
    // Another site's page may make a browser send the cookie, but no more.
    assert.equal(curl('GetMe', {}, '-b', jar, '-H', 'Origin: http://evil.example')
      .body.code, 'permission_denied');
    awaitEntry(token, ({ method, outcome, reason }) => method.endsWith('/GetMe') &&
      outcome === 'OUTCOME_REFUSED' && reason.includes("another site's page"));
    curl('SignOut', {}, '-b', jar);
    assert.equal(curl('GetMe', {}, '-b', jar).body.code, 'unauthenticated');
  });

  test('sign-ins that come too often are refused and noted', () => {
    let code;
    for (let i = 0; i < 100 && code !== 'resource_exhausted'; ++i) {
      ({ code } = curl('SignIn', { personId: 'nobody', password: `guess-${i}` }).body);
    }
    assert.equal(code, 'resource_exhausted');
    awaitEntry(['-H', `Authorization: Bearer ${secret}`], ({ method, outcome, reason }) =>
      method.endsWith('/SignIn') && outcome === 'OUTCOME_REFUSED' && reason !== '');
  });
});

describe('curl', () => {
  const url = (method) => `http://${server.http}/duikou.${method}`;
  const curl = (...more) => {
    const done = spawnSync('curl', ['-sS', '--max-time', '30', ...more]);
    assert.equal(done.status, 0, String(done.stderr));
    return done.stdout;
  };
  const json = (method, body, ...more) => JSON.parse(curl(
    '-H', 'Content-Type: application/json', '-d', JSON.stringify(body),
    ...more, url(method)));

  test('calls every service', () => {
    const created = json('catalogue.v1.CatalogueService/CreateProgramme', {
      programmeId: 'curl',
      programme: {
        displayName: { zh: '示范' }, firstYear: 2014, lastYear: 2020,
        fundKinds: [{ id: 'grant', displayName: { zh: '无偿援助' } }],
      },
    });
    assert.equal(created.name, 'programmes/curl');
    assert.deepEqual(json('profiles.v1.ProfilesService/ListUnits',
      { parent: created.name }), {});
    for (const [service, [method, request, refused]] of Object.entries(reading)) {
      const { code } = json(`${service.slice('duikou.'.length)}/${method}`, request);
      assert.equal(code, refused, service);
    }
    assert.deepEqual(JSON.parse(curl('-H', 'Content-Type: application/json',
      '-d', '{}', `http://${server.http}/grpc.health.v1.Health/Check`)),
    { status: 'SERVING' });
  });

  test('gets a stream in envelopes', () => {
    const request = Buffer.from(JSON.stringify(
      { parent: 'programmes/curl', collection: 'areas', format: 'TABLE_FORMAT_CSV' }));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(request.length, 1);
    const done = spawnSync('curl', ['-sS', '--data-binary', '@-', '-H',
      'Content-Type: application/connect+json',
      url('catalogue.v1.CatalogueService/ExportResources')],
    { input: Buffer.concat([head, request]) });
    let rest = done.stdout;
    const flags = [];
    const messages = [];
    while (rest.length > 0) {
      const length = rest.readUInt32BE(1);
      flags.push(rest[0]);
      messages.push(JSON.parse(rest.subarray(5, 5 + length)));
      rest = rest.subarray(5 + length);
    }
    assert.equal(flags.at(-1), 2);
    assert.deepEqual(messages.at(-1), {});
    assert.match(Buffer.from(messages[0].content, 'base64').toString(), /地区/);
  });

  test('gets gzip where it asks, and unpacks it', () => {
    const body = JSON.stringify({ pageSize: 50 });
    const method = 'catalogue.v1.CatalogueService/ListProgrammes';
    const packed = curl('-H', 'Content-Type: application/json', '-d', body,
      '-H', 'Accept-Encoding: gzip', url(method));
    const plain = curl('-H', 'Content-Type: application/json', '-d', body,
      url(method));
    assert.ok(plain.length > 1024);
    assert.deepEqual(gunzipSync(packed), plain);
    assert.deepEqual(curl('--compressed', '-H',
      'Content-Type: application/json', '-d', body, url(method)), plain);
  });

  test('is told what is wrong, and where', () => {
    const status = (...more) => curl('-o', '/dev/null', '-w', '%{http_code}',
      ...more).toString();
    const method = url('catalogue.v1.CatalogueService/ListProgrammes');
    assert.equal(status(method), '405');
    assert.equal(status('-d', 'a=b', method), '415');
    assert.equal(status('-H', 'Content-Type: application/json', '-d', '{}',
      url('catalogue.v1.CatalogueService/None')), '404');
    const error = json('catalogue.v1.CatalogueService/ListProgrammes',
      { pageSize: 1, colour: 'red' });
    assert.equal(error.code, 'invalid_argument');
    assert.match(error.message, /colour/);
    const late = json('catalogue.v1.CatalogueService/ListProgrammes', {},
      '-H', 'Connect-Timeout-Ms: 0');
    assert.equal(late.code, 'deadline_exceeded');
  });

  test('finds health, metrics and the page that has no client', () => {
    assert.equal(String(curl(`http://${server.http}/healthz`)), 'serving\n');
    assert.match(String(curl(`http://${server.http}/metrics`)),
      /duikou_http_requests_total\{code="200",kind="connect"\} \d+/);
    assert.match(String(curl(`http://${server.http}/`)), /<!doctype html>/);
  });
});
