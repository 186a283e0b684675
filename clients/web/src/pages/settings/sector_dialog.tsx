// A sector's fields, and saving them.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { faultIn, isAt } from '../../field_fault';
import {
  CatalogueService, type Sector,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { editing, Stale } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { words as shared } from '../office/texts';
import { useResourceDraft } from './resource_draft';
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
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const client = createClient(CatalogueService, useTransport());
  const edited = useResourceDraft(sector, draftOf,
    { zh: '', en: '', parentSector: field, coversZh: '', coversEn: '' },
    (name) => client.getSector({ name }));
  const { draft, change } = edited;
  const [id, setId] = useState('');
  const done = { onSuccess: () => {
    void message.success(say(sector ? common.saved : shared.created));
    void invalidate(CatalogueService, 'ListSectors');
    onClose();
  } };
  const createOne = useMutation(CatalogueService.method.createSector, done);
  const update = useMutation(CatalogueService.method.updateSector, done);
  const error = createOne.error ?? update.error;
  const stale = error !== null && ConnectError.from(error).code === Code.Aborted;
  const fault = error ? faultIn(error, 'sector') : undefined;
  const faultAt = (path: string) => (isAt(fault, path)
    ? say(editing.refused, { text: fault?.text ?? '' }) : '');
  const save = () => {
    const fields = {
      displayName: { zh: draft.zh.trim(), en: draft.en.trim() },
      parentSector: draft.parentSector,
      ...((draft.coversZh || draft.coversEn) && {
        description: { zh: draft.coversZh, en: draft.coversEn } }),
    };
    if (edited.saved) {
      const { name, etag } = edited.saved;
      update.mutate({ sector: { name, etag, ...fields }, updateMask: MASK });
    } else {
      createOne.mutate({ parent: names.programme.format({ programme }),
        sectorId: id.trim(), sector: fields });
    }
  };
  const hasBelow = sectors.some((s) => s.parentSector === sector?.name);
  const fields = [{ value: '', label: say(words.isField) },
    ...sectors.filter((s) => s.parentSector === '' && s.name !== sector?.name)
      .map((s) => ({ value: s.name,
        label: local(s.displayName, idOf(s.name)) }))];
  return (
    <Modal open width={640} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(sector ? words.edit : words.add)} okText={say(common.save)}
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
        <Field label={say(words.field)} hint={say(words.fieldHint)}
          fault={faultAt('parent_sector')}>{(bound) => (
            <Select {...bound} showSearch optionFilterProp="label"
              disabled={hasBelow} value={draft.parentSector} options={fields}
              onChange={(parentSector) => change({ parentSector })} />)}</Field>
        {!sector && (
          <Field label={say(shared.id)} hint={say(shared.idHint)}>{(bound) => (
            <Input {...bound} value={id} maxLength={63} autoComplete="off"
              onChange={(e) => setId(e.target.value)} />)}</Field>
        )}
        <Field label={say(words.covers)} wide fault={faultAt('description')}>
          {(bound) => (
            <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 8 }}
              value={draft.coversZh}
              onChange={(e) => change({ coversZh: e.target.value })} />)}</Field>
        <Field label={say(words.coversEn)} wide>{(bound) => (
          <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 8 }}
            value={draft.coversEn} lang="en"
            onChange={(e) => change({ coversEn: e.target.value })} />)}</Field>
      </div>
    </Modal>
  );
}
