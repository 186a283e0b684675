// How a year is assessed: what is weighed, what happens to a shortfall, whose
// figure counts, and when things are overdue.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { common } from '../../app/texts';
import {
  FigureSource, Indicator_Measure,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import {
  Assessment_Carry, SettlementService, type Assessment,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { Field } from '../../parts/field';
import { Answer, Failure } from '../../parts/states';
import { useFundKinds } from '../../queries/reference';
import {
  assessmentOf, draftOf, isWhole, newItem, noAssessment, type AssessmentDraft,
  type ItemDraft,
} from './assessment_draft';
import { FormSelect } from './choices';
import { ledgerWords } from './ledger_texts';
import { assessmentWords as words } from './settlement_texts';
import { sourceLabels } from './texts';
import { useIndicators, useRefreshProgress } from './use_progress';

const MOST = 1000;

const SOURCES = [FigureSource.STATISTICS, FigureSource.OFFICE,
  FigureSource.RECIPIENT, FigureSource.SUPPORTER, FigureSource.OPENING];

interface FieldsProps {
  programme: string;
  draft: AssessmentDraft;
  change: (changes: Partial<AssessmentDraft>) => void;
}

function ItemFields({ programme, draft, change }: FieldsProps) {
  const say = useSay();
  const local = useLocal();
  const counts = useIndicators(programme)
    .filter((i) => i.measure === Indicator_Measure.COUNT);
  const options = [
    { label: say(common.fundKind), options: useFundKinds(programme).map((k) => ({
      value: `fund ${k.id}`, label: local(k.displayName, k.id) })) },
    { label: say(ledgerWords.indicator), options: counts.map((i) => ({
      value: `indicator ${idOf(i.name)}`,
      label: local(i.displayName, idOf(i.name)) })) },
  ];
  const set = (id: string, to: Partial<ItemDraft>) => change({
    items: draft.items.map((i) => (i.id === id ? { ...i, ...to } : i)) });
  return (
    <>
      <ul className="need-list">
        {draft.items.map((item, n) => (
          <li key={item.id} className="row-fields">
            <Field label={say(words.item)} required>{(bound) => (
              <FormSelect bound={bound} value={item.of} options={options}
                onChange={(of) => set(item.id, { of })} />)}</Field>
            <Field label={say(words.weight)} required>{(bound) => (
              <Input {...bound} inputMode="numeric" value={item.weight}
                onChange={(e) => set(item.id, { weight: e.target.value })} />)}
            </Field>
            <Field label={say(words.goal)}>{(bound) => (
              <Input {...bound} inputMode="numeric" value={item.goal}
                disabled={!item.of.startsWith('indicator ')}
                onChange={(e) => set(item.id, { goal: e.target.value })} />)}
            </Field>
            <Button type="text" icon={<DeleteOutlined />}
              aria-label={`${say(common.remove)}: ${say(words.item)} ${n + 1}`}
              onClick={() => change({
                items: draft.items.filter((i) => i.id !== item.id) })} />
          </li>
        ))}
      </ul>
      <Button type="dashed" icon={<PlusOutlined />} block onClick={() => change(
        { items: [...draft.items, newItem(draft.items)] })}>
        {say(words.addItem)}
      </Button>
    </>
  );
}

function RuleFields({ draft, change }: FieldsProps) {
  const say = useSay();
  const carryId = useId();
  return (
    <div className="form-grid assessment-rules">
      <div className="form-field form-field-wide">
        <span id={carryId} className="quiet">{say(words.carry)}</span>
        <Radio.Group value={draft.carry} aria-labelledby={carryId} options={[
          { value: Assessment_Carry.SHORTFALL, label: say(words.carryShortfall) },
          { value: Assessment_Carry.NONE, label: say(words.carryNone) }]}
        onChange={(e) => change(
          { carry: e.target.value as Assessment_Carry })} />
      </div>
      <Field label={say(words.sources)} hint={say(words.sourcesHint)} wide>
        {(bound) => (
          <Select {...bound} mode="multiple" value={[...draft.sources]}
            options={SOURCES.map((s) => ({ value: s,
              label: say(sourceLabels[s]) }))}
            onChange={(sources: FigureSource[]) => change({ sources })} />)}
      </Field>
      {(['newsDays', 'escalationDays'] as const).map((key) => (
        <Field key={key} label={say(words[key])} hint={say(words[`${key}Hint`])}>
          {(bound) => (
            <Input {...bound} inputMode="numeric" value={draft[key]}
              onChange={(e) => change({ [key]: e.target.value })} />)}</Field>
      ))}
    </div>
  );
}

function Editor({ programme, year, saved, onClose }: {
  programme: string;
  year: number;
  // Undefined: nothing was set.
  saved: Assessment | undefined;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const [draft, setDraft] = useState(saved ? draftOf(saved) : noAssessment);
  const done = { onSuccess: () => {
    void message.success(say(common.saved));
    void refresh();
    onClose();
  } };
  const make = useMutation(SettlementService.method.createAssessment, done);
  const update = useMutation(SettlementService.method.updateAssessment, done);
  const error = make.error ?? update.error;
  const save = () => {
    const assessment = assessmentOf(programme, draft, saved);
    if (saved) {
      update.mutate({ assessment, updateMask: { paths: ['*'] } });
    } else {
      make.mutate({ parent: names.programme.format({ programme }), assessment,
        assessmentId: String(year) });
    }
  };
  const fields = { programme, draft,
    change: (changes: Partial<AssessmentDraft>) =>
      setDraft((now) => ({ ...now, ...changes })) };
  return (
    <>
      {error && <Failure error={error} />}
      <p className="dialog-lead">{say(words.hint)}</p>
      <ItemFields {...fields} />
      <RuleFields {...fields} />
      <div className="share-form-end">
        <Button onClick={onClose}>{say(common.cancel)}</Button>
        <Button type="primary" disabled={!isWhole(draft)} onClick={save}
          loading={make.isPending || update.isPending}>
          {say(common.save)}
        </Button>
      </div>
    </>
  );
}

function AssessmentDialog({ programme, year, onClose }: {
  programme: string;
  year: number;
  onClose: () => void;
}) {
  const say = useSay();
  const listed = useQuery(SettlementService.method.listAssessments,
    { parent: names.programme.format({ programme }), pageSize: MOST });
  return (
    <Modal open width={760} onCancel={onClose} footer={null}
      title={say(words.title, { year })}>
      <Answer of={listed} rows={8}>{({ assessments }) => (
        <Editor programme={programme} year={year} onClose={onClose}
          saved={assessments.find((a) => a.year === year)} />
      )}</Answer>
    </Modal>
  );
}

export function AssessmentButton({ programme, year }: {
  programme: string;
  year: number;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabled={year === 0} onClick={() => setOpen(true)}>
        {say(words.open)}
      </Button>
      {open && (
        <AssessmentDialog programme={programme} year={year}
          onClose={() => setOpen(false)} />
      )}
    </>
  );
}
