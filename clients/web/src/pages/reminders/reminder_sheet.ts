// Reminders as a sheet.
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import type {
  Reminder,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { usePersonName } from '../../queries/people';
import { words } from './texts';

export function useReminderSheet(programme: string):
    (reminders: readonly Reminder[]) => Sheet {
  const say = useSay();
  const { language } = useLanguage();
  const personName = usePersonName(programme);
  return (reminders) => ({
    title: say(words.title),
    columns: [{ heading: say(words.what), width: 60 },
      { heading: say(words.who), width: 24 },
      { heading: say(words.when), width: 20 },
      { heading: say(words.state), width: 20 }],
    rows: reminders.map((r) => [r.text, personName(r.author),
      formatTime(r.createTime, language), r.acknowledgeTime
        ? formatTime(r.acknowledgeTime, language) : say(words.pending)]),
  });
}
