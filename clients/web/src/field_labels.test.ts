import { expect, test } from 'vitest';
import { fieldLabel, kindLabel } from './field_labels';

test('a field is called by the last part of its path', () => {
  expect(fieldLabel('programme.last_year')).toEqual(['截止年份', 'Last year']);
  expect(fieldLabel('project.last_year')).toEqual(['结束年份', 'Last year']);
  expect(fieldLabel('fund_needs[0].open_fen')?.[0]).toBe('待落实资金');
  expect(fieldLabel('fund_needs[12]')?.[0]).toBe('资金需求');
  expect(fieldLabel('display_name.en')?.[0]).toBe('名称');
  expect(fieldLabel('toString')).toBeUndefined();
});

test('a resource is of the kind that its collection says', () => {
  expect(kindLabel('programmes/hubei/areas/420527')?.[0]).toBe('地区');
  expect(kindLabel('people/li')?.[1]).toBe('Person');
  expect(kindLabel('hubei')).toBeUndefined();
});
