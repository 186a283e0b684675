// What a timetable breaks, by how bad it is.
import { Button } from 'antd';
import {
  Fault_Severity, type Fault, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLocal } from '../../i18n/say';
import { SeverityTag } from './state_tags';

export const blocks = (fault: Fault) =>
  fault.severity === Fault_Severity.BLOCKS;

// `meetings`: those that can be opened, by name.
export function FaultList({ faults, label, meetings, onOpen }: {
  faults: readonly Fault[];
  label: string;
  meetings?: ReadonlyMap<string, Meeting>;
  onOpen?: (meeting: Meeting) => void;
}) {
  const local = useLocal();
  return (
    <ul className="faults" aria-label={label} tabIndex={0}>
      {faults.map((fault, i) => {
        const meeting = meetings?.get(fault.meetings[0] ?? '');
        const text = local(fault.text);
        return (
          <li key={i}>
            <SeverityTag state={fault.severity} />
            {meeting && onOpen
              ? (
                <Button type="link" size="small" onClick={() => onOpen(meeting)}>
                  {text}
                </Button>
              ) : <span>{text}</span>}
          </li>
        );
      })}
    </ul>
  );
}
