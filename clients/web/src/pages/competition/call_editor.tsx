// A call's fields, and saving them: all of a draft; once it was opened, its texts
// and a later due time.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  Call_State, CompetitionService, type Call,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import {
  FundKind_Distribution,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { Stale, useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { YearSelect } from '../../parts/year_select';
import { useFundKinds, useUnits } from '../../queries/reference';
import { useResourceDraft } from '../settings/resource_draft';
import {
  callOf, draftOfCall, faultsOf, type CallDraft, type CallFault,
  type CriterionDraft,
} from './call_draft';
import { callWords as words } from './texts';
import { useRefreshCalls } from './use_competition';

const OPENED_MASK = { paths: ['display_name', 'description',
  'application_due_time'] };
const DRAFT_MASK = { paths: [...OPENED_MASK.paths, 'supporter', 'fund_kind',
  'year', 'amount_fen', 'least_share_fen', 'most_share_fen', 'least_score',
  'criteria'] };

const blank = (year: number): CallDraft => ({ zh: '', en: '', description: '',
  supporter: '', fundKind: '', year, amount: '', least: '', most: '',
  leastScore: '', due: '',
  criteria: [{ id: 'c-1', name: '', weight: '1', most: '100' }] });

function CriteriaFields({ criteria, fault, onChange }: {
  criteria: readonly CriterionDraft[];
  fault: string;
  onChange: (criteria: CriterionDraft[]) => void;
}) {
  const say = useSay();
  const put = (at: number, changes: Partial<CriterionDraft>) =>
    onChange(criteria.map((c, i) => (i === at ? { ...c, ...changes } : c)));
  const free = () => {
    let n = criteria.length + 1;
    while (criteria.some((c) => c.id === `c-${n}`)) n += 1;
    return `c-${n}`;
  };
  return (
    <fieldset className="form-field form-field-wide">
      <legend>{say(words.criteria)}</legend>
      {criteria.map((criterion, i) => (
        <div key={criterion.id} className="call-criterion">
          <Input value={criterion.name} maxLength={100}
            aria-label={`${say(words.criterion)} ${i + 1}`}
            placeholder={say(words.criterion)}
            onChange={(e) => put(i, { name: e.target.value })} />
          <Input value={criterion.weight} inputMode="numeric"
            aria-label={`${say(words.weight)} ${i + 1}`}
            prefix={<span className="quiet">{say(words.weight)}</span>}
            onChange={(e) => put(i, { weight: e.target.value })} />
          <Input value={criterion.most} inputMode="numeric"
            aria-label={`${say(words.mostPoints)} ${i + 1}`}
            prefix={<span className="quiet">{say(words.mostPoints)}</span>}
            onChange={(e) => put(i, { most: e.target.value })} />
          <Button icon={<DeleteOutlined />} disabled={criteria.length === 1}
            aria-label={say(words.removeCriterion,
              { name: criterion.name || i + 1 })}
            onClick={() => onChange(criteria.filter((_, at) => at !== i))} />
        </div>
      ))}
      {fault && <p className="bad" role="alert">{fault}</p>}
      <Button icon={<PlusOutlined />} size="small" onClick={() => onChange(
        [...criteria, { id: free(), name: '', weight: '1', most: '100' }])}>
        {say(words.addCriterion)}
      </Button>
    </fieldset>
  );
}

interface FieldsProps {
  programme: string;
  draft: CallDraft;
  change: (changes: Partial<CallDraft>) => void;
  faultOf: (at: CallFault, path: string) => string;
}

function MoneyFields({ programme, draft, change, faultOf }: FieldsProps) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme).filter((k) =>
    k.distributions.length === 0 ||
    k.distributions.includes(FundKind_Distribution.COMPETITION));
  const kind = kinds.find((k) => k.id === draft.fundKind);
  const units = (useUnits(programme) ?? []).filter((u) =>
    u.sides.includes(Side.SUPPORTER) && (!kind ||
      kind.giverKinds.length === 0 || kind.giverKinds.includes(u.kind)));
  return (
    <>
      <Field label={say(common.fundKind)} required
        fault={faultOf('fundKind', 'fund_kind')}>{(bound) => (
          <Select {...bound} value={draft.fundKind || null}
            options={kinds.map((k) => ({ value: k.id,
              label: local(k.displayName, k.id) }))}
            onChange={(fundKind: string) => change({ fundKind })} />)}</Field>
      <Field label={say(words.supporter)} required
        fault={faultOf('supporter', 'supporter')}>{(bound) => (
          <Select {...bound} showSearch optionFilterProp="label"
            value={draft.supporter || null}
            options={units.map((u) => ({ value: u.name,
              label: local(u.displayName, idOf(u.name)) }))}
            onChange={(supporter: string) => change({ supporter })} />)}</Field>
      <Field label={say(common.year)} required>{() => (
        <YearSelect programme={programme} year={draft.year}
          onChange={(year) => change({ year })} />)}</Field>
      {([['amount', 'amount_fen', words.amount],
        ['least', 'least_share_fen', words.leastShare],
        ['most', 'most_share_fen', words.mostShare]] as const).map(
        ([key, path, label]) => (
          <Field key={key} label={say(label)} required={key === 'amount'}
            hint={key === 'most' ? say(words.mostShareHint) : ''}
            fault={faultOf(key, path)}>{(bound) => (
              <Input {...bound} inputMode="decimal" value={draft[key]}
                onChange={(e) => change(
                  { [key]: e.target.value } as Partial<CallDraft>)} />)}</Field>
        ))}
      <Field label={say(words.leastScore)} hint={say(words.leastScoreHint)}
        fault={faultOf('leastScore', 'least_score')}>{(bound) => (
          <Input {...bound} inputMode="decimal" value={draft.leastScore}
            onChange={(e) => change({ leastScore: e.target.value })} />
        )}</Field>
    </>
  );
}

function TextFields({ draft, change, faultOf }: FieldsProps) {
  const say = useSay();
  return (
    <>
      <Field label={say(words.nameZh)} required
        fault={faultOf('zh', 'display_name')}>{(bound) => (
          <Input {...bound} value={draft.zh} maxLength={200}
            onChange={(e) => change({ zh: e.target.value })} />)}</Field>
      <Field label={say(words.nameEn)}>{(bound) => (
        <Input {...bound} value={draft.en} maxLength={200} lang="en"
          onChange={(e) => change({ en: e.target.value })} />)}</Field>
      <Field label={say(words.dueDay)} required
        fault={faultOf('due', 'application_due_time')}>{(bound) => (
          <Input {...bound} type="date" value={draft.due}
            onChange={(e) => change({ due: e.target.value })} />)}</Field>
      <Field label={say(words.description)} wide>{(bound) => (
        <Input.TextArea {...bound} autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={4000} value={draft.description}
          onChange={(e) => change({ description: e.target.value })} />)}</Field>
    </>
  );
}

export function CallEditor({ programme, call, year, onDone, onClose }: {
  programme: string;
  // Undefined: a new one.
  call: Call | undefined;
  // That of a new one.
  year: number;
  onDone: (call: Call) => void;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshCalls();
  const client = createClient(CompetitionService, useTransport());
  const edited = useResourceDraft(call, draftOfCall, blank(year),
    (name) => client.getCall({ name }));
  const { draft, saved, change } = edited;
  const opened = saved !== undefined && saved.state !== Call_State.DRAFT;
  const [marked, setMarked] = useState(false);
  const faults = faultsOf(draft);
  const writing = useMutation({
    mutationFn: () => (saved
      ? client.updateCall({ updateMask: opened ? OPENED_MASK : DRAFT_MASK,
        call: { name: saved.name, etag: saved.etag, ...callOf(draft) } })
      : client.createCall({ parent: names.programme.format({ programme }),
        call: callOf(draft) })),
    onSuccess: (written) => {
      void message.success(say(call ? common.saved : words.created));
      void refresh();
      onDone(written);
    },
  });
  const { error } = writing;
  const stale = error !== null &&
    ConnectError.from(error).code === Code.Aborted;
  const { faultAt } = useFault(error, 'call');
  const said: Record<CallFault, string> = {
    zh: say(words.missing), supporter: say(words.missing),
    fundKind: say(words.missing), amount: say(words.badAmount),
    least: say(words.badAmount), most: say(words.badAmount),
    leastScore: say(words.badScore), due: say(words.missing),
    criteria: say(words.criterionFault),
  };
  const faultOf = (at: CallFault, path: string) =>
    (marked && faults.has(at) ? said[at] : faultAt(path));
  const submit = () => {
    setMarked(true);
    if (faults.size === 0) writing.mutate();
  };
  const fields = { programme, draft, change, faultOf };
  return (
    <Modal open width={760} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(call ? words.editTitle : words.createTitle)}
      okText={say(common.save)} onOk={submit}
      okButtonProps={{ disabled: stale, loading: writing.isPending }}>
      {stale ? (
        <Stale what={draft.zh} busy={edited.reloading}
          onReload={() => void edited.reload(writing.reset)} />
      ) : error && <Failure error={error} />}
      {opened && <p className="dialog-lead">{say(words.openedHint)}</p>}
      <div className="form-grid">
        <TextFields {...fields} />
        {!opened && <MoneyFields {...fields} />}
        {!opened && (
          <CriteriaFields criteria={draft.criteria}
            fault={faultOf('criteria', 'criteria')}
            onChange={(criteria) => change({ criteria })} />
        )}
      </div>
    </Modal>
  );
}
