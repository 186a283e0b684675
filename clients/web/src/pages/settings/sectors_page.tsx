// The sectors of a programme, in their fields of work.
import { createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { common } from '../../app/texts';
import {
  CatalogueService, type Sector,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { textParam, useUrlState } from '../../url_state';
import { PartsPage } from './parts_page';
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
  const [state, change] = useUrlState(spec);
  const [edited, edit] = useState<Edited | undefined>();
  const client = createClient(CatalogueService, useTransport());
  const answer = useQuery(CatalogueService.method.listSectors,
    { parent: names.programme.format({ programme }), pageSize: MOST });
  const sectors = answer.data?.sectors ?? [];
  const fields = sectors.filter((s) => s.parentSector === '');
  const nameOf = (s: Sector) => local(s.displayName, idOf(s.name));
  const fieldOf = (s: Sector) => (s.parentSector === '' ? ''
    : local(fields.find((f) => f.name === s.parentSector)?.displayName,
      idOf(s.parentSector)));
  const shown = inOrder(sectors).filter((s) =>
    `${nameOf(s)} ${fieldOf(s)} ${local(s.description)}`.toLowerCase()
      .includes(state.q.toLowerCase()));
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.field), width: 20 },
      { heading: say(words.title), width: 24 },
      { heading: say(common.id), width: 24 },
      { heading: say(words.covers), width: 60 }],
    rows: shown.map((s) => [fieldOf(s), nameOf(s), idOf(s.name),
      local(s.description)]),
  });
  return (
    <PartsPage<Sector> programme={programme} collection="sectors" words={words}
      lead={answer.data && say(words.lead, { areas: fields.length,
        n: sectors.length - fields.length })}
      answer={answer} parts={sectors} shown={shown} sheet={sheet}
      search={state.q} onSearch={(q) => change({ q })}
      width={720} doWidth={250} columns={[
        { title: say(words.title), key: 'sector', width: 260,
          render: (_, s) => (s.parentSector === ''
            ? <strong>{nameOf(s)}</strong>
            : <span className="sector-below">{nameOf(s)}</span>) },
        { title: say(words.covers), key: 'covers',
          render: (_, s) => local(s.description) || '—' },
      ]}
      nameOf={nameOf} lists="ListSectors"
      remove={({ name, etag }) => client.deleteSector({ name, etag })}
      onAdd={() => edit({ sector: undefined, field: '' })}
      onEdit={(sector) => edit({ sector, field: '' })}
      more={(s) => s.parentSector === '' && (
        <Button size="small" type="link"
          aria-label={`${say(words.add)}: ${nameOf(s)}`}
          onClick={() => edit({ sector: undefined, field: s.name })}>
          {say(words.add)}
        </Button>
      )}>
      {edited && (
        <SectorDialog programme={programme} sectors={sectors}
          sector={edited.sector} field={edited.field}
          onClose={() => edit(undefined)} />
      )}
    </PartsPage>
  );
}
