// What counts how much in a plan, and what areas are to get at least; each
// setting with its unit and its effect.
import { PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@connectrpc/connect-query';
import { Alert, App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import {
  AssignmentService, PairingUse, type AnnualPlan,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { editing, useLeaveGuard } from '../../parts/editing';
import { ExportButton } from '../../parts/export_button';
import { Field } from '../../parts/field';
import { Page, Panel } from '../../parts/page';
import { Answer, Failure } from '../../parts/states';
import { useAreas, useCalled, useFundKinds } from '../../queries/reference';
import { ReadOnly } from '../office/read_only';
import {
  draftOf, isBad, isBadFloor, numberSettings, planOf, type FloorDraft,
  type NumberSetting, type SettingsDraft,
} from './settings_draft';
import { pairingUseLabels, planWords, settingsWords as words } from './texts';
import { useMayPlan, usePlan, usePlanPlace, useRefreshPlan } from './use_plan';

const DEMONSTRATION = 'demonstration';

function NumberField({ of, text, readOnly, onChange }: {
  of: NumberSetting;
  text: string;
  readOnly: boolean;
  onChange: (text: string) => void;
}) {
  const say = useSay();
  return (
    <div className="plan-setting">
      <Field label={say(of.label)} fault={isBad(of, text)
        ? say(words.bad, { least: of.least, most: of.most }) : ''}>
        {(bound) => (
          <Input {...bound} inputMode="decimal" value={text} readOnly={readOnly}
            placeholder={say(words.default, { value: of.otherwise })}
            suffix={say(of.unit)} onChange={(e) => onChange(e.target.value)} />
        )}
      </Field>
      <p className="plan-setting-effect">{say(of.effect)}</p>
    </div>
  );
}

function FloorRow({ floor, programme, readOnly, onChange, onRemove }: {
  floor: FloorDraft;
  programme: string;
  readOnly: boolean;
  onChange: (floor: FloorDraft) => void;
  onRemove: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const areas = useAreas(programme).list;
  const called = useCalled(programme);
  const kinds = useFundKinds(programme);
  const bad = isBadFloor(floor);
  return (
    <li className="plan-floor">
      <Select showSearch optionFilterProp="label" disabled={readOnly}
        aria-label={say(words.floorOf)} placeholder={say(words.floorOf)}
        value={floor.demonstration ? DEMONSTRATION : floor.area || null}
        onChange={(of: string) => onChange({ ...floor,
          demonstration: of === DEMONSTRATION,
          area: of === DEMONSTRATION ? '' : of })}
        options={[{ value: DEMONSTRATION, label: say(planWords.demonstration) },
          ...areas.map((a) => ({ value: a.name,
            label: local(a.displayName, a.name) }))]} />
      <Select value={floor.fundKind} aria-label={say(common.fundKind)}
        disabled={readOnly}
        onChange={(fundKind) => onChange({ ...floor, fundKind })}
        options={[{ value: '', label: say(planWords.allKinds) },
          ...kinds.map((k) => ({ value: k.id, label: called.fundKind(k.id) }))]} />
      <Input inputMode="decimal" value={floor.wan} suffix={say(common.wan)}
        aria-label={say(common.amountWan)} aria-invalid={bad} readOnly={readOnly}
        status={bad ? 'error' : ''}
        onChange={(e) => onChange({ ...floor, wan: e.target.value })} />
      {!readOnly && <Button onClick={onRemove}>{say(common.remove)}</Button>}
    </li>
  );
}

function Floors({ draft, programme, readOnly, change }: {
  draft: SettingsDraft;
  programme: string;
  readOnly: boolean;
  change: (part: Partial<SettingsDraft>) => void;
}) {
  const say = useSay();
  const { floors } = draft;
  const add = () => change({ floors: [...floors,
    { area: '', demonstration: false, fundKind: '', wan: '' }] });
  return (
    <Panel title={say(words.floors)} extra={say(words.floorsHint)}>
      {floors.length === 0 && <p className="quiet">{say(words.noFloors)}</p>}
      <ul>
        {floors.map((floor, i) => (
          <FloorRow key={i} floor={floor} programme={programme}
            readOnly={readOnly}
            onChange={(next) => change({ floors: floors.with(i, next) })}
            onRemove={() => change({ floors: floors.toSpliced(i, 1) })} />
        ))}
      </ul>
      {floors.some(isBadFloor) && (
        <p className="bad" role="alert">{say(words.badFloor)}</p>
      )}
      {!readOnly && (
        <Button icon={<PlusOutlined />} onClick={add}>{say(words.addFloor)}</Button>
      )}
    </Panel>
  );
}

function Numbers({ draft, readOnly, change }: {
  draft: SettingsDraft;
  readOnly: boolean;
  change: (part: Partial<SettingsDraft>) => void;
}) {
  const say = useSay();
  return (
    <Panel title={say(words.weights)}>
      {numberSettings.map((setting) => (
        <NumberField key={setting.field} of={setting} readOnly={readOnly}
          text={draft.numbers[setting.field] ?? ''}
          onChange={(text) => change({
            numbers: { ...draft.numbers, [setting.field]: text } })} />
      ))}
      <div className="plan-setting">
        <Field label={say(words.pairingUse)}>{({ id }) => (
          <Select id={id} value={draft.pairingUse} disabled={readOnly}
            onChange={(pairingUse) => change({ pairingUse })}
            options={[PairingUse.UNSPECIFIED, PairingUse.PREFERENCE,
              PairingUse.RULE].map((use) => ({ value: use,
              label: say(pairingUseLabels[use]) }))} />
        )}</Field>
        <p className="plan-setting-effect">{say(words.pairingUseEffect)}</p>
      </div>
      <Field label={say(common.note)} wide>{({ id }) => (
        <Input.TextArea id={id} rows={2} maxLength={2000} value={draft.note}
          readOnly={readOnly}
          onChange={(e) => change({ note: e.target.value })} />
      )}</Field>
    </Panel>
  );
}

// What is changed but not saved, and saving it.
function useDraft(plan: AnnualPlan) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshPlan();
  const [draft, setDraft] = useState<SettingsDraft | undefined>();
  const shown = draft ?? draftOf(plan);
  const change = (part: Partial<SettingsDraft>) =>
    setDraft({ ...shown, ...part });
  useLeaveGuard(draft !== undefined);
  const update = useMutation(AssignmentService.method.updateAnnualPlan, {
    onSuccess: async () => {
      void message.success(say(words.saved));
      await refresh();
      setDraft(undefined);
    },
  });
  return { draft, shown, change, error: update.error,
    isPending: update.isPending, refresh,
    discard: () => setDraft(undefined),
    save: () => update.mutate({
      annualPlan: planOf(shown, plan.name, plan.etag),
      updateMask: { paths: ['settings', 'floors', 'note'] } }) };
}

function Editor({ plan, programme, readOnly }: {
  plan: AnnualPlan;
  programme: string;
  readOnly: boolean;
}) {
  const say = useSay();
  const { draft, shown, change, ...saving } = useDraft(plan);
  const bad = shown.floors.some(isBadFloor) || numberSettings.some(
    (s) => isBad(s, shown.numbers[s.field] ?? ''));
  return (
    <>
      {saving.error && <Failure error={saving.error}
        onRetry={() => void saving.refresh()} />}
      <Numbers draft={shown} readOnly={readOnly} change={change} />
      <Floors draft={shown} readOnly={readOnly} change={change}
        programme={programme} />
      {draft && (
        <div className="save-bar no-print">
          <span className="warn">{say(editing.unsaved)}</span>
          <Button onClick={saving.discard}>{say(common.cancel)}</Button>
          <Button type="primary" disabled={bad} loading={saving.isPending}
            onClick={saving.save}>{say(common.save)}</Button>
        </div>
      )}
    </>
  );
}

// The settings with their units and effects, and the floors.
function useSettingsSheets(programme: string) {
  const say = useSay();
  const called = useCalled(programme);
  return (plan: AnnualPlan): Sheet[] => {
    const { numbers, pairingUse, floors } = draftOf(plan);
    return [{
      title: say(words.weights),
      columns: [{ heading: say(common.item), width: 24 },
        { heading: say(common.content), width: 20 },
        { heading: say(words.unit), width: 20 },
        { heading: say(words.effect), width: 80 }],
      rows: [...numberSettings.map((s) => [say(s.label),
        numbers[s.field] || say(words.default, { value: s.otherwise }),
        say(s.unit), say(s.effect)]),
      [say(words.pairingUse), say(pairingUseLabels[pairingUse]), null,
        say(words.pairingUseEffect)]],
    }, {
      title: say(words.floors),
      columns: [{ heading: say(common.area), width: 24 },
        { heading: say(common.fundKind), width: 20 },
        { heading: say(common.amountWan), width: 18 }],
      rows: floors.map((f) => [f.demonstration ? say(planWords.demonstration)
        : called.area(f.area), f.fundKind ? called.fundKind(f.fundKind)
        : say(planWords.allKinds), Number(f.wan)]),
    }];
  };
}

export function PlanSettingsPage() {
  const say = useSay();
  const { programme, year, name } = usePlanPlace();
  const query = usePlan(name);
  const { office, confirmed, mayPlan } = useMayPlan(programme, query.data);
  const sheets = useSettingsSheets(programme);
  const plan = query.data;
  const title = `${say(words.title)} ${year}`;
  return (
    <Page title={title} lead={say(words.lead)}
      actions={
        <>
          <Link to={paths.plan(programme, year)}>{say(common.back)}</Link>
          <ExportButton name={title} disabled={!plan}
            sheet={() => (plan ? sheets(plan) : [])} />
        </>
      }>
      <ReadOnly unless={office} />
      {office && confirmed && (
        <Alert className="page-alert" type="info" showIcon
          title={say(words.confirmed)} />
      )}
      <Answer of={query} rows={12}>{(shown) => (
        <Editor plan={shown} programme={programme} readOnly={!mayPlan} />
      )}</Answer>
    </Page>
  );
}
