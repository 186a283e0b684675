// Whether a server lacks a method that this client knows.
import { Code, ConnectError } from '@connectrpc/connect';

export function isUnimplemented(error: unknown): boolean {
  return error !== null && error !== undefined &&
    ConnectError.from(error).code === Code.Unimplemented;
}
