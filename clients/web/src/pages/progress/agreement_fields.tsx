// The parts of the editor of agreements. Each names the fields of the resource
// that it edits by their paths, so that what the server refuses is shown there.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { common } from '../../app/texts';
import { Side } from '../../gen/duikou/progress/v1/progress_service_pb';
import { Side as UnitSide } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { CooperationForm } from '../../gen/duikou/type/v1/needs_pb';
import { useLocal, useSay } from '../../i18n/say';
import { cooperationFormLabels } from '../../labels';
import { formatBasisPoints } from '../../format';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { useFundKinds } from '../../queries/reference';
import { ContactFields } from '../recipient/project_fields';
import {
  freeId, partsOf, type AgreementDraft, type DutyDraft,
} from './agreement_draft';
import { agreementWords, editWords as words } from './agreement_texts';
import {
  FormSelect, useAreaChoices, useSectorChoices, useUnitChoices,
} from './choices';
import { progressWords, sideLabels } from './texts';

export interface AgreementFieldsProps {
  programme: string;
  draft: AgreementDraft;
  change: (changes: Partial<AgreementDraft>) => void;
  // What is wrong at a path; empty: nothing.
  faultAt: (path: string) => string;
}

const FORMS = Object.values(CooperationForm).filter(
  (f): f is CooperationForm => typeof f === 'number');

// The list with the entry at `i` changed.
const changedAt = <T,>(list: readonly T[], i: number, to: Partial<T>): T[] =>
  list.map((entry, j) => (i === j ? { ...entry, ...to } : entry));
const without = <T,>(list: readonly T[], i: number): T[] =>
  list.filter((_, j) => i !== j);

function RemoveRow({ what, onClick }: { what: string; onClick: () => void }) {
  const say = useSay();
  return (
    <Button type="text" icon={<DeleteOutlined />} onClick={onClick}
      aria-label={`${say(common.remove)}: ${what}`} />
  );
}

function AddRow({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <Button type="dashed" icon={<PlusOutlined />} block className="add-row"
      onClick={onClick}>
      {text}
    </Button>
  );
}

function PartyFields({ programme, draft, change, faultAt, fixed }:
    AgreementFieldsProps & { fixed: boolean }) {
  const say = useSay();
  const options = {
    supporter: useUnitChoices(programme, UnitSide.SUPPORTER),
    recipient: useUnitChoices(programme, UnitSide.RECIPIENT),
  };
  return (['supporter', 'recipient'] as const).map((side) => (
    <Field key={side} label={say(progressWords[side])} required
      fault={faultAt(side)}>{(bound) => (
        <Select {...bound} showSearch optionFilterProp="label" disabled={fixed}
          value={draft[side] || null} options={options[side]}
          placeholder={say(progressWords.choose)}
          onChange={(unit: string) => change({ [side]: unit })} />)}</Field>
  ));
}

// `fixed`: the parties stay as they are.
export function BasicsFields(props: AgreementFieldsProps & { fixed: boolean }) {
  const say = useSay();
  const { draft, change, faultAt } = props;
  const text = (field: 'nameEn' | 'project' | 'signedAt' | 'firstYear' |
    'source', most: number) => (bound: object) => (
    <Input {...bound} value={draft[field]} maxLength={most}
      onChange={(e) => change({ [field]: e.target.value })} />);
  return (
    <Panel title={say(words.basics)}>
      <div className="form-grid">
        <Field label={say(words.nameZh)} required wide
          fault={faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={draft.nameZh} maxLength={200}
              onChange={(e) => change({ nameZh: e.target.value })} />)}</Field>
        <Field label={say(words.nameEn)} wide>{text('nameEn', 200)}</Field>
        <PartyFields {...props} />
        <Field label={say(words.project)} hint={say(words.projectHint)}
          fault={faultAt('project')}>{text('project', 63)}</Field>
        <Field label={say(agreementWords.form)} fault={faultAt('form')}>
          {(bound) => (
            <Select {...bound} value={draft.form}
              options={FORMS.map((f) => ({ value: f,
                label: say(cooperationFormLabels[f]) }))}
              onChange={(form) => change({ form })} />)}</Field>
        <Field label={say(words.signDate)} hint={say(words.signDateHint)}
          fault={faultAt('sign_date')}>{(bound) => (
            <Input {...bound} type="date" value={draft.signDate}
              onChange={(e) => change({ signDate: e.target.value })} />)}</Field>
        <Field label={say(words.signedAt)} hint={say(words.signedAtHint)}
          fault={faultAt('signed_at')}>{text('signedAt', 200)}</Field>
        <Field label={say(words.firstYear)} hint={say(words.firstYearHint)}
          fault={faultAt('first_year')}>{text('firstYear', 4)}</Field>
        <Field label={say(common.source)} fault={faultAt('source')}>
          {text('source', 500)}</Field>
      </div>
    </Panel>
  );
}

export function PlacementFields({ programme, draft, change, faultAt }:
    AgreementFieldsProps) {
  const say = useSay();
  const areas = useAreaChoices(programme);
  const sectors = useSectorChoices(programme);
  const sum = partsOf(draft);
  const set = (placements: AgreementDraft['placements']) =>
    change({ placements });
  return (
    <Panel title={say(agreementWords.placements)}
      extra={say(words.placementsHint)}>
      {faultAt('placements') && (
        <p className="bad" role="alert">{faultAt('placements')}</p>
      )}
      {sum !== 10_000 && (
        <p className="warn" role="status">{say(words.partsSum,
          { sum: formatBasisPoints(sum).replace('%', '') })}</p>
      )}
      <ul className="need-list">
        {draft.placements.map((p, i) => {
          const to = (next: Partial<typeof p>) =>
            set(changedAt(draft.placements, i, next));
          const at = `placements[${i}]`;
          return (
            <li key={i} className="row-fields">
              <Field label={say(common.area)} required
                fault={faultAt(`${at}.area`)}>{(bound) => (
                  <FormSelect bound={bound} value={p.area} options={areas}
                    onChange={(area) => to({ area })} />)}</Field>
              <Field label={say(common.sector)} required
                fault={faultAt(`${at}.sector`)}>{(bound) => (
                  <FormSelect bound={bound} value={p.sector} options={sectors}
                    onChange={(sector) => to({ sector })} />)}</Field>
              <Field label={say(words.part)} required
                fault={faultAt(`${at}.parts`)}>{(bound) => (
                  <Input {...bound} inputMode="decimal" value={p.part}
                    onChange={(e) => to({ part: e.target.value })} />)}</Field>
              <RemoveRow onClick={() => set(without(draft.placements, i))}
                what={say(words.rowOf, { what: say(agreementWords.placements),
                  n: i + 1 })} />
            </li>
          );
        })}
      </ul>
      <AddRow text={say(words.addPlacement)} onClick={() => set(
        [...draft.placements, { area: '', sector: '', part: '' }])} />
    </Panel>
  );
}

export function SumFields({ programme, draft, change, faultAt }:
    AgreementFieldsProps) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme)
    .map((k) => ({ value: k.id, label: local(k.displayName, k.id) }));
  const set = (sums: AgreementDraft['sums']) => change({ sums });
  return (
    <Panel title={say(agreementWords.contract)}>
      <ul className="need-list">
        {draft.sums.map((s, i) => {
          const to = (next: Partial<typeof s>) =>
            set(changedAt(draft.sums, i, next));
          const at = `contract_sums[${i}]`;
          return (
            <li key={i} className="row-fields row-fields-sum">
              <Field label={say(agreementWords.side)} required
                fault={faultAt(`${at}.side`)}>{(bound) => (
                  <Select {...bound} value={s.side}
                    options={[Side.SUPPORTER, Side.RECIPIENT].map((v) => ({
                      value: v, label: say(sideLabels[v]) }))}
                    onChange={(side) => to({ side })} />)}</Field>
              <Field label={say(agreementWords.party)}
                hint={say(words.partyHint)} fault={faultAt(`${at}.party`)}>
                {(bound) => (
                  <Input {...bound} value={s.party} maxLength={200}
                    onChange={(e) => to({ party: e.target.value })} />)}</Field>
              <Field label={say(common.fundKind)} required
                fault={faultAt(`${at}.fund_kind`)}>{(bound) => (
                  <FormSelect bound={bound} value={s.fundKind} options={kinds}
                    onChange={(fundKind) => to({ fundKind })} />)}</Field>
              <Field label={say(common.amountWan)} required
                fault={faultAt(`${at}.amount_fen`)}>{(bound) => (
                  <Input {...bound} inputMode="decimal" value={s.amount}
                    onChange={(e) => to({ amount: e.target.value })} />)}</Field>
              <Checkbox checked={s.privateCapital}
                onChange={(e) => to({ privateCapital: e.target.checked })}>
                {say(agreementWords.private)}
              </Checkbox>
              <RemoveRow onClick={() => set(without(draft.sums, i))}
                what={say(words.rowOf,
                  { what: say(agreementWords.contract), n: i + 1 })} />
            </li>
          );
        })}
      </ul>
      <AddRow text={say(words.addSum)} onClick={() => set([...draft.sums,
        { side: Side.SUPPORTER, party: '', fundKind: kinds[0]?.value ?? '',
          amount: '', privateCapital: false }])} />
    </Panel>
  );
}

const NOBODY = { displayName: '', title: '', phone: '', email: '' };

export function PeopleFields({ draft, change, faultAt }: AgreementFieldsProps) {
  const say = useSay();
  const set = (team: AgreementDraft['team']) => change({ team });
  return (
    <Panel title={say(agreementWords.people)}>
      <ContactFields who={say(agreementWords.leader)} contact={draft.leader}
        at="responsible_leader" faultAt={faultAt}
        onChange={(leader) => change({ leader })} />
      {draft.team.map((member, i) => (
        <div key={i} className="setting">
          <ContactFields who={say(words.memberOf, { n: i + 1 })}
            contact={member} at={`team[${i}]`} faultAt={faultAt}
            onChange={(next) => set(changedAt(draft.team, i, next))} />
          <span className="setting-remove">
            <RemoveRow what={say(words.memberOf, { n: i + 1 })}
              onClick={() => set(without(draft.team, i))} />
          </span>
        </div>
      ))}
      <AddRow text={say(words.addMember)}
        onClick={() => set([...draft.team, NOBODY])} />
    </Panel>
  );
}

function DutyRows({ of, duties, textPath, textLabel, required, faultAt, onSet }: {
  of: 'milestones' | 'promises';
  duties: readonly DutyDraft[];
  textPath: string;
  textLabel: string;
  // The day is needed.
  required: boolean;
  faultAt: (path: string) => string;
  onSet: (duties: DutyDraft[]) => void;
}) {
  const say = useSay();
  return (
    <ul className="need-list">
      {duties.map((duty, i) => (
        <li key={duty.id} className="row-fields row-fields-duty">
          <Field label={textLabel} required
            fault={faultAt(`${of}[${i}].${textPath}`)}>{(bound) => (
              <Input {...bound} value={duty.text} maxLength={500}
                onChange={(e) => onSet(changedAt(duties, i,
                  { text: e.target.value, en: '' }))} />)}</Field>
          <Field label={say(words.dueDate)} required={required}
            fault={faultAt(`${of}[${i}].due_date`)}>{(bound) => (
              <Input {...bound} type="date" value={duty.dueDate}
                onChange={(e) => onSet(changedAt(duties, i,
                  { dueDate: e.target.value }))} />)}</Field>
          <RemoveRow onClick={() => onSet(without(duties, i))}
            what={say(words.rowOf, { what: textLabel, n: i + 1 })} />
        </li>
      ))}
    </ul>
  );
}

export function DutyFields({ draft, change, faultAt }: AgreementFieldsProps) {
  const say = useSay();
  const fresh = (prefix: string, taken: readonly DutyDraft[]): DutyDraft =>
    ({ id: freeId(prefix, taken), text: '', en: '', dueDate: '' });
  return (
    <>
      <Panel title={say(agreementWords.milestones)}>
        <DutyRows of="milestones" duties={draft.milestones} required
          textPath="display_name" textLabel={say(words.milestoneName)}
          faultAt={faultAt}
          onSet={(milestones) => change({ milestones })} />
        <AddRow text={say(words.addMilestone)} onClick={() => change({
          milestones: [...draft.milestones, fresh('m', draft.milestones)] })} />
      </Panel>
      <Panel title={say(agreementWords.promises)}>
        <DutyRows of="promises" duties={draft.promises} required={false}
          textPath="text" textLabel={say(words.promiseText)} faultAt={faultAt}
          onSet={(promises) => change({ promises })} />
        <AddRow text={say(words.addPromise)} onClick={() => change({
          promises: [...draft.promises, fresh('p', draft.promises)] })} />
      </Panel>
    </>
  );
}
