// What to tell people of a failed call, decided by its code alone.
import { Code, ConnectError } from '@connectrpc/connect';
import { failures } from './app/texts';
import type { Text } from './i18n/language';
import { requestIdOf } from './transport';

export interface Explained {
  title: Text;
  hint?: Text;
  // The server's own words: which field, which resource.
  detail: string;
  requestId: string;
  retry: boolean;
}

type Words = Pick<Explained, 'title' | 'hint'>;

const WORDS: Partial<Record<Code, Words>> = {
  [Code.Unavailable]:
    { title: failures.unavailable, hint: failures.unavailableHint },
  [Code.DeadlineExceeded]:
    { title: failures.timeout, hint: failures.unavailableHint },
  [Code.PermissionDenied]: { title: failures.denied, hint: failures.deniedHint },
  [Code.NotFound]: { title: failures.notFound, hint: failures.notFoundHint },
  [Code.Aborted]: { title: failures.stale, hint: failures.staleHint },
  [Code.InvalidArgument]: { title: failures.invalid },
  [Code.FailedPrecondition]: { title: failures.wrongState },
  [Code.AlreadyExists]: { title: failures.exists },
  [Code.ResourceExhausted]:
    { title: failures.tooMany, hint: failures.tooManyHint },
};

const FINAL = new Set([
  Code.PermissionDenied, Code.NotFound, Code.InvalidArgument,
  Code.AlreadyExists, Code.Unimplemented,
]);

export function explain(thrown: unknown): Explained {
  const error = ConnectError.from(thrown);
  const words = WORDS[error.code] ?? { title: failures.title };
  return {
    ...words,
    detail: error.rawMessage,
    requestId: requestIdOf(error),
    retry: !FINAL.has(error.code),
  };
}
