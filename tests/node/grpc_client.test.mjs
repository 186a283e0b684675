// A stock Node client, once from the protos and once from what the server says
// of itself by reflection, walks through the main job: create, import,
// recommend, explain.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { root, startServer } from './server.mjs';

const loading = { keepCase: true, longs: String, enums: String, defaults: true };
const credentials = grpc.credentials.createInsecure();

let server;
before(async () => { server = await startServer(); });
after(async () => { assert.equal(await server.stop(), 0); });

// Unary calls and streams as promises.
const call = (client, method, request, metadata = new grpc.Metadata()) =>
  new Promise((resolve, reject) => {
    const deadline = Date.now() + 30_000;
    client[method](request, metadata, { deadline }, (error, response) =>
      (error ? reject(error) : resolve(response)));
  });
const read = async (client, method, request) => {
  const messages = [];
  for await (const message of client[method](request)) messages.push(message);
  return messages;
};

// The services of a loaded package, connected.
function clientsOf(loaded) {
  const { duikou } = grpc.loadPackageDefinition(loaded);
  return {
    catalogue: new duikou.catalogue.v1.CatalogueService(
      server.address, credentials),
    profiles: new duikou.profiles.v1.ProfilesService(
      server.address, credentials),
    matching: new duikou.matching.v1.MatchingService(
      server.address, credentials),
  };
}

const sheets = {
  areas: '地区编号,地区名称,类别\nzigui,秭归县,县区\nxingshan,兴山县,县区\n',
  sectors: '领域编号,领域名称,上级领域编号\nfarming,农业,\ntea,茶叶,farming\n' +
    'roads,道路,\n',
  units: '单位编号,单位名称,单位类别,身份\nwuhan,武汉市,市州,支援方\n',
  projects: '项目编号,项目名称,英文名称,地区编号,领域编号,开始年份,结束年份,' +
    '无偿援助总需求（万元）,可多家承担\n' +
    'p-1,茶园改造,Tea gardens,zigui,tea,2015,2017,300,是\n' +
    'p-2,村道硬化,Village roads,xingshan,roads,2015,2016,500,是\n' +
    'p-3,茶厂扩建,A tea factory,xingshan,tea,2016,2018,800,是\n',
  profiles: '单位编号,优势领域（领域=强度）,无偿援助单个项目最低（万元）,' +
    '无偿援助单个项目通常（万元）,无偿援助单个项目最高（万元）\n' +
    'wuhan,tea=90,50,300,1000\n',
  pairings: '支援单位编号,地区编号\nwuhan,zigui\n',
};

async function walkThrough({ catalogue, profiles, matching }, programme) {
  const parent = `programmes/${programme}`;
  const created = await call(catalogue, 'CreateProgramme', {
    programme_id: programme,
    programme: {
      display_name: { zh: '示范规划', en: 'A plan' },
      first_year: 2014,
      last_year: 2020,
      fund_kinds: [{ id: 'grant', display_name: { zh: '无偿援助' } }],
    },
  });
  assert.equal(created.name, parent);
  assert.notEqual(created.etag, '');

  for (const [collection, sheet] of Object.entries(sheets)) {
    const owner = ['areas', 'sectors', 'projects'].includes(collection)
      ? catalogue : profiles;
    const messages = await read(owner, 'ImportResources', {
      parent, collection, content: Buffer.from(sheet),
    });
    const { summary } = messages.at(-1);
    assert.deepEqual(summary.problems, [], collection);
    assert.equal(summary.created, sheet.trim().split('\n').length - 1);
  }

  const supporter = `${parent}/units/wuhan`;
  const minimum = new grpc.Metadata();
  const recommended = await call(matching, 'RecommendProjects', {
    supporter, year: 2016, view: 'RECOMMENDATION_VIEW_FULL',
  }, minimum);
  assert.equal(recommended.total_size, 3);
  assert.equal(recommended.recommendations[0].project,
    `${parent}/projects/p-1`);
  for (const { score, parts } of recommended.recommendations) {
    assert.equal(parts.reduce((sum, part) => sum + part.points, 0), score);
    for (const { reasons } of parts) {
      assert.ok(reasons.length > 0);
      for (const { text } of reasons) {
        assert.match(text.zh, /\p{Script=Han}/u);
        assert.match(text.en, /[a-z]/);
      }
    }
  }

  const best = recommended.recommendations[0];
  const explained = await call(matching, 'ExplainRecommendation', {
    supporter, project: best.project, year: 2016,
  });
  assert.equal(explained.recommendation.rank, 1);
  assert.equal(explained.recommendation.score, best.score);
  assert.deepEqual(explained.failures, []);
}

test('a client made from the protos does the main job', async () => {
  const loaded = await protoLoader.load(
    ['catalogue', 'profiles', 'matching'].map(
      (area) => `duikou/${area}/v1/${area}_service.proto`),
    { ...loading, includeDirs: [join(root, 'proto')] });
  await walkThrough(clientsOf(loaded), 'from-protos');
});

const reflectionProto = `
  syntax = "proto3";
  package grpc.reflection.v1alpha;
  service ServerReflection {
    rpc ServerReflectionInfo(stream ServerReflectionRequest)
      returns (stream ServerReflectionResponse);
  }
  message ServerReflectionRequest {
    oneof message_request {
      string file_by_filename = 3;
      string file_containing_symbol = 4;
      string list_services = 7;
    }
  }
  message ServerReflectionResponse {
    oneof message_response {
      FileDescriptorResponse file_descriptor_response = 4;
      ListServiceResponse list_services_response = 6;
      ErrorResponse error_response = 7;
    }
  }
  message FileDescriptorResponse { repeated bytes file_descriptor_proto = 1; }
  message ListServiceResponse { repeated ServiceResponse service = 1; }
  message ServiceResponse { string name = 1; }
  message ErrorResponse { int32 error_code = 1; string error_message = 2; }`;

// Every file that describes a service of the server: a FileDescriptorSet.
async function reflect() {
  const { root: parsed } = protobuf.parse(reflectionProto, { keepCase: true });
  const package_ = grpc.loadPackageDefinition(
    protoLoader.fromJSON(parsed.toJSON(), loading));
  const client = new package_.grpc.reflection.v1alpha.ServerReflection(
    server.address, credentials);
  const stream = client.ServerReflectionInfo();
  const answers = stream[Symbol.asyncIterator]();
  const ask = async (request) => {
    stream.write(request);
    const { value } = await answers.next();
    assert.equal(value.error_response ?? null, null);
    return value;
  };
  const listed = await ask({ list_services: '*' });
  const names = listed.list_services_response.service
    .map(({ name }) => name).filter((name) => name.startsWith('duikou.'));
  const files = new Map();
  for (const name of names) {
    const answer = await ask({ file_containing_symbol: name });
    for (const file of answer.file_descriptor_response.file_descriptor_proto) {
      files.set(file.toString('base64'), file);
    }
  }
  stream.end();
  client.close();
  const writer = protobuf.Writer.create();
  for (const file of files.values()) writer.uint32(10).bytes(file);
  return { names, set: Buffer.from(writer.finish()) };
}

test('a client made from reflection alone does the main job', async () => {
  const { names, set } = await reflect();
  assert.deepEqual(names.sort(), [
    'duikou.access.v1.AccessService',
    'duikou.assignment.v1.AssignmentService',
    'duikou.assignment.v1.CompetitionService',
    'duikou.catalogue.v1.CatalogueService',
    'duikou.fair.v1.FairService',
    'duikou.fair.v1.TimetableService',
    'duikou.matching.v1.MatchingService',
    'duikou.profiles.v1.ProfilesService',
    'duikou.progress.v1.ProgressService',
    'duikou.progress.v1.ReportService',
    'duikou.progress.v1.SettlementService',
  ]);
  const loaded = protoLoader.loadFileDescriptorSetFromBuffer(set, loading);
  await walkThrough(clientsOf(loaded), 'from-reflection');
});

test('what is wrong comes with its code and its field', async () => {
  const loaded = await protoLoader.load(
    'duikou/catalogue/v1/catalogue_service.proto',
    { ...loading, includeDirs: [join(root, 'proto')] });
  const { duikou } = grpc.loadPackageDefinition(loaded);
  const client = new duikou.catalogue.v1.CatalogueService(
    server.address, credentials);
  await assert.rejects(
    call(client, 'CreateProgramme', { programme_id: 'X', programme: {} }),
    (error) => error.code === grpc.status.INVALID_ARGUMENT &&
      /^programme/.test(error.details));
  client.close();
});
