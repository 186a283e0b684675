// What the page of a unit shows, a sheet a panel.
import { common } from '../../app/texts';
import { factsSheet, wanCell } from '../../export/cells';
import type { Sheet } from '../../export/workbook';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type { Interest } from '../../gen/duikou/matching/v1/matching_service_pb';
import type {
  Reminder, Unit,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { unitKindLabels } from '../../labels';
import { idOf } from '../../names';
import { useCalled } from '../../queries/reference';
import { useInterestSheets } from '../catalogue/interest_sheets';
import { useReminderSheet } from '../reminders/reminder_sheet';
import type { MoneyRow } from './unit_page';
import { words } from './unit_texts';

export interface UnitShown {
  facts: readonly [name: string, value: string][];
  money: readonly MoneyRow[];
  year: number;
  interests: readonly Interest[];
  projects: ReadonlyMap<string, Project>;
  reminders: readonly Reminder[];
  guided: readonly Unit[];
}

export function useUnitSheets(programme: string): (shown: UnitShown) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const called = useCalled(programme);
  const interestSheets = useInterestSheets(programme);
  const reminderSheet = useReminderSheet(programme);
  const money = (rows: readonly MoneyRow[], year: number): Sheet => ({
    title: say(words.money, { year }),
    columns: [{ heading: say(common.fundKind), width: 16 },
      { heading: say(words.quota), width: 20 },
      { heading: say(words.promised), width: 16 },
      { heading: say(words.left), width: 22 }],
    rows: rows.map((r) => [called.fundKind(r.kind), wanCell(r.quota),
      wanCell(r.promised), r.left === undefined && r.gives
        ? say(common.unlimited) : wanCell(r.left)]),
  });
  const guided = (units: readonly Unit[]): Sheet => ({
    title: say(words.guided),
    columns: [{ heading: say(words.guided), width: 30 },
      { heading: say(common.id), width: 20 },
      { heading: say(words.kind), width: 16 }],
    rows: units.map((u) => [local(u.displayName, idOf(u.name)), idOf(u.name),
      say(unitKindLabels[u.kind])]),
  });
  return (shown) => [
    factsSheet(say(words.facts), shown.facts, say),
    money(shown.money, shown.year),
    ...interestSheets(shown.interests, shown.projects),
    reminderSheet(shown.reminders.filter((r) => !r.acknowledgeTime)),
    guided(shown.guided),
  ];
}
