// The one way to the server: the Connect protocol, same origin, binary.
//
// - Reads see one's own writes: the revision that an answer carries goes out as
//   the least revision of the next requests.
// - Every call has an id, the one in the server's log; errors carry it.
// - The sign-in cookie is HttpOnly: there is nothing to do about it here.
import {
  ConnectError, type Interceptor, type StreamResponse, type UnaryResponse,
} from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import type { DescMessage } from '@bufbuild/protobuf';
import { REQUEST_ID } from './request_id';
import { Revisions } from './revisions';

const revisions = new Revisions();

// randomUUID() is there in secure contexts alone, and plain HTTP is none.
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

function noteRevisions(response: UnaryResponse | StreamResponse): void {
  for (const metadata of [response.header, response.trailer]) {
    revisions.note(metadata.get('duikou-revision'));
  }
}

async function* noteAtEnd<I extends DescMessage, O extends DescMessage>(
    response: StreamResponse<I, O>): StreamResponse<I, O>['message'] {
  yield* response.message;
  noteRevisions(response);
}

const carryMetadata: Interceptor = (next) => async (request) => {
  const id = newId();
  request.header.set(REQUEST_ID, id);
  const least = revisions.header();
  if (least) request.header.set('duikou-min-revision', least);
  try {
    const response = await next(request);
    if (response.stream) {
      return { ...response, message: noteAtEnd(response) };
    }
    noteRevisions(response);
    return response;
  } catch (thrown) {
    const error = ConnectError.from(thrown);
    if (!error.metadata.has(REQUEST_ID)) error.metadata.set(REQUEST_ID, id);
    throw error;
  }
};

export const transport = createConnectTransport({
  baseUrl: window.location.origin,
  useBinaryFormat: true,
  interceptors: [carryMetadata],
  defaultTimeoutMs: 60_000,
});
