import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { Code, ConnectError } from '@connectrpc/connect';
import { expect, test } from 'vitest';
import { chineseTextOf, withoutPlace } from './chinese_text';
import { explain } from './errors';
import { faultIn } from './field_fault';

const TYPE = 'google.rpc.LocalizedMessage';

// As the server answers a refused request.
function refused(message: string, zh: string, locale = 'zh-CN', type = TYPE) {
  const value = new BinaryWriter()
    .tag(1, WireType.LengthDelimited).string(locale)
    .tag(2, WireType.LengthDelimited).string(zh).finish();
  const error = new ConnectError(message, Code.InvalidArgument);
  error.details.push({ type, value });
  return error;
}

const english = 'project.fund_needs[0].open_fen: 6 is above 5';
const chinese = 'project.fund_needs[0].open_fen：6 大于 5';

test('the words of the server are there in Chinese too', () => {
  const error = refused(english, chinese);
  expect(chineseTextOf(error)).toBe(chinese);
  // The title names the field.
  expect(explain(error).title[0]).toBe('“待落实资金”不符合要求');
  expect(explain(error).detail).toEqual(['6 大于 5', english]);
  expect(faultIn(error, 'project')?.text).toEqual(['6 大于 5', '6 is above 5']);
});

test('what no title names stays in front of the words', () => {
  const error = refused('changes[0]: is odd', 'changes[0]：不对');
  expect(explain(error).detail).toEqual(['changes[0]：不对', 'changes[0]: is odd']);
});

test('English is shown where there is no Chinese', () => {
  for (const error of [new ConnectError(english, Code.InvalidArgument),
    refused(english, 'faux', 'fr-FR'), refused(english, chinese, 'zh-CN', 'x.Y')]) {
    expect(chineseTextOf(error)).toBe('');
    expect(explain(error).detail).toEqual([english, english]);
    expect(faultIn(error, 'project')?.text)
      .toEqual(['6 is above 5', '6 is above 5']);
  }
});

test('a place is a path or a name', () => {
  expect(withoutPlace('programmes/hubei/annualPlans/2015：已下达')).toBe('已下达');
  expect(withoutPlace('会违反 1 条规则：其一')).toBe('会违反 1 条规则：其一');
});
