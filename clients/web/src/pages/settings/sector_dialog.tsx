// A sector's fields, and saving them.
import { createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { Input, Select } from 'antd';
import {
  CatalogueService, type Sector,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { Field } from '../../parts/field';
import { PartDialog, usePartEditor } from './part_editor';
import { sectorWords as words } from './texts';

const draftOf = (sector: Sector) => ({
  zh: sector.displayName?.zh ?? '', en: sector.displayName?.en ?? '',
  parentSector: sector.parentSector,
  coversZh: sector.description?.zh ?? '', coversEn: sector.description?.en ?? '',
});

const MASK = { paths: ['display_name', 'parent_sector', 'description'] };

export function SectorDialog({ programme, sector, sectors, field, onClose }: {
  programme: string;
  // Undefined: a new one.
  sector: Sector | undefined;
  sectors: readonly Sector[];
  // The field of work that a new one is in; empty: it is one.
  field: string;
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const client = createClient(CatalogueService, useTransport());
  const editor = usePartEditor({
    part: sector, resource: 'sector', draftOf, lists: 'ListSectors',
    blank: { zh: '', en: '', parentSector: field, coversZh: '', coversEn: '' },
    latest: (name) => client.getSector({ name }), onDone: onClose,
    write: ({ zh, en, parentSector, coversZh, coversEn }, saved, id) => {
      const fields = {
        displayName: { zh: zh.trim(), en: en.trim() }, parentSector,
        ...((coversZh || coversEn) && {
          description: { zh: coversZh, en: coversEn } }),
      };
      return saved
        ? client.updateSector({ updateMask: MASK,
          sector: { name: saved.name, etag: saved.etag, ...fields } })
        : client.createSector({ parent: names.programme.format({ programme }),
          sectorId: id, sector: fields });
    },
  });
  const { draft, change, faultAt } = editor;
  const hasBelow = sectors.some((s) => s.parentSector === sector?.name);
  const fields = [{ value: '', label: say(words.isField) },
    ...sectors.filter((s) => s.parentSector === '' && s.name !== sector?.name)
      .map((s) => ({ value: s.name,
        label: local(s.displayName, idOf(s.name)) }))];
  return (
    <PartDialog title={say(sector ? words.edit : words.add)} editor={editor}
      onClose={onClose}>
      <Field label={say(words.field)} hint={say(words.fieldHint)}
        fault={faultAt('parent_sector')}>{(bound) => (
          <Select {...bound} showSearch optionFilterProp="label"
            disabled={hasBelow} value={draft.parentSector} options={fields}
            onChange={(parentSector) => change({ parentSector })} />)}</Field>
      <Field label={say(words.covers)} wide fault={faultAt('description')}>
        {(bound) => (
          <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 8 }}
            value={draft.coversZh}
            onChange={(e) => change({ coversZh: e.target.value })} />)}</Field>
      <Field label={say(words.coversEn)} wide>{(bound) => (
        <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 8 }}
          value={draft.coversEn} lang="en"
          onChange={(e) => change({ coversEn: e.target.value })} />)}</Field>
    </PartDialog>
  );
}
