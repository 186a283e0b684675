// An area's fields, and saving them.
import { createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { Input, Select } from 'antd';
import { common } from '../../app/texts';
import {
  Area_Kind, CatalogueService, type Area,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { areaKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { Field } from '../../parts/field';
import { words as shared } from '../office/texts';
import { PartDialog, usePartEditor } from './part_editor';
import { areaWords as words } from './texts';

export const AREA_KINDS = [Area_Kind.GROUP, Area_Kind.PROVINCE,
  Area_Kind.PREFECTURE, Area_Kind.COUNTY, Area_Kind.PLACE];

const draftOf = (area: Area) => ({
  zh: area.displayName?.zh ?? '', en: area.displayName?.en ?? '',
  kind: area.kind, parentArea: area.parentArea, group: area.group,
  code: area.code,
});

const BLANK: ReturnType<typeof draftOf> = { zh: '', en: '',
  kind: Area_Kind.COUNTY, parentArea: '', group: '', code: '' };

const MASK = { paths: ['display_name', 'kind', 'parent_area', 'group', 'code'] };

export function AreaDialog({ programme, area, areas, onClose }: {
  programme: string;
  // Undefined: a new one.
  area: Area | undefined;
  areas: readonly Area[];
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const client = createClient(CatalogueService, useTransport());
  const editor = usePartEditor({
    part: area, resource: 'area', draftOf, blank: BLANK, lists: 'ListAreas',
    latest: (name) => client.getArea({ name }), onDone: onClose,
    write: ({ zh, en, ...rest }, saved, id) => {
      const fields = { displayName: { zh: zh.trim(), en: en.trim() }, ...rest,
        code: rest.code.trim() };
      return saved
        ? client.updateArea({ updateMask: MASK,
          area: { name: saved.name, etag: saved.etag, ...fields } })
        : client.createArea({ parent: names.programme.format({ programme }),
          areaId: id || fields.code, area: fields });
    },
  });
  const { draft, change, faultAt } = editor;
  const choices = (fits: (a: Area) => boolean) => [
    { value: '', label: say(common.none) },
    ...areas.filter((a) => a.name !== area?.name && fits(a)).map((a) => ({
      value: a.name, label: local(a.displayName, idOf(a.name)) }))];
  const pick = { showSearch: true, optionFilterProp: 'label' };
  return (
    <PartDialog title={say(area ? words.edit : words.add)} editor={editor}
      idHint={draft.code} onClose={onClose}>
      <Field label={say(shared.kind)} required fault={faultAt('kind')}>
        {(bound) => (
          <Select {...bound} value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={AREA_KINDS.map((k) => ({
              value: k, label: say(areaKindLabels[k]) }))} />)}</Field>
      <Field label={say(words.code)} fault={faultAt('code')}
        hint={say(words.codeHint)}>{(bound) => (
          <Input {...bound} value={draft.code} maxLength={6}
            inputMode="numeric"
            onChange={(e) => change({ code: e.target.value })} />)}</Field>
      <Field label={say(words.parent)} fault={faultAt('parent_area')}>
        {(bound) => (
          <Select {...bound} {...pick} value={draft.parentArea}
            onChange={(parentArea) => change({ parentArea })}
            options={choices((a) => a.kind !== Area_Kind.GROUP)} />)}</Field>
      <Field label={say(words.group)} fault={faultAt('group')}
        hint={say(words.groupHint)}>{(bound) => (
          <Select {...bound} {...pick} value={draft.group}
            onChange={(group) => change({ group })}
            options={choices((a) => a.kind === Area_Kind.GROUP)} />)}</Field>
    </PartDialog>
  );
}
