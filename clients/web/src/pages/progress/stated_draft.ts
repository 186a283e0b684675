// A figure that others have printed, while it is edited: amounts in 万元 and
// rates in percent, as typed.
import { create } from '@bufbuild/protobuf';
import { formatWan, parseWan } from '../../format';
import {
  StatedFigureSchema, type StatedFigure,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { parsePercent } from './entry_draft';

// What a figure is measured in, as the values of stated figures are.
export type FigureMeasure = 'amountFen' | 'count' | 'basisPoints';

export interface StatedDraft {
  // The figure's key; empty: not chosen.
  figure: string;
  // 0: of the programme as a whole.
  year: number;
  value: string;
  // Empty: exact.
  tolerance: string;
  source: string;
  target: boolean;
}

export const noStated = (year: number): StatedDraft => ({ figure: '', year,
  value: '', tolerance: '', source: '', target: false });

// Fen, a number or hundredths of a percent as typed; undefined: it is none.
export function parseStated(measure: FigureMeasure, typed: string):
    bigint | undefined {
  const text = typed.trim().replace(/^[−-]/, '-');
  switch (measure) {
    case 'amountFen': return parseWan(text);
    case 'count': {
      const plain = text.replace(/[,，\s]/g, '');
      return /^\d{1,13}$/.test(plain) ? BigInt(plain) : undefined;
    }
    case 'basisPoints': {
      const points = parsePercent(text.replace(/^-/, ''));
      return points === undefined ? undefined
        : BigInt(text.startsWith('-') ? -points : points);
    }
  }
}

// The same as it is typed.
export function typedOf(measure: FigureMeasure, value: bigint): string {
  switch (measure) {
    case 'amountFen': return formatWan(value);
    case 'count': return String(value);
    case 'basisPoints': return String(Number(value) / 100);
  }
}

export function draftOf({ figure, year, value, tolerance, source, target }:
    StatedFigure): StatedDraft {
  const measure = value.case ?? 'count';
  return { figure, year, source, target,
    value: value.case ? typedOf(measure, BigInt(value.value)) : '',
    tolerance: tolerance === 0n ? '' : typedOf(measure, tolerance) };
}

function valueOf(measure: FigureMeasure, value: bigint): StatedFigure['value'] {
  return measure === 'basisPoints' ? { case: measure, value: Number(value) }
    : { case: measure, value };
}

// What a draft stands for; undefined where something is missing or no figure.
export function statedOf(draft: StatedDraft, measure: FigureMeasure,
    base?: StatedFigure): StatedFigure | undefined {
  const value = parseStated(measure, draft.value);
  const tolerance = draft.tolerance.trim() === '' ? 0n
    : parseStated(measure, draft.tolerance);
  if (value === undefined || tolerance === undefined || tolerance < 0n ||
      draft.figure === '' || draft.source.trim() === '') {
    return undefined;
  }
  return create(StatedFigureSchema, {
    ...(base && { name: base.name, etag: base.etag }),
    figure: draft.figure, year: draft.year, value: valueOf(measure, value),
    tolerance, source: draft.source.trim(), target: draft.target });
}
