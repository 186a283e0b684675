// What became of meetings: in a published version, before one, by a repair.
import type { Sheet } from '../../export/workbook';
import type {
  MeetingChange,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import {
  changeKindLabels, publishWords as words, timetableWords,
} from './timetable_texts';
import type { PlaceNames } from './use_fair';

interface Names {
  place: PlaceNames;
  unitName: (name: string) => string;
}

const placeText = (place: PlaceNames, slot: string, table: string) =>
  [place.slot(slot), place.table(table)].filter(Boolean).join(' ') || '—';

export function ChangeTable({ changes, place, unitName }: Names & {
  changes: readonly MeetingChange[];
}) {
  const say = useSay();
  return (
    <DataTable<MeetingChange> label={say(words.kind)} rowKey="meeting"
      size="small" dataSource={changes} scroll={{ x: 820 }}
      pagination={{ pageSize: 50, hideOnSinglePage: true,
        showSizeChanger: false }} columns={[
        { title: say(words.kind), key: 'kind', width: 80,
          render: (_, c) => say(changeKindLabels[c.kind]) },
        { title: say(timetableWords.supporter), key: 'supporter', width: 150,
          render: (_, c) => unitName(c.supporter) },
        { title: say(timetableWords.recipient), key: 'recipient', width: 130,
          render: (_, c) => unitName(c.recipient) },
        { title: say(words.before), key: 'before', width: 180,
          render: (_, c) => placeText(place, c.oldSlot, c.oldTable) },
        { title: say(words.after), key: 'after', width: 180,
          render: (_, c) => placeText(place, c.newSlot, c.newTable) },
        { title: say(words.why), dataIndex: 'reason', key: 'why' },
      ]} />
  );
}

export function useChangeSheet(): (title: string,
    changes: readonly MeetingChange[], names: Names) => Sheet {
  const say = useSay();
  return (title, changes, { place, unitName }) => ({
    title,
    columns: [{ heading: say(words.kind), width: 10 },
      { heading: say(timetableWords.supporter), width: 28 },
      { heading: say(timetableWords.recipient), width: 24 },
      { heading: say(words.before), width: 34 },
      { heading: say(words.after), width: 34 },
      { heading: say(words.why), width: 40 }],
    rows: changes.map((c) => [say(changeKindLabels[c.kind]),
      unitName(c.supporter), unitName(c.recipient),
      placeText(place, c.oldSlot, c.oldTable),
      placeText(place, c.newSlot, c.newTable), c.reason]),
  });
}
