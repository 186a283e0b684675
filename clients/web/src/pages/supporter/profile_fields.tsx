// The parts of the profile editor.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select, Slider } from 'antd';
import type { ReactNode } from 'react';
import { common } from '../../app/texts';
import { Area_Kind } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  CooperationForm, NeedKind,
} from '../../gen/duikou/type/v1/needs_pb';
import { useLocal, useSay } from '../../i18n/say';
import { cooperationFormLabels, needKindLabels } from '../../labels';
import { Panel } from '../../parts/page';
import {
  isRecipientArea, useAreas, useFundKinds, useSectors,
} from '../../queries/reference';
import {
  faultOf, type GivingDraft, type ProfileDraft,
} from './profile_draft';
import { words } from './profile_texts';

export interface EditorProps {
  programme: string;
  draft: ProfileDraft;
  change: (changes: Partial<ProfileDraft>) => void;
  disabled: boolean;
}

interface Rated { key: string; rate: number }

interface Option { value: string; label: string }

// Rows of a choice and a rate from 1 to 100.
function RatedList({ rows, options, onChange, placeholder, addLabel, rateLabel,
  disabled }: {
  rows: readonly Rated[];
  options: { label: string; options: Option[] }[];
  onChange: (rows: Rated[]) => void;
  placeholder: string;
  addLabel: string;
  rateLabel: (chosen: string) => string;
  disabled: boolean;
}) {
  const say = useSay();
  const taken = new Set(rows.map((r) => r.key));
  const flat = options.flatMap((o) => o.options);
  const labelOf = (key: string) =>
    flat.find((o) => o.value === key)?.label ?? placeholder;
  const set = (i: number, row: Rated) =>
    onChange(rows.map((r, j) => (i === j ? row : r)));
  return (
    <>
      <ul className="rated">
        {rows.map((row, i) => (
          <li key={`${row.key} ${i}`}>
            <Select value={row.key || null} placeholder={placeholder} showSearch
              optionFilterProp="label" disabled={disabled}
              aria-label={placeholder}
              options={options.map((group) => ({ ...group,
                options: group.options.filter(
                  (o) => o.value === row.key || !taken.has(o.value)) }))}
              onChange={(key: string) => set(i, { ...row, key })} />
            <Slider min={1} max={100} value={row.rate} disabled={disabled}
              tooltip={{ open: false }}
              ariaLabelForHandle={rateLabel(labelOf(row.key))}
              onChange={(rate) => set(i, { ...row, rate })} />
            <span className="number rated-rate">{row.rate}</span>
            <Button type="text" icon={<DeleteOutlined />} disabled={disabled}
              aria-label={`${say(common.remove)}: ${labelOf(row.key)}`}
              onClick={() => onChange(rows.filter((_, j) => j !== i))} />
          </li>
        ))}
      </ul>
      {!disabled && (
        <Button type="dashed" icon={<PlusOutlined />} block
          disabled={rows.some((r) => r.key === '')}
          onClick={() => onChange([...rows, { key: '', rate: 60 }])}>
          {addLabel}
        </Button>
      )}
    </>
  );
}

export function StrengthsEditor({ programme, draft, change, disabled }:
    EditorProps) {
  const say = useSay();
  const local = useLocal();
  const sectors = useSectors(programme).list;
  const options = sectors.filter((s) => s.parentSector === '').map((field) => ({
    label: local(field.displayName),
    options: sectors.filter((s) => s.parentSector === field.name)
      .map((s) => ({ value: s.name, label: local(s.displayName) })),
  }));
  return (
    <Panel title={say(words.strengths)} extra={say(words.strengthsHint)}>
      <RatedList options={options} disabled={disabled}
        rows={draft.strengths.map((s) => ({ key: s.sector, rate: s.strength }))}
        placeholder={say(words.chooseSector)} addLabel={say(words.addStrength)}
        rateLabel={(sector) => say(words.strengthOf, { sector })}
        onChange={(rows) => change({ strengths: rows.map(
          (r) => ({ sector: r.key, strength: r.rate })) })} />
    </Panel>
  );
}

export function AreasEditor({ programme, draft, change, disabled }:
    EditorProps) {
  const say = useSay();
  const local = useLocal();
  const areas = useAreas(programme).list;
  const options = areas.filter((a) => a.kind === Area_Kind.GROUP).map((g) => ({
    label: local(g.displayName),
    options: areas.filter((a) => a.group === g.name && isRecipientArea(a))
      .map((a) => ({ value: a.name, label: local(a.displayName) })),
  }));
  return (
    <Panel title={say(words.areas)} extra={say(words.areasHint)}>
      <RatedList options={options} disabled={disabled}
        rows={draft.areas.map((a) => ({ key: a.area, rate: a.preference }))}
        placeholder={say(words.chooseArea)} addLabel={say(words.addArea)}
        rateLabel={(area) => say(words.preferenceOf, { area })}
        onChange={(rows) => change({ areas: rows.map(
          (r) => ({ area: r.key, preference: r.rate })) })} />
    </Panel>
  );
}

const AMOUNTS = ['least', 'usual', 'most', 'means'] as const;

function GivingRow({ giving, label, onChange, disabled }: {
  giving: GivingDraft;
  label: string;
  onChange: (giving: GivingDraft) => void;
  disabled: boolean;
}) {
  const say = useSay();
  const fault = faultOf(giving);
  const faults = { amount: words.faultAmount, usual: words.faultUsual,
    order: words.faultOrder };
  return (
    <div className="giving-amounts">
      {AMOUNTS.map((field) => (
        <label key={field}>
          <span className="quiet">{say(words[field])}</span>
          <Input inputMode="decimal" value={giving[field]} disabled={disabled}
            aria-label={say(words.amountOf, { kind: label,
              what: say(words[field]) })}
            title={field === 'means' ? say(words.meansHint) : undefined}
            placeholder={field === 'usual' ? '' : say(common.unlimited)}
            status={fault && field !== 'means' ? 'error' : ''}
            onChange={(event) =>
              onChange({ ...giving, [field]: event.target.value })} />
        </label>
      ))}
      {fault && (
        <p className="bad" role="alert">{say(faults[fault])}</p>
      )}
    </div>
  );
}

export function GivingsEditor({ programme, draft, change, disabled }:
    EditorProps) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme);
  const toggle = (fundKind: string, on: boolean) => change({
    givings: on
      ? [...draft.givings,
        { fundKind, least: '', usual: '', most: '', means: '' }]
      : draft.givings.filter((g) => g.fundKind !== fundKind) });
  return (
    <Panel title={say(words.givings)} extra={say(words.givingsHint)}>
      <ul className="givings">
        {kinds.map((kind) => {
          const giving = draft.givings.find((g) => g.fundKind === kind.id);
          const label = local(kind.displayName, kind.id);
          return (
            <li key={kind.id}>
              <Checkbox checked={giving !== undefined} disabled={disabled}
                onChange={(event) => toggle(kind.id, event.target.checked)}>
                <strong>{label}</strong>
              </Checkbox>
              {giving && (
                <GivingRow giving={giving} label={label} disabled={disabled}
                  onChange={(next) => change({ givings: draft.givings.map(
                    (g) => (g.fundKind === kind.id ? next : g)) })} />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

const NEEDS = Object.values(NeedKind)
  .filter((v): v is NeedKind => typeof v === 'number' && v > 0);
const FORMS = Object.values(CooperationForm)
  .filter((v): v is CooperationForm => typeof v === 'number' && v > 0);

export function OffersEditor({ draft, change, disabled }: EditorProps) {
  const say = useSay();
  const toggle = (kind: NeedKind, on: boolean) => change({ offers: on
    ? [...draft.offers, { kind, quantity: 0, note: '' }]
    : draft.offers.filter((o) => o.kind !== kind) });
  return (
    <Panel title={say(words.offers)}>
      <ul className="offer-list">
        {NEEDS.map((kind) => {
          const offer = draft.offers.find((o) => o.kind === kind);
          const label = say(needKindLabels[kind]);
          return (
            <li key={kind}>
              <Checkbox checked={offer !== undefined} disabled={disabled}
                onChange={(event) => toggle(kind, event.target.checked)}>
                {label}
              </Checkbox>
              {offer && (
                <InputNumber size="small" min={0} max={1_000_000} precision={0}
                  disabled={disabled} placeholder={say(words.quantity)}
                  aria-label={say(words.quantityOf, { kind: label })}
                  value={offer.quantity === 0 ? null : offer.quantity}
                  onChange={(quantity) => change({ offers: draft.offers.map(
                    (o) => (o.kind === kind
                      ? { ...o, quantity: quantity ?? 0 } : o)) })} />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return <div className="field"><p className="field-heading">{label}</p>{children}</div>;
}

export function OtherEditor({ draft, change, disabled }: EditorProps) {
  const say = useSay();
  return (
    <Panel>
      <Field label={say(words.forms)}>
        <Checkbox.Group disabled={disabled} value={[...draft.forms]}
          onChange={(forms) => change({ forms })}
          options={FORMS.map((form) => ({
            value: form, label: say(cooperationFormLabels[form]) }))} />
      </Field>
      <Field label={say(words.mostProjects)}>
        <InputNumber min={0} max={10_000} precision={0} disabled={disabled}
          aria-label={say(words.mostProjects)} placeholder={say(common.unlimited)}
          value={draft.mostProjects === 0 ? null : draft.mostProjects}
          onChange={(most) => change({ mostProjects: most ?? 0 })} />
      </Field>
      <Field label={say(words.statement)}>
        <Input.TextArea rows={3} maxLength={4000} value={draft.statement}
          aria-label={say(words.statement)} disabled={disabled}
          onChange={(event) => change({ statement: event.target.value })} />
      </Field>
    </Panel>
  );
}
