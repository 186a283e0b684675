// A programme's settings: edited by the office, read by others; a new one.
import { useQuery } from '@connectrpc/connect-query';
import { useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { factsSheet, wanCell } from '../../export/cells';
import type { Cell, Sheet } from '../../export/workbook';
import {
  formatBasisPoints, formatCount, formatMoney, formatYears,
} from '../../format';
import {
  CatalogueService, type FundKind, type Programme, type Target,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { distributionLabels, unitKindLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Facts, Page, Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { ReadOnly } from '../office/read_only';
import { blankFundKind, draftOf } from './programme_draft';
import { ProgrammeEditor } from './programme_editor';
import { programmeWords as words } from './texts';

// A target's figure as people read it.
function useFigure(): (target: Target) => string {
  const say = useSay();
  const { language } = useLanguage();
  return ({ value, relativeToProvince }) => {
    const figure = value.case === 'amountFen' ? formatMoney(value.value, language)
      : value.case === 'basisPoints' ? formatBasisPoints(value.value)
        : formatCount(value.value ?? 0n);
    return relativeToProvince ? `${say(words.relative)} ${figure}` : figure;
  };
}

function useKindWords() {
  const say = useSay();
  const { language } = useLanguage();
  return {
    givers: (kind: FundKind) => (kind.giverKinds.length === 0
      ? say(words.everyKind)
      : kind.giverKinds.map((k) => say(unitKindLabels[k])).join(say(common.and))),
    shared: (kind: FundKind) => kind.distributions
      .map((d) => say(distributionLabels[d])).join(say(common.and)) || '—',
    target: (kind: FundKind) =>
      (kind.targetFen > 0n ? formatMoney(kind.targetFen, language) : '—'),
  };
}

function Shown({ programme }: { programme: Programme }) {
  const say = useSay();
  const local = useLocal();
  const figure = useFigure();
  const kind = useKindWords();
  return (
    <>
      <Panel title={say(words.basics)}>
        <Facts of={[
          [say(words.nameZh), local(programme.displayName)],
          [say(words.years),
            formatYears(programme.firstYear, programme.lastYear)],
          [say(words.descriptionZh), local(programme.description) || '—'],
          [say(common.source), programme.source || '—'],
        ]} />
      </Panel>
      <Panel title={say(words.fundKinds)} extra={say(words.fundKindsHint)}>
        <DataTable<FundKind> label={say(words.fundKinds)} rowKey="id"
          size="small" dataSource={[...programme.fundKinds]} scroll={{ x: 640 }}
          columns={[
            { title: say(words.name), key: 'name',
              render: (_, k) => local(k.displayName, k.id) },
            { title: say(words.givers), key: 'givers',
              render: (_, k) => kind.givers(k) },
            { title: say(words.distributions), key: 'shared',
              render: (_, k) => kind.shared(k) },
            { title: say(words.targets), key: 'target', align: 'right',
              className: 'number', render: (_, k) => kind.target(k) },
          ]} />
      </Panel>
      <Panel title={say(words.targets)} extra={say(words.targetsHint)}>
        {programme.targets.length === 0
          ? <p className="quiet">{say(words.noTargets)}</p> : (
            <DataTable<Target> label={say(words.targets)} rowKey="id"
              size="small" dataSource={[...programme.targets]}
              scroll={{ x: 640 }} columns={[
                { title: say(words.name), key: 'name',
                  render: (_, t) => local(t.displayName, t.id) },
                { title: say(words.value), key: 'value', align: 'right',
                  className: 'number', render: (_, t) => figure(t) },
                { title: say(words.by), key: 'by', width: 120,
                  render: (_, t) => t.year || programme.lastYear },
                { title: say(common.source), key: 'source',
                  render: (_, t) => t.source || '—' },
              ]} />
          )}
      </Panel>
    </>
  );
}

// A target's figure as a number, and what it counts.
function useMeasured(): (target: Target) => [figure: Cell, measure: string] {
  const say = useSay();
  return ({ value }) => {
    switch (value.case) {
      case 'amountFen': return [wanCell(value.value), say(words.amount)];
      case 'basisPoints': return [value.value / 100, say(words.rate)];
      default: return [Number(value.value ?? 0n), say(words.count)];
    }
  };
}

function useSheets(): (programme: Programme) => Sheet[] {
  const say = useSay();
  const local = useLocal();
  const kind = useKindWords();
  const measured = useMeasured();
  return (p) => [
    factsSheet(say(words.basics), [
      [say(words.nameZh), local(p.displayName)], [say(words.id), idOf(p.name)],
      [say(words.years), formatYears(p.firstYear, p.lastYear)],
      [say(words.descriptionZh), local(p.description)],
      [say(common.source), p.source]], say),
    {
      title: say(words.fundKinds),
      columns: [{ heading: say(words.name), width: 24 },
        { heading: say(common.id), width: 16 },
        { heading: say(words.target), width: 20 },
        { heading: say(words.givers), width: 30 },
        { heading: say(words.distributions), width: 24 }],
      rows: p.fundKinds.map((k) => [local(k.displayName, k.id), k.id,
        k.targetFen > 0n ? wanCell(k.targetFen) : null, kind.givers(k),
        kind.shared(k)]),
    },
    {
      title: say(words.targets),
      columns: [{ heading: say(words.name), width: 36 },
        { heading: say(common.id), width: 20 },
        { heading: say(words.value), width: 16 },
        { heading: say(words.measure), width: 16 },
        { heading: say(words.relative), width: 16 },
        { heading: say(words.by), width: 12 },
        { heading: say(common.source), width: 40 }],
      rows: p.targets.map((t) => [local(t.displayName, t.id), t.id,
        ...measured(t), say(t.relativeToProvince ? common.yes : common.no),
        t.year || p.lastYear, t.source]),
    },
  ];
}

export function ProgrammePage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const mayChange = useSession().isOffice(programme);
  const answer = useQuery(CatalogueService.method.getProgramme,
    { name: names.programme.format({ programme }) });
  const sheets = useSheets();
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<ExportButton name={say(words.title)} disabled={!answer.data}
        sheet={() => (answer.data ? sheets(answer.data) : [])} />}>
      <ReadOnly unless={mayChange} />
      <Answer of={answer} rows={12}>{(data) => (mayChange ? (
        <>
          <div className="no-print">
            <ProgrammeEditor key={data.name} saved={data} start={draftOf(data)}
              onSaved={() => undefined} />
          </div>
          <div className="print-only"><Shown programme={data} /></div>
        </>
      ) : <Shown programme={data} />)}</Answer>
    </Page>
  );
}

export function NewProgrammePage() {
  const say = useSay();
  const navigate = useNavigate();
  const year = new Date().getFullYear();
  return (
    <Page title={say(words.newTitle)} lead={say(words.newLead)}>
      <ProgrammeEditor saved={undefined}
        start={{ zh: '', en: '', descriptionZh: '', descriptionEn: '',
          firstYear: year, lastYear: year + 4, fundKinds: [blankFundKind],
          targets: [], source: '' }}
        onSaved={(made) => void navigate(
          paths.programmeSettings(idOf(made.name)), { replace: true })} />
    </Page>
  );
}
