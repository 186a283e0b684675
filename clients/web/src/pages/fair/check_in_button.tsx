// Saying that a participant has come, or that it has not after all.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import {
  FairService, Participant_Attendance, type Participant,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { useSay } from '../../i18n/say';
import { useTellFailure } from '../../parts/tell_failure';
import { participantWords as words } from './participant_texts';
import { useRefreshFair } from './use_fair';

export function CheckInButton({ participant, title, size }: {
  participant: Participant;
  // What the unit is called.
  title: string;
  size?: 'small';
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const onError = useTellFailure();
  const there = participant.attendance === Participant_Attendance.PRESENT;
  const check = useMutation(FairService.method.checkInParticipant, { onError,
    onSuccess: () => {
      void message.success(there ? say(words.notIn)
        : say(words.checkedIn, { unit: title }));
      void refresh();
    } });
  const text = say(there ? words.undoCheckIn : words.checkIn);
  return (
    <Button {...(size && { size })} type={there ? 'default' : 'primary'}
      loading={check.isPending} aria-label={`${text}: ${title}`}
      onClick={() => check.mutate({ name: participant.name,
        etag: participant.etag, undo: there })}>{text}</Button>
  );
}
