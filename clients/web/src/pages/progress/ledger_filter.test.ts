import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import {
  Dimension, LabourForm, LedgerEntry_State, LedgerFilterSchema, Side,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { UnitKind } from '../../gen/duikou/type/v1/units_pb';
import { readState } from '../../url_state';
import {
  ledgerFilterCount, ledgerFilterOf, ledgerSearch, ledgerSpec, ledgerStateOf,
  noLedgerFilter,
} from './ledger_filter';

const p = 'programmes/hubei';

// Each field set, so that none is lost on the way.
const every = create(LedgerFilterSchema, {
  firstPeriod: 2015, lastPeriod: 2016, month: 3, supporter: `${p}/units/yichang`,
  recipient: `${p}/units/county-420527`, unitKind: UnitKind.ENTERPRISE,
  area: `${p}/areas/420527`, sector: `${p}/sectors/tea`,
  project: `${p}/projects/p-001`, agreement: `${p}/agreements/a-1`,
  signedAt: '第七届 & 洽谈会', fundKind: 'grant',
  indicator: `${p}/indicators/jobs`, payer: Side.RECIPIENT,
  labourForm: LabourForm.HIRING_DAY,
  states: [LedgerEntry_State.REPORTED, LedgerEntry_State.DISPUTED],
  countingOnly: true, firstDate: '2015-01-01', lastDate: '2015-12-31',
  moneyOnly: true, newInYear: 2015, areaAlone: true,
  sectorAlone: true,
  without: [Dimension.AREA, Dimension.AGREEMENT],
});

test('what a figure is made of goes through the address unchanged', () => {
  const search = ledgerSearch(ledgerStateOf(every));
  const back = readState(ledgerSpec, new URLSearchParams(search));
  expect(ledgerFilterOf('hubei', back)).toEqual(every);
  expect(ledgerFilterCount(back))
    .toBe(Object.keys(LedgerFilterSchema.field).length);
});

test('no filter is no search, and asks for all', () => {
  expect(ledgerSearch(noLedgerFilter)).toBe('');
  expect(ledgerFilterOf('hubei', noLedgerFilter))
    .toEqual(create(LedgerFilterSchema));
});

test('states that an address makes up are left out', () => {
  const state = readState(ledgerSpec, new URLSearchParams('states=1,7,x,0'));
  expect(ledgerFilterOf('hubei', state).states)
    .toEqual([LedgerEntry_State.REPORTED]);
});
