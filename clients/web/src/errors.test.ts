import { Code, ConnectError } from '@connectrpc/connect';
import { expect, test } from 'vitest';
import { explain } from './errors';

const titleOf = (code: Code, message: string) =>
  explain(new ConnectError(message, code)).title;

test('a refused field is named in both languages, with the words beneath', () => {
  const { title, detail } = explain(new ConnectError(
    'project.fund_needs[0].open_fen: 6 is more than 5', Code.InvalidArgument));
  expect(title).toEqual(
    ['“待落实资金”不符合要求', '“Open need” cannot be taken']);
  expect(detail[1]).toBe('project.fund_needs[0].open_fen: 6 is more than 5');
  expect(titleOf(Code.InvalidArgument, 'query: has 201 characters')[0])
    .toBe('“关键词”不符合要求');
});

test('a resource is named by its kind and id', () => {
  const name = 'programmes/hubei/areas/420527';
  expect(titleOf(Code.NotFound, `${name} does not exist`)).toEqual(
    ['地区“420527”不存在', 'Area “420527” does not exist']);
  expect(titleOf(Code.FailedPrecondition, `${name}: 3 projects are in it`)[0])
    .toBe('地区“420527”在当前状态下不能这样做');
  expect(titleOf(Code.Aborted, `${name}: is at another revision`)[0])
    .toBe('地区“420527”刚被他人修改');
});

test('what names nothing is told by its code alone', () => {
  expect(titleOf(Code.InvalidArgument, 'the file is empty')[0])
    .toBe('填写的内容不符合要求');
  expect(titleOf(Code.InvalidArgument, 'project.no_such_field: is odd')[0])
    .toBe('填写的内容不符合要求');
  expect(titleOf(Code.FailedPrecondition, 'display_name: is no argument')[0])
    .toBe('当前状态下不能这样做');
  expect(titleOf(Code.PermissionDenied, 'programmes/hubei/areas/1: no')[0])
    .toBe('没有权限');
  expect(titleOf(Code.Unknown, 'programmes/hubei/areas/1: no')[0])
    .toBe('出了点问题');
});
