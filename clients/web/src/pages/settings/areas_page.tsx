// The areas of a programme and the groups they belong to.
import { createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { common } from '../../app/texts';
import {
  CatalogueService, type Area,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { areaKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { useCalled } from '../../queries/reference';
import { integerParam, textParam, useUrlState } from '../../url_state';
import { words as office } from '../office/texts';
import { AREA_KINDS, AreaDialog } from './area_dialog';
import { PartsPage } from './parts_page';
import { areaWords as words } from './texts';

const MOST = 1000;

const spec = { q: textParam(), kind: integerParam(0, 0, 5) };

// Groups first, then from the province down, then by code.
function inOrder(areas: readonly Area[]): Area[] {
  return [...areas].sort((a, b) => a.kind - b.kind ||
    a.code.localeCompare(b.code) || a.name.localeCompare(b.name));
}

export function AreasPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const [edited, edit] = useState<Area | 'new' | undefined>();
  const called = useCalled(programme);
  const client = createClient(CatalogueService, useTransport());
  const answer = useQuery(CatalogueService.method.listAreas,
    { parent: names.programme.format({ programme }), pageSize: MOST });
  const areas = answer.data?.areas ?? [];
  const nameOf = (a: Area) => local(a.displayName, idOf(a.name));
  const shown = inOrder(areas).filter((a) =>
    (state.kind === 0 || a.kind === state.kind as Area['kind']) &&
    `${nameOf(a)} ${a.code}`.toLowerCase().includes(state.q.toLowerCase()));
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.title), width: 24 },
      { heading: say(common.id), width: 14 },
      { heading: say(office.kind), width: 14 },
      { heading: say(words.code), width: 14 },
      { heading: say(words.group), width: 20 },
      { heading: say(words.parent), width: 20 }],
    rows: shown.map((a) => [nameOf(a), idOf(a.name),
      say(areaKindLabels[a.kind]), a.code,
      a.group ? called.area(a.group) : '',
      a.parentArea ? called.area(a.parentArea) : '']),
  });
  return (
    <PartsPage<Area> programme={programme} collection="areas" words={words}
      lead={answer.data && say(words.lead, { n: areas.length })}
      answer={answer} parts={areas} shown={shown} sheet={sheet}
      search={state.q} onSearch={(q) => change({ q })} filters={(
        <Select value={state.kind} aria-label={say(office.kind)}
          onChange={(kind) => change({ kind })} popupMatchSelectWidth={false}
          prefix={<span className="quiet">{say(office.kind)}</span>}
          options={[{ value: 0, label: say(common.all) },
            ...AREA_KINDS.map((k) => ({ value: k as number,
              label: say(areaKindLabels[k]) }))]} />
      )}
      width={820} doWidth={150} columns={[
        { title: say(words.title), key: 'area', width: 220,
          render: (_, a) => nameOf(a) },
        { title: say(office.kind), key: 'kind', width: 120,
          render: (_, a) => say(areaKindLabels[a.kind]) },
        { title: say(words.code), key: 'code', width: 130,
          className: 'number', render: (_, a) => a.code || '—' },
        { title: say(words.group), key: 'group', width: 160,
          render: (_, a) => (a.group ? called.area(a.group) : '—') },
        { title: say(words.parent), key: 'parent', width: 160,
          render: (_, a) => (a.parentArea ? called.area(a.parentArea) : '—') },
      ]}
      nameOf={nameOf} lists="ListAreas"
      remove={({ name, etag }) => client.deleteArea({ name, etag })}
      onAdd={() => edit('new')} onEdit={edit}>
      {edited && (
        <AreaDialog programme={programme} areas={areas}
          area={edited === 'new' ? undefined : edited}
          onClose={() => edit(undefined)} />
      )}
    </PartsPage>
  );
}
