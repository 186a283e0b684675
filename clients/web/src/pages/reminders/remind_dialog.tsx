// Reminding one unit or several of the same.
import { createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { App, Button, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { common } from '../../app/texts';
import {
  ProfilesService, type Unit,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { newId } from '../../transport';
import { words } from './texts';

const LONGEST = 1000;

export function RemindDialog({ units, year, onClose, onSent }: {
  units: readonly Unit[];
  year: number;
  onClose: () => void;
  onSent: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const client = createClient(ProfilesService, useTransport());
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // One id of the request for each unit and text: when sending stops half-way,
  // sending again reminds nobody twice.
  const requests = useRef(new Map<string, string>());
  const requestId = (unit: string) => {
    const key = `${unit} ${text.trim()}`;
    const id = requests.current.get(key) ?? newId();
    requests.current.set(key, id);
    return id;
  };
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      for (const unit of units) {
        await client.createReminder({ parent: unit.name,
          reminder: { text: text.trim() }, requestId: requestId(unit.name) });
      }
      void message.success(say(words.sent, { n: units.length }));
      onSent();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
      void invalidate(ProfilesService, 'ListReminders');
    }
  };
  const nameOf = (unit: Unit) => local(unit.displayName, idOf(unit.name));
  const only = units.length === 1 ? units[0] : undefined;
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={only ? say(words.remindOne, { unit: nameOf(only) })
        : say(words.remindSome, { n: units.length })}
      okText={say(words.send)} onOk={() => void send()}
      okButtonProps={{ disabled: text.trim() === '', loading: busy }}>
      {error !== undefined && <Failure error={error} />}
      {!only && (
        <p className="quiet dialog-lead">
          {units.map(nameOf).join(say(common.and))}
        </p>
      )}
      <Field label={say(words.text)} required>{(bound) => (
        <Input.TextArea {...bound} value={text} maxLength={LONGEST} showCount
          autoSize={{ minRows: 3, maxRows: 10 }}
          onChange={(e) => setText(e.target.value)} />)}</Field>
      <p className="panel-tools">
        <Button size="small" onClick={() => setText(say(words.profileText))}>
          {say(words.useProfile)}
        </Button>
        <Button size="small"
          onClick={() => setText(say(words.quotaText, { year }))}>
          {say(words.useQuota)}
        </Button>
      </p>
    </Modal>
  );
}
