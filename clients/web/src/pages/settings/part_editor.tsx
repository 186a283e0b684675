// What the editors of a programme's parts share: areas, sectors, indicators.
//
//   const editor = usePartEditor({ part: area, resource: 'area', draftOf, blank,
//     latest: (name) => client.getArea({ name }), write, lists: 'ListAreas',
//     onDone });
//   <PartDialog title={…} editor={editor} onClose={onDone}>…</PartDialog>
import type { DescService } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { common } from '../../app/texts';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useSay } from '../../i18n/say';
import { Stale, useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { words as shared } from '../office/texts';
import { useResourceDraft } from './resource_draft';

// A part of a programme, as it is stored.
export interface Part { name: string; etag: string }

// Names in both languages, which every part has.
interface Named { zh: string; en: string }

export function usePartEditor<R extends Part, D extends Named>({ part, resource,
  draftOf, blank, latest, write, lists, service = CatalogueService, onDone }: {
  // Undefined: a new one.
  part: R | undefined;
  // What paths in refusals begin with.
  resource: string;
  draftOf: (part: R) => D;
  blank: D;
  latest: (name: string) => Promise<R>;
  // Creates a part where `saved` is undefined; the id may be empty.
  write: (draft: D, saved: R | undefined, id: string) => Promise<unknown>;
  // The method whose answers the write changes.
  lists: string;
  // The service that keeps it.
  service?: DescService;
  onDone: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const edited = useResourceDraft(part, draftOf, blank, latest);
  const [id, setId] = useState('');
  const writing = useMutation({
    mutationFn: () => write(edited.draft, edited.saved, id.trim()),
    onSuccess: () => {
      void message.success(say(part ? common.saved : shared.created));
      void invalidate(service, lists);
      onDone();
    },
  });
  const { error } = writing;
  const stale = error !== null && ConnectError.from(error).code === Code.Aborted;
  const { faultAt } = useFault(error, resource);
  return { ...edited, isNew: part === undefined, id, setId, writing, error,
    stale, faultAt };
}

export function PartDialog<R extends Part, D extends Named>({ title, editor,
  idHint = '', onClose, children }: {
  title: string;
  editor: ReturnType<typeof usePartEditor<R, D>>;
  // The id that a new part gets where none is given.
  idHint?: string;
  onClose: () => void;
  // Its fields besides names and id.
  children: ReactNode;
}) {
  const say = useSay();
  const { error, stale, faultAt, writing } = editor;
  const { zh, en } = editor.draft;
  const rename = (names: Partial<Named>) =>
    editor.change(names as Partial<D>);
  return (
    <Modal open width={640} onCancel={onClose} cancelText={say(common.cancel)}
      title={title} okText={say(common.save)} onOk={() => writing.mutate()}
      okButtonProps={{ disabled: zh.trim() === '' || stale,
        loading: writing.isPending }}>
      {stale ? (
        <Stale what={zh} busy={editor.reloading}
          onReload={() => void editor.reload(writing.reset)} />
      ) : error && <Failure error={error} />}
      <div className="form-grid">
        <Field label={say(shared.nameZh)} required
          fault={faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={zh} maxLength={200}
              onChange={(e) => rename({ zh: e.target.value })} />)}</Field>
        <Field label={say(shared.nameEn)}>{(bound) => (
          <Input {...bound} value={en} maxLength={200} lang="en"
            onChange={(e) => rename({ en: e.target.value })} />)}</Field>
        {editor.isNew && (
          <Field label={say(shared.id)} hint={say(shared.idHint)}>{(bound) => (
            <Input {...bound} value={editor.id} maxLength={63}
              autoComplete="off" placeholder={idHint}
              onChange={(e) => editor.setId(e.target.value)} />)}</Field>
        )}
        {children}
      </div>
    </Modal>
  );
}
