// What the server says of a failed call in Chinese: the message of the locale
// zh-CN, a google.rpc.LocalizedMessage, among the error's details.
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { ConnectError } from '@connectrpc/connect';

const TYPE = 'google.rpc.LocalizedMessage';
const LOCALE = 'zh-CN';

// The texts of a message, by the numbers of their fields.
function textsIn(message: Uint8Array): string[] {
  const reader = new BinaryReader(message);
  const texts: string[] = [];
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) texts[number] = reader.string();
    else reader.skip(wireType);
  }
  return texts;
}

// Empty where it says it in English alone.
export function chineseTextOf(error: ConnectError): string {
  for (const detail of error.details) {
    if (!('type' in detail) || detail.type !== TYPE) continue;
    const [, locale, text] = textsIn(detail.value);
    if (locale === LOCALE) return text ?? '';
  }
  return '';
}

// Without the field's path or the resource's name that it begins with.
export const withoutPlace = (text: string) =>
  text.replace(/^[\w.[\]/~-]+：/, '');
