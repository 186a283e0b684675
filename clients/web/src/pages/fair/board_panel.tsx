// What came of a fair, as it comes: totals, and what was signed by area and by
// sector.
import { useQuery } from '@connectrpc/connect-query';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatBasisPoints, formatMoney, wanNumber } from '../../format';
import {
  TimetableService, type Board, type SignedSum,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { Panel } from '../../parts/page';
import { Answer, type Asked } from '../../parts/states';
import { boardWords as words } from './fair_texts';
import { LIVE_MS } from './use_fair';

export function useBoard(name: string) {
  return useQuery(TimetableService.method.getBoard, { name },
    { refetchInterval: LIVE_MS });
}

// The private part of a sum, in hundredths of a percent; 0 of nothing.
export const shareOf = (part: bigint, whole: bigint) =>
  (whole === 0n ? 0 : Number((part * 10_000n) / whole));

function Tiles({ board }: { board: Board }) {
  const say = useSay();
  const { language } = useLanguage();
  const { contractFen = 0n, privateFen = 0n, agreements = 0 } =
    board.total ?? {};
  const tiles: [string, string | number, string][] = [
    [say(words.agreements), agreements, ''],
    [say(words.contract), formatMoney(contractFen, language), ''],
    [say(words.private), formatMoney(privateFen, language),
      say(words.privateShare,
        { share: formatBasisPoints(shareOf(privateFen, contractFen)) })],
    [say(words.participants), board.participants,
      say(words.presentOf, { n: board.present })],
    [say(words.planned), board.planned, ''],
    [say(words.held), board.held, ''],
    [say(words.missed), board.missed, ''],
  ];
  return (
    <ul className="tiles">
      {tiles.map(([name, value, beside]) => (
        <li key={name}>
          <span className="tile-number number">{value}</span>
          <span className="quiet">{name}{beside && ` · ${beside}`}</span>
        </li>
      ))}
    </ul>
  );
}

// A bar a subject, the longest the most.
function Bars({ title, sums }: { title: string; sums: readonly SignedSum[] }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const most = sums.reduce((so, s) =>
    (s.contractFen > so ? s.contractFen : so), 1n);
  const wide = (fen: bigint) => `${Number((fen * 1000n) / most) / 10}%`;
  return (
    <div>
      <h3>{title}</h3>
      <ul className="signed">
        {sums.map((sum) => {
          const name = local(sum.displayName, idOf(sum.subject));
          const amount = formatMoney(sum.contractFen, language);
          return (
            <li key={sum.subject}>
              <span>{name}</span>
              <span className="trend-track" aria-hidden>
                <span className="trend-bar"
                  style={{ width: wide(sum.contractFen) }} />
              </span>
              <span className="number" aria-hidden>
                {say(words.count, { n: sum.agreements })} · {amount}
              </span>
              <span className="unseen">
                {say(words.bar, { name, n: sum.agreements, amount })}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function BoardPanel({ asked }: { asked: Asked<Board> }) {
  const say = useSay();
  return (
    <Panel title={say(words.title)} extra={say(words.live)}>
      <Answer of={asked}>{(board) => (
        <>
          <Tiles board={board} />
          {board.areas.length === 0 && board.sectors.length === 0
            ? <p className="quiet">{say(words.nothing)}</p>
            : (
              <div className="columns columns-even">
                <Bars title={say(words.byArea)} sums={board.areas} />
                <Bars title={say(words.bySector)} sums={board.sectors} />
              </div>
            )}
        </>
      )}</Answer>
    </Panel>
  );
}

export function useBoardSheets(): (board: Board) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  return (board) => ([[say(words.byArea), board.areas],
    [say(words.bySector), board.sectors]] as const).map(([title, sums]) => ({
    title,
    columns: [{ heading: say(common.item), width: 24 },
      { heading: say(words.agreements), width: 12 },
      { heading: say(words.contractWan), width: 24 },
      { heading: say(words.privateWan), width: 28 }],
    rows: [...sums.map((s) => [local(s.displayName, idOf(s.subject)),
      s.agreements, wanNumber(s.contractFen), wanNumber(s.privateFen)]),
    ...(board.total ? [[say(words.inAll), board.total.agreements,
      wanNumber(board.total.contractFen),
      wanNumber(board.total.privateFen)]] : [])],
  }));
}
