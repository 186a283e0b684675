// What is split by the factor method: the factors, and a row of values a target.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import {
  badBound, badValue, badWeight, NEW_FACTOR, withoutFactor,
  type FactorDraft, type SplitDraft, type TargetDraft,
} from './factor_draft';
import { factorWords as words } from './texts';

interface FormProps {
  draft: SplitDraft;
  // Whether what is wrong is shown.
  marked: boolean;
  onChange: (draft: SplitDraft) => void;
}

export function FactorFields({ draft, marked, onChange }: FormProps) {
  const say = useSay();
  const put = (at: number, changes: Partial<FactorDraft>) => onChange({
    ...draft, factors: draft.factors.map(
      (f, i) => (i === at ? { ...f, ...changes } : f)) });
  return (
    <>
      {draft.factors.map((factor, i) => {
        const n = i + 1;
        const bad = marked && badWeight(factor.weight);
        return (
          // Factors have no names of their own, and stay in their order.
          <div key={n} className="split-factor">
            <Input value={factor.name} maxLength={100}
              aria-label={say(words.factorName, { n })}
              placeholder={say(words.factorName, { n })}
              onChange={(e) => put(i, { name: e.target.value })} />
            <Input value={factor.weight} inputMode="numeric"
              aria-label={say(words.weightOf, { n })} aria-invalid={bad}
              status={bad ? 'error' : ''}
              prefix={<span className="quiet">{say(words.weight)}</span>}
              onChange={(e) => put(i, { weight: e.target.value })} />
            <Checkbox checked={factor.inverse}
              aria-label={say(words.inverseOf, { n })}
              onChange={(e) => put(i, { inverse: e.target.checked })}>
              {say(words.inverse)}
            </Checkbox>
            <Button icon={<DeleteOutlined />}
              disabled={draft.factors.length === 1}
              aria-label={say(words.removeFactor, { name: factor.name || n })}
              onClick={() => onChange(withoutFactor(draft, i))} />
          </div>
        );
      })}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange({
        ...draft, factors: [...draft.factors, NEW_FACTOR],
        targets: draft.targets.map((t) => ({ ...t, values: [...t.values, ''] })),
      })}>{say(words.addFactor)}</Button>
    </>
  );
}

export function TargetTable({ draft, marked, onChange, called }: FormProps & {
  called: (name: string) => string;
}) {
  const say = useSay();
  const put = (subject: string, changes: Partial<TargetDraft>) => onChange({
    ...draft, targets: draft.targets.map(
      (t) => (t.subject === subject ? { ...t, ...changes } : t)) });
  const cell = (label: string, value: string, bad: boolean,
      change: (text: string) => void) => (
    <Input size="small" inputMode="decimal" value={value} aria-label={label}
      className="cell" status={marked && bad ? 'error' : ''}
      aria-invalid={marked && bad} onChange={(e) => change(e.target.value)} />
  );
  const nameOf = (factor: FactorDraft, i: number) =>
    factor.name || say(words.factorName, { n: i + 1 });
  return (
    <DataTable<TargetDraft> label={say(words.over)} rowKey="subject"
      dataSource={draft.targets} size="small"
      scroll={{ x: 460 + draft.factors.length * 140 }}
      columns={[
        { title: say(words.target), key: 'target', width: 200,
          render: (_, t) => called(t.subject) },
        ...draft.factors.map((factor, j) => ({
          title: nameOf(factor, j), key: `factor-${j}`, width: 140,
          render: (_: unknown, t: TargetDraft) => cell(
            say(words.valueOf, { target: called(t.subject),
              factor: nameOf(factor, j) }),
            t.values[j] ?? '', badValue(t.values[j] ?? '', factor),
            (text) => put(t.subject, { values: draft.factors.map(
              (_f, i) => (i === j ? text : (t.values[i] ?? ''))) })),
        })),
        { title: say(words.floor), key: 'floor', width: 130,
          render: (_, t) => cell(
            say(words.floorOf, { target: called(t.subject) }), t.floor,
            badBound(t.floor), (floor) => put(t.subject, { floor })) },
        { title: say(words.cap), key: 'cap', width: 130,
          render: (_, t) => cell(
            say(words.capOf, { target: called(t.subject) }), t.cap,
            badBound(t.cap), (cap) => put(t.subject, { cap })) },
      ]} />
  );
}
