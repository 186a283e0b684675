// The cache of answers. Its keys come from connect-query alone: a method and its
// request. After a write, what it can have changed is asked for again.
import { Code, ConnectError } from '@connectrpc/connect';
import type { DescService } from '@bufbuild/protobuf';
import {
  MutationCache, QueryCache, QueryClient, useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';

// What is shown is at most so old before a page asks again.
const FRESH_MS = 20_000;
// Programmes, areas, sectors and units change rarely.
export const RARELY_CHANGES_MS = 5 * 60_000;
const MOST_RETRIES = 2;

const listeners = new Set<() => void>();

// Calls `listener` when the server says that nobody is signed in; the answer
// ends that.
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

// Not for calls that ask a password (`meta: { asksPassword: true }`): to them
// the same code says that it is wrong.
function noticeSignedOut(error: unknown): void {
  if (ConnectError.from(error).code !== Code.Unauthenticated) return;
  for (const listener of listeners) listener();
}

// Only what says that it may be tried again is.
function worthRetrying(failures: number, error: unknown): boolean {
  return failures < MOST_RETRIES &&
    ConnectError.from(error).code === Code.Unavailable;
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (!mutation.meta?.['asksPassword']) noticeSignedOut(error);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: worthRetrying,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});

interface MethodKey {
  serviceName?: string;
  methodName?: string;
  input?: { validateOnly?: boolean };
}

// The method of a key that connect-query made.
function methodOf(key: readonly unknown[]): MethodKey {
  const second = key[1];
  return typeof second === 'object' && second !== null ? second : {};
}

// Asks again for everything that a service answers; for `methods` alone if
// given. Not for what a write would do: it has been done.
export function useInvalidate():
    (service: DescService, ...methods: string[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback((service, ...methods) => client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const key = methodOf(queryKey);
      return key.serviceName === service.typeName &&
        key.input?.validateOnly !== true &&
        (methods.length === 0 || methods.includes(key.methodName ?? ''));
    },
  }), [client]);
}
