// Cells and tables that several exports have.
import type { NonMonetary } from '../gen/duikou/type/v1/needs_pb';
import { wanNumber } from '../format';
import { common } from '../app/texts';
import type { Say } from '../i18n/say';
import { needKindLabels } from '../labels';
import type { Cell, Sheet } from './workbook';

// An amount in 万元, for a column that names the unit; null: there is none.
export function wanCell(fen: bigint | undefined): Cell {
  return fen === undefined ? null : wanNumber(fen);
}

// Help besides money in words, each kind with its count where it has one.
export function helpText(help: readonly NonMonetary[], say: Say): string {
  return help.map(({ kind, quantity }) => say(needKindLabels[kind]) +
    (quantity > 0 ? ` × ${quantity}` : '')).join(say(common.and));
}

// Names and values, a row each.
export function factsSheet(title: string,
    facts: readonly (readonly [name: string, value: Cell])[], say: Say): Sheet {
  return {
    title,
    columns: [{ heading: say(common.item), width: 24 },
      { heading: say(common.content), width: 60 }],
    rows: facts,
  };
}
