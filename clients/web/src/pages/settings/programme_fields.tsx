// The parts of the programme editor, each naming the fields it edits by their
// paths, so that what the server refuses is shown there.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { common } from '../../app/texts';
import {
  FundKind_Distribution,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { UnitKind } from '../../gen/duikou/type/v1/units_pb';
import { useSay } from '../../i18n/say';
import { distributionLabels, unitKindLabels } from '../../labels';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { words as shared } from '../office/texts';
import {
  blankFundKind, blankTarget, valuePath, type FundKindDraft, type Measure,
  type ProgrammeDraft, type TargetDraft,
} from './programme_draft';
import { programmeWords as words } from './texts';

export interface EditorProps {
  draft: ProgrammeDraft;
  change: (changes: Partial<ProgrammeDraft>) => void;
  // What is wrong at a path; empty: nothing.
  faultAt: (path: string) => string;
}

const KINDS = Object.values(UnitKind).filter((k): k is UnitKind =>
  typeof k === 'number' && k !== UnitKind.UNSPECIFIED);
const DISTRIBUTIONS = [FundKind_Distribution.AGREEMENT,
  FundKind_Distribution.COMPETITION, FundKind_Distribution.FACTORS];
const MEASURES = ['count', 'rate', 'amount'] as const;

export function BasicsEditor({ draft, change, faultAt }: EditorProps) {
  const say = useSay();
  return (
    <Panel title={say(words.basics)}>
      <div className="form-grid">
        <Field label={say(words.nameZh)} required
          fault={faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={draft.zh} maxLength={200}
              onChange={(e) => change({ zh: e.target.value })} />)}</Field>
        <Field label={say(words.nameEn)}>{(bound) => (
          <Input {...bound} value={draft.en} maxLength={200} lang="en"
            onChange={(e) => change({ en: e.target.value })} />)}</Field>
        <Field label={say(words.firstYear)} required
          fault={faultAt('first_year')}>{(bound) => (
            <InputNumber {...bound} min={1949} max={2200} precision={0}
              value={draft.firstYear}
              onChange={(year) => change({ firstYear: year ?? 0 })} />)}</Field>
        <Field label={say(words.lastYear)} required
          fault={faultAt('last_year')}>{(bound) => (
            <InputNumber {...bound} min={1949} max={2200} precision={0}
              value={draft.lastYear}
              onChange={(year) => change({ lastYear: year ?? 0 })} />)}</Field>
        <Field label={say(words.descriptionZh)} fault={faultAt('description')}>
          {(bound) => (
            <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 10 }}
              value={draft.descriptionZh}
              onChange={(e) => change({ descriptionZh: e.target.value })} />)}
        </Field>
        <Field label={say(words.descriptionEn)}>{(bound) => (
          <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 10 }}
            value={draft.descriptionEn} lang="en"
            onChange={(e) => change({ descriptionEn: e.target.value })} />)}
        </Field>
        <Field label={say(common.source)} wide fault={faultAt('source')}>
          {(bound) => (
            <Input {...bound} value={draft.source} maxLength={500}
              onChange={(e) => change({ source: e.target.value })} />)}</Field>
      </div>
    </Panel>
  );
}

interface RowProps<T> {
  row: T;
  n: number;
  // Whether it is stored: others refer to it by its id.
  stored: boolean;
  faultAt: (path: string) => string;
  onChange: (changes: Partial<T>) => void;
  onRemove: () => void;
}

function FundKindFields({ row, n, stored, faultAt, onChange, onRemove }:
    RowProps<FundKindDraft>) {
  const say = useSay();
  const at = `fund_kinds[${n - 1}]`;
  return (
    <fieldset className="form-group setting">
      <legend className="setting-head">
        {row.zh || say(words.fundKind, { n })}
      </legend>
      <Button type="text" icon={<DeleteOutlined />} onClick={onRemove}
        className="setting-remove" aria-label={`${say(common.remove)}: ${
          row.zh || say(words.fundKind, { n })}`} />
      <div className="form-grid form-grid-three">
        <Field label={say(words.name)} required
          fault={faultAt(`${at}.display_name`)}>{(bound) => (
            <Input {...bound} value={row.zh} maxLength={100}
              onChange={(e) => onChange({ zh: e.target.value })} />)}</Field>
        <Field label={say(words.nameEn)}>{(bound) => (
          <Input {...bound} value={row.en} maxLength={100} lang="en"
            onChange={(e) => onChange({ en: e.target.value })} />)}</Field>
        <Field label={say(shared.id)} required fault={faultAt(`${at}.id`)}
          hint={stored ? '' : say(shared.idHint)}>{(bound) => (
            <Input {...bound} value={row.id} disabled={stored} maxLength={63}
              onChange={(e) => onChange({ id: e.target.value })} />)}</Field>
        <Field label={say(words.target)} fault={faultAt(`${at}.target_fen`)}>
          {(bound) => (
            <Input {...bound} inputMode="decimal" value={row.target}
              onChange={(e) => onChange({ target: e.target.value })} />)}</Field>
        <Field label={say(words.givers)} fault={faultAt(`${at}.giver_kinds`)}>
          {(bound) => (
            <Select {...bound} mode="multiple" value={row.givers}
              placeholder={say(words.everyKind)}
              onChange={(givers) => onChange({ givers })}
              options={KINDS.map((k) => ({
                value: k, label: say(unitKindLabels[k]) }))} />)}</Field>
        <Field label={say(words.distributions)}
          fault={faultAt(`${at}.distributions`)}>{(bound) => (
            <Select {...bound} mode="multiple" value={row.distributions}
              onChange={(distributions) => onChange({ distributions })}
              options={DISTRIBUTIONS.map((d) => ({
                value: d, label: say(distributionLabels[d]) }))} />)}</Field>
      </div>
    </fieldset>
  );
}

function TargetFields({ row, n, stored, faultAt, onChange, onRemove, years }:
    RowProps<TargetDraft> & { years: readonly number[] }) {
  const say = useSay();
  const at = `targets[${n - 1}]`;
  return (
    <fieldset className="form-group setting">
      <legend className="setting-head">
        {row.zh || say(words.targetOf, { n })}
      </legend>
      <Button type="text" icon={<DeleteOutlined />} onClick={onRemove}
        className="setting-remove" aria-label={`${say(common.remove)}: ${
          row.zh || say(words.targetOf, { n })}`} />
      <div className="form-grid form-grid-three">
        <Field label={say(words.name)} required
          fault={faultAt(`${at}.display_name`)}>{(bound) => (
            <Input {...bound} value={row.zh} maxLength={200}
              onChange={(e) => onChange({ zh: e.target.value })} />)}</Field>
        <Field label={say(words.nameEn)}>{(bound) => (
          <Input {...bound} value={row.en} maxLength={200} lang="en"
            onChange={(e) => onChange({ en: e.target.value })} />)}</Field>
        <Field label={say(shared.id)} required fault={faultAt(`${at}.id`)}
          hint={stored ? '' : say(shared.idHint)}>{(bound) => (
            <Input {...bound} value={row.id} disabled={stored} maxLength={63}
              onChange={(e) => onChange({ id: e.target.value })} />)}</Field>
        <Field label={say(words.measure)}>{(bound) => (
          <Select<Measure> {...bound} value={row.measure}
            onChange={(measure) => onChange({ measure })}
            options={MEASURES.map((m) => ({
              value: m, label: say(words[m]) }))} />)}</Field>
        <Field label={say(words.value)} required
          fault={faultAt(`${at}.${valuePath(row.measure)}`) || faultAt(at)}>
          {(bound) => (
            <Input {...bound} inputMode="decimal" value={row.value}
              onChange={(e) => onChange({ value: e.target.value })} />)}</Field>
        <Field label={say(words.by)} fault={faultAt(`${at}.year`)}>
          {(bound) => (
            <Select {...bound} value={row.year}
              onChange={(year) => onChange({ year })}
              options={[{ value: 0, label: say(words.end) },
                ...years.map((y) => ({ value: y, label: String(y) }))]} />)}
        </Field>
        <Field label={say(common.source)} fault={faultAt(`${at}.source`)}>
          {(bound) => (
            <Input {...bound} value={row.source} maxLength={500}
              onChange={(e) => onChange({ source: e.target.value })} />)}</Field>
        <div className="form-field setting-check">
          <Checkbox checked={row.relative}
            onChange={(e) => onChange({ relative: e.target.checked })}>
            {say(words.relative)}
          </Checkbox>
        </div>
      </div>
    </fieldset>
  );
}

function replaced<T>(list: readonly T[], at: number, changes: Partial<T>): T[] {
  return list.map((row, i) => (i === at ? { ...row, ...changes } : row));
}

export function FundKindsEditor({ draft, change, faultAt, stored }:
    EditorProps & { stored: ReadonlySet<string> }) {
  const say = useSay();
  const { fundKinds } = draft;
  return (
    <Panel title={say(words.fundKinds)} extra={say(words.fundKindsHint)}>
      {faultAt('fund_kinds') && (
        <p className="bad" role="alert">{faultAt('fund_kinds')}</p>
      )}
      {fundKinds.map((kind, i) => (
        <FundKindFields key={i} row={kind} n={i + 1} faultAt={faultAt}
          stored={stored.has(kind.id)}
          onChange={(c) => change({ fundKinds: replaced(fundKinds, i, c) })}
          onRemove={() => change({
            fundKinds: fundKinds.filter((_, j) => j !== i) })} />
      ))}
      <Button type="dashed" icon={<PlusOutlined />} block
        disabled={fundKinds.length >= 8}
        onClick={() => change({ fundKinds: [...fundKinds, blankFundKind] })}>
        {say(words.addFundKind)}
      </Button>
    </Panel>
  );
}

export function TargetsEditor({ draft, change, faultAt, stored }:
    EditorProps & { stored: ReadonlySet<string> }) {
  const say = useSay();
  const { targets, firstYear, lastYear } = draft;
  const years = Array.from(
    { length: Math.max(0, Math.min(100, lastYear - firstYear + 1)) },
    (_, i) => firstYear + i);
  return (
    <Panel title={say(words.targets)} extra={say(words.targetsHint)}>
      {targets.map((target, i) => (
        <TargetFields key={i} row={target} n={i + 1} faultAt={faultAt}
          stored={stored.has(target.id)} years={years}
          onChange={(c) => change({ targets: replaced(targets, i, c) })}
          onRemove={() => change({
            targets: targets.filter((_, j) => j !== i) })} />
      ))}
      <Button type="dashed" icon={<PlusOutlined />} block
        onClick={() => change({ targets: [...targets, blankTarget] })}>
        {say(words.addTarget)}
      </Button>
    </Panel>
  );
}
