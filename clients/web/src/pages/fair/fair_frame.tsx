// What the pages of one fair share: the way to its other pages, and that nothing
// can be changed.
import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { Fair_State, type Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { Page } from '../../parts/page';
import { Answer } from '../../parts/states';
import { fairWords as words } from './fair_texts';
import {
  useFair, useFairActing, useFairPlace, type FairActing,
} from './use_fair';
import './fair.css';

function FairLinks({ programme, id, acting }: {
  programme: string;
  id: string;
  acting: FairActing;
}) {
  const say = useSay();
  const links: [string, string][] = [
    [say(words.overview), paths.fair(programme, id)]];
  if (acting.reads) {
    links.push([say(words.settings), paths.fairSettings(programme, id)],
      [say(words.participants), paths.participants(programme, id)],
      [say(words.pairing), paths.pairing(programme, id)],
      [say(words.timetable), paths.timetable(programme, id)],
      [say(words.versions), paths.timetableVersions(programme, id)],
      [say(words.tablePlan), paths.tablePlan(programme, id)],
      [say(words.agendas), paths.agendas(programme, id)]);
  }
  links.push([say(words.stands), paths.stands(programme, id)],
    [say(words.screen), paths.screen(programme, id)]);
  return (
    <nav className="plan-links no-print" aria-label={say(words.title)}>
      {links.map(([text, to]) => (
        <NavLink key={to} to={to} end>{text}</NavLink>
      ))}
    </nav>
  );
}

export function PrintButton({ disabled = false }: { disabled?: boolean }) {
  const say = useSay();
  return (
    <Button icon={<PrinterOutlined />} disabled={disabled}
      onClick={() => window.print()}>{say(common.print)}</Button>
  );
}

export interface FairFrameProps {
  // What the page is called; of the fair, where it is the fair's own.
  title: string | ((fair: Fair) => string);
  // Beside the fair's name, where that is not the title.
  lead?: (fair: Fair) => ReactNode;
  actions?: (fair: Fair) => ReactNode;
  children: (fair: Fair) => ReactNode;
}

// A page of the fair that the address names.
export function FairFrame({ title, lead, actions, children }: FairFrameProps) {
  const say = useSay();
  const local = useLocal();
  const { programme, id, name } = useFairPlace();
  const acting = useFairActing(programme);
  const asked = useFair(name);
  const fair = asked.data;
  const called = typeof title === 'string' ? title
    : fair ? title(fair) : say(words.title);
  return (
    <Page title={called} actions={fair && actions?.(fair)}
      lead={fair && (
        <span className="plan-lead">
          {typeof title === 'string' && (
            <span>{local(fair.displayName, id)}</span>
          )}
          {lead?.(fair)}
        </span>)}>
      <FairLinks programme={programme} id={id} acting={acting} />
      <Answer of={asked} rows={12}>{(of) => (
        <>
          {of.state === Fair_State.CLOSED && (
            <Alert className="page-alert no-print" type="info" showIcon
              title={say(words.over)} />
          )}
          {children(of)}
        </>
      )}</Answer>
    </Page>
  );
}

// Whether anything of a fair may still be changed.
export const mayChange = (fair: Fair) => fair.state !== Fair_State.CLOSED;
