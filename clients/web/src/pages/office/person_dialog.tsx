// Creating a person, and changing one and what it may do.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { create } from '@bufbuild/protobuf';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  AccessService, PersonSchema, type Person,
} from '../../gen/duikou/access/v1/access_service_pb';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLocal, useSay } from '../../i18n/say';
import { permissionGroupLabels } from '../../labels';
import { idOf, names } from '../../names';
import { useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { RARELY_CHANGES_MS, useInvalidate } from '../../queries/client';
import { useUnits } from '../../queries/reference';
import { peopleWords as words, words as shared } from './texts';

interface MembershipDraft {
  programme: string;
  unit: string;
  groups: PermissionGroup[];
}

const EVERY = 'programmes/-';

const GROUPS = [PermissionGroup.SUPPORTER, PermissionGroup.RECIPIENT,
  PermissionGroup.OFFICE, PermissionGroup.ORGANISER,
  PermissionGroup.SUPERVISOR, PermissionGroup.ADMINISTRATOR];

function MembershipFields({ draft, n, onChange, onRemove }: {
  draft: MembershipDraft;
  n: number;
  onChange: (draft: MembershipDraft) => void;
  onRemove: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const session = useSession();
  const programmes = useQuery(CatalogueService.method.listProgrammes,
    { pageSize: 200 }, { staleTime: RARELY_CHANGES_MS });
  const units = useUnits(
    idOf(draft.programme), draft.programme !== EVERY) ?? [];
  return (
    <fieldset className="form-group membership">
      <legend className="unseen">{say(words.membership, { n })}</legend>
      <Field label={say(words.programme)}>{(bound) => (
        <Select {...bound} value={draft.programme}
          onChange={(programme: string) =>
            onChange({ ...draft, programme, unit: '' })}
          options={[
            ...(session.all ? [{ value: EVERY, label: say(words.every) }] : []),
            ...(programmes.data?.programmes ?? []).map((p) => ({
              value: p.name, label: local(p.displayName, idOf(p.name)) })),
          ]} />)}</Field>
      <Field label={say(words.unit)}>{(bound) => (
        <Select {...bound} showSearch optionFilterProp="label"
          value={draft.unit} disabled={draft.programme === EVERY}
          onChange={(unit: string) => onChange({ ...draft, unit })}
          options={[{ value: '', label: say(words.noUnit) },
            ...units.map((u) => ({ value: u.name,
              label: local(u.displayName, idOf(u.name)) }))]} />)}</Field>
      <Field label={say(words.groups)}>{(bound) => (
        <Select {...bound} mode="multiple" value={draft.groups}
          onChange={(groups: PermissionGroup[]) =>
            onChange({ ...draft, groups })}
          options={GROUPS.map((g) => ({ value: g,
            label: say(permissionGroupLabels[g]) }))} />)}</Field>
      <Button type="text" icon={<DeleteOutlined />} onClick={onRemove}
        aria-label={`${say(common.remove)}: ${say(words.membership, { n })}`} />
    </fieldset>
  );
}

export function PersonDialog({ programme, person, onClose, onCreated }: {
  programme: string;
  // Undefined: a new one.
  person: Person | undefined;
  onClose: () => void;
  onCreated: (person: Person) => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const [id, setId] = useState('');
  const [name, setName] = useState(person?.displayName ?? '');
  const [phone, setPhone] = useState(person?.phone ?? '');
  const blank = { programme: names.programme.format({ programme }), unit: '',
    groups: [] };
  const [drafts, setDrafts] = useState<MembershipDraft[]>(
    () => person?.memberships.map((m) => ({
      programme: m.programme, unit: m.unit, groups: [...m.groups] })) ??
      [blank]);
  const done = (text: string) => {
    void message.success(text);
    void invalidate(AccessService, 'ListPeople', 'GetPerson', 'GetMe');
    onClose();
  };
  const createOne = useMutation(AccessService.method.createPerson, {
    onSuccess: (made) => {
      done(say(words.createdPerson));
      onCreated(made);
    } });
  const update = useMutation(AccessService.method.updatePerson,
    { onSuccess: () => done(say(common.saved)) });
  const error = createOne.error ?? update.error;
  const { faultAt } = useFault(error, 'person');
  const save = () => {
    const wanted = create(PersonSchema, {
      ...(person && { name: person.name, etag: person.etag }),
      displayName: name.trim(), phone: phone.trim(), memberships: drafts,
    });
    if (person) {
      update.mutate({ person: wanted, updateMask: {
        paths: ['display_name', 'phone', 'memberships'] } });
    } else {
      createOne.mutate({ personId: id.trim(), person: wanted });
    }
  };
  const lacking = name.trim() === '' || (!person && id.trim() === '');
  return (
    <Modal open width={760} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(person ? words.editTitle : words.add)} onOk={save}
      okText={say(common.save)} okButtonProps={{ disabled: lacking,
        loading: createOne.isPending || update.isPending }}>
      {error && <Failure error={error} />}
      <div className="form-grid form-grid-three">
        <Field label={say(words.account)} required
          hint={person ? '' : say(shared.idHint)}>{(bound) => (
            <Input {...bound} value={person ? idOf(person.name) : id}
              disabled={person !== undefined} maxLength={63} autoComplete="off"
              onChange={(e) => setId(e.target.value)} />)}</Field>
        <Field label={say(words.name)} required
          fault={faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={name} maxLength={100} autoComplete="off"
              onChange={(e) => setName(e.target.value)} />)}</Field>
        <Field label={say(words.phone)} fault={faultAt('phone')}>
          {(bound) => (
            <Input {...bound} value={phone} maxLength={50} autoComplete="off"
              onChange={(e) => setPhone(e.target.value)} />)}</Field>
      </div>
      <p className="field-heading memberships-head">{say(words.memberships)}</p>
      {faultAt('memberships') && (
        <p className="bad" role="alert">{faultAt('memberships')}</p>
      )}
      {drafts.map((draft, i) => (
        <MembershipFields key={i} draft={draft} n={i + 1}
          onChange={(next) =>
            setDrafts(drafts.map((d, j) => (i === j ? next : d)))}
          onRemove={() => setDrafts(drafts.filter((_, j) => j !== i))} />
      ))}
      <Button type="dashed" block icon={<PlusOutlined />}
        onClick={() => setDrafts([...drafts, blank])}>
        {say(words.addMembership)}
      </Button>
    </Modal>
  );
}
