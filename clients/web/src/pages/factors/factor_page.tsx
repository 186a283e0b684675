// The factor method: an amount split over units or areas by weighted factors,
// with its arithmetic; a split over units can be written as quotas.
import { useMutation } from '@connectrpc/connect-query';
import { Alert, Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { parseWan, wanNumber } from '../../format';
import {
  AssignmentService, type ComputeFactorMethodResponse,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Field } from '../../parts/field';
import { Page, Panel } from '../../parts/page';
import { Failure, Nothing } from '../../parts/states';
import { YearSelect } from '../../parts/year_select';
import {
  isRecipientArea, useAreas, useFundKinds, useProgramme, useUnits,
} from '../../queries/reference';
import { ReadOnly } from '../office/read_only';
import {
  choose, isWhole, NEW_FACTOR, splitOf, type SplitDraft,
} from './factor_draft';
import { FactorFields, TargetTable } from './split_form';
import { ResultTable, WriteDialog } from './split_result';
import { boundLabels, factorWords as words } from './texts';

const MOST_TARGETS = 500;
const BLANK: SplitDraft = { amount: '', factors: [NEW_FACTOR], targets: [] };

// Those over whom an amount can be split, and what they are called.
function useSubjects(programme: string, ofUnits: boolean, fundKind: string) {
  const local = useLocal();
  const kind = useFundKinds(programme).find((k) => k.id === fundKind);
  const units = (useUnits(programme) ?? []).filter((u) =>
    u.sides.includes(Side.SUPPORTER) && (!kind ||
      kind.giverKinds.length === 0 || kind.giverKinds.includes(u.kind)));
  const areas = useAreas(programme).list.filter(isRecipientArea);
  const options = (ofUnits ? units : areas).map((of) => ({
    value: of.name, label: local(of.displayName, idOf(of.name)) }));
  const labels = new Map(options.map((o) => [o.value, o.label]));
  return { options, called: (name: string) => labels.get(name) ?? idOf(name) };
}

function useSheet(called: (name: string) => string) {
  const say = useSay();
  return (factors: readonly string[],
      { shares }: ComputeFactorMethodResponse): Sheet => ({
    title: say(words.title),
    columns: [{ heading: say(words.target), width: 30 },
      { heading: say(common.id), width: 20 },
      ...factors.map((factor) => ({
        heading: say(words.partOf, { factor }), width: 18 })),
      { heading: say(words.weighted), width: 14 },
      { heading: say(words.unbounded), width: 20 },
      { heading: say(words.bound), width: 12 },
      { heading: say(words.gets), width: 20 }],
    rows: shares.map((s) => [called(s.subject), idOf(s.subject),
      ...s.factorParts.map((part) => part / 1_000_000),
      s.weightedPart / 1_000_000, wanNumber(s.unboundedFen),
      say(boundLabels[s.bound]), wanNumber(s.amountFen)]),
  });
}

// The choice of kind, year and whom, above the factors.
function Choices({ programme, ofUnits, fundKind, year, draft, marked, options,
  onOver, onKind, onYear, onChange }: {
  programme: string;
  ofUnits: boolean;
  fundKind: string;
  year: number;
  draft: SplitDraft;
  marked: boolean;
  options: readonly { value: string; label: string }[];
  onOver: (ofUnits: boolean) => void;
  onKind: (fundKind: string) => void;
  onYear: (year: number) => void;
  onChange: (draft: SplitDraft) => void;
}) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme);
  return (
    <div className="form-grid form-grid-three">
      <Field label={say(words.amount)} required
        fault={marked && !parseWan(draft.amount) ? say(words.badAmount) : ''}>
        {(bound) => (
          <Input {...bound} inputMode="decimal" value={draft.amount}
            onChange={(e) => onChange({ ...draft, amount: e.target.value })} />)}
      </Field>
      <Field label={say(common.fundKind)}>{({ id }) => (
        <Select id={id} value={fundKind || null} onChange={onKind}
          options={kinds.map((k) => ({ value: k.id,
            label: local(k.displayName, k.id) }))} />)}</Field>
      <Field label={say(common.year)}>{() => (
        <YearSelect programme={programme} year={year} onChange={onYear} />)}
      </Field>
      <Field label={say(words.over)} wide>{() => (
        <Segmented<boolean> value={ofUnits} onChange={onOver}
          aria-label={say(words.over)}
          options={[{ value: true, label: say(words.units) },
            { value: false, label: say(words.areas) }]} />)}</Field>
      <Field label={say(words.chooseTargets)} required wide>{(bound) => (
        <Select {...bound} mode="multiple" showSearch optionFilterProp="label"
          maxCount={MOST_TARGETS} value={draft.targets.map((t) => t.subject)}
          options={[...options]}
          onChange={(subjects: string[]) => onChange({ ...draft,
            targets: choose(draft.targets, draft.factors.length, subjects) })} />
      )}</Field>
    </div>
  );
}

export function FactorPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const office = useSession().isOffice(programme);
  const { firstYear = 0, lastYear = 0 } = useProgramme(programme) ?? {};
  const kinds = useFundKinds(programme);
  const [chosenYear, setYear] = useState(0);
  const [chosenKind, setKind] = useState('');
  const [ofUnits, setOfUnits] = useState(true);
  const [draft, setDraft] = useState(BLANK);
  const [marked, setMarked] = useState(false);
  const [writing, setWriting] = useState(false);
  const year = chosenYear ||
    Math.min(lastYear, Math.max(firstYear, new Date().getFullYear()));
  const fundKind = chosenKind || (kinds[0]?.id ?? '');
  const { options, called } = useSubjects(programme, ofUnits, fundKind);
  const split = useMutation(AssignmentService.method.computeFactorMethod);
  const sheet = useSheet(called);
  const change = (next: SplitDraft) => {
    setDraft(next);
    split.reset();
  };
  const compute = () => {
    setMarked(true);
    if (!isWhole(draft)) return;
    split.mutate({ parent: names.programme.format({ programme }),
      ...splitOf(draft) });
  };
  const factors = draft.factors.map((f, i) =>
    f.name || say(words.factorName, { n: i + 1 }));
  const { data } = split;
  const shares = data?.shares ?? [];
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<>
        <Link to={paths.quotas(programme)}>{say(common.back)}</Link>
        <ExportButton disabled={shares.length === 0}
          sheet={() => (data ? sheet(factors, data) : [])} />
      </>}>
      <ReadOnly unless={office} />
      <Panel>
        <Choices programme={programme} ofUnits={ofUnits} fundKind={fundKind}
          year={year} draft={draft} marked={marked} options={options}
          onYear={setYear} onChange={change}
          onKind={(kind) => {
            setKind(kind);
            change({ ...draft, targets: ofUnits ? [] : draft.targets });
          }}
          onOver={(units) => {
            setOfUnits(units);
            change({ ...draft, targets: [] });
          }} />
      </Panel>
      <Panel title={say(words.factors)}>
        <FactorFields draft={draft} marked={marked} onChange={change} />
      </Panel>
      <Panel title={say(words.over)} extra={(
        <Button type="primary" disabled={!office || draft.targets.length === 0}
          loading={split.isPending} className="no-print" onClick={compute}>
          {say(words.compute)}
        </Button>)}>
        {marked && draft.targets.length > 0 && !isWhole(draft) && (
          <Alert className="page-alert" type="error" showIcon
            title={say(words.faults)} />
        )}
        {draft.targets.length === 0
          ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
          : (
            <TargetTable draft={draft} marked={marked} onChange={change}
              called={called} />
          )}
      </Panel>
      {split.error && <Failure error={split.error} />}
      {data?.obstacle && (
        <Alert className="page-alert" type="warning" showIcon
          title={say(words.obstacle)} description={local(data.obstacle, '')} />
      )}
      {shares.length > 0 && (
        <Panel title={say(words.result)} extra={ofUnits && (
          <Button type="primary" className="no-print"
            onClick={() => setWriting(true)}>{say(words.write)}</Button>)}>
          <ResultTable shares={shares} factors={factors} called={called} />
          <p className="quiet">{say(words.rule)}</p>
          {!ofUnits && <p className="quiet">{say(words.unitsAlone)}</p>}
        </Panel>
      )}
      {writing && (
        <WriteDialog programme={programme} shares={shares} year={year}
          fundKind={fundKind} called={called}
          kindName={local(kinds.find((k) => k.id === fundKind)?.displayName,
            fundKind)}
          onClose={() => setWriting(false)} />
      )}
    </Page>
  );
}
