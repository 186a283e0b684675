// Supporters × projects: who has met which quota, and takes on what. A share is
// a button, which can be dragged to another supporter as well.
import { LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatWan } from '../../format';
import type {
  PlannedShare,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { shareKey, type SupporterRow } from './plan_model';
import { QuotaBar } from './quota_bar';
import { boardWords as words, paperWords, planWords } from './texts';
import type { PlanNames } from './use_plan';

const UNITS_A_PAGE = 20;
const PROJECTS_A_PAGE = 50;

export interface BoardProps {
  programme: string;
  kinds: readonly string[];
  called: PlanNames;
  // Opens a share; to move it to a supporter if one is given.
  onOpen: (share: PlannedShare, to?: string) => void;
  // Explains a supporter or project.
  onWhy: (name: string) => void;
  mayMove: boolean;
}

export function ShareChip({ share, label, beside, called, onOpen, onDrag }: {
  share: PlannedShare;
  label: string;
  // What its row is of, for who does not see it.
  beside: string;
  called: PlanNames;
  onOpen: (share: PlannedShare) => void;
  onDrag?: ((share: PlannedShare) => void) | undefined;
}) {
  return (
    <button type="button" className="share-chip" draggable={Boolean(onDrag)}
      onClick={() => onOpen(share)}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', shareKey(share));
        onDrag?.(share);
      }}>
      {share.pinned && <LockOutlined aria-hidden />}
      <span className="share-chip-name">{label}</span>
      <span className="quiet">{called.fundKind(share.fundKind)}</span>
      <span className="number">{formatWan(share.amountFen)}</span>
      <span className="unseen">{beside}</span>
    </button>
  );
}

export function WhyButton({ about, onClick }: {
  about: string;
  onClick: () => void;
}) {
  const say = useSay();
  return (
    <Button type="link" size="small" className="no-print why-button"
      aria-label={`${say(words.why)}: ${about}`} onClick={onClick}>
      {say(words.why)}
    </Button>
  );
}

function useUnitColumns({ programme, kinds, called, onOpen, onWhy }: BoardProps,
    onDrag: ((share: PlannedShare) => void) | undefined) {
  const say = useSay();
  return [
    { title: say(planWords.supporter), key: 'unit', width: 160,
      render: (_: unknown, r: SupporterRow) => (
        <span className="board-name">
          <Link to={paths.unit(programme, idOf(r.supporter))}>
            {called.unit(r.supporter)}
          </Link>
          <WhyButton about={called.unit(r.supporter)}
            onClick={() => onWhy(r.supporter)} />
        </span>) },
    ...kinds.map((kind) => ({
      title: say(paperWords.kindWan, { kind: called.fundKind(kind) }), key: kind,
      width: 160,
      render: (_: unknown, r: SupporterRow) =>
        <QuotaBar of={r.balances.get(kind)} />,
    })),
    { title: say(words.projects), key: 'shares',
      render: (_: unknown, r: SupporterRow) => (
        <div className="share-chips">
          {r.shares.map((share) => (
            <ShareChip key={shareKey(share)} share={share} called={called}
              label={called.project(share.project)} onOpen={onOpen}
              beside={called.unit(r.supporter)} onDrag={onDrag} />
          ))}
        </div>) },
  ];
}

export function SupporterBoard({ rows, ...board }: BoardProps & {
  rows: readonly SupporterRow[];
}) {
  const say = useSay();
  const { kinds, onOpen, mayMove } = board;
  const dragged = useRef<PlannedShare>(undefined);
  const columns = useUnitColumns(board, mayMove
    ? (share) => { dragged.current = share; } : undefined);
  const drop = (supporter: string) => {
    const share = dragged.current;
    dragged.current = undefined;
    if (share && share.supporter !== supporter) onOpen(share, supporter);
  };
  return (
    <DataTable<SupporterRow> label={say(words.byUnit)} rowKey="supporter"
      className="board" columns={columns}
      dataSource={rows} scroll={{ x: 520 + kinds.length * 160 }} size="small"
      pagination={{ pageSize: UNITS_A_PAGE, hideOnSinglePage: true,
        showSizeChanger: false }}
      onRow={(row) => (mayMove ? {
        onDragOver: (event) => event.preventDefault(),
        onDrop: (event) => {
          event.preventDefault();
          drop(row.supporter);
        },
      } : {})} />
  );
}

// A project with its shares.
type ProjectRow = readonly [project: string, shares: PlannedShare[]];

const givenOf = (shares: readonly PlannedShare[], kind: string) => shares
  .reduce((sum, s) => (s.fundKind === kind ? sum + s.amountFen : sum), 0n);

function useProjectColumns({ programme, kinds, called, onOpen, onWhy }:
    BoardProps) {
  const say = useSay();
  return [
    { title: say(common.project), key: 'project', width: 260,
      render: (_: unknown, [project]: ProjectRow) => (
        <span className="board-name">
          <Link to={paths.project(programme, idOf(project))}>
            {called.project(project)}
          </Link>
          <WhyButton about={called.project(project)}
            onClick={() => onWhy(project)} />
        </span>) },
    { title: say(common.area), key: 'area', width: 100,
      render: (_: unknown, [project]: ProjectRow) =>
        called.area(called.placeOf(project)?.area ?? '') },
    ...kinds.map((kind) => ({
      title: say(paperWords.kindWan, { kind: called.fundKind(kind) }), key: kind,
      width: 110, align: 'right' as const, className: 'number',
      render: (_: unknown, [, shares]: ProjectRow) => {
        const fen = givenOf(shares, kind);
        return fen > 0n ? formatWan(fen) : '';
      },
    })),
    { title: say(words.supporters), key: 'shares',
      render: (_: unknown, [, shares]: ProjectRow) => (
        <div className="share-chips">
          {shares.map((share) => (
            <ShareChip key={shareKey(share)} share={share} called={called}
              label={called.unit(share.supporter)} onOpen={onOpen}
              beside={called.project(share.project)} />
          ))}
        </div>) },
  ];
}

export function ProjectBoard({ projects, ...board }: BoardProps & {
  projects: readonly ProjectRow[];
}) {
  const say = useSay();
  const columns = useProjectColumns(board);
  return (
    <DataTable<ProjectRow> label={say(words.byProject)} columns={columns}
      rowKey={([project]) => project} dataSource={projects} size="small"
      scroll={{ x: 620 + board.kinds.length * 110 }}
      pagination={{ pageSize: PROJECTS_A_PAGE, hideOnSinglePage: true,
        showSizeChanger: false }} />
  );
}
