import { create, equals } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  FundKind_Distribution, ProgrammeSchema,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { UnitKind } from '../../gen/duikou/type/v1/units_pb';
import {
  blankFundKind, blankTarget, draftOf, parseCount, parsePercent, plainFaults,
  programmeOf,
} from './programme_draft';

const programme = create(ProgrammeSchema, {
  name: 'programmes/hubei', etag: 'e1',
  displayName: { zh: '湖北对口支援', en: 'Hubei' },
  description: { zh: '三峡库区', en: '' }, firstYear: 2014, lastYear: 2020,
  fundKinds: [
    { id: 'policy', displayName: { zh: '政策资金', en: 'Policy funds' },
      giverKinds: [UnitKind.PROVINCIAL_DEPARTMENT],
      targetFen: 2_800_000_000_001n,
      distributions: [FundKind_Distribution.FACTORS] },
    { id: 'grant', displayName: { zh: '无偿援助', en: '' } }],
  targets: [
    { id: 'jobs', displayName: { zh: '新增就业', en: 'Jobs' },
      value: { case: 'count', value: 25_000n }, source: '规划' },
    { id: 'sewage', displayName: { zh: '污水处理率', en: '' },
      value: { case: 'basisPoints', value: 9_505 }, year: 2018,
      relativeToProvince: true },
    { id: 'funds', displayName: { zh: '资金', en: '' },
      value: { case: 'amountFen', value: 4_000_000_000_000n } }],
  source: '规划文本',
});

test('a programme that is opened and not touched stays as it is', () => {
  const back = programmeOf(draftOf(programme), programme);
  expect(equals(ProgrammeSchema, back, programme)).toBe(true);
});

test('percentages are exact to the hundredth', () => {
  expect(parsePercent('54.8')).toBe(5480);
  expect(parsePercent('95%')).toBe(9500);
  expect(parsePercent('0.05')).toBe(5);
  expect(parsePercent('1.005')).toBeUndefined();
  expect(parsePercent('')).toBeUndefined();
  expect(parseCount('25,000')).toBe(25_000n);
  expect(parseCount('2.5')).toBeUndefined();
});

test('what is missing or no figure is told at its path', () => {
  const draft = draftOf(programme);
  expect([...plainFaults(draft)]).toEqual([]);
  const faults = plainFaults({
    ...draft, zh: ' ', fundKinds: [{ ...blankFundKind, target: 'x' }],
    targets: [{ ...blankTarget, id: 'a', zh: 'b', value: '1.5' },
      { ...blankTarget, id: 'a', zh: 'b', measure: 'rate' }],
  });
  expect(Object.fromEntries(faults)).toEqual({
    display_name: 'missing', 'fund_kinds[0].id': 'missing',
    'fund_kinds[0].display_name': 'missing',
    'fund_kinds[0].target_fen': 'amount',
    'targets[0].count': 'count', 'targets[1].basis_points': 'missing',
  });
  expect(plainFaults({ ...draft, fundKinds: [] }).get('fund_kinds'))
    .toBe('kinds');
});
