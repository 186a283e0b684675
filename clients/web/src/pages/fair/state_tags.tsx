// How things stand at a fair: the fair itself, who has come, requests, meetings,
// faults.
import {
  Fair_State, MeetingRequest_Kind, MeetingRequest_State, PairingLine_Balance,
  Participant_Attendance, type MeetingRequest,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  Fault_Severity, Meeting_State,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import type { Text } from '../../i18n/language';
import { useSay } from '../../i18n/say';
import { ToneTag, type Tone } from '../../parts/tone_tag';
import { fairStateLabels } from './fair_texts';
import {
  attendanceLabels, balanceLabels, requestStateText,
} from './participant_texts';
import { meetingStateLabels, severityLabels } from './timetable_texts';

// A tag of an enum: its label, and a tone where it has one.
function tagOf<E extends number>(labels: Record<E, Text>,
    tones: Partial<Record<E, Tone>>) {
  return function StateTag({ state }: { state: E }) {
    const say = useSay();
    const label: Text = labels[state];
    return <ToneTag tone={tones[state] ?? 'plain'}>{say(label)}</ToneTag>;
  };
}

export const FairStateTag = tagOf<Fair_State>(fairStateLabels, {
  [Fair_State.DRAFT]: 'warn', [Fair_State.OPEN]: 'good' });

export const AttendanceTag = tagOf<Participant_Attendance>(attendanceLabels, {
  [Participant_Attendance.PRESENT]: 'good',
  [Participant_Attendance.LATE]: 'warn',
  [Participant_Attendance.NO_SHOW]: 'bad' });

const REQUEST_TONES: Partial<Record<MeetingRequest_State, Tone>> = {
  [MeetingRequest_State.PENDING]: 'accent',
  [MeetingRequest_State.ACCEPTED]: 'good',
  [MeetingRequest_State.DECLINED]: 'bad' };

export function RequestStateTag({ of }: { of: MeetingRequest }) {
  const say = useSay();
  const refuses = of.kind === MeetingRequest_Kind.NO_THANKS;
  return (
    <ToneTag tone={refuses ? 'plain' : REQUEST_TONES[of.state] ?? 'plain'}>
      {say(requestStateText(of))}
    </ToneTag>
  );
}

export const BalanceTag = tagOf<PairingLine_Balance>(balanceLabels, {
  [PairingLine_Balance.TOO_FEW]: 'bad', [PairingLine_Balance.ENOUGH]: 'good',
  [PairingLine_Balance.TOO_MANY]: 'warn' });

export const MeetingStateTag = tagOf<Meeting_State>(meetingStateLabels, {
  [Meeting_State.PLANNED]: 'accent', [Meeting_State.HELD]: 'good',
  [Meeting_State.MISSED]: 'bad' });

export const SeverityTag = tagOf<Fault_Severity>(severityLabels, {
  [Fault_Severity.BLOCKS]: 'bad', [Fault_Severity.WARNS]: 'warn' });
