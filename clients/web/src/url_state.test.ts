import { expect, test } from 'vitest';
import { rankingSpec } from './pages/supporter/ranking_state';
import { readState, writeState } from './url_state';

const read = (search: string) =>
  readState(rankingSpec, new URLSearchParams(search));

test('what is as by default is not in the address', () => {
  const params = writeState(rankingSpec, new URLSearchParams(), read(''));
  expect(params.toString()).toBe('');
});

test('a state survives the way through an address', () => {
  const state = {
    ...read(''), q: '柑橘 & 茶', area: ['420527', 'reservoir'], year: 2016,
    demo: true, w: { sector: 60, fund_size: 0 }, spread: 'much' as const,
    view: 'table' as const, c: ['p-1', 'p-2'],
  };
  const params = writeState(rankingSpec, new URLSearchParams(), state);
  expect(readState(rankingSpec, new URLSearchParams(params.toString())))
    .toEqual(state);
});

test('what cannot be read is as by default', () => {
  const state = read('year=abc&view=map&w=sector:x,region:5&ready=9&c=a,b,c,d,e');
  expect(state.year).toBe(0);
  expect(state.view).toBe('cards');
  expect(state.w).toEqual({ region: 5 });
  expect(state.ready).toBe(5);
  expect(state.c).toEqual(['a', 'b', 'c', 'd']);
});

test('other parameters stay when one changes', () => {
  const params = writeState(rankingSpec,
    new URLSearchParams('unit=yichang&q=x&year=2015'), { q: '', year: 2016 });
  expect(params.toString()).toBe('unit=yichang&year=2016');
});
