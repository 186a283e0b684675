// The days of a fair and the slots of each, which are added a day at a time.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { formatShortDay } from '../../format';
import { useLanguage, useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { integerOf } from '../competition/call_draft';
import { slotsOfDay, withSlots } from './fair_draft';
import type { FairFieldsProps } from './fair_fields';
import { sessionLabels, settingWords as words } from './fair_texts';
import { useTagText } from './tag_text';

function AddDay({ draft, change }: FairFieldsProps) {
  const say = useSay();
  const { message } = App.useApp();
  const [date, setDate] = useState('');
  const [from, setFrom] = useState('09:00');
  const [to, setTo] = useState('12:00');
  const [each, setEach] = useState('30');
  const [pause, setPause] = useState('0');
  const [session, setSession] = useState('morning');
  const add = () => {
    const slots = withSlots(draft.slots, slotsOfDay({ date, from, to,
      minutes: integerOf(each, 1, 720) ?? 0,
      pause: integerOf(pause, 0, 720) ?? 0, session }));
    const n = slots.length - draft.slots.length;
    if (n === 0) void message.warning(say(words.noneFits));
    else void message.success(say(words.addedSlots, { n }));
    change({ slots });
  };
  const fields = [[words.date, date, setDate, 'date'],
    [words.from, from, setFrom, 'time'], [words.to, to, setTo, 'time'],
    [words.each, each, setEach, 'text'],
    [words.pause, pause, setPause, 'text']] as const;
  return (
    <div className="add-many">
      {fields.map(([label, value, set, type]) => (
        <Field key={label[0]} label={say(label)}>{({ id }) => (
          <Input id={id} type={type} value={value}
            onChange={(e) => set(e.target.value)} />)}</Field>
      ))}
      <Field label={say(words.session)}>{({ id }) => (
        <Select id={id} value={session} onChange={setSession}
          options={[{ value: '', label: say(words.noSession) },
            ...Object.entries(sessionLabels).map(([value, label]) =>
              ({ value, label: say(label) }))]} />)}</Field>
      <Button icon={<PlusOutlined />} disabled={date === ''} onClick={add}>
        {say(words.addDay)}
      </Button>
    </div>
  );
}

export function SlotFields(props: FairFieldsProps) {
  const { draft, change, faultAt } = props;
  const say = useSay();
  const { language } = useLanguage();
  const { session } = useTagText();
  const days = [...new Set(draft.slots.map((s) => s.date))].sort();
  const without = (gone: (slot: (typeof draft.slots)[number]) => boolean) =>
    change({ slots: draft.slots.filter((s) => !gone(s)) });
  const refused = draft.slots.map((_, i) => ['', '.date', '.start_time',
    '.end_time', '.session', '.id'].map((p) => faultAt(`slots[${i}]${p}`))
    .find(Boolean)).find(Boolean) ?? faultAt('slots');
  return (
    <Panel title={say(words.slots)} extra={say(words.slotsHint)}>
      {refused && <p className="bad" role="alert">{refused}</p>}
      {days.length === 0 && <p className="quiet">{say(words.noSlots)}</p>}
      {days.map((day) => (
        <div key={day} className="slot-day">
          <h3>
            {formatShortDay(day, language)}
            <Button type="text" size="small" icon={<DeleteOutlined />}
              aria-label={`${say(words.removeDay)}: ${day}`}
              onClick={() => without((s) => s.date === day)} />
          </h3>
          <ul className="slot-chips">
            {draft.slots.filter((s) => s.date === day).map((slot) => (
              <li key={slot.id}>
                <span className="number">{slot.start}–{slot.end}</span>
                {slot.session && (
                  <span className="quiet">{session(slot.session)}</span>
                )}
                <Button type="text" size="small" icon={<DeleteOutlined />}
                  aria-label={say(words.removeSlot,
                    { slot: `${day} ${slot.start}` })}
                  onClick={() => without((s) => s.id === slot.id)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <AddDay {...props} />
    </Panel>
  );
}
