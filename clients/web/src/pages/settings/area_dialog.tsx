// An area's fields, and saving them.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { faultIn, isAt } from '../../field_fault';
import {
  Area_Kind, CatalogueService, type Area,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { areaKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { editing, Stale } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { words as shared } from '../office/texts';
import { useResourceDraft } from './resource_draft';
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
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const client = createClient(CatalogueService, useTransport());
  const edited = useResourceDraft(area, draftOf, BLANK,
    (name) => client.getArea({ name }));
  const { draft, change } = edited;
  const [id, setId] = useState('');
  const done = { onSuccess: () => {
    void message.success(say(area ? common.saved : shared.created));
    void invalidate(CatalogueService, 'ListAreas');
    onClose();
  } };
  const createOne = useMutation(CatalogueService.method.createArea, done);
  const update = useMutation(CatalogueService.method.updateArea, done);
  const error = createOne.error ?? update.error;
  const stale = error !== null && ConnectError.from(error).code === Code.Aborted;
  const fault = error ? faultIn(error, 'area') : undefined;
  const faultAt = (path: string) => (isAt(fault, path)
    ? say(editing.refused, { text: fault?.text ?? '' }) : '');
  const save = () => {
    const { zh, en, ...rest } = draft;
    const fields = { displayName: { zh: zh.trim(), en: en.trim() }, ...rest,
      code: rest.code.trim() };
    if (edited.saved) {
      const { name, etag } = edited.saved;
      update.mutate({ area: { name, etag, ...fields }, updateMask: MASK });
    } else {
      createOne.mutate({ parent: names.programme.format({ programme }),
        areaId: id.trim() || fields.code, area: fields });
    }
  };
  const choices = (fits: (a: Area) => boolean) => [
    { value: '', label: say(common.none) },
    ...areas.filter((a) => a.name !== area?.name && fits(a)).map((a) => ({
      value: a.name, label: local(a.displayName, idOf(a.name)) }))];
  const pick = { showSearch: true, optionFilterProp: 'label' };
  return (
    <Modal open width={640} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(area ? words.edit : words.add)} okText={say(common.save)}
      onOk={save} okButtonProps={{ disabled: draft.zh.trim() === '' || stale,
        loading: createOne.isPending || update.isPending }}>
      {stale ? (
        <Stale what={draft.zh} busy={edited.reloading}
          onReload={() => void edited.reload(update.reset)} />
      ) : error && <Failure error={error} />}
      <div className="form-grid">
        <Field label={say(shared.nameZh)} required
          fault={faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={draft.zh} maxLength={200}
              onChange={(e) => change({ zh: e.target.value })} />)}</Field>
        <Field label={say(shared.nameEn)}>{(bound) => (
          <Input {...bound} value={draft.en} maxLength={200} lang="en"
            onChange={(e) => change({ en: e.target.value })} />)}</Field>
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
        {!area && (
          <Field label={say(shared.id)} hint={say(shared.idHint)}>{(bound) => (
            <Input {...bound} value={id} maxLength={63} autoComplete="off"
              placeholder={draft.code}
              onChange={(e) => setId(e.target.value)} />)}</Field>
        )}
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
      </div>
    </Modal>
  );
}
