import { Code, ConnectError } from '@connectrpc/connect';
import { expect, test } from 'vitest';
import { faultIn, isAt } from './field_fault';

const refused = (text: string) => new ConnectError(text, Code.InvalidArgument);

test('a refused field is named by its path', () => {
  const fault = faultIn(
    refused('project.fund_needs[0].open_fen: 6 is more than 5'), 'project');
  expect(fault).toEqual(
    { path: 'fund_needs[0].open_fen',
      text: ['6 is more than 5', '6 is more than 5'] });
  expect(isAt(fault, 'fund_needs[0].open_fen')).toBe(true);
  expect(isAt(fault, 'fund_needs')).toBe(true);
  expect(isAt(fault, 'fund_needs[1].open_fen')).toBe(false);
  expect(isAt(fault, 'fund')).toBe(false);
});

test('other errors name no field', () => {
  expect(faultIn(refused('page_size: is negative'), 'project')).toBeUndefined();
  expect(faultIn(refused('unit.kind: is required'), 'project')).toBeUndefined();
  expect(faultIn(new ConnectError('project.area: x', Code.NotFound), 'project'))
    .toBeUndefined();
});
