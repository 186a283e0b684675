// Publishing the timetable: what would change is shown first.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  TimetableService,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { Field } from '../../parts/field';
import { Answer, Failure } from '../../parts/states';
import { ChangeTable } from './change_table';
import { publishWords as words } from './timetable_texts';
import { useRefreshFair } from './use_fair';
import { isStale } from './use_move';
import type { Timetabled } from './use_timetable';

function PublishDialog({ of, blocking, onClose }: {
  of: Timetabled;
  // Something blocks.
  blocking: boolean;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const [reason, setReason] = useState('');
  const [force, setForce] = useState(false);
  const { name } = of.fair;
  const may = !blocking || force;
  const preview = useQuery(TimetableService.method.publishTimetable,
    { name, force, validateOnly: true },
    { enabled: may, staleTime: 0, gcTime: 0 });
  const publish = useMutation(TimetableService.method.publishTimetable, {
    onSuccess: (version) => {
      void message.success(say(words.done, { n: Number(idOf(version.name)) }));
      void refresh();
      onClose();
    },
    // It would be another one by now: that is shown.
    onError: (error) => {
      if (!isStale(error)) return;
      void refresh();
      void preview.refetch();
    },
  });
  return (
    <Modal open width={880} onCancel={onClose} title={say(words.title)}
      okText={say(words.publish)} cancelText={say(common.cancel)}
      okButtonProps={{ loading: publish.isPending,
        disabled: !may || !preview.data || preview.isFetching }}
      onOk={() => publish.mutate({ name, force, reason: reason.trim(),
        previewToken: preview.data?.previewToken ?? '' })}>
      {publish.error && <Failure error={publish.error} />}
      <div className="share-form">
        <p className="dialog-lead">{say(words.hint)}</p>
        <Field label={say(words.reason)}>{(bound) => (
          <Input {...bound} value={reason} maxLength={500}
            onChange={(e) => setReason(e.target.value)} />)}</Field>
        {blocking && (
          <Checkbox checked={force} onChange={(e) => setForce(e.target.checked)}>
            {say(words.force)}
          </Checkbox>
        )}
        {may && (
          <Answer of={preview} rows={3}>{({ changes }) => (
            <>
              <p><strong>{say(words.changes, { n: changes.length })}</strong></p>
              <ChangeTable changes={changes} {...of} />
            </>
          )}</Answer>
        )}
      </div>
    </Modal>
  );
}

export function PublishButton({ of, running }: {
  of: Timetabled;
  running: boolean;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" disabled={running || of.unpublished === 0}
        onClick={() => setOpen(true)}>{say(words.publish)}</Button>
      {open && (
        <PublishDialog of={of} blocking={of.blocked.size > 0}
          onClose={() => setOpen(false)} />
      )}
    </>
  );
}

// The number of the version that was published last; 0: none was.
export const publishedNumber = (fair: Fair) =>
  (fair.publishedTimetable === '' ? 0 : Number(idOf(fair.publishedTimetable)));
