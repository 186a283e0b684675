// An entry while it is written: amounts and rates as typed.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { parseWan } from '../../format';
import {
  FigureSource, LabourForm, LedgerEntrySchema, Side, type LedgerEntry,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { idOf, names } from '../../names';

export type Measure = 'money' | 'count' | 'rate';

// Resources by their ids; empty: none.
export interface EntryDraft {
  agreement: string;
  supporter: string;
  recipient: string;
  project: string;
  area: string;
  sector: string;
  date: string;
  measure: Measure;
  // Of money, in 万元.
  fundKind: string;
  amount: string;
  payer: Side;
  payerText: string;
  privateCapital: boolean;
  // Of an indicator.
  indicator: string;
  value: string;
  labourForm: LabourForm;
  // In percent.
  rate: string;
  province: string;
  source: FigureSource;
  document: string;
  // Empty: the year of the date.
  period: string;
  note: string;
  corrects: string;
  alternativeTo: string;
}

export function emptyEntry(date: string, source: FigureSource): EntryDraft {
  return {
    agreement: '', supporter: '', recipient: '', project: '', area: '',
    sector: '', date, measure: 'money', fundKind: '', amount: '',
    payer: Side.SUPPORTER, payerText: '', privateCapital: false, indicator: '',
    value: '', labourForm: LabourForm.UNSPECIFIED, rate: '', province: '',
    source, document: '', period: '', note: '', corrects: '', alternativeTo: '',
  };
}

const MEASURES: Record<string, Measure> = {
  disbursement: 'money', count: 'count', rate: 'rate',
};

// What an entry is about, for another that corrects it or states the same.
export function aboutTheSame(entry: LedgerEntry, draft: EntryDraft): EntryDraft {
  const { figure } = entry;
  return {
    ...draft, agreement: idOf(entry.agreement), supporter: idOf(entry.supporter),
    recipient: idOf(entry.recipient), project: idOf(entry.project),
    measure: MEASURES[figure.case ?? ''] ?? 'money',
    ...(figure.case === 'disbursement' && { fundKind: figure.value.fundKind,
      payer: figure.value.payer || Side.SUPPORTER }),
    ...((figure.case === 'count' || figure.case === 'rate') &&
      { indicator: idOf(figure.value.indicator) }),
    ...(figure.case === 'count' && { labourForm: figure.value.labourForm }),
  };
}

// Hundredths of a percent of a percentage as typed; undefined: it is none.
export function parsePercent(text: string): number | undefined {
  const parts = /^(\d{1,5})(?:\.(\d{0,2}))?$/.exec(text.trim().replace(/%$/, ''));
  return parts ? Number(parts[1]) * 100 +
    Number((parts[2] ?? '').padEnd(2, '0')) : undefined;
}

const wholeNumber = (text: string): bigint | undefined => {
  const plain = text.trim().replace(/[,，\s]/g, '');
  return /^\d{1,13}$/.test(plain) ? BigInt(plain) : undefined;
};

export type EntryFault = 'missing' | 'amount' | 'number' | 'rate';

// Paths of what is plainly missing or no figure, before the server is asked.
export function entryFaults(draft: EntryDraft): Map<string, EntryFault> {
  const faults = new Map<string, EntryFault>();
  const needed = (path: string, text: string) => {
    if (text.trim() === '') faults.set(path, 'missing');
  };
  if (draft.agreement === '') needed('supporter', draft.supporter);
  needed('date', draft.date);
  needed('source_document', draft.document);
  if ((draft.area === '') !== (draft.sector === '')) {
    faults.set('placements', 'missing');
  }
  if (draft.measure === 'money') {
    needed('disbursement.fund_kind', draft.fundKind);
    if (!parseWan(draft.amount)) faults.set('disbursement.amount_fen', 'amount');
    return faults;
  }
  needed(`${draft.measure}.indicator`, draft.indicator);
  if (draft.measure === 'count') {
    if (!wholeNumber(draft.value)) faults.set('count.value', 'number');
    return faults;
  }
  if (parsePercent(draft.rate) === undefined) {
    faults.set('rate.basis_points', 'rate');
  }
  if (draft.province !== '' && parsePercent(draft.province) === undefined) {
    faults.set('rate.province_basis_points', 'rate');
  }
  return faults;
}

function figureOf(programme: string, draft: EntryDraft): LedgerEntry['figure'] {
  const indicator = names.indicator.format(
    { programme, indicator: draft.indicator });
  const of = (figure: MessageInitShape<typeof LedgerEntrySchema>['figure']) =>
    create(LedgerEntrySchema, { figure }).figure;
  if (draft.measure === 'money') {
    return of({ case: 'disbursement', value: {
      fundKind: draft.fundKind, amountFen: parseWan(draft.amount) ?? 0n,
      payer: draft.payer, payerText: draft.payerText.trim(),
      privateCapital: draft.privateCapital } });
  }
  if (draft.measure === 'count') {
    return of({ case: 'count', value: { indicator,
      value: wholeNumber(draft.value) ?? 0n, labourForm: draft.labourForm } });
  }
  const province = parsePercent(draft.province);
  return of({ case: 'rate', value: {
    indicator, basisPoints: parsePercent(draft.rate) ?? 0,
    ...(province !== undefined && { provinceBasisPoints: province }) } });
}

// The entry that a draft stands for. What an agreement says is left to it.
export function entryOf(programme: string, draft: EntryDraft): LedgerEntry {
  const unit = (id: string) => id && names.unit.format({ programme, unit: id });
  const entry = (id: string) =>
    id && names.ledgerEntry.format({ programme, entry: id });
  const { agreement, project, area, sector } = draft;
  return create(LedgerEntrySchema, {
    agreement: agreement && names.agreement.format({ programme, agreement }),
    supporter: agreement ? '' : unit(draft.supporter),
    recipient: agreement ? '' : unit(draft.recipient),
    project: project.trim() &&
      names.project.format({ programme, project: project.trim() }),
    placements: area === '' ? [] : [{
      area: names.area.format({ programme, area }),
      sector: names.sector.format({ programme, sector }), parts: 10_000 }],
    date: draft.date, figure: figureOf(programme, draft),
    figureSource: draft.source, sourceDocument: draft.document.trim(),
    alternativeTo: entry(draft.alternativeTo), corrects: entry(draft.corrects),
    period: Number(draft.period) || 0, note: draft.note.trim(),
  });
}
