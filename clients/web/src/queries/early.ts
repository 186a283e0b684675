// What is asked for before anything on the screen asks: who is signed in, while
// the page's code is still on its way, and what a page shows first, while the
// frame around it is drawn. Components then find the answers, or wait for them.
//
// A page's module says what it asks for first:
//
//   export const askFirst: AskFirst = ({ programme = '' }) => prefetch(
//     createQueryOptions(Service.method.listThings, { parent }, { transport }));
import { createQueryOptions } from '@connectrpc/connect-query';
import type { LoaderFunction, Params } from 'react-router';
import type { Person } from '../gen/duikou/access/v1/access_service_pb';
import { AccessService } from '../gen/duikou/access/v1/access_service_pb';
import { transport } from '../transport';
import { queryClient } from './client';

export type AskFirst = (params: Params, search: URLSearchParams) => void;

// Rejects where nobody is signed in.
export function whoIsSignedIn(): Promise<Person> {
  return queryClient.ensureQueryData({
    ...createQueryOptions(AccessService.method.getMe, {}, { transport }),
    retry: false,
  });
}

// Asks without waiting, and for nothing where nobody is signed in: the page
// then is another one.
export function early(ask: AskFirst): LoaderFunction {
  return ({ params, request }) => {
    const { searchParams } = new URL(request.url);
    whoIsSignedIn().then(() => ask(params, searchParams), () => undefined);
    return null;
  };
}
