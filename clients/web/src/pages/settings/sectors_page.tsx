// The sectors of a programme, in their fields of work.
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  CatalogueService, type Sector,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { textParam, useUrlState } from '../../url_state';
import { ReadOnly } from '../office/read_only';
import { words as office } from '../office/texts';
import { RemoveButton, useTellKept } from './removal';
import { SectorDialog } from './sector_dialog';
import { sectorWords as words } from './texts';

const MOST = 1000;

const spec = { q: textParam() };

type Edited = { sector: Sector | undefined; field: string };

// Each field of work with its sectors right below it.
function inOrder(sectors: readonly Sector[]): Sector[] {
  return sectors.filter((s) => s.parentSector === '').flatMap((field) =>
    [field, ...sectors.filter((s) => s.parentSector === field.name)]);
}

export function SectorsPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellKept = useTellKept();
  const mayChange = useSession().isOffice(programme);
  const [state, change] = useUrlState(spec);
  const [edited, edit] = useState<Edited | undefined>();
  const answer = useQuery(CatalogueService.method.listSectors,
    { parent: names.programme.format({ programme }), pageSize: MOST });
  const sectors = answer.data?.sectors ?? [];
  const fields = sectors.filter((s) => s.parentSector === '');
  const nameOf = (s: Sector) => local(s.displayName, idOf(s.name));
  const fieldOf = (s: Sector) => (s.parentSector === '' ? ''
    : local(fields.find((f) => f.name === s.parentSector)?.displayName,
      idOf(s.parentSector)));
  const remove = useMutation(CatalogueService.method.deleteSector, {
    onSuccess: () => {
      void message.success(say(office.removed));
      void invalidate(CatalogueService, 'ListSectors');
    },
  });
  const removeOne = (sector: Sector) => remove.mutate(
    { name: sector.name, etag: sector.etag },
    { onError: (error) => tellKept(nameOf(sector), error) });
  const shown = inOrder(sectors).filter((s) =>
    `${nameOf(s)} ${fieldOf(s)} ${local(s.description)}`.toLowerCase()
      .includes(state.q.toLowerCase()));
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.field), width: 20 },
      { heading: say(words.title), width: 24 },
      { heading: say(words.covers), width: 60 }],
    rows: shown.map((s) => [fieldOf(s), nameOf(s), local(s.description)]),
  });
  return (
    <Page title={say(words.title)}
      lead={answer.data && say(words.lead, { areas: fields.length,
        n: sectors.length - fields.length })}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={shown.length === 0} />
          {mayChange && (
            <>
              <Link to={paths.import(programme, 'sectors')}>
                <Button icon={<UploadOutlined />} tabIndex={-1}>
                  {say(office.import)}
                </Button>
              </Link>
              <Button type="primary" icon={<PlusOutlined />}
                onClick={() => edit({ sector: undefined, field: '' })}>
                {say(words.add)}
              </Button>
            </>
          )}
        </>
      }>
      <ReadOnly unless={mayChange} />
      <div className="toolbar no-print">
        <Input.Search allowClear value={state.q} className="toolbar-search"
          aria-label={say(office.search)} placeholder={say(words.title)}
          onChange={(e) => change({ q: e.target.value })} />
      </div>
      <Answer of={answer} rows={12}>{() => (sectors.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : shown.length === 0
          ? <Nothing title={say(office.noneFound)}
            hint={say(office.noneFoundHint)} />
          : (
            <DataTable<Sector> label={say(words.title)} rowKey="name"
              dataSource={shown} scroll={{ x: 720 }} columns={[
                { title: say(words.title), key: 'sector', width: 260,
                  render: (_, s) => (s.parentSector === ''
                    ? <strong>{nameOf(s)}</strong>
                    : <span className="sector-below">{nameOf(s)}</span>) },
                { title: say(words.covers), key: 'covers',
                  render: (_, s) => local(s.description) || '—' },
                ...(mayChange ? [{ title: say(common.actions), key: 'do',
                  className: 'no-print',
                  width: 250, render: (_: unknown, s: Sector) => (
                    <span className="panel-tools">
                      <Button size="small"
                        onClick={() => edit({ sector: s, field: '' })}
                        aria-label={`${say(common.edit)}: ${nameOf(s)}`}>
                        {say(common.edit)}
                      </Button>
                      <RemoveButton what={nameOf(s)}
                        busy={remove.isPending &&
                          remove.variables.name === s.name}
                        onRemove={() => removeOne(s)} />
                      {s.parentSector === '' && (
                        <Button size="small" type="link"
                          aria-label={`${say(words.add)}: ${nameOf(s)}`}
                          onClick={() => edit(
                            { sector: undefined, field: s.name })}>
                          {say(words.add)}
                        </Button>
                      )}
                    </span>) }] : []),
              ]} />
          ))}</Answer>
      {edited && (
        <SectorDialog programme={programme} sectors={sectors}
          sector={edited.sector} field={edited.field}
          onClose={() => edit(undefined)} />
      )}
    </Page>
  );
}
