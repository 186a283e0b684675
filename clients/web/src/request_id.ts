// The id that every call carries, the one in the server's log.
import type { ConnectError } from '@connectrpc/connect';

export const REQUEST_ID = 'x-request-id';

// That of a failed call; empty where it has none.
export function requestIdOf(error: ConnectError): string {
  return error.metadata.get(REQUEST_ID) ?? '';
}
