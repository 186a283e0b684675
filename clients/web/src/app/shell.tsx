// The frame around every page: header, menu and content.
import { MenuOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Dropdown, Select, Tooltip } from 'antd';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import {
  Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigate,
} from 'react-router';
import { AccessService } from '../gen/duikou/access/v1/access_service_pb';
import {
  CatalogueService,
} from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { Side } from '../gen/duikou/profiles/v1/profiles_service_pb';
import { PermissionGroup } from '../gen/duikou/type/v1/access_pb';
import { useLanguage, useLocal, useSay } from '../i18n/say';
import { idOf, names } from '../names';
import { Loading } from '../parts/states';
import { onSignedOut, RARELY_CHANGES_MS } from '../queries/client';
import { useUnits } from '../queries/reference';
import { firstPage } from './home';
import { useKeepSignedIn } from './keep_signed_in';
import { menu, type Place } from './navigation';
import { paths } from './paths';
import { usePlace } from './place';
import { ReminderBell } from './reminder_bell';
import { useSession } from './session';
import { shell } from './texts';

function Mark() {
  const say = useSay();
  return (
    <Link to="/" className="mark">
      <img src="/icon.svg" alt="" width={28} height={28} />
      <span className="mark-name">{say(shell.product)}</span>
      <span className="mark-line">{say(shell.productLine)}</span>
    </Link>
  );
}

function ProgrammeSwitch({ place }: { place: Place }) {
  const say = useSay();
  const local = useLocal();
  const navigate = useNavigate();
  const { data } = useQuery(CatalogueService.method.listProgrammes,
    { pageSize: 200 }, { staleTime: RARELY_CHANGES_MS });
  const options = useMemo(() => (data?.programmes ?? []).map((p) => ({
    value: idOf(p.name), label: local(p.displayName, idOf(p.name)),
  })), [data, local]);
  if (!place.programme && options.length === 0) return null;
  return (
    <Select aria-label={say(shell.programme)} variant="filled"
      className="switch switch-programme" value={place.programme || null}
      options={options} popupMatchSelectWidth={false}
      labelRender={({ label, value }) => label ?? String(value)}
      onChange={(programme) => void navigate(paths.programme(programme))} />
  );
}

// Those who look at units one by one.
const UNIT_GROUPS = [PermissionGroup.SUPPORTER, PermissionGroup.RECIPIENT,
  PermissionGroup.OFFICE, PermissionGroup.SUPERVISOR];

// For who acts for several units or guides some, and for who sees all of them.
function UnitSwitch({ place }: { place: Place }) {
  const say = useSay();
  const local = useLocal();
  const session = useSession();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const own = session.unitsIn(place.programme);
  const ownNames = new Set(own.map((m) => m.unit));
  const units = useUnits(place.programme, place.programme !== '') ?? [];
  const others = units.filter((u) => (own.length === 0
    ? u.sides.includes(Side.SUPPORTER)
    : ownNames.has(u.guidingDepartment) && !ownNames.has(u.name)));
  const options = [
    ...own.map((m) => ({
      value: idOf(m.unit), label: local(m.unitDisplayName, idOf(m.unit)) })),
    ...others.map((u) => ({
      value: idOf(u.name), label: local(u.displayName, idOf(u.name)) })),
  ];
  if (options.length === 0 || !UNIT_GROUPS.some(
    (g) => session.groupsIn(place.programme).has(g))) return null;
  if (options.length === 1) {
    return <span className="switch-one">{options[0]?.label}</span>;
  }
  const choose = (unit: string) => {
    // The same page for the other unit, where the page is a unit's.
    const page = /^(\/p\/[^/]+\/units\/)[^/]+(.*)$/.exec(pathname);
    void navigate(page ? `${page[1]}${unit}${page[2]}${search}`
      : firstPage(session, place.programme, unit));
  };
  return (
    <Select aria-label={say(shell.unit)} variant="filled" showSearch
      optionFilterProp="label" className="switch switch-unit"
      placeholder={say(shell.chooseUnit)} value={place.unit || null}
      options={options} popupMatchSelectWidth={false} onChange={choose} />
  );
}

function LanguageSwitch() {
  const say = useSay();
  const { language, setLanguage } = useLanguage();
  return (
    <Button type="text" lang={language === 'zh' ? 'en' : 'zh-CN'}
      aria-label={say(shell.switchLanguage)}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
      {say(shell.otherLanguage)}
    </Button>
  );
}

function AccountMenu() {
  const say = useSay();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { person } = useSession();
  const signOut = useMutation(AccessService.method.signOut, {
    onSettled: () => {
      void navigate(paths.signIn);
      client.clear();
    },
  });
  return (
    <Dropdown trigger={['click']} menu={{
      items: [
        { key: 'account', label: say(shell.accountSettings),
          onClick: () => void navigate(paths.account) },
        { key: 'out', label: say(shell.signOut),
          onClick: () => signOut.mutate({}) },
      ],
    }}>
      <Button type="text" className="account-button">
        {person.displayName || idOf(person.name)}
      </Button>
    </Dropdown>
  );
}

function Menu({ place, onChoose }: { place: Place; onChoose: () => void }) {
  const say = useSay();
  const session = useSession();
  const groups = session.groupsIn(place.programme);
  const receives = session.receivesFor(place.programme).includes(place.unit);
  const has = (wanted: readonly PermissionGroup[]) =>
    wanted.some((g) => groups.has(g));
  const units = useUnits(place.programme, place.programme !== '') ?? [];
  const own = names.unit.format(place);
  const guides = units.some((u) => u.guidingDepartment === own);
  const sections = menu.filter((s) => has(s.groups))
    .map((s) => ({ ...s, items: s.items.filter((i) =>
      (!i.ofSupporter || place.unit !== '') &&
      (!i.ofRecipient || receives) && (!i.ofGuide || guides) &&
      (!i.groups || has(i.groups)) && !(i.unless && has(i.unless))) }))
    .filter((s) => s.items.length > 0);
  return (
    <nav aria-label={say(shell.mainNavigation)} className="menu">
      {sections.map((section) => (
        <div key={section.text[0]} className="menu-section">
          <p className="menu-heading">{say(section.text)}</p>
          <ul>
            {section.items.map((item) => (
              <li key={item.text[0]}>
                <NavLink to={item.to(place)} end onClick={onChoose}>
                  {say(item.text)}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

// Sends to the sign-in page whoever is no longer signed in.
function useSignedOut() {
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(() => onSignedOut(() => {
    const { pathname, search } = window.location;
    client.clear();
    void navigate(`${paths.signIn}?return=` +
      encodeURIComponent(pathname + search));
  }), [client, navigate]);
}

// A new page is read from its beginning, also by keyboard and screen reader.
function useFocusOnNewPage(pathname: string) {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [pathname]);
}

export function Shell() {
  const say = useSay();
  const place = usePlace();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  useFocusOnNewPage(pathname);
  useSignedOut();
  useKeepSignedIn();
  return (
    <div className="shell">
      <a href="#content" className="skip">{say(shell.skip)}</a>
      <header className="header">
        <Tooltip title={say(shell.menu)}>
          <Button type="text" icon={<MenuOutlined />} className="menu-button"
            aria-label={say(shell.menu)} aria-expanded={open}
            onClick={() => setOpen(true)} />
        </Tooltip>
        <Mark />
        <div className="header-switches">
          <ProgrammeSwitch place={place} />
          <UnitSwitch place={place} />
        </div>
        <div className="header-end">
          <ReminderBell programme={place.programme} />
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </header>
      <aside className="side"><Menu place={place} onChoose={() => undefined} /></aside>
      <Drawer open={open} onClose={() => setOpen(false)} placement="left"
        size={260} title={say(shell.menu)}>
        <div className="drawer-switches">
          <ProgrammeSwitch place={place} />
          <UnitSwitch place={place} />
        </div>
        <Menu place={place} onChoose={() => setOpen(false)} />
      </Drawer>
      <main id="content" tabIndex={-1} className="content">
        <Suspense fallback={<div className="page"><Loading /></div>}>
          <Outlet key={place.programme} />
        </Suspense>
      </main>
      <ScrollRestoration getKey={() => pathname} />
    </div>
  );
}
