// The parts of the form for an entry. Each names the fields of the resource that
// it writes by their paths, so that what the server refuses is shown there.
import { Checkbox, Input, Radio, Select } from 'antd';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  FigureSource, Indicator_Measure, LabourForm, Side, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { Side as UnitSide } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { useFundKinds } from '../../queries/reference';
import {
  FormSelect, useAreaChoices, useSectorChoices, useUnitChoices,
} from './choices';
import type { EntryDraft, Measure } from './entry_draft';
import { entryWords, formWords as words, ledgerWords } from './ledger_texts';
import {
  labourFormLabels, progressWords, sideLabels, sourceLabels,
} from './texts';
import { useIndicators } from './use_progress';

export interface EntryFieldsProps {
  programme: string;
  draft: EntryDraft;
  change: (changes: Partial<EntryDraft>) => void;
  // What is wrong at a path; empty: nothing.
  faultAt: (path: string) => string;
}

export function AboutFields({ programme, draft, change, faultAt, agreements }:
    EntryFieldsProps & { agreements: readonly Agreement[] }) {
  const say = useSay();
  const local = useLocal();
  const supporters = useUnitChoices(programme, UnitSide.SUPPORTER);
  const recipients = useUnitChoices(programme, UnitSide.RECIPIENT);
  const areas = useAreaChoices(programme);
  const sectors = useSectorChoices(programme);
  return (
    <Panel title={say(words.about)}>
      <div className="form-grid">
        <Field label={say(progressWords.agreement)} wide
          hint={say(words.agreementHint)} fault={faultAt('agreement')}>
          {(bound) => (
            <FormSelect bound={bound} clear value={draft.agreement}
              options={agreements.map((a) => ({ value: idOf(a.name),
                label: local(a.displayName, idOf(a.name)) }))}
              onChange={(agreement) => change({ agreement })} />)}</Field>
        {draft.agreement === '' && (
          <>
            <Field label={say(progressWords.supporter)} required
              fault={faultAt('supporter')}>{(bound) => (
                <FormSelect bound={bound} value={draft.supporter}
                  options={supporters}
                  onChange={(supporter) => change({ supporter })} />)}</Field>
            <Field label={say(progressWords.recipient)}
              hint={say(words.recipientHint)} fault={faultAt('recipient')}>
              {(bound) => (
                <FormSelect bound={bound} clear value={draft.recipient}
                  options={recipients}
                  onChange={(recipient) => change({ recipient })} />)}</Field>
          </>
        )}
        <Field label={say(words.project)} hint={say(words.projectHint)}
          fault={faultAt('project')}>{(bound) => (
            <Input {...bound} value={draft.project} maxLength={63}
              onChange={(e) => change({ project: e.target.value })} />)}</Field>
        <Field label={say(progressWords.date)} required fault={faultAt('date')}>
          {(bound) => (
            <Input {...bound} type="date" value={draft.date}
              onChange={(e) => change({ date: e.target.value })} />)}</Field>
        <Field label={say(common.area)} hint={say(words.placeHint)}
          fault={faultAt('placements')}>{(bound) => (
            <FormSelect bound={bound} clear value={draft.area}
              options={areas}
              onChange={(area) => change({ area })} />)}</Field>
        <Field label={say(common.sector)}>{(bound) => (
          <FormSelect bound={bound} clear value={draft.sector}
            options={sectors}
            onChange={(sector) => change({ sector })} />)}</Field>
      </div>
    </Panel>
  );
}

function MoneyFields({ programme, draft, change, faultAt }: EntryFieldsProps) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme);
  return (
    <div className="form-grid">
      <Field label={say(common.fundKind)} required
        fault={faultAt('disbursement.fund_kind')}>{(bound) => (
          <FormSelect bound={bound} value={draft.fundKind}
            options={kinds.map((k) => ({ value: k.id,
              label: local(k.displayName, k.id) }))}
            onChange={(fundKind) => change({ fundKind })} />)}</Field>
      <Field label={say(words.amount)} required
        fault={faultAt('disbursement.amount_fen')}>{(bound) => (
          <Input {...bound} inputMode="decimal" value={draft.amount}
            onChange={(e) => change({ amount: e.target.value })} />)}</Field>
      <Field label={say(entryWords.payer)} fault={faultAt('disbursement.payer')}>
        {(bound) => (
          <Select {...bound} value={draft.payer}
            options={[Side.SUPPORTER, Side.RECIPIENT].map((s) => ({
              value: s, label: say(sideLabels[s]) }))}
            onChange={(payer) => change({ payer })} />)}</Field>
      <Field label={say(words.payerText)} hint={say(words.payerTextHint)}
        fault={faultAt('disbursement.payer_text')}>{(bound) => (
          <Input {...bound} value={draft.payerText} maxLength={200}
            onChange={(e) => change({ payerText: e.target.value })} />)}</Field>
      <Checkbox checked={draft.privateCapital}
        onChange={(e) => change({ privateCapital: e.target.checked })}>
        {say(words.private)}
      </Checkbox>
    </div>
  );
}

const FORMS = Object.values(LabourForm).filter(
  (f): f is LabourForm => typeof f === 'number');

function IndicatorFields({ programme, draft, change, faultAt }:
    EntryFieldsProps) {
  const say = useSay();
  const local = useLocal();
  const counts = draft.measure === 'count';
  const indicators = useIndicators(programme).filter((i) => i.measure ===
    (counts ? Indicator_Measure.COUNT : Indicator_Measure.RATE));
  const chosen = indicators.find((i) => idOf(i.name) === draft.indicator);
  const at = (field: string) => faultAt(`${draft.measure}.${field}`);
  return (
    <div className="form-grid">
      <Field label={say(ledgerWords.indicator)} required fault={at('indicator')}>
        {(bound) => (
          <FormSelect bound={bound} value={draft.indicator}
            options={indicators.map((i) => ({ value: idOf(i.name),
              label: local(i.displayName, idOf(i.name)) }))}
            onChange={(indicator) => change({ indicator })} />)}</Field>
      {counts ? (
        <Field label={say(words.number)} required fault={at('value')}
          hint={local(chosen?.unitText)}>{(bound) => (
            <Input {...bound} inputMode="numeric" value={draft.value}
              onChange={(e) => change({ value: e.target.value })} />)}</Field>
      ) : (
        <Field label={say(words.ratePercent)} required
          fault={at('basis_points')}>{(bound) => (
            <Input {...bound} inputMode="decimal" value={draft.rate}
              onChange={(e) => change({ rate: e.target.value })} />)}</Field>
      )}
      {chosen?.byLabourForm && (
        <Field label={say(ledgerWords.labourForm)} fault={at('labour_form')}>
          {(bound) => (
            <Select {...bound} value={draft.labourForm}
              options={FORMS.map((f) => ({ value: f,
                label: say(labourFormLabels[f]) }))}
              onChange={(labourForm) => change({ labourForm })} />)}</Field>
      )}
      {chosen?.relativeToProvince && (
        <Field label={say(words.provincePercent)}
          fault={at('province_basis_points')}>{(bound) => (
            <Input {...bound} inputMode="decimal" value={draft.province}
              onChange={(e) => change({ province: e.target.value })} />)}</Field>
      )}
    </div>
  );
}

const MEASURES = ['money', 'count', 'rate'] as const;

export function RecordFields(props: EntryFieldsProps) {
  const say = useSay();
  const { draft, change } = props;
  return (
    <Panel title={say(words.record)}>
      <Radio.Group value={draft.measure} optionType="button"
        className="share-acts" aria-label={say(words.record)}
        options={MEASURES.map((m) => ({ value: m, label: say(words[m]) }))}
        onChange={(e) => change(
          { measure: e.target.value as Measure, indicator: '' })} />
      {draft.measure === 'money' ? <MoneyFields {...props} />
        : <IndicatorFields {...props} />}
    </Panel>
  );
}

const SOURCES = [FigureSource.SUPPORTER, FigureSource.RECIPIENT,
  FigureSource.STATISTICS];
// These the office alone states.
const OFFICE_SOURCES = [FigureSource.OFFICE, FigureSource.OPENING];

export function EvidenceFields({ programme, draft, change, faultAt }:
    EntryFieldsProps) {
  const say = useSay();
  const sources = useSession().isOffice(programme)
    ? [...SOURCES, ...OFFICE_SOURCES] : SOURCES;
  return (
    <Panel title={say(words.evidence)}>
      <div className="form-grid">
        <Field label={say(ledgerWords.source)} required
          fault={faultAt('figure_source')}>{(bound) => (
            <Select {...bound} value={draft.source}
              options={sources.map((s) => ({ value: s,
                label: say(sourceLabels[s]) }))}
              onChange={(source) => change({ source })} />)}</Field>
        <Field label={say(ledgerWords.document)} required
          hint={say(words.documentHint)} fault={faultAt('source_document')}>
          {(bound) => (
            <Input {...bound} value={draft.document} maxLength={500}
              onChange={(e) => change({ document: e.target.value })} />)}</Field>
        <Field label={say(words.period)} hint={say(words.periodHint)}
          fault={faultAt('period')}>{(bound) => (
            <Input {...bound} inputMode="numeric" value={draft.period}
              maxLength={4}
              onChange={(e) => change({ period: e.target.value })} />)}</Field>
        <Field label={say(common.note)} fault={faultAt('note')}>{(bound) => (
          <Input {...bound} value={draft.note} maxLength={500}
            onChange={(e) => change({ note: e.target.value })} />)}</Field>
      </div>
    </Panel>
  );
}
