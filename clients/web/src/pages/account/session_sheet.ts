// Where a person is signed in, as a sheet.
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import type { Session } from '../../gen/duikou/access/v1/access_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { words } from './texts';

export function useSessionSheet(): (sessions: readonly Session[]) => Sheet {
  const say = useSay();
  const { language } = useLanguage();
  return (sessions) => ({
    title: say(words.sessions),
    columns: [{ heading: say(words.from), width: 20 },
      { heading: say(words.program), width: 60 },
      { heading: say(words.began), width: 20 },
      { heading: say(words.expires), width: 20 },
      { heading: say(words.thisSession), width: 12 }],
    rows: sessions.map((s) => [s.source, s.userAgent,
      formatTime(s.createTime, language), formatTime(s.expireTime, language),
      say(s.current ? common.yes : common.no)]),
  });
}
