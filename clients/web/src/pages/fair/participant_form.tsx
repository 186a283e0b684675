// Registering a unit, and changing what it registered: its people, when it can
// meet, the projects it brings.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatShortDay } from '../../format';
import {
  CatalogueService, Project_State,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  FairService, type Fair, type Participant,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { sideLabels } from '../../labels';
import { idOf, names, programmeOf } from '../../names';
import { editing, Stale, useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useResourceDraft } from '../settings/resource_draft';
import { freeId } from './fair_draft';
import { clockOf, daysOf, slotsOn } from './fair_model';
import {
  blankDelegate, blankParticipant, draftOfParticipant, faultsOfParticipant,
  participantOf, type DelegateDraft, type ParticipantDraft,
} from './participant_draft';
import { participantWords as words } from './participant_texts';
import { useRefreshFair } from './use_fair';

const MASK = { paths: ['delegates', 'available_slots', 'projects',
  'stands_wanted', 'most_meetings', 'note'] };
const MOST_PROJECTS = 200;

interface FieldsProps {
  fair: Fair;
  unit: string;
  draft: ParticipantDraft;
  change: (changes: Partial<ParticipantDraft>) => void;
  faultAt: (path: string) => string;
}

const PERSON = [['displayName', words.personName, 'display_name'],
  ['title', words.post, 'title'], ['phone', words.phone, 'phone'],
  ['email', words.email, 'email'],
  ['sharedId', words.sharedId, 'shared_id']] as const;

function DelegateFields({ draft, change, faultAt }: FieldsProps) {
  const say = useSay();
  const { delegates } = draft;
  const put = (at: number, to: Partial<DelegateDraft>) => change({
    delegates: delegates.map((d, i) => (i === at ? { ...d, ...to } : d)) });
  // There is one leader.
  const lead = (at: number, leader: boolean) => change({
    delegates: delegates.map((d, i) =>
      ({ ...d, leader: i === at ? leader : d.leader && !leader })) });
  return (
    <fieldset className="form-group">
      <legend>{say(words.delegates)}</legend>
      {delegates.map((person, i) => (
        <div key={person.id} className="delegate">
          {PERSON.map(([key, label, path]) => (
            <Field key={key} label={say(label)} required={key === 'displayName'}
              fault={faultAt(`delegates[${i}].${path}`)}>{(bound) => (
                <Input {...bound} value={person[key]} maxLength={200}
                  title={key === 'sharedId' ? say(words.sharedIdHint) : ''}
                  onChange={(e) => put(i, { [key]: e.target.value })} />
              )}</Field>
          ))}
          <Checkbox checked={person.leader} title={say(words.leaderHint)}
            onChange={(e) => lead(i, e.target.checked)}>
            {say(words.leader)}
            <span className="unseen">: {person.displayName}</span>
          </Checkbox>
          <Button type="text" icon={<DeleteOutlined />}
            aria-label={say(words.removeDelegate,
              { name: person.displayName || i + 1 })}
            onClick={() => change({
              delegates: delegates.filter((_, j) => j !== i) })} />
        </div>
      ))}
      <Button icon={<PlusOutlined />} size="small" onClick={() => change({
        delegates: [...delegates, blankDelegate(freeId('p', delegates),
          delegates.length === 0)] })}>{say(words.addDelegate)}</Button>
    </fieldset>
  );
}

// The slots in which it can meet, day by day.
function SlotChoice({ fair, draft, change, faultAt }: FieldsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const chosen = new Set(draft.slots);
  const set = (ids: readonly string[], on: boolean) => change({
    slots: fair.slots.map((s) => s.id).filter((id) =>
      (ids.includes(id) ? on : chosen.has(id))) });
  return (
    <fieldset className="form-group">
      <legend>{say(words.slots)}</legend>
      {faultAt('available_slots') && (
        <p className="bad" role="alert">{faultAt('available_slots')}</p>
      )}
      {daysOf(fair).map((day) => {
        const slots = slotsOn(fair, day);
        const ids = slots.map((s) => s.id);
        const on = ids.filter((id) => chosen.has(id)).length;
        return (
          <div key={day} className="slot-day">
            <Checkbox checked={on === ids.length}
              indeterminate={on > 0 && on < ids.length}
              onChange={(e) => set(ids, e.target.checked)}>
              <strong>{formatShortDay(day, language)}</strong>
            </Checkbox>
            <div className="slot-checks">
              {slots.map((slot) => (
                <Checkbox key={slot.id} checked={chosen.has(slot.id)}
                  onChange={(e) => set([slot.id], e.target.checked)}>
                  <span className="number">{clockOf(slot)}</span>
                </Checkbox>
              ))}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}

// Of a recipient: which of its open projects it brings.
function ProjectChoice({ unit, draft, change, faultAt }: FieldsProps) {
  const say = useSay();
  const local = useLocal();
  const { data } = useQuery(CatalogueService.method.searchProjects, {
    parent: names.programme.format({ programme: programmeOf(unit) }),
    pageSize: MOST_PROJECTS,
    filter: { recipients: [unit], states: [Project_State.OPEN] },
  }, { enabled: draft.side === Side.RECIPIENT });
  if (draft.side !== Side.RECIPIENT) return null;
  const known = (data?.projects ?? []).map((p) => ({ value: p.name,
    label: local(p.displayName, idOf(p.name)) }));
  return (
    <Field label={say(words.projects)} wide fault={faultAt('projects')}>
      {(bound) => (
        <Select {...bound} mode="multiple" optionFilterProp="label"
          value={[...draft.projects]} options={known}
          placeholder={say(words.allProjects)}
          onChange={(projects: string[]) => change({ projects })} />
      )}</Field>
  );
}

function RestFields(props: FieldsProps) {
  const say = useSay();
  const { draft, change, faultAt } = props;
  return (
    <div className="form-grid">
      <ProjectChoice {...props} />
      <Field label={say(words.stands)} fault={faultAt('stands_wanted')}>
        {(bound) => (
          <Input {...bound} inputMode="numeric" value={draft.stands}
            onChange={(e) => change({ stands: e.target.value })} />)}</Field>
      <Field label={say(words.most)} hint={say(words.mostHint)}
        fault={faultAt('most_meetings')}>{(bound) => (
          <Input {...bound} inputMode="numeric" value={draft.most}
            onChange={(e) => change({ most: e.target.value })} />)}</Field>
      <Field label={say(words.note)} wide fault={faultAt('note')}>{(bound) => (
        <Input.TextArea {...bound} rows={2} maxLength={2000} value={draft.note}
          onChange={(e) => change({ note: e.target.value })} />)}</Field>
    </div>
  );
}

// The draft and writing it.
function useParticipantEditor({ fair, participant, unit, sides, onDone }:
    FormProps) {
  const say = useSay();
  const refresh = useRefreshFair();
  const client = createClient(FairService, useTransport());
  const all = fair.slots.map((s) => s.id);
  const edited = useResourceDraft(participant,
    (p) => draftOfParticipant(p, all),
    blankParticipant(sides[0] ?? Side.SUPPORTER, all),
    (name) => client.getParticipant({ name }));
  const { draft, saved } = edited;
  const [asked, setAsked] = useState(false);
  const plain = faultsOfParticipant(draft);
  const writing = useMutation({
    mutationFn: () => {
      const fields = participantOf(draft, all);
      return saved
        ? client.updateParticipant({ updateMask: MASK, participant: {
          ...fields, unit, name: saved.name, etag: saved.etag } })
        : client.createParticipant({ parent: fair.name,
          participant: { ...fields, unit } });
    },
    onSuccess: (written) => {
      void refresh();
      onDone(written);
    },
  });
  const { error } = writing;
  const { fault, faultAt: refusedAt } = useFault(error, 'participant');
  const said = { missing: say(editing.missing), number: say(words.badNumber),
    slots: say(words.slotsMissing) };
  return { edited, writing, error, fault,
    stale: error !== null && ConnectError.from(error).code === Code.Aborted,
    faultAt: (path: string) => {
      const own = asked ? plain.get(path) : undefined;
      return own ? said[own] : refusedAt(path);
    },
    submit: () => {
      setAsked(true);
      if (plain.size === 0) writing.mutate();
    } };
}

interface FormProps {
  fair: Fair;
  // Undefined: it is not registered yet.
  participant: Participant | undefined;
  // Its name.
  unit: string;
  // Those that it can take part on, where it is new.
  sides: readonly Side[];
  onDone: (participant: Participant) => void;
  onCancel?: () => void;
}

export function ParticipantForm(props: FormProps) {
  const say = useSay();
  const { fair, participant, unit, sides, onCancel } = props;
  const { edited, writing, error, fault, stale, faultAt, submit } =
    useParticipantEditor(props);
  const { draft, change } = edited;
  const fields = { fair, unit, draft, change, faultAt };
  return (
    <div className="share-form">
      {stale ? (
        <Stale what={idOf(unit)} busy={edited.reloading}
          onReload={() => void edited.reload(writing.reset)} />
      ) : error && !fault && <Failure error={error} />}
      {!participant && sides.length > 1 && (
        <Radio.Group value={draft.side} optionType="button"
          aria-label={say(words.side)}
          options={sides.map((s) => ({ value: s, label: say(sideLabels[s]) }))}
          onChange={(e) => change({ side: e.target.value as Side })} />
      )}
      <DelegateFields {...fields} />
      <SlotChoice {...fields} />
      <RestFields {...fields} />
      <div className="share-form-end">
        {onCancel && (
          <Button onClick={onCancel}>{say(common.cancel)}</Button>
        )}
        <Button type="primary" disabled={stale} loading={writing.isPending}
          onClick={submit}>
          {say(participant ? common.save : words.register)}
        </Button>
      </div>
    </div>
  );
}
