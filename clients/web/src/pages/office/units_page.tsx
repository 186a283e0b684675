// The units of a programme: what each is, who guides it; editing them.
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { create } from '@bufbuild/protobuf';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  ProfilesService, Side, UnitSchema, type Unit,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { UnitKind } from '../../gen/duikou/type/v1/units_pb';
import { useLocal, useSay } from '../../i18n/say';
import { sideLabels, unitKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Page } from '../../parts/page';
import { Answer, Failure, Nothing } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { isRecipientArea, useAreas, useCalled } from '../../queries/reference';
import { integerParam, textParam, useUrlState } from '../../url_state';
import { ReadOnly } from './read_only';
import { unitsWords as words, words as shared } from './texts';

const MOST = 1000;
const KINDS = Object.values(UnitKind).filter((k): k is UnitKind =>
  typeof k === 'number' && k !== UnitKind.UNSPECIFIED);
const SIDES = [Side.SUPPORTER, Side.RECIPIENT];

const spec = { q: textParam(), kind: integerParam(0, 0, 20),
  side: integerParam(0, 0, 2), guide: textParam() };

function UnitDialog({ programme, unit, units, onClose }: {
  programme: string;
  // Undefined: a new one.
  unit: Unit | undefined;
  units: readonly Unit[];
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const areas = useAreas(programme).list;
  const [id, setId] = useState('');
  const [draft, setDraft] = useState({
    zh: unit?.displayName?.zh ?? '', en: unit?.displayName?.en ?? '',
    kind: unit?.kind ?? UnitKind.PROVINCIAL_DEPARTMENT,
    sides: [...(unit?.sides ?? [Side.SUPPORTER])],
    parentUnit: unit?.parentUnit ?? '',
    guidingDepartment: unit?.guidingDepartment ?? '',
    homeArea: unit?.homeArea ?? '',
    recipientAreas: [...(unit?.recipientAreas ?? [])],
  });
  const change = (changes: Partial<typeof draft>) =>
    setDraft((now) => ({ ...now, ...changes }));
  const done = { onSuccess: () => {
    void message.success(say(common.saved));
    void invalidate(ProfilesService, 'ListUnits', 'GetUnit');
    onClose();
  } };
  const createOne = useMutation(ProfilesService.method.createUnit, done);
  const update = useMutation(ProfilesService.method.updateUnit, done);
  const error = createOne.error ?? update.error;
  const { faultAt } = useFault(error, 'unit');
  const save = () => {
    const { zh, en, ...rest } = draft;
    const wanted = create(UnitSchema, {
      ...(unit && { name: unit.name, etag: unit.etag }),
      displayName: { zh: zh.trim(), en: en.trim() }, ...rest });
    if (unit) {
      update.mutate({ unit: wanted, updateMask: { paths: ['display_name',
        'kind', 'sides', 'parent_unit', 'guiding_department', 'home_area',
        'recipient_areas'] } });
    } else {
      createOne.mutate({ parent: names.programme.format({ programme }),
        unit: wanted, unitId: id.trim() });
    }
  };
  const others = [{ value: '', label: say(common.none) },
    ...units.filter((u) => u.name !== unit?.name).map((u) => ({
      value: u.name, label: local(u.displayName, idOf(u.name)) }))];
  const places = areas.map((a) => ({
    value: a.name, label: local(a.displayName, idOf(a.name)) }));
  const pick = { showSearch: true, optionFilterProp: 'label' };
  return (
    <Modal open width={680} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(unit ? words.edit : words.add)} okText={say(common.save)}
      onOk={save} okButtonProps={{ disabled: draft.zh.trim() === '',
        loading: createOne.isPending || update.isPending }}>
      {error && <Failure error={error} />}
      <div className="form-grid">
        <Field label={say(shared.nameZh)} required
          fault={faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={draft.zh} maxLength={200}
              onChange={(e) => change({ zh: e.target.value })} />)}</Field>
        <Field label={say(shared.nameEn)}>{(bound) => (
          <Input {...bound} value={draft.en} maxLength={200}
            onChange={(e) => change({ en: e.target.value })} />)}</Field>
        <Field label={say(shared.id)} hint={unit ? '' : say(shared.idHint)}>
          {(bound) => (
            <Input {...bound} value={unit ? idOf(unit.name) : id}
              disabled={unit !== undefined} maxLength={63}
              onChange={(e) => setId(e.target.value)} />)}</Field>
        <Field label={say(shared.kind)} required fault={faultAt('kind')}>
          {(bound) => (
            <Select {...bound} value={draft.kind}
              onChange={(kind) => change({ kind })}
              options={KINDS.map((k) => ({
                value: k, label: say(unitKindLabels[k]) }))} />)}</Field>
        <Field label={say(words.sides)} fault={faultAt('sides')}>
          {(bound) => (
            <Select {...bound} mode="multiple" value={draft.sides}
              onChange={(sides) => change({ sides })}
              options={SIDES.map((s) => ({
                value: s, label: say(sideLabels[s]) }))} />)}</Field>
        <Field label={say(words.guidedBy)} fault={faultAt('guiding_department')}>
          {(bound) => (
            <Select {...bound} {...pick} value={draft.guidingDepartment}
              onChange={(guidingDepartment) => change({ guidingDepartment })}
              options={others} />)}</Field>
        <Field label={say(words.parent)} fault={faultAt('parent_unit')}>
          {(bound) => (
            <Select {...bound} {...pick} value={draft.parentUnit}
              onChange={(parentUnit) => change({ parentUnit })}
              options={others} />)}</Field>
        <Field label={say(words.home)} fault={faultAt('home_area')}>
          {(bound) => (
            <Select {...bound} {...pick} value={draft.homeArea}
              onChange={(homeArea) => change({ homeArea })}
              options={[{ value: '', label: say(common.none) }, ...places]} />
          )}</Field>
        {draft.sides.includes(Side.RECIPIENT) && (
          <Field label={say(words.areas)} wide
            fault={faultAt('recipient_areas')}>{(bound) => (
              <Select {...bound} {...pick} mode="multiple"
                value={draft.recipientAreas}
                onChange={(recipientAreas) => change({ recipientAreas })}
                options={areas.filter(isRecipientArea).map((a) => ({
                  value: a.name,
                  label: local(a.displayName, idOf(a.name)) }))} />)}</Field>
        )}
      </div>
    </Modal>
  );
}

export function UnitsPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const mayChange = useSession().isOffice(programme);
  const called = useCalled(programme);
  const [editing, setEditing] = useState<Unit | 'new' | undefined>();
  const answer = useQuery(ProfilesService.method.listUnits,
    { parent: names.programme.format({ programme }), pageSize: MOST });
  const units = answer.data?.units ?? [];
  const nameOf = (name: string) => (name === '' ? '' : local(
    units.find((u) => u.name === name)?.displayName, idOf(name)));
  const guides = [...new Set(units.map((u) => u.guidingDepartment))]
    .filter(Boolean);
  const shown = units.filter((u) =>
    `${local(u.displayName)} ${idOf(u.name)}`.includes(state.q) &&
    (state.kind === 0 || u.kind === state.kind) &&
    (state.side === 0 || u.sides.includes(state.side as Side)) &&
    (state.guide === '' || idOf(u.guidingDepartment) === state.guide));
  const sidesOf = (u: Unit) => u.sides.map((s) => say(sideLabels[s]))
    .join(say(common.and)) || '—';
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.title), width: 30 },
      { heading: say(common.id), width: 20 },
      { heading: say(shared.kind), width: 14 },
      { heading: say(words.sides), width: 16 },
      { heading: say(words.guidedBy), width: 24 },
      { heading: say(words.home), width: 14 }],
    rows: shown.map((u) => [local(u.displayName, idOf(u.name)), idOf(u.name),
      say(unitKindLabels[u.kind]), sidesOf(u), nameOf(u.guidingDepartment),
      u.homeArea ? called.area(u.homeArea) : '']),
  });
  return (
    <Page title={say(words.title)}
      lead={answer.data && say(words.lead, { n: units.length })}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={shown.length === 0} />
          {mayChange && (
            <>
              <Link to={paths.import(programme, 'units')}>
                <Button icon={<UploadOutlined />} tabIndex={-1}>
                  {say(shared.import)}
                </Button>
              </Link>
              <Button type="primary" icon={<PlusOutlined />}
                onClick={() => setEditing('new')}>{say(words.add)}</Button>
            </>
          )}
        </>
      }>
      <ReadOnly unless={mayChange} />
      <div className="toolbar no-print">
        <Input.Search allowClear value={state.q} className="toolbar-search"
          aria-label={say(shared.search)} placeholder={say(words.title)}
          onChange={(e) => change({ q: e.target.value })} />
        <Select value={state.kind} aria-label={say(shared.kind)}
          onChange={(kind) => change({ kind })} popupMatchSelectWidth={false}
          prefix={<span className="quiet">{say(shared.kind)}</span>}
          options={[{ value: 0, label: say(words.any) },
            ...KINDS.map((k) => ({ value: k as number,
              label: say(unitKindLabels[k]) }))]} />
        <Select value={state.side} aria-label={say(words.sides)}
          onChange={(side) => change({ side })}
          prefix={<span className="quiet">{say(words.sides)}</span>}
          options={[{ value: 0, label: say(words.any) },
            ...SIDES.map((s) => ({ value: s as number,
              label: say(sideLabels[s]) }))]} />
        <Select value={state.guide} aria-label={say(words.guidedBy)}
          onChange={(guide) => change({ guide })} popupMatchSelectWidth={false}
          prefix={<span className="quiet">{say(words.guidedBy)}</span>}
          options={[{ value: '', label: say(words.any) },
            ...guides.map((g) => ({ value: idOf(g), label: nameOf(g) }))]} />
      </div>
      <Answer of={answer} rows={12}>{() => (shown.length === 0
        ? <Nothing title={say(shared.noneFound)}
          hint={say(shared.noneFoundHint)} />
        : (
          <DataTable<Unit> label={say(words.title)} rowKey="name"
            dataSource={shown} scroll={{ x: 860 }} columns={[
              { title: say(words.title), key: 'unit', width: 240,
                render: (_, u) => (
                  <Link to={paths.unit(programme, idOf(u.name))}>
                    {local(u.displayName, idOf(u.name))}
                  </Link>) },
              { title: say(shared.kind), key: 'kind', width: 120,
                render: (_, u) => say(unitKindLabels[u.kind]) },
              { title: say(words.sides), key: 'sides', width: 140,
                render: (_, u) => sidesOf(u) },
              { title: say(words.guidedBy), key: 'guide', width: 190,
                render: (_, u) => nameOf(u.guidingDepartment) || '—' },
              { title: say(words.home), key: 'home', width: 120,
                render: (_, u) => (u.homeArea ? called.area(u.homeArea) : '—') },
              ...(mayChange ? [{ title: say(common.actions), key: 'do',
                className: 'no-print',
                width: 80, render: (_: unknown, u: Unit) => (
                  <Button size="small" onClick={() => setEditing(u)}
                    aria-label={`${say(common.edit)}: ${
                      local(u.displayName, idOf(u.name))}`}>
                    {say(common.edit)}
                  </Button>) }] : []),
            ]} />
        ))}</Answer>
      {editing && (
        <UnitDialog programme={programme} units={units}
          unit={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)} />
      )}
    </Page>
  );
}
