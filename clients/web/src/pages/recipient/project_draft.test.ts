import { create, equals } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  Project_Readiness, ProjectSchema,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { NeedKind } from '../../gen/duikou/type/v1/needs_pb';
import { keepMine } from '../../drafts';
import {
  draftOf, emptyDraft, plainFaults, projectOf,
} from './project_draft';

const project = create(ProjectSchema, {
  name: 'programmes/hubei/projects/p-1', etag: 'e1',
  displayName: { zh: '茶园', en: 'Tea garden' },
  description: { zh: '改造', en: '' },
  area: 'programmes/hubei/areas/420527', village: '茅坪镇',
  sector: 'programmes/hubei/sectors/tea',
  recipient: 'programmes/hubei/units/zigui',
  fundNeeds: [
    { fundKind: 'policy', totalFen: 12_345_000_001n, openFen: 0n,
      leastShareFen: 1n },
    { fundKind: 'grant', totalFen: 5_000_000n }],
  shareable: true, firstYear: 2015, lastYear: 2017,
  readiness: Project_Readiness.APPROVED,
  standing: { demonstrationSite: true, peopleHelped: 320 },
  otherNeeds: [{ kind: NeedKind.EXPERTS, quantity: 3, note: '茶' }],
  contact: { displayName: '李', phone: '0717' },
  source: '县里',
});

test('a project that is opened and not touched stays as it is', () => {
  expect(equals(ProjectSchema, projectOf(draftOf(project), project), project))
    .toBe(true);
});

test('what is plainly missing is known before the server is asked', () => {
  const draft = emptyDraft('programmes/hubei/units/zigui', '', 2016);
  expect([...plainFaults(draft).keys()])
    .toEqual(['display_name', 'area', 'sector']);
  const needs = [{ fundKind: 'policy', total: 'viel', open: '', least: '' }];
  expect(plainFaults({ ...draftOf(project), needs }))
    .toEqual(new Map([['fund_needs[0].total_fen', 'amount']]));
  const over = [{ fundKind: 'policy', total: '5', open: '6', least: '5' }];
  expect(plainFaults({ ...draftOf(project), needs: over }))
    .toEqual(new Map([['fund_needs[0].open_fen', 'over']]));
});

test('own changes are kept upon what others have saved', () => {
  const base = draftOf(project);
  const mine = { ...base, village: '归州镇', jobs: 12 };
  const theirs = { ...base, nameZh: '茶园改造', village: '沙镇溪镇' };
  expect(keepMine(base, mine, theirs)).toEqual(
    { ...base, nameZh: '茶园改造', village: '归州镇', jobs: 12 });
});
