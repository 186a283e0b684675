// The parts of the project editor. Each names the fields of the resource that
// it edits by their paths, so that what the server refuses is shown there.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { common } from '../../app/texts';
import {
  Area_Kind, Project_Readiness,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { NeedKind } from '../../gen/duikou/type/v1/needs_pb';
import { useLocal, useSay } from '../../i18n/say';
import { needKindLabels, readinessLabels } from '../../labels';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import {
  isRecipientArea, useAreas, useFundKinds, useProgramme, useSectors, useUnit,
} from '../../queries/reference';
import type { ContactDraft, NeedDraft, ProjectDraft } from './project_draft';
import { words } from './texts';

export interface EditorProps {
  programme: string;
  draft: ProjectDraft;
  change: (changes: Partial<ProjectDraft>) => void;
  // What is wrong at a path; empty: nothing.
  faultAt: (path: string) => string;
}

interface AreaOption {
  value?: string;
  label: string;
  options?: { value: string; label: string }[];
}

// The areas that the recipient answers for; all where it names none.
function useAreaOptions(programme: string, recipient: string): AreaOption[] {
  const local = useLocal();
  const areas = useAreas(programme).list;
  const own = useUnit(recipient)?.recipientAreas ?? [];
  const mine = areas.filter((a) => own.includes(a.name));
  const below = areas.filter((a) => own.includes(a.parentArea));
  const chosen = [...new Set([...mine, ...below])].filter(isRecipientArea);
  if (chosen.length > 0) {
    return chosen.map((a) => ({ value: a.name, label: local(a.displayName) }));
  }
  return areas.filter((a) => a.kind === Area_Kind.GROUP).map((g) => ({
    label: local(g.displayName),
    options: areas.filter((a) => a.group === g.name && isRecipientArea(a))
      .map((a) => ({ value: a.name, label: local(a.displayName) })),
  }));
}

export function BasicsEditor({ programme, draft, change, faultAt }:
    EditorProps) {
  const say = useSay();
  const local = useLocal();
  const sectors = useSectors(programme).list;
  const areaOptions = useAreaOptions(programme, draft.recipient);
  const { firstYear = 1949, lastYear = 2200 } = useProgramme(programme) ?? {};
  const sectorOptions = sectors.filter((s) => s.parentSector === '')
    .map((field) => ({
      label: local(field.displayName),
      options: sectors.filter((s) => s.parentSector === field.name)
        .map((s) => ({ value: s.name, label: local(s.displayName) })),
    }));
  return (
    <Panel title={say(words.basics)}>
      <div className="form-grid">
        <Field label={say(words.nameZh)} required wide
          fault={faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={draft.nameZh} maxLength={200}
              onChange={(e) => change({ nameZh: e.target.value })} />)}</Field>
        <Field label={say(words.nameEn)} wide>{(bound) => (
          <Input {...bound} value={draft.nameEn} maxLength={200} lang="en"
            onChange={(e) => change({ nameEn: e.target.value })} />)}</Field>
        <Field label={say(words.area)} required fault={faultAt('area')}>
          {(bound) => (
            <Select {...bound} showSearch optionFilterProp="label"
              value={draft.area || null} options={areaOptions}
              placeholder={say(words.choose)}
              onChange={(area: string) => change({ area })} />)}</Field>
        <Field label={say(words.village)} fault={faultAt('village')}>
          {(bound) => (
            <Input {...bound} value={draft.village} maxLength={100}
              onChange={(e) => change({ village: e.target.value })} />)}</Field>
        <Field label={say(words.sector)} required fault={faultAt('sector')}>
          {(bound) => (
            <Select {...bound} showSearch optionFilterProp="label"
              value={draft.sector || null} options={sectorOptions}
              placeholder={say(words.choose)}
              onChange={(sector: string) => change({ sector })} />)}</Field>
        <Field label={say(common.readiness)} fault={faultAt('readiness')}>
          {(bound) => (
            <Select {...bound} value={draft.readiness}
              options={[Project_Readiness.IDEA, Project_Readiness.PROPOSAL,
                Project_Readiness.FEASIBILITY_STUDY, Project_Readiness.APPROVED,
                Project_Readiness.SITE_READY].map((r) => ({
                value: r, label: say(readinessLabels[r]) }))}
              onChange={(readiness) => change({ readiness })} />)}</Field>
        <Field label={say(words.firstYear)} required
          fault={faultAt('first_year')}>{(bound) => (
            <InputNumber {...bound} min={firstYear} max={lastYear} precision={0}
              value={draft.firstYear}
              onChange={(year) => change({ firstYear: year ?? 0 })} />)}</Field>
        <Field label={say(words.lastYear)} required
          fault={faultAt('last_year')}>{(bound) => (
            <InputNumber {...bound} min={firstYear} max={lastYear} precision={0}
              value={draft.lastYear}
              onChange={(year) => change({ lastYear: year ?? 0 })} />)}</Field>
        <Field label={say(words.descriptionZh)} wide
          fault={faultAt('description')} hint={say(words.descriptionHint)}>
          {(bound) => (
            <Input.TextArea {...bound} autoSize={{ minRows: 3, maxRows: 12 }}
              value={draft.descriptionZh}
              onChange={(e) => change({ descriptionZh: e.target.value })} />)}
        </Field>
        <Field label={say(words.descriptionEn)} wide>{(bound) => (
          <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 12 }}
            value={draft.descriptionEn} lang="en"
            onChange={(e) => change({ descriptionEn: e.target.value })} />)}
        </Field>
      </div>
    </Panel>
  );
}

const AMOUNTS = [['total', 'total_fen'], ['open', 'open_fen'],
  ['least', 'least_share_fen']] as const;

function NeedRow({ need, at, label, options, onChange, onRemove, faultAt }: {
  need: NeedDraft;
  at: string;
  label: string;
  options: { value: string; label: string }[];
  onChange: (need: NeedDraft) => void;
  onRemove: () => void;
  faultAt: (path: string) => string;
}) {
  const say = useSay();
  return (
    <li className="need-fields">
      <Field label={say(common.fundKind)} fault={faultAt(`${at}.fund_kind`)}>
        {(bound) => (
          <Select {...bound} value={need.fundKind || null} options={options}
            placeholder={say(words.choose)}
            onChange={(fundKind: string) => onChange({ ...need, fundKind })} />
        )}</Field>
      {AMOUNTS.map(([field, path]) => (
        <Field key={field} label={say(words[field])}
          required={field === 'total'}
          fault={faultAt(`${at}.${path}`)}>{(bound) => (
            <Input {...bound} inputMode="decimal" value={need[field]}
              aria-label={say(words.amountOf,
                { kind: label, what: say(words[field]) })}
              placeholder={field === 'open' ? say(words.openHint)
                : field === 'least' ? say(common.unlimited) : ''}
              onChange={(e) => onChange({ ...need, [field]: e.target.value })}
            />)}</Field>
      ))}
      <Button type="text" icon={<DeleteOutlined />} onClick={onRemove}
        aria-label={`${say(common.remove)}: ${label}`} />
    </li>
  );
}

export function FundsEditor({ programme, draft, change, faultAt }:
    EditorProps) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme)
    .map((k) => ({ value: k.id, label: local(k.displayName, k.id) }));
  const taken = new Set(draft.needs.map((n) => n.fundKind));
  const free = kinds.find((k) => !taken.has(k.value));
  const set = (needs: NeedDraft[]) => change({ needs });
  return (
    <Panel title={say(words.funds)} extra={say(words.fundsHint)}>
      {faultAt('fund_needs') && (
        <p className="bad" role="alert">{faultAt('fund_needs')}</p>
      )}
      <ul className="need-list">
        {draft.needs.map((need, i) => (
          <NeedRow key={i} need={need} at={`fund_needs[${i}]`} faultAt={faultAt}
            label={kinds.find((k) => k.value === need.fundKind)?.label ?? ''}
            options={kinds.filter(
              (k) => k.value === need.fundKind || !taken.has(k.value))}
            onChange={(next) =>
              set(draft.needs.map((n, j) => (i === j ? next : n)))}
            onRemove={() => set(draft.needs.filter((_, j) => j !== i))} />
        ))}
      </ul>
      <Button type="dashed" icon={<PlusOutlined />} block disabled={!free}
        onClick={() => set([...draft.needs,
          { fundKind: free?.value ?? '', total: '', open: '', least: '' }])}>
        {say(words.addFund)}
      </Button>
      <div className="form-checks">
        <Checkbox checked={draft.shareable}
          onChange={(e) => change({ shareable: e.target.checked })}>
          {say(words.shareable)}
        </Checkbox>
        <Checkbox checked={draft.allOrNothing}
          onChange={(e) => change({ allOrNothing: e.target.checked })}>
          {say(words.allOrNothing)}
        </Checkbox>
      </div>
    </Panel>
  );
}

const NEED_KINDS = Object.values(NeedKind).filter(
  (k): k is NeedKind => typeof k === 'number' && k !== NeedKind.UNSPECIFIED);

export function OtherNeedsEditor({ draft, change }: EditorProps) {
  const say = useSay();
  const of = (kind: NeedKind) => draft.others.find((n) => n.kind === kind);
  const set = (kind: NeedKind, on: boolean) => change({ others: on
    ? [...draft.others, { kind, quantity: 0, note: '' }]
    : draft.others.filter((n) => n.kind !== kind) });
  return (
    <Panel title={say(words.others)} extra={say(words.othersHint)}>
      <ul className="offer-list">
        {NEED_KINDS.map((kind) => {
          const need = of(kind);
          const label = say(needKindLabels[kind]);
          return (
            <li key={kind}>
              <Checkbox checked={need !== undefined}
                onChange={(e) => set(kind, e.target.checked)}>{label}</Checkbox>
              {need && (
                <InputNumber min={0} precision={0} size="small"
                  value={need.quantity || null}
                  aria-label={say(words.quantity, { kind: label })}
                  onChange={(quantity) => change({ others: draft.others.map(
                    (n) => (n.kind === kind
                      ? { ...n, quantity: quantity ?? 0 } : n)) })} />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

const FIGURES = [['peopleHelped', 'people_helped'], ['jobs', 'jobs'],
  ['training', 'training_places']] as const;

export function StandingEditor({ draft, change, faultAt }: EditorProps) {
  const say = useSay();
  return (
    <Panel title={say(words.standing)}>
      <div className="form-checks form-checks-first">
        <Checkbox checked={draft.demonstrationSite}
          onChange={(e) => change({ demonstrationSite: e.target.checked })}>
          {say(words.demonstrationSite)}
        </Checkbox>
        <Checkbox checked={draft.resettlement}
          onChange={(e) => change({ resettlement: e.target.checked })}>
          {say(words.resettlement)}
        </Checkbox>
      </div>
      <div className="form-grid form-grid-three">
        {FIGURES.map(([field, path]) => (
          <Field key={field} label={say(words[field])}
            fault={faultAt(`standing.${path}`)}>{(bound) => (
              <InputNumber {...bound} min={0} precision={0}
                value={draft[field] || null}
                onChange={(n) => change({ [field]: n ?? 0 })} />)}</Field>
        ))}
      </div>
    </Panel>
  );
}

const PERSON_FIELDS = [['displayName', 'personName', 'display_name'],
  ['title', 'personTitle', 'title'], ['phone', 'personPhone', 'phone'],
  ['email', 'personEmail', 'email']] as const;

export function ContactFields({ who, contact, at, onChange, faultAt }: {
  who: string;
  contact: ContactDraft;
  at: string;
  onChange: (contact: ContactDraft) => void;
  faultAt: (path: string) => string;
}) {
  const say = useSay();
  return (
    <fieldset className="form-group">
      <legend>{who}</legend>
      <div className="form-grid form-grid-four">
        {PERSON_FIELDS.map(([field, text, path]) => (
          <Field key={field} label={say(words[text])}
            fault={faultAt(`${at}.${path}`)}>{(bound) => (
              <Input {...bound} value={contact[field]} maxLength={100}
                onChange={(e) =>
                  onChange({ ...contact, [field]: e.target.value })} />)}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

export function ContactsEditor({ draft, change, faultAt }: EditorProps) {
  const say = useSay();
  return (
    <Panel title={say(words.contacts)}>
      <ContactFields who={say(words.leader)} contact={draft.leader}
        at="responsible_leader" faultAt={faultAt}
        onChange={(leader) => change({ leader })} />
      <ContactFields who={say(words.contact)} contact={draft.contact}
        at="contact" faultAt={faultAt}
        onChange={(contact) => change({ contact })} />
    </Panel>
  );
}
