// What the ledger is narrowed to, in the address: the same that a figure of a
// report is made of.
//
//   const [state, change] = useUrlState(ledgerSpec);
//   listLedgerEntries({ parent, filter: ledgerFilterOf(programme, state) });
//   paths.ledger(programme, ledgerSearch(figure.ledgerFilter))
import { create } from '@bufbuild/protobuf';
import {
  Dimension, LabourForm, LedgerEntry_State, LedgerFilterSchema, Side,
  type LedgerFilter,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { UnitKind } from '../../gen/duikou/type/v1/units_pb';
import { idOf, names } from '../../names';
import {
  flagParam, integerParam, listParam, textParam, writeState, type StateOf,
} from '../../url_state';

const year = () => integerParam(0, 0, 2200);

// Resources by their ids; 0, empty and off: any.
export const ledgerSpec = {
  from: year(), to: year(), month: integerParam(0, 0, 12),
  supporter: textParam(), recipient: textParam(),
  unitKind: integerParam(0, 0, UnitKind.COUNTY),
  area: textParam(), sector: textParam(), project: textParam(),
  agreement: textParam(), signedAt: textParam(), fundKind: textParam(),
  indicator: textParam(), payer: integerParam(0, 0, Side.RECIPIENT),
  form: integerParam(0, 0, LabourForm.SCHOOL_CONTRACT), states: listParam(10),
  counting: flagParam(), since: textParam(), until: textParam(),
  money: flagParam(), newIn: year(), areaAlone: flagParam(),
  sectorAlone: flagParam(), without: listParam(20),
};

export type LedgerState = StateOf<typeof ledgerSpec>;

export const noLedgerFilter: LedgerState = {
  from: 0, to: 0, month: 0, supporter: '', recipient: '', unitKind: 0,
  area: '', sector: '', project: '', agreement: '', signedAt: '', fundKind: '',
  indicator: '', payer: 0, form: 0, states: [], counting: false, since: '',
  until: '', money: false, newIn: 0, areaAlone: false,
  sectorAlone: false, without: [],
};

const isState = (n: number): n is LedgerEntry_State =>
  n > 0 && n in LedgerEntry_State;
const isDimension = (n: number): n is Dimension => n > 0 && n in Dimension;

export function ledgerFilterOf(programme: string, state: LedgerState):
    LedgerFilter {
  const unit = (id: string) => id && names.unit.format({ programme, unit: id });
  const { area, sector, project, agreement, indicator } = state;
  return create(LedgerFilterSchema, {
    firstPeriod: state.from, lastPeriod: state.to, month: state.month,
    supporter: unit(state.supporter), recipient: unit(state.recipient),
    unitKind: state.unitKind as UnitKind,
    area: area && names.area.format({ programme, area }),
    sector: sector && names.sector.format({ programme, sector }),
    project: project && names.project.format({ programme, project }),
    agreement: agreement && names.agreement.format({ programme, agreement }),
    signedAt: state.signedAt, fundKind: state.fundKind,
    indicator: indicator && names.indicator.format({ programme, indicator }),
    payer: state.payer as Side, labourForm: state.form as LabourForm,
    states: state.states.map(Number).filter(isState),
    countingOnly: state.counting,
    firstDate: state.since, lastDate: state.until,
    moneyOnly: state.money, newInYear: state.newIn, areaAlone: state.areaAlone,
    sectorAlone: state.sectorAlone,
    without: state.without.map(Number).filter(isDimension),
  });
}

// The same taken back: the state that shows what a filter lists.
export function ledgerStateOf(filter: LedgerFilter): LedgerState {
  return {
    from: filter.firstPeriod, to: filter.lastPeriod, month: filter.month,
    supporter: idOf(filter.supporter), recipient: idOf(filter.recipient),
    unitKind: filter.unitKind, area: idOf(filter.area),
    sector: idOf(filter.sector), project: idOf(filter.project),
    agreement: idOf(filter.agreement), signedAt: filter.signedAt,
    fundKind: filter.fundKind, indicator: idOf(filter.indicator),
    payer: filter.payer, form: filter.labourForm,
    states: filter.states.map(String), counting: filter.countingOnly,
    since: filter.firstDate, until: filter.lastDate,
    money: filter.moneyOnly, newIn: filter.newInYear, areaAlone: filter.areaAlone,
    sectorAlone: filter.sectorAlone,
    without: filter.without.map(String),
  };
}

// The search part of the ledger's address.
export function ledgerSearch(state: Partial<LedgerState>): string {
  return writeState(ledgerSpec, new URLSearchParams(), state).toString();
}

// How many filters are on.
export function ledgerFilterCount(state: LedgerState): number {
  return [...writeState(ledgerSpec, new URLSearchParams(), state).keys()].length;
}
