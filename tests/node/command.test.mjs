// The duikou command against a server: the sample goes in, recommendations,
// files and errors come out as scripts and people need them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  binary, startServer, temporaryDirectory, writeSample,
} from './server.mjs';

const collections = ['areas', 'sectors', 'units', 'projects', 'profiles',
  'pairings', 'quotas', 'commitments', 'cooperations'];

let server;
let directory;
let sample;

function duikou(...args) {
  const ran = spawnSync(binary('duikou'), args, {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: directory.path,
      LANG: 'zh_CN.UTF-8',
      DUIKOU_SERVER: server.address,
      DUIKOU_PROGRAMME: 'hubei',
    },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

// What it prints, where it ends well.
function done(...args) {
  const ran = duikou(...args);
  assert.equal(ran.code, 0, `${args.join(' ')}: ${ran.err}${ran.out}`);
  return ran.out;
}

before(async () => {
  server = await startServer();
  directory = temporaryDirectory();
  sample = join(directory.path, 'sample');
  mkdirSync(sample);
  writeSample(sample);
  const hubei = join(sample, 'hubei');
  done('programme', 'create', '--file', join(hubei, 'programme.json'));
  for (const collection of collections) {
    done('import', collection, join(hubei, `${collection}.csv`));
  }
});
after(async () => {
  directory.remove();
  assert.equal(await server.stop(), 0);
});

test('recommends in Chinese and in English', () => {
  const zh = done('recommend', 'yichang', '--year', '2016', '--language', 'zh');
  assert.match(zh, /宜昌市/);
  assert.match(zh, /万元|亿元/);
  const en = done('recommend', 'yichang', '--year', '2016', '--language', 'en');
  assert.match(en, /Means left/);
  assert.match(en, /Strong in /);
  assert.notEqual(zh, en);
});

test('prints JSON whose parts sum to the score', () => {
  const out = done('recommend', 'yichang', '--year', '2016', '--top', '10',
    '--output', 'json');
  const { recommendations } = JSON.parse(out);
  assert.equal(recommendations.length, 10);
  for (const { score, parts } of recommendations) {
    assert.equal(parts.reduce((sum, { points }) => sum + (points ?? 0), 0),
      score);
  }
});

// Fields by RFC 4180.
function parseCsv(text) {
  const rows = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (let match; (match = field.exec(text)) !== null;) {
    rows.at(-1).push((match[1] ?? match[2]).replaceAll('""', '"'));
    if (field.lastIndex >= text.length) break;
    if (match[3] !== ',') rows.push([]);
  }
  return rows;
}

test('prints CSV with as many fields in each row', () => {
  const rows = parseCsv(done('recommend', 'yichang', '--year', '2016', '--top',
    '10', '--output', 'csv').replace(/^\ufeff/, ''));
  assert.equal(rows.length, 11);
  assert.equal(rows[0][0], 'rank');
  for (const row of rows) assert.equal(row.length, rows[0].length);
  assert.deepEqual(rows.slice(1).map((row) => row[0]),
    Array.from({ length: 10 }, (_, i) => String(i + 1)));
});

test('explains, proposes a portfolio and searches', () => {
  const { recommendations } = JSON.parse(done('recommend', 'yichang', '--year',
    '2016', '--output', 'json'));
  const project = recommendations[2].project.split('/').at(-1);
  assert.match(done('explain', 'yichang', project, '--year', '2016'),
    /\p{Script=Han}/u);
  const portfolio = JSON.parse(done('portfolio', 'yichang', '--year', '2016',
    '--output', 'json'));
  assert.ok(portfolio.items.length > 0);
  assert.match(done('project', 'search', '柑橘', '--facet', 'area'), /柑橘/);
});

test('a dry run lists each bad row with its column and reason', () => {
  const file = join(directory.path, 'bad.csv');
  writeFileSync(file, '领域编号,领域名称,上级领域编号\n' +
    'fine,好的,\nBad Id,坏,\nlost,丢,nowhere\n');
  const before = done('export', 'sectors', '-', '--format', 'csv');
  const ran = duikou('import', 'sectors', file, '--dry-run', '--language', 'en');
  assert.equal(ran.code, 1, ran.err);
  const lines = (ran.out + ran.err).split('\n');
  assert.ok(lines.some((line) => /\b3\b.*A|A.*\b3\b/.test(line)), ran.out);
  assert.ok(lines.some((line) => /\b4\b.*C|C.*\b4\b/.test(line)), ran.out);
  assert.match(ran.out + ran.err, /nowhere/);
  const json = duikou('import', 'sectors', file, '--dry-run', '--output',
    'json');
  assert.equal(json.code, 1);
  assert.deepEqual(
    JSON.parse(json.out).problems.map(({ row, column }) => [row, column]),
    [[3, 'A'], [4, 'C']]);
  assert.equal(done('export', 'sectors', '-', '--format', 'csv'), before);
});

test('what is exported, imported and exported again is the same file', () => {
  for (const collection of collections) {
    for (const format of ['csv', 'xlsx']) {
      const [first, second] = ['first', 'second'].map(
        (name) => join(directory.path, `${collection}-${name}.${format}`));
      done('export', collection, first);
      done('import', collection, first);
      done('export', collection, second);
      assert.ok(readFileSync(first).equals(readFileSync(second)),
        `${collection} ${format}`);
    }
  }
});

test('the completion scripts are scripts', () => {
  const script = join(directory.path, 'completion.bash');
  writeFileSync(script, done('completion', 'bash'));
  assert.equal(spawnSync('bash', ['-n', script]).status, 0);
  for (const shell of ['zsh', 'fish']) {
    assert.match(done('completion', shell), /recommend/);
  }
});

test('a wrong command line ends with 2 and says what is wrong', () => {
  for (const args of [['recomend', 'yichang'], ['recommend'],
    ['recommend', 'yichang', '--top', 'many'], ['import', 'castles', 'x.csv'],
    ['recommend', 'yichang', '--output', 'yaml']]) {
    const ran = duikou(...args);
    assert.equal(ran.code, 2, args.join(' '));
    assert.notEqual(ran.err + ran.out, '');
  }
});

test('what the server refuses ends with 1 and its reason', () => {
  const ran = duikou('recommend', 'nobody', '--language', 'en');
  assert.equal(ran.code, 1);
  assert.match(ran.err, /nobody/);
});

test('where no server runs it says how to start one', () => {
  const ran = duikou('programme', 'list', '--server', '127.0.0.1:1',
    '--deadline', '2s', '--language', 'en');
  assert.equal(ran.code, 1);
  assert.match(ran.err, /duikou serve/);
  assert.match(ran.err, /127\.0\.0\.1:1/);
});
