// How many reminders wait for one's own units, on every page.
import { BellOutlined } from '@ant-design/icons';
import { createQueryOptions, useTransport } from '@connectrpc/connect-query';
import { useQueries } from '@tanstack/react-query';
import { Badge } from 'antd';
import { Link } from 'react-router';
import { ProfilesService } from '../gen/duikou/profiles/v1/profiles_service_pb';
import { PermissionGroup } from '../gen/duikou/type/v1/access_pb';
import { useSay } from '../i18n/say';
import { idOf } from '../names';
import { words } from '../pages/reminders/texts';
import { paths } from './paths';
import { useSession } from './session';

const AGAIN_MS = 5 * 60_000;
const MOST = 100;

// Nothing for who acts for no unit of the programme.
export function ReminderBell({ programme }: { programme: string }) {
  const say = useSay();
  const transport = useTransport();
  const own = useSession().unitsIn(programme).filter((m) => m.groups.some((g) =>
    g === PermissionGroup.SUPPORTER || g === PermissionGroup.RECIPIENT));
  const waiting = useQueries({ queries: own.map((m) => ({
    ...createQueryOptions(ProfilesService.method.listReminders,
      { parent: m.unit, onlyPending: true, pageSize: MOST }, { transport }),
    refetchInterval: AGAIN_MS,
  })) }).map((answer) => answer.data?.reminders.length ?? 0);
  const first = own[Math.max(0, waiting.findIndex((n) => n > 0))];
  if (!first) return null;
  const n = waiting.reduce((sum, some) => sum + some, 0);
  return (
    <Link to={paths.reminders(programme, idOf(first.unit))} className="bell"
      aria-label={n > 0 ? say(words.bell, { n }) : say(words.bellNone)}>
      <Badge count={n} size="small" overflowCount={MOST - 1} title="">
        <BellOutlined className="bell-icon" />
      </Badge>
    </Link>
  );
}
