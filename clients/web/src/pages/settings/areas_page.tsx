// The areas of a programme and the groups they belong to.
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  CatalogueService, type Area,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { areaKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { useCalled } from '../../queries/reference';
import { integerParam, textParam, useUrlState } from '../../url_state';
import { ReadOnly } from '../office/read_only';
import { words as office } from '../office/texts';
import { AREA_KINDS, AreaDialog } from './area_dialog';
import { RemoveButton, useTellKept } from './removal';
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
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellKept = useTellKept();
  const mayChange = useSession().isOffice(programme);
  const [state, change] = useUrlState(spec);
  const [edited, edit] = useState<Area | 'new' | undefined>();
  const called = useCalled(programme);
  const answer = useQuery(CatalogueService.method.listAreas,
    { parent: names.programme.format({ programme }), pageSize: MOST });
  const areas = answer.data?.areas ?? [];
  const nameOf = (a: Area) => local(a.displayName, idOf(a.name));
  const remove = useMutation(CatalogueService.method.deleteArea, {
    onSuccess: () => {
      void message.success(say(office.removed));
      void invalidate(CatalogueService, 'ListAreas');
    },
  });
  const removeOne = (area: Area) => remove.mutate(
    { name: area.name, etag: area.etag },
    { onError: (error) => tellKept(nameOf(area), error) });
  const shown = inOrder(areas).filter((a) =>
    (state.kind === 0 || a.kind === state.kind as Area['kind']) &&
    `${nameOf(a)} ${a.code}`.toLowerCase().includes(state.q.toLowerCase()));
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.title), width: 24 },
      { heading: say(office.kind), width: 14 },
      { heading: say(words.code), width: 14 },
      { heading: say(words.group), width: 20 },
      { heading: say(words.parent), width: 20 }],
    rows: shown.map((a) => [nameOf(a), say(areaKindLabels[a.kind]), a.code,
      a.group ? called.area(a.group) : '',
      a.parentArea ? called.area(a.parentArea) : '']),
  });
  return (
    <Page title={say(words.title)}
      lead={answer.data && say(words.lead, { n: areas.length })}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={shown.length === 0} />
          {mayChange && (
            <>
              <Link to={paths.import(programme, 'areas')}>
                <Button icon={<UploadOutlined />} tabIndex={-1}>
                  {say(office.import)}
                </Button>
              </Link>
              <Button type="primary" icon={<PlusOutlined />}
                onClick={() => edit('new')}>{say(words.add)}</Button>
            </>
          )}
        </>
      }>
      <ReadOnly unless={mayChange} />
      <div className="toolbar no-print">
        <Input.Search allowClear value={state.q} className="toolbar-search"
          aria-label={say(office.search)} placeholder={say(words.title)}
          onChange={(e) => change({ q: e.target.value })} />
        <Select value={state.kind} aria-label={say(office.kind)}
          onChange={(kind) => change({ kind })} popupMatchSelectWidth={false}
          prefix={<span className="quiet">{say(office.kind)}</span>}
          options={[{ value: 0, label: say(common.all) },
            ...AREA_KINDS.map((k) => ({ value: k as number,
              label: say(areaKindLabels[k]) }))]} />
      </div>
      <Answer of={answer} rows={12}>{() => (areas.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : shown.length === 0
          ? <Nothing title={say(office.noneFound)}
            hint={say(office.noneFoundHint)} />
          : (
            <DataTable<Area> label={say(words.title)} rowKey="name"
              dataSource={shown} scroll={{ x: 820 }} columns={[
                { title: say(words.title), key: 'area', width: 220,
                  render: (_, a) => nameOf(a) },
                { title: say(office.kind), key: 'kind', width: 120,
                  render: (_, a) => say(areaKindLabels[a.kind]) },
                { title: say(words.code), key: 'code', width: 130,
                  className: 'number', render: (_, a) => a.code || '—' },
                { title: say(words.group), key: 'group', width: 160,
                  render: (_, a) => (a.group ? called.area(a.group) : '—') },
                { title: say(words.parent), key: 'parent', width: 160,
                  render: (_, a) => (
                    a.parentArea ? called.area(a.parentArea) : '—') },
                ...(mayChange ? [{ title: say(common.actions), key: 'do',
                  className: 'no-print',
                  width: 150, render: (_: unknown, a: Area) => (
                    <span className="panel-tools">
                      <Button size="small" onClick={() => edit(a)}
                        aria-label={`${say(common.edit)}: ${nameOf(a)}`}>
                        {say(common.edit)}
                      </Button>
                      <RemoveButton what={nameOf(a)}
                        busy={remove.isPending &&
                          remove.variables.name === a.name}
                        onRemove={() => removeOne(a)} />
                    </span>) }] : []),
              ]} />
          ))}</Answer>
      {edited && (
        <AreaDialog programme={programme} areas={areas}
          area={edited === 'new' ? undefined : edited}
          onClose={() => edit(undefined)} />
      )}
    </Page>
  );
}
