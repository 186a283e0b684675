// People: who can sign in, what they may do, and a link for a new password.
import { PlusOutlined } from '@ant-design/icons';
import { create } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import {
  useInfiniteQuery, useMutation, useTransport,
} from '@connectrpc/connect-query';
import { App, Button, Input, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import {
  AccessService, PersonSchema, type Membership, type Person,
} from '../../gen/duikou/access/v1/access_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { permissionGroupLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { useInvalidate } from '../../queries/client';
import { everyEntry } from '../../queries/every_entry';
import { useProgramme, useUnits } from '../../queries/reference';
import { textParam, useUrlState } from '../../url_state';
import { LinkDialog, SessionsDrawer } from './person_access';
import { PersonDialog } from './person_dialog';
import { ReadOnly } from './read_only';
import { peopleWords as words, words as shared } from './texts';

const PAGE = 200;
// The most of a page that the server answers.
const MOST = 1000;

const spec = { q: textParam(), person: textParam() };

// Where a membership holds, in words.
function useWhere(programme: string): (membership: Membership) => string {
  const say = useSay();
  const local = useLocal();
  const units = useUnits(programme);
  const known = useProgramme(programme);
  return ({ programme: of, unit }) => {
    if (of === 'programmes/-') return say(words.every);
    return unit === ''
      ? local(of === known?.name ? known.displayName : undefined, idOf(of))
      : local(units?.find((u) => u.name === unit)?.displayName, idOf(unit));
  };
}

function Memberships({ person, programme }: {
  person: Person;
  programme: string;
}) {
  const say = useSay();
  const where = useWhere(programme);
  return (
    <ul className="memberships">
      {person.memberships.map((m) => (
        <li key={`${m.programme} ${m.unit}`}>
          <span>{where(m)}</span>{' '}
          {m.groups.map((g) => (
            <Tag key={g}>{say(permissionGroupLabels[g])}</Tag>
          ))}
        </li>
      ))}
    </ul>
  );
}

function useSheet(programme: string): (people: readonly Person[]) => Sheet {
  const say = useSay();
  const { language } = useLanguage();
  const where = useWhere(programme);
  const permissions = (person: Person) => person.memberships.map((m) =>
    say(common.ofWhat, { name: where(m), what: m.groups
      .map((g) => say(permissionGroupLabels[g])).join(say(common.and)) }))
    .join(say(common.then));
  return (people) => ({
    title: say(words.title),
    columns: [{ heading: say(words.name), width: 24 },
      { heading: say(words.account), width: 20 },
      { heading: say(words.phone), width: 18 },
      { heading: say(words.memberships), width: 60 },
      { heading: say(words.lastSignIn), width: 20 },
      { heading: say(words.disabled), width: 10 }],
    rows: people.map((p) => [p.displayName, idOf(p.name), p.phone,
      permissions(p), p.signInTime ? formatTime(p.signInTime, language)
        : say(words.never), say(p.disabled ? common.yes : common.no)]),
  });
}

function Disable({ person }: { person: Person }) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const update = useMutation(AccessService.method.updatePerson, {
    onSuccess: (after) => {
      void message.success(say(after.disabled ? words.disabled : words.enabled));
      void invalidate(AccessService, 'ListPeople');
    },
    onError: tellFailure,
  });
  const set = (disabled: boolean) => update.mutate({
    person: create(PersonSchema,
      { name: person.name, etag: person.etag, disabled }),
    updateMask: { paths: ['disabled'] } });
  const label = (text: string) => `${text}: ${person.displayName}`;
  if (person.disabled) {
    return (
      <Button size="small" loading={update.isPending}
        aria-label={label(say(words.enable))} onClick={() => set(false)}>
        {say(words.enable)}
      </Button>
    );
  }
  return (
    <Popconfirm title={say(words.disableTitle, { name: person.displayName })}
      description={say(words.disableHint)} okText={say(words.disable)}
      cancelText={say(common.cancel)} onConfirm={() => set(true)}>
      <Button size="small" danger loading={update.isPending}
        aria-label={label(say(words.disable))}>{say(words.disable)}</Button>
    </Popconfirm>
  );
}

export function PeoplePage() {
  const say = useSay();
  const { language } = useLanguage();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const session = useSession();
  const groups = session.groupsIn(programme);
  const mayChange = groups.has(PermissionGroup.OFFICE) ||
    groups.has(PermissionGroup.ADMINISTRATOR);
  const [editing, setEditing] = useState<Person | 'new' | undefined>();
  const [linked, setLinked] = useState<Person | undefined>();
  const ask = {
    // Who looks after people everywhere sees those in no programme as well.
    programme: session.all ? '' : names.programme.format({ programme }),
    pageSize: PAGE, pageToken: '',
  };
  const found = useInfiniteQuery(AccessService.method.listPeople, ask, {
    pageParamKey: 'pageToken',
    getNextPageParam: (last) => last.nextPageToken || undefined,
  });
  const all = found.data?.pages.flatMap((p) => p.people) ?? [];
  const fits = (p: Person) => `${p.displayName} ${idOf(p.name)} ${p.phone}`
    .toLowerCase().includes(state.q.toLowerCase());
  const people = all.filter(fits);
  const client = createClient(AccessService, useTransport());
  const sheetOf = useSheet(programme);
  const sheet = async () => sheetOf((await everyEntry(
    (pageToken) => client.listPeople({ ...ask, pageSize: MOST, pageToken }),
    (page) => page.people)).filter(fits));
  const inspected = all.find((p) => idOf(p.name) === state.person);
  const label = (text: string, p: Person) => `${text}: ${p.displayName}`;
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={people.length === 0} />
          {mayChange && (
            <Button type="primary" icon={<PlusOutlined />}
              onClick={() => setEditing('new')}>{say(words.add)}</Button>
          )}
        </>
      }>
      <ReadOnly unless={mayChange} />
      <div className="toolbar no-print">
        <Input.Search allowClear value={state.q} className="toolbar-search"
          aria-label={say(shared.search)} placeholder={say(words.name)}
          onChange={(e) => change({ q: e.target.value })} />
      </div>
      <Answer of={found} rows={8}>{() => (people.length === 0
        ? <Nothing title={say(shared.noneFound)}
          hint={say(shared.noneFoundHint)} />
        : (
          <DataTable<Person> label={say(words.title)} rowKey="name"
            dataSource={people} scroll={{ x: 980 }} columns={[
              { title: say(words.name), key: 'name', width: 210,
                render: (_, p) => (
                  <>
                    <strong>{p.displayName}</strong>{' '}
                    {p.disabled && (
                      <ToneTag tone="bad">{say(words.disabled)}</ToneTag>
                    )}
                    <span className="title-where quiet">
                      {idOf(p.name)}{p.phone && ` · ${p.phone}`}
                    </span>
                  </>) },
              { title: say(words.memberships), key: 'memberships',
                render: (_, p) => (
                  <Memberships person={p} programme={programme} />) },
              { title: say(words.lastSignIn), key: 'last', width: 170,
                render: (_, p) => (p.signInTime
                  ? formatTime(p.signInTime, language)
                  : <span className="quiet">{say(words.never)}</span>) },
              ...(mayChange ? [{ title: say(common.actions), key: 'do',
                className: 'no-print',
                width: 370, render: (_: unknown, p: Person) => (
                  <span className="panel-tools">
                    <Button size="small" aria-label={label(say(words.edit), p)}
                      onClick={() => setEditing(p)}>{say(words.edit)}</Button>
                    <Button size="small" aria-label={label(say(words.link), p)}
                      disabled={p.disabled}
                      onClick={() => setLinked(p)}>{say(words.link)}</Button>
                    <Button size="small"
                      aria-label={label(say(words.sessions), p)}
                      onClick={() => change({ person: idOf(p.name) })}>
                      {say(words.sessions)}
                    </Button>
                    {p.name !== session.person.name && <Disable person={p} />}
                  </span>) }] : []),
            ]} />
        ))}</Answer>
      {found.hasNextPage && (
        <div className="more no-print">
          <Button loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}>{say(common.more)}</Button>
        </div>
      )}
      {editing && (
        <PersonDialog programme={programme}
          person={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)} onCreated={setLinked} />
      )}
      {linked && (
        <LinkDialog person={linked} onClose={() => setLinked(undefined)} />
      )}
      {inspected && mayChange && (
        <SessionsDrawer person={inspected}
          onClose={() => change({ person: '' })} />
      )}
    </Page>
  );
}
