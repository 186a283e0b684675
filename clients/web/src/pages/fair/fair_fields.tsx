// Fields of a fair's settings: basics, rules, stands. Each names the field of the
// resource that it edits by its path, so that what the server refuses is shown
// there.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { formatZone, TIME_ZONES } from '../../format';
import type { Text } from '../../i18n/language';
import { useLanguage, useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { integerOf } from '../competition/call_draft';
import { freeId, type FairDraft } from './fair_draft';
import { fairWords, settingWords as words } from './fair_texts';

export interface FairFieldsProps {
  draft: FairDraft;
  change: (changes: Partial<FairDraft>) => void;
  // What is wrong at a path; empty: nothing.
  faultAt: (path: string) => string;
}

type TextKey = 'zh' | 'en' | 'descriptionZh' | 'descriptionEn' | 'venue' |
  'walk' | 'least' | 'most' | 'answerHours' | 'breakDifference';

interface OneField {
  of: TextKey;
  path: string;
  label: Text;
  hint?: Text;
  most?: number;
  wide?: boolean;
  required?: boolean;
}

function Fields({ of, draft, change, faultAt }: FairFieldsProps & {
  of: readonly OneField[];
}) {
  const say = useSay();
  return of.map((f) => (
    <Field key={f.of} label={say(f.label)} hint={f.hint ? say(f.hint) : ''}
      required={f.required} wide={f.wide} fault={faultAt(f.path)}>{(bound) => (
        <Input {...bound} value={draft[f.of]} maxLength={f.most ?? 6}
          inputMode={f.most ? 'text' : 'numeric'}
          onChange={(e) => change({ [f.of]: e.target.value })} />)}</Field>
  ));
}

export function BasicsFields(props: FairFieldsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { draft, change, faultAt } = props;
  const zones = useMemo(() => TIME_ZONES.map((zone) => ({ value: zone,
    label: `${formatZone(zone, language)} · ${zone}` })), [language]);
  return (
    <Panel title={say(words.basics)}>
      <div className="form-grid">
        <Fields {...props} of={[
          { of: 'zh', path: 'display_name', label: fairWords.nameZh, most: 200,
            required: true },
          { of: 'en', path: 'display_name.en', label: fairWords.nameEn,
            most: 200 },
          { of: 'venue', path: 'venue', label: fairWords.venue, most: 500 }]} />
        <Field label={say(fairWords.timeZone)} required
          hint={say(words.timeZoneHint)} fault={faultAt('time_zone')}>
          {(bound) => (
            <Select {...bound} showSearch optionFilterProp="label"
              value={draft.timeZone || null} options={zones}
              onChange={(timeZone: string) => change({ timeZone })} />)}</Field>
        {(['descriptionZh', 'descriptionEn'] as const).map((key) => (
          <Field key={key} label={say(words[key])} wide
            fault={faultAt('description')}>{(bound) => (
              <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 8 }}
                maxLength={4000} value={draft[key]}
                onChange={(e) => change({ [key]: e.target.value })} />)}</Field>
        ))}
      </div>
    </Panel>
  );
}

export function RuleFields(props: FairFieldsProps) {
  const say = useSay();
  return (
    <Panel title={say(words.rules)}>
      <div className="form-grid form-grid-three">
        <Fields {...props} of={[
          { of: 'least', path: 'least_meetings', label: words.least },
          { of: 'most', path: 'most_meetings', label: words.most,
            hint: words.mostHint },
          { of: 'answerHours', path: 'answer_hours', label: words.answerHours,
            hint: words.answerHoursHint },
          { of: 'walk', path: 'walk_minutes', label: words.walk,
            hint: words.walkHint },
          { of: 'breakDifference', path: 'most_break_difference',
            label: words.breakDifference,
            hint: words.breakDifferenceHint }]} />
      </div>
    </Panel>
  );
}

// Adds so many stands at once.
function AddStands({ onAdd }: { onAdd: (count: number) => void }) {
  const say = useSay();
  const [count, setCount] = useState('10');
  const number = integerOf(count, 1, 200);
  return (
    <div className="add-many">
      <Field label={say(words.standCount)}>{({ id }) => (
        <Input id={id} inputMode="numeric" value={count}
          onChange={(e) => setCount(e.target.value)} />)}</Field>
      <Button icon={<PlusOutlined />} disabled={number === undefined}
        onClick={() => onAdd(number ?? 0)}>{say(words.addStands)}</Button>
    </div>
  );
}

export function StandFields({ draft, change, faultAt }: FairFieldsProps) {
  const say = useSay();
  const { stands } = draft;
  const put = (at: number, to: Partial<(typeof stands)[number]>) => change({
    stands: stands.map((s, i) => (i === at ? { ...s, ...to } : s)) });
  const add = (count: number) => {
    const more = [...stands];
    for (let n = 0; n < count; n += 1) {
      more.push({ id: freeId('s', more), hall: draft.halls[0]?.id ?? '',
        free: true });
    }
    change({ stands: more });
  };
  return (
    <Panel title={say(words.stands)}>
      <ul className="places">
        {stands.map((stand, i) => (
          <li key={i}>
            <Input value={stand.id} maxLength={63}
              status={faultAt(`stands[${i}].id`) ? 'error' : ''}
              aria-label={`${say(words.stands)} ${i + 1}`}
              onChange={(e) => put(i, { id: e.target.value })} />
            <Select value={stand.hall} aria-label={`${say(words.hall)}: ${
              stand.id}`} popupMatchSelectWidth={false}
            options={[{ value: '', label: '—' }, ...draft.halls.map((h) =>
              ({ value: h.id, label: h.zh || h.id }))]}
            onChange={(hall: string) => put(i, { hall })} />
            <Checkbox checked={stand.free}
              onChange={(e) => put(i, { free: e.target.checked })}>
              {say(words.free)}<span className="unseen">: {stand.id}</span>
            </Checkbox>
            <Button type="text" icon={<DeleteOutlined />}
              aria-label={say(words.removeStand, { id: stand.id })}
              onClick={() => change({
                stands: stands.filter((_, j) => j !== i) })} />
          </li>
        ))}
      </ul>
      <AddStands onAdd={add} />
    </Panel>
  );
}
