// Adding a meeting of two participants by hand.
import { PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Checkbox, Modal, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  TimetableService,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { timetableWords as words } from './timetable_texts';
import { useRefreshFair } from './use_fair';
import type { Timetabled } from './use_timetable';

function AddDialog({ of, onClose }: { of: Timetabled; onClose: () => void }) {
  const say = useSay();
  const local = useLocal();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const [draft, setDraft] = useState(
    { supporter: '', recipient: '', mustHold: false });
  const create = useMutation(TimetableService.method.createMeeting, {
    onSuccess: () => {
      void message.success(say(words.added));
      void refresh();
      onClose();
    },
  });
  const units = (side: Side) => [...of.participants.values()]
    .filter((p) => p.side === side).map((p) => ({ value: p.unit,
      label: local(p.displayName, idOf(p.unit)) }));
  const missing = draft.supporter === '' || draft.recipient === '';
  return (
    <Modal open onCancel={onClose} title={say(words.addTitle)}
      okText={say(common.add)} cancelText={say(common.cancel)}
      okButtonProps={{ disabled: missing, loading: create.isPending }}
      onOk={() => create.mutate({ parent: of.fair.name, meeting: draft })}>
      {create.error && <Failure error={create.error} />}
      <div className="share-form">
        {([['supporter', Side.SUPPORTER], ['recipient', Side.RECIPIENT]] as const)
          .map(([key, side]) => (
            <Field key={key} label={say(words[key])} required>{(bound) => (
              <Select {...bound} showSearch optionFilterProp="label"
                value={draft[key] || null} options={units(side)}
                onChange={(unit: string) =>
                  setDraft({ ...draft, [key]: unit })} />)}</Field>
          ))}
        <Checkbox checked={draft.mustHold} onChange={(e) =>
          setDraft({ ...draft, mustHold: e.target.checked })}>
          {say(words.mustHold)}
        </Checkbox>
      </div>
    </Modal>
  );
}

export function AddMeetingButton({ of, disabled }: {
  of: Timetabled;
  disabled: boolean;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<PlusOutlined />} disabled={disabled}
        onClick={() => setOpen(true)}>{say(words.add)}</Button>
      {open && <AddDialog of={of} onClose={() => setOpen(false)} />}
    </>
  );
}
