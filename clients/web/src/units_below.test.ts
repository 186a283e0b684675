import { expect, test } from 'vitest';
import { withThoseBelow } from './units_below';

test('units below the own ones are found at every depth', () => {
  const units = [
    { name: 'town', parentUnit: 'county' },
    { name: 'county', parentUnit: 'city' },
    { name: 'other', parentUnit: 'elsewhere' },
    { name: 'city', parentUnit: '' },
  ];
  expect([...withThoseBelow(units, ['city'])].sort())
    .toEqual(['city', 'county', 'town']);
  expect([...withThoseBelow(units, [])]).toEqual([]);
});
