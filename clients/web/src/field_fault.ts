// The field that the server refused: its errors of malformed requests begin
// with the field's path, `project.fund_needs[0].open_fen: is more than …`.
import { Code, ConnectError } from '@connectrpc/connect';
import { chineseTextOf, withoutPlace } from './chinese_text';
import type { Text } from './i18n/language';

export interface FieldFault {
  // Below the resource: `fund_needs[0].open_fen`.
  path: string;
  text: Text;
}

const PATH = /^([a-z_]+)\.([a-z_][a-z0-9_.[\]]*): ([\s\S]+)$/;

// Undefined where the error names no field of `resource`.
export function faultIn(thrown: unknown, resource: string):
    FieldFault | undefined {
  const error = ConnectError.from(thrown);
  if (error.code !== Code.InvalidArgument) return undefined;
  const parts = PATH.exec(error.rawMessage);
  if (!parts || parts[1] !== resource) return undefined;
  const en = parts[3] ?? '';
  return { path: parts[2] ?? '',
    text: [withoutPlace(chineseTextOf(error)) || en, en] };
}

// Whether the fault is at the field of this path or below it.
export function isAt(fault: FieldFault | undefined, path: string): boolean {
  if (!fault) return false;
  return fault.path === path || fault.path.startsWith(`${path}.`) ||
    fault.path.startsWith(`${path}[`);
}
