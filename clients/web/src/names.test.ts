import { expect, test } from 'vitest';
import { idOf, NamePattern, names, programmeOf } from './names';

test('a name is taken apart into the ids that it was made from', () => {
  for (const pattern of Object.values(names) as NamePattern<string>[]) {
    const ids = Object.fromEntries(
      [...pattern.pattern.matchAll(/\{(\w+)\}/g)].map((m, i) => [m[1] ?? '', `x-${i}`]));
    expect(pattern.parse(pattern.format(ids))).toEqual(ids);
  }
});

test('what is of another form has no ids', () => {
  for (const bad of ['', 'programmes', 'programmes/', 'programmes//projects/p',
    'programmes/hubei/areas/p', 'programmes/hubei/projects/p/x',
    '/programmes/hubei/projects/p']) {
    expect(names.project.parse(bad), bad).toBeUndefined();
  }
});

test('the last id and the programme of a name', () => {
  expect(idOf('programmes/hubei/units/yichang/shortlist/p-1')).toBe('p-1');
  expect(idOf('plain')).toBe('plain');
  expect(programmeOf('programmes/hubei/units/yichang')).toBe('hubei');
  expect(programmeOf('people/ann')).toBe('');
});
