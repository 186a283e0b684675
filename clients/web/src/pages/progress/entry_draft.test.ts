import { expect, test } from 'vitest';
import {
  FigureSource, LabourForm, Side,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  aboutTheSame, emptyEntry, entryFaults, entryOf, parsePercent,
} from './entry_draft';

const empty = emptyEntry('2015-03-02', FigureSource.RECIPIENT);
const p = 'programmes/hubei';

test('what is missing is found before the server is asked', () => {
  expect([...entryFaults(empty)]).toEqual([['supporter', 'missing'],
    ['source_document', 'missing'], ['disbursement.fund_kind', 'missing'],
    ['disbursement.amount_fen', 'amount']]);
  const money = { ...empty, agreement: 'a-1', document: '凭证 7',
    fundKind: 'grant', amount: '12.5' };
  expect(entryFaults(money).size).toBe(0);
  expect([...entryFaults({ ...money, amount: '0' }).values()])
    .toEqual(['amount']);
  expect([...entryFaults({ ...money, area: '420527' }).keys()])
    .toEqual(['placements']);
  expect([...entryFaults({ ...money, measure: 'count', indicator: 'jobs',
    value: '1.5' })]).toEqual([['count.value', 'number']]);
  expect([...entryFaults({ ...money, measure: 'rate', indicator: 'green',
    rate: '54.8', province: 'x' })])
    .toEqual([['rate.province_basis_points', 'rate']]);
});

test('an agreement says the parties; money is in fen', () => {
  const entry = entryOf('hubei', { ...empty, agreement: 'a-1',
    supporter: 'yichang', fundKind: 'grant', amount: '12.5',
    document: ' 凭证 7 ', period: '2016', privateCapital: true });
  expect(entry).toMatchObject({ agreement: `${p}/agreements/a-1`, supporter: '',
    recipient: '', date: '2015-03-02', sourceDocument: '凭证 7', period: 2016,
    figureSource: FigureSource.RECIPIENT, placements: [] });
  expect(entry.figure).toMatchObject({ case: 'disbursement', value: {
    fundKind: 'grant', amountFen: 12_500_000n, payer: Side.SUPPORTER,
    privateCapital: true } });
});

test('a count and a rate name their indicator', () => {
  const count = entryOf('hubei', { ...empty, supporter: 'yichang',
    measure: 'count', indicator: 'labour', value: '21,000',
    labourForm: LabourForm.HIRING_DAY, area: '420527', sector: 'tea' });
  expect(count.figure).toMatchObject({ case: 'count', value: {
    indicator: `${p}/indicators/labour`, value: 21_000n,
    labourForm: LabourForm.HIRING_DAY } });
  expect(count.placements).toMatchObject([{ area: `${p}/areas/420527`,
    sector: `${p}/sectors/tea`, parts: 10_000 }]);
  const rate = entryOf('hubei', { ...empty, measure: 'rate',
    indicator: 'green', rate: '54.8' });
  expect(rate.figure).toMatchObject(
    { case: 'rate', value: { basisPoints: 5480 } });
  expect(rate.figure.case === 'rate' &&
    rate.figure.value.provinceBasisPoints).toBeUndefined();
});

test('another source, or a correction, is about the same', () => {
  const count = entryOf('hubei', { ...empty, supporter: 'yichang',
    measure: 'count', indicator: 'labour', value: '8',
    labourForm: LabourForm.JOINT_SCHOOL });
  expect(aboutTheSame(count, empty)).toEqual({ ...empty,
    supporter: 'yichang', measure: 'count', indicator: 'labour',
    labourForm: LabourForm.JOINT_SCHOOL });
});

test('percentages have at most two decimals', () => {
  expect(['54.8', '100', '0.05', '55.28%'].map(parsePercent))
    .toEqual([5480, 10_000, 5, 5528]);
  expect(['', 'x', '1.234', '-1'].map(parsePercent))
    .toEqual([undefined, undefined, undefined, undefined]);
});
