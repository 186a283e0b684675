// What the ledger is narrowed by, and what a figure of a report has brought
// along.
import { Checkbox, Select } from 'antd';
import { common } from '../../app/texts';
import {
  LedgerEntry_State, type Dimension, type LabourForm, type Side,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { Side as UnitSide } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import type { UnitKind } from '../../gen/duikou/type/v1/units_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { unitKindLabels } from '../../labels';
import { formatDay } from '../../format';
import { idOf, names } from '../../names';
import { useFundKinds, useProgramme } from '../../queries/reference';
import {
  FilterSelect, useAreaChoices, useSectorChoices, useUnitChoices, type FilterOn,
} from './choices';
import { ANY_FAIR } from './agreement_filter';
import type { LedgerState } from './ledger_filter';
import { ledgerWords as words } from './ledger_texts';
import {
  dimensionLabels, entryStateLabels, labourFormLabels, progressWords, sideLabels,
} from './texts';
import { useAgreementName, useIndicators } from './use_progress';

const STATES = [LedgerEntry_State.REPORTED, LedgerEntry_State.CONFIRMED,
  LedgerEntry_State.DISPUTED, LedgerEntry_State.REVERSED];

interface FiltersProps {
  programme: string;
  state: LedgerState;
  change: (changes: Partial<LedgerState>) => void;
}

function Years({ programme, state, change }: FiltersProps) {
  const say = useSay();
  const { firstYear = 0, lastYear = -1 } = useProgramme(programme) ?? {};
  // Opening figures may lie in the year before.
  const years = firstYear === 0 ? [] : Array.from(
    { length: lastYear - firstYear + 2 }, (_, i) => firstYear - 1 + i);
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <Select key={end} value={state[end]} aria-label={say(words[end])}
          className="year-select" onChange={(year) => change({ [end]: year })}
          options={[{ value: 0, label: say(common.all) },
            ...years.map((y) => ({ value: y, label: String(y) }))]}
          prefix={<span className="quiet">{say(words[end])}</span>} />
      ))}
    </>
  );
}

// Fund kinds and indicators in one: `fund grant`, `indicator jobs`.
function KindSelect({ programme, state, change }: FiltersProps) {
  const say = useSay();
  const local = useLocal();
  const kinds = useFundKinds(programme);
  const indicators = useIndicators(programme);
  const value = state.fundKind ? `fund ${state.fundKind}`
    : state.indicator && `indicator ${state.indicator}`;
  return (
    <FilterSelect label={say(words.what)} value={value}
      options={[
        { label: say(common.fundKind), options: kinds.map((k) => ({
          value: `fund ${k.id}`, label: local(k.displayName, k.id) })) },
        ...(indicators.length > 0 ? [{ label: say(words.indicator),
          options: indicators.map((i) => ({ value: `indicator ${idOf(i.name)}`,
            label: local(i.displayName, idOf(i.name)) })) }] : []),
      ]}
      onChange={(chosen) => {
        const [of, id = ''] = chosen.split(' ');
        change({ fundKind: of === 'fund' ? id : '',
          indicator: of === 'indicator' ? id : '' });
      }} />
  );
}

export function LedgerFilters(props: FiltersProps) {
  const say = useSay();
  const { programme, state, change } = props;
  return (
    <div className="toolbar no-print">
      <Years {...props} />
      <FilterSelect label={say(progressWords.supporter)} value={state.supporter}
        options={useUnitChoices(programme, UnitSide.SUPPORTER)}
        onChange={(supporter) => change({ supporter })} />
      <FilterSelect label={say(progressWords.recipient)} value={state.recipient}
        options={useUnitChoices(programme, UnitSide.RECIPIENT)}
        onChange={(recipient) => change({ recipient })} />
      <FilterSelect label={say(common.area)} value={state.area}
        options={useAreaChoices(programme, true)}
        onChange={(area) => change({ area })} />
      <FilterSelect label={say(common.sector)} value={state.sector}
        options={useSectorChoices(programme, true)}
        onChange={(sector) => change({ sector })} />
      <KindSelect {...props} />
      <FilterSelect label={say(common.state)}
        value={state.states.length === 1 ? (state.states[0] ?? '') : ''}
        options={STATES.map((s) => ({ value: String(s),
          label: say(entryStateLabels[s]) }))}
        onChange={(chosen) => change({ states: chosen ? [chosen] : [] })} />
      <Checkbox checked={state.counting} className="toolbar-check"
        onChange={(e) => change({ counting: e.target.checked })}>
        {say(words.countingOnly)}
      </Checkbox>
    </div>
  );
}

// The filters that have no control above.
export function useLedgerFiltersOn(programme: string, state: LedgerState):
    FilterOn[] {
  const say = useSay();
  const { language } = useLanguage();
  const agreement = useAgreementName(state.agreement &&
    names.agreement.format({ programme, agreement: state.agreement }));
  const several = state.states.length > 1 ? state.states
    .map((s) => say(entryStateLabels[Number(s) as LedgerEntry_State] ??
      entryStateLabels[LedgerEntry_State.UNSPECIFIED]))
    .join(say(common.and)) : '';
  const all = [
    { key: 'agreement', what: say(progressWords.agreement), value: agreement },
    { key: 'project', what: say(common.project), value: state.project },
    { key: 'signedAt', what: say(words.signedAt), value:
      state.signedAt === ANY_FAIR ? say(progressWords.anyFair) : state.signedAt },
    { key: 'newIn', what: say(words.newInYear),
      value: state.newIn > 0 ? String(state.newIn) : '' },
    { key: 'money', what: say(words.moneyOnly),
      value: state.money ? say(common.yes) : '' },
    { key: 'areaAlone', what: say(words.areaAlone),
      value: state.areaAlone ? say(common.yes) : '' },
    { key: 'sectorAlone', what: say(words.sectorAlone),
      value: state.sectorAlone ? say(common.yes) : '' },
    { key: 'without', what: say(words.without), value: state.without
      .flatMap((d) => (d in dimensionLabels
        ? [say(dimensionLabels[Number(d) as Dimension])] : []))
      .join(say(common.and)) },
    { key: 'month', what: say(words.month), value: state.month > 0
      ? say(words.monthOf, { n: state.month }) : '' },
    { key: 'unitKind', what: say(words.unitKind), value: state.unitKind > 0
      ? say(unitKindLabels[state.unitKind as UnitKind]) : '' },
    { key: 'payer', what: say(words.payer), value: state.payer > 0
      ? say(sideLabels[state.payer as Side]) : '' },
    { key: 'form', what: say(words.labourForm), value: state.form > 0
      ? say(labourFormLabels[state.form as LabourForm]) : '' },
    { key: 'states', what: say(common.state), value: several },
    { key: 'since', what: say(words.since),
      value: state.since && formatDay(state.since, language) },
    { key: 'until', what: say(words.until),
      value: state.until && formatDay(state.until, language) },
  ];
  return all.filter(({ value }) => value !== '');
}
