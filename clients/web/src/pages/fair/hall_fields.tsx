// Halls with their tables, which are added by the dozen.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { integerOf } from '../competition/call_draft';
import {
  freeId, withTables, type HallDraft, type TableDraft,
} from './fair_draft';
import type { FairFieldsProps } from './fair_fields';
import { equipmentLabels, fairWords, settingWords as words } from './fair_texts';
import { useTagText } from './tag_text';

// Ids as the server takes them.
const tidy = (ids: readonly string[]) => [...new Set(ids
  .map((id) => id.trim().toLowerCase().replace(/[^a-z0-9-]/g, ''))
  .filter(Boolean))];

function EquipmentSelect({ id, label, value, onChange }: {
  id?: string;
  label?: string;
  value: readonly string[];
  onChange: (equipment: string[]) => void;
}) {
  const say = useSay();
  const { equipment } = useTagText();
  return (
    <Select mode="tags" {...(id && { id })} aria-label={label}
      {...(label && { placeholder: say(words.equipment) })}
      value={[...value]} className="equipment-select"
      options={Object.keys(equipmentLabels).map((e) =>
        ({ value: e, label: equipment(e) }))}
      onChange={(next: string[]) => onChange(tidy(next))} />
  );
}

function AddTables({ onAdd }: {
  onAdd: (count: number, like: Omit<TableDraft, 'id'>) => void;
}) {
  const say = useSay();
  const [count, setCount] = useState('10');
  const [capacity, setCapacity] = useState('');
  const [equipment, setEquipment] = useState<string[]>([]);
  const number = integerOf(count, 1, 300);
  return (
    <div className="add-many">
      <Field label={say(words.tableCount)}>{({ id }) => (
        <Input id={id} inputMode="numeric" value={count}
          onChange={(e) => setCount(e.target.value)} />)}</Field>
      <Field label={say(words.capacity)}>{({ id }) => (
        <Input id={id} inputMode="numeric" value={capacity}
          onChange={(e) => setCapacity(e.target.value)} />)}</Field>
      <Field label={say(words.equipment)}>{({ id }) => (
        <EquipmentSelect id={id} value={equipment}
          onChange={setEquipment} />)}</Field>
      <Button icon={<PlusOutlined />} disabled={number === undefined}
        onClick={() => onAdd(number ?? 0, { capacity, equipment })}>
        {say(words.addTables)}
      </Button>
    </div>
  );
}

function TableRow({ table, at, faultAt, put, remove }: {
  table: TableDraft;
  // Its path.
  at: string;
  faultAt: (path: string) => string;
  put: (to: Partial<TableDraft>) => void;
  remove: () => void;
}) {
  const say = useSay();
  const name = say(words.tableOf, { id: table.id });
  const fault = faultAt(`${at}.id`) || faultAt(`${at}.capacity`) ||
    faultAt(`${at}.equipment`);
  return (
    <li>
      <Input value={table.id} maxLength={63} aria-label={name}
        status={faultAt(`${at}.id`) ? 'error' : ''}
        onChange={(e) => put({ id: e.target.value })} />
      <Input value={table.capacity} inputMode="numeric" maxLength={3}
        aria-label={`${say(words.capacity)}: ${table.id}`}
        prefix={<span className="quiet">{say(words.capacity)}</span>}
        status={faultAt(`${at}.capacity`) ? 'error' : ''}
        onChange={(e) => put({ capacity: e.target.value })} />
      <EquipmentSelect label={`${say(words.equipment)}: ${table.id}`}
        value={table.equipment} onChange={(equipment) => put({ equipment })} />
      <Button type="text" icon={<DeleteOutlined />} onClick={remove}
        aria-label={say(words.removeTable, { id: table.id })} />
      {fault && <p className="bad" role="alert">{fault}</p>}
    </li>
  );
}

function HallPart({ hall, at, draft, faultAt, put, remove }: {
  hall: HallDraft;
  at: number;
  put: (to: Partial<HallDraft>) => void;
  remove: () => void;
} & Pick<FairFieldsProps, 'draft' | 'faultAt'>) {
  const say = useSay();
  const path = `halls[${at}]`;
  const { tables } = hall;
  return (
    <fieldset className="form-group setting">
      <legend className="setting-head">{say(words.hallOf, { n: at + 1 })}</legend>
      <Button type="text" icon={<DeleteOutlined />} className="setting-remove"
        aria-label={say(words.removeHall, { name: hall.zh || hall.id })}
        onClick={remove} />
      <div className="form-grid form-grid-three">
        <Field label={say(fairWords.fairId)} required
          fault={faultAt(`${path}.id`)}>{(bound) => (
            <Input {...bound} value={hall.id} maxLength={63}
              onChange={(e) => put({ id: e.target.value })} />)}</Field>
        <Field label={say(fairWords.nameZh)} required
          fault={faultAt(`${path}.display_name`)}>{(bound) => (
            <Input {...bound} value={hall.zh} maxLength={200}
              onChange={(e) => put({ zh: e.target.value })} />)}</Field>
        <Field label={say(fairWords.nameEn)}>{(bound) => (
          <Input {...bound} value={hall.en} maxLength={200} lang="en"
            onChange={(e) => put({ en: e.target.value })} />)}</Field>
      </div>
      {faultAt(`${path}.tables`) && (
        <p className="bad" role="alert">{faultAt(`${path}.tables`)}</p>
      )}
      <ul className="places">
        {tables.map((table, j) => (
          <TableRow key={j} table={table} at={`${path}.tables[${j}]`}
            faultAt={faultAt}
            put={(to) => put({ tables: tables.map((t, k) =>
              (k === j ? { ...t, ...to } : t)) })}
            remove={() => put({ tables: tables.filter((_, k) => k !== j) })} />
        ))}
      </ul>
      <AddTables onAdd={(count, like) =>
        put(withTables(draft.halls, hall, count, like))} />
    </fieldset>
  );
}

export function HallFields({ draft, change, faultAt }: FairFieldsProps) {
  const say = useSay();
  const { halls } = draft;
  return (
    <Panel title={say(words.halls)}>
      {faultAt('halls') && (
        <p className="bad" role="alert">{faultAt('halls')}</p>
      )}
      {halls.map((hall, i) => (
        <HallPart key={i} hall={hall} at={i} draft={draft} faultAt={faultAt}
          put={(to) => change({ halls: halls.map((h, j) =>
            (j === i ? { ...h, ...to } : h)) })}
          remove={() => change({ halls: halls.filter((_, j) => j !== i) })} />
      ))}
      <Button type="dashed" block icon={<PlusOutlined />} className="add-row"
        onClick={() => change({ halls: [...halls,
          { id: freeId('h', halls), zh: '', en: '', tables: [] }] })}>
        {say(words.addHall)}
      </Button>
    </Panel>
  );
}
