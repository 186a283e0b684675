// The settings of a fair as a workbook: slots, tables, stands.
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { tablesOf } from './fair_model';
import { settingWords as words, standWords } from './fair_texts';
import { useTagText } from './tag_text';
import { useUnitName } from './use_fair';

export function useFairSheets(): (fair: Fair) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const { equipment, session } = useTagText();
  const slots = (fair: Fair): Sheet => ({
    title: say(words.slots),
    columns: [{ heading: say(common.id), width: 18 },
      { heading: say(words.date), width: 14 },
      { heading: say(words.from), width: 10 },
      { heading: say(words.to), width: 10 },
      { heading: say(words.session), width: 16 }],
    rows: fair.slots.map((s) => [s.id, s.date, s.startTime, s.endTime,
      s.session && session(s.session)]),
  });
  const tables = (fair: Fair): Sheet => ({
    title: say(words.halls),
    columns: [{ heading: say(words.hall), width: 24 },
      { heading: say(words.table), width: 14 },
      { heading: say(words.capacity), width: 10 },
      { heading: say(words.equipment), width: 40 }],
    rows: tablesOf(fair).map(({ hall, table }) => [
      local(hall.displayName, hall.id), table.id, table.capacity || null,
      table.equipment.map(equipment).join(say(common.and))]),
  });
  return (fair) => [slots(fair), tables(fair)];
}

export function useStandSheet(programme: string): (fair: Fair) => Sheet {
  const say = useSay();
  const local = useLocal();
  const unitName = useUnitName(programme);
  return (fair) => ({
    title: say(standWords.title),
    columns: [{ heading: say(standWords.stand), width: 14 },
      { heading: say(standWords.hall), width: 24 },
      { heading: say(standWords.free), width: 10 },
      { heading: say(standWords.holder), width: 34 }],
    rows: fair.stands.map((s) => [s.id,
      local(fair.halls.find((h) => h.id === s.hall)?.displayName, s.hall),
      say(s.freeOfCharge ? common.yes : common.no),
      s.holder && unitName(s.holder)]),
  });
}
