// The meetings of the timetable as a list, which narrow windows read as well.
import { Button } from 'antd';
import { common } from '../../app/texts';
import { formatScore } from '../../format';
import type { Meeting } from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import { MeetingStateTag } from './state_tags';
import { faultWords, timetableWords as words } from './timetable_texts';
import type { Timetabled } from './use_timetable';

// By slot as the fair has them, those without one last; then by table.
export function inOrder({ fair, meetings }: Pick<Timetabled, 'fair' |
  'meetings'>): Meeting[] {
  const at = new Map(fair.slots.map((s, i) => [s.id, i]));
  const placeOf = (m: Meeting) => at.get(m.slot) ?? fair.slots.length;
  return [...meetings].sort((a, b) => placeOf(a) - placeOf(b) ||
    (a.table < b.table ? -1 : 1));
}

export function TimetableList({ of, shown, onOpen }: {
  of: Timetabled;
  shown: readonly Meeting[];
  onOpen: (meeting: Meeting) => void;
}) {
  const say = useSay();
  return (
    <DataTable<Meeting> label={say(words.list)} rowKey="name" size="small"
      dataSource={inOrder({ fair: of.fair, meetings: shown })}
      scroll={{ x: 860 }}
      pagination={{ pageSize: 100, hideOnSinglePage: true,
        showSizeChanger: false }} columns={[
        { title: say(words.slot), key: 'slot', width: 200,
          className: 'number', render: (_, m) => of.place.slot(m.slot) ||
            <span className="quiet">{say(faultWords.noSlot)}</span> },
        { title: say(words.table), key: 'table', width: 130,
          render: (_, m) => of.place.table(m.table) },
        { title: say(words.supporter), key: 'supporter', width: 160,
          render: (_, m) => of.unitName(m.supporter) },
        { title: say(words.recipient), key: 'recipient', width: 150,
          render: (_, m) => of.unitName(m.recipient) },
        { title: say(words.importance), key: 'importance', width: 90,
          align: 'right', className: 'number',
          render: (_, m) => formatScore(m.importance) },
        { title: say(common.state), key: 'state', width: 110,
          render: (_, m) => <MeetingStateTag state={m.state} /> },
        { title: say(common.actions), key: 'do', width: 90,
          className: 'no-print', render: (_, m) => (
            <Button size="small" onClick={() => onOpen(m)}
              aria-label={`${say(faultWords.move)}: ${say(words.between, {
                supporter: of.unitName(m.supporter),
                recipient: of.unitName(m.recipient) })}`}>
              {say(faultWords.move)}
            </Button>) },
      ]} />
  );
}
