import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  Agreement_Stage, AgreementSchema, Novelty,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  AgreementFilterSchema,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { readState } from '../../url_state';
import {
  agreementFilterCount, agreementRequestOf, agreementSearch, agreementSpec,
  agreementStateOf, firstYearOf, inStages, noAgreementFilter, stagesFrom, stageSums,
} from './agreement_filter';

const p = 'programmes/chongqing';

const every = create(AgreementFilterSchema, {
  supporter: `${p}/units/shanghai`, recipient: `${p}/units/wanzhou`,
  area: `${p}/areas/500101`, sector: `${p}/sectors/tea`,
  stages: [Agreement_Stage.BUILDING, Agreement_Stage.IN_PRODUCTION],
  activeYear: 2004, signedAt: '重庆洽谈会',
  novelty: Novelty.NEW, leastTotalFen: 9_007_199_254_740_993n,
});

test('what a figure is made of goes through the address unchanged', () => {
  const state = agreementStateOf(every);
  const back = readState(
    agreementSpec, new URLSearchParams(agreementSearch(state)));
  expect(back).toEqual(state);
  expect(agreementFilterCount(back))
    .toBe(Object.keys(AgreementFilterSchema.field).length);
  expect(agreementRequestOf('chongqing', back)).toMatchObject({
    parent: p, supporter: every.supporter, recipient: every.recipient,
    area: every.area, sector: every.sector, activeYear: 2004,
    signedAt: '重庆洽谈会', novelty: Novelty.NEW,
    leastTotalFen: every.leastTotalFen });
});

test('no filter is no search', () => {
  expect(agreementSearch(noAgreementFilter)).toBe('');
  expect(readState(agreementSpec, new URLSearchParams('least=x')))
    .toEqual(noAgreementFilter);
});

test('the first year is by default that of the signing', () => {
  const first = (firstYear: number, signDate: string) =>
    firstYearOf({ firstYear, signDate });
  expect([first(2003, '2004-05-01'), first(0, '2004-05-01'), first(0, '')])
    .toEqual([2003, 2004, 0]);
});

const { NEGOTIATING, PREPARING, BUILDING, IN_PRODUCTION, TERMINATED } =
  Agreement_Stage;

test('agreements are shown and added up by stage', () => {
  const one = create(AgreementSchema,
    { contractTotalFen: 100n, stage: BUILDING });
  expect(inStages(one, { ...noAgreementFilter, stages: ['3'] })).toBe(true);
  expect(inStages(one, { ...noAgreementFilter, stages: ['1', '4'] })).toBe(false);
  expect(stageSums([one, one]).filter((s) => s.count > 0)).toEqual(
    [{ stage: BUILDING, count: 2, fen: 200n }]);
});

test('a stage is left for the next, one back, or the end', () => {
  const from = (stage: Agreement_Stage, ...before: Agreement_Stage[]) =>
    stagesFrom(create(AgreementSchema,
      { stage, stageSteps: before.map((s) => ({ stage: s })) }));
  expect(from(Agreement_Stage.UNSPECIFIED)).toEqual([PREPARING, TERMINATED]);
  expect(from(NEGOTIATING)).toEqual([PREPARING, TERMINATED]);
  expect(from(PREPARING)).toEqual([NEGOTIATING, BUILDING, TERMINATED]);
  expect(from(BUILDING)).toEqual([PREPARING, IN_PRODUCTION, TERMINATED]);
  expect(from(IN_PRODUCTION)).toEqual([BUILDING]);
  expect(from(TERMINATED, PREPARING, BUILDING, TERMINATED)).toEqual([BUILDING]);
  expect(from(TERMINATED)).toEqual([NEGOTIATING]);
});
