import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { StatedFigureSchema } from '../../gen/duikou/progress/v1/report_service_pb';
import { draftOf, noStated, parseStated, statedOf } from './stated_draft';

const draft = { ...noStated(2004), figure: 'funds.grant', value: '11,200',
  tolerance: '50', source: '年度报告' };

test('money is typed in 10,000 yuan, with its rounding', () => {
  expect(statedOf(draft, 'amountFen')).toMatchObject({ figure: 'funds.grant',
    year: 2004, value: { case: 'amountFen', value: 11_200_000_000n },
    tolerance: 50_000_000n, source: '年度报告', target: false, name: '' });
});

test('numbers are whole, and rates are percentages that may be below zero', () => {
  expect(parseStated('count', '21,000')).toBe(21_000n);
  expect(parseStated('count', '1.5')).toBeUndefined();
  expect(parseStated('basisPoints', '55.28')).toBe(5528n);
  expect(parseStated('basisPoints', '−3.5%')).toBe(-350n);
  expect(parseStated('amountFen', '-1')).toBeUndefined();
});

test('what is missing or no figure is nothing', () => {
  expect(statedOf({ ...draft, figure: '' }, 'amountFen')).toBeUndefined();
  expect(statedOf({ ...draft, value: '' }, 'amountFen')).toBeUndefined();
  expect(statedOf({ ...draft, source: ' ' }, 'amountFen')).toBeUndefined();
  expect(statedOf({ ...draft, value: '5', tolerance: '−1' }, 'basisPoints'))
    .toBeUndefined();
});

test('what is stored is what was typed', () => {
  const stored = create(StatedFigureSchema, { etag: '"7"',
    name: 'programmes/chongqing/statedFigures/share',
    figure: 'agreements.private-share', year: 2004, source: '年度报告',
    value: { case: 'basisPoints', value: 5520 }, tolerance: 5n, target: true });
  const typed = draftOf(stored);
  expect(typed).toMatchObject({ value: '55.2', tolerance: '0.05' });
  expect(statedOf(typed, 'basisPoints', stored)).toEqual(stored);
});
