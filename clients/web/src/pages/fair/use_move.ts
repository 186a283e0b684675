// Moving a meeting: what it would break, and doing it. Whoever has read an older
// state than the stored one is told, and nothing is written.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import {
  TimetableService, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useRefreshFair } from './use_fair';

export interface Target {
  // Empty: no place.
  slot: string;
  // Empty: a free one that fits.
  table: string;
  pinned: boolean;
}

const requestOf = (seen: Meeting, to: Target) => ({ name: seen.name,
  etag: seen.etag, slot: to.slot, table: to.slot ? to.table : '',
  pinned: to.pinned });

export const isStale = (error: unknown) =>
  error !== null && error !== undefined &&
  ConnectError.from(error).code === Code.Aborted;

// What the move of the meeting, as it was seen, would break.
export function useCheck(seen: Meeting, to: Target, enabled: boolean) {
  return useQuery(TimetableService.method.moveMeeting,
    { ...requestOf(seen, to), validateOnly: true },
    { enabled, staleTime: 0, gcTime: 0 });
}

export function useMove(onDone: (after: Meeting | undefined) => void) {
  const client = createClient(TimetableService, useTransport());
  const refresh = useRefreshFair();
  return useMutation({
    mutationFn: ({ seen, to, force = false }: {
      seen: Meeting;
      to: Target;
      force?: boolean;
    }) => client.moveMeeting({ ...requestOf(seen, to), force }),
    onSuccess: ({ meeting }) => {
      void refresh();
      onDone(meeting);
    },
    // What others have done is shown.
    onError: (error) => { if (isStale(error)) void refresh(); },
  });
}

// Checks first: moves at once what breaks nothing new; else answers false.
export function useDrop(onDone: (before: Meeting,
    after: Meeting | undefined) => void) {
  const client = createClient(TimetableService, useTransport());
  const refresh = useRefreshFair();
  return async (seen: Meeting, to: Target): Promise<boolean> => {
    try {
      const checked = await client.moveMeeting(
        { ...requestOf(seen, to), validateOnly: true });
      if (checked.faults.some((f) => f.isNew)) return false;
      const { meeting } = await client.moveMeeting(requestOf(seen, to));
      void refresh();
      onDone(seen, meeting);
      return true;
    } catch {
      return false;  // the dialog asks again, and tells what is wrong
    }
  };
}
