// One report, whose every figure leads to what it is made of.
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@connectrpc/connect-query';
import { Button, Checkbox, Select } from 'antd';
import { useParams } from 'react-router';
import { usePlace } from '../../app/place';
import { useSession } from '../../app/session';
import { common, failures } from '../../app/texts';
import { formatTime } from '../../format';
import {
  Report_Kind, ReportService, type Report,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useOwnUnits } from '../../queries/own_units';
import { useProgramme, useUnits } from '../../queries/reference';
import {
  integerParam, textParam, useUrlState, type StateOf,
} from '../../url_state';
import { ANY_FAIR } from './agreement_filter';
import { FilterSelect, useAreaChoices, type Choice } from './choices';
import { FigureTiles } from './figures';
import { AreaPanel, MoneyFlow, TrendPanel } from './report_charts';
import {
  needsYear, reportOf, showsStated, takesFair, type ReportKind,
} from './report_kinds';
import { useReportSheets } from './report_sheets';
import { ReportTable } from './report_table';
import { reportWords as words } from './report_texts';
import { StatedPanel } from './stated_panel';
import { reportLabels } from './texts';
import { useProgressNames, useYearNow } from './use_progress';

// `of`: the id of the unit whose statement it is.
const spec = { year: integerParam(0, 0, 2200), of: textParam(),
  area: textParam(), signedAt: textParam() };

type State = StateOf<typeof spec>;

// Those who see the whole of the ledger.
const GROUPS_OF_ALL = [PermissionGroup.OFFICE, PermissionGroup.SUPERVISOR];
const GROUPS_OF_SUMS = [...GROUPS_OF_ALL, PermissionGroup.SUPPORTER,
  PermissionGroup.RECIPIENT];

// The units whose statement the person may read: all, or its own and those that
// they guide.
function useStatementUnits(programme: string): Choice[] {
  const local = useLocal();
  const groups = useSession().groupsIn(programme);
  const own = useOwnUnits(programme);
  const all = GROUPS_OF_ALL.some((g) => groups.has(g));
  return (useUnits(programme) ?? []).filter((u) => all || own.has(u.name) ||
    own.has(u.guidingDepartment)).map((u) => ({ value: idOf(u.name),
    label: local(u.displayName, idOf(u.name)) }));
}

interface ScopeProps {
  programme: string;
  kind: ReportKind;
  state: State;
  year: number;
  unit: string;
  units: readonly Choice[];
  change: (changes: Partial<State>) => void;
}

function Scope({ programme, kind, state, year, unit, units, change }:
    ScopeProps) {
  const say = useSay();
  const areas = useAreaChoices(programme, true);
  const { firstYear = 0, lastYear = -1 } = useProgramme(programme) ?? {};
  const years = Array.from({ length: lastYear - firstYear + 1 },
    (_, i) => firstYear + i).map((y) => ({ value: y, label: String(y) }));
  return (
    <div className="toolbar no-print">
      <Select value={year} aria-label={say(common.year)} className="year-select"
        onChange={(y) => change({ year: y })}
        options={needsYear(kind) ? years
          : [{ value: 0, label: say(words.allYears) }, ...years]}
        prefix={<span className="quiet">{say(common.year)}</span>} />
      {kind === Report_Kind.STATEMENT ? (
        <Select showSearch optionFilterProp="label" value={unit || null}
          className="filter-choice" aria-label={say(words.unit)}
          popupMatchSelectWidth={false} options={[...units]}
          placeholder={say(words.chooseUnit)}
          onChange={(of: string) => change({ of })} />
      ) : (
        <FilterSelect label={say(common.area)} value={state.area}
          options={areas} onChange={(area) => change({ area })} />
      )}
      {takesFair(kind) && (
        <Checkbox checked={state.signedAt !== ''} className="toolbar-check"
          onChange={(e) => change(
            { signedAt: e.target.checked ? ANY_FAIR : '' })}>
          {state.signedAt === '' || state.signedAt === ANY_FAIR
            ? say(words.atFairs) : state.signedAt}
        </Checkbox>
      )}
    </div>
  );
}

function Sections({ programme, report }: { programme: string; report: Report }) {
  const say = useSay();
  const local = useLocal();
  if (report.sections.length === 0) {
    return <Nothing title={say(words.empty)} hint={say(words.emptyHint)} />;
  }
  return report.sections.map((section) => (
    <Panel key={section.key} title={local(section.title, section.key)}>
      {section.figures.length > 0 && (
        <FigureTiles programme={programme} figures={section.figures} />
      )}
      {section.tables.map((table) => (
        <div key={table.key} className="report-table">
          {section.tables.length > 1 && (
            <h3 className="flow-table">{local(table.title, table.key)}</h3>
          )}
          <ReportTable programme={programme} table={table} />
        </div>
      ))}
    </Panel>
  ));
}

function Notes({ report }: { report: Report }) {
  const say = useSay();
  const local = useLocal();
  if (report.notes.length === 0) return null;
  return (
    <Panel title={say(words.notes)}>
      <ul className="report-notes">
        {report.notes.map((note, i) => <li key={i}>{local(note)}</li>)}
      </ul>
    </Panel>
  );
}

function Charts({ programme, state, year }: {
  programme: string;
  state: State;
  year: number;
}) {
  const say = useSay();
  const called = useProgressNames(programme);
  const groups = useSession().groupsIn(programme);
  if (!GROUPS_OF_SUMS.some((g) => groups.has(g))) return null;
  const props = { programme, scope: { year, area: state.area }, called };
  return (
    <>
      {!GROUPS_OF_ALL.some((g) => groups.has(g)) && (
        <p className="quiet page-source">{say(words.ownPart)}</p>
      )}
      <TrendPanel {...props} />
      <AreaPanel {...props} />
      <MoneyFlow {...props} />
    </>
  );
}

function ReportOf({ programme, kind }: { programme: string; kind: ReportKind }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const [state, change] = useUrlState(spec);
  const thisYear = useYearNow(programme, state.year);
  const year = needsYear(kind) ? thisYear : state.year;
  const units = useStatementUnits(programme);
  const place = usePlace();
  const own = units.find((u) => u.value === place.unit) ??
    (units.length === 1 ? units[0] : undefined);
  const statement = kind === Report_Kind.STATEMENT;
  const office = useSession().isOffice(programme);
  const unit = statement ? state.of || (own?.value ?? '') : '';
  const asked = useQuery(ReportService.method.getReport, {
    parent: names.programme.format({ programme }), kind, year,
    unit: unit && names.unit.format({ programme, unit }),
    area: !statement && state.area
      ? names.area.format({ programme, area: state.area }) : '',
    signedAt: takesFair(kind) ? state.signedAt : '',
  }, { enabled: (!needsYear(kind) || year > 0) && (!statement || unit !== '') });
  const sheets = useReportSheets();
  const report = asked.data;
  const title = local(report?.title, say(reportLabels[kind]));
  return (
    <Page title={title}
      lead={report && say(words.asOf,
        { time: formatTime(report.asOfTime, language) })}
      actions={
        <>
          <ExportButton name={title} sheet={() => (report ? sheets(report) : [])}
            disabled={!report || sheets(report).length === 0} />
          <Button icon={<PrinterOutlined />} disabled={!report}
            onClick={() => window.print()}>{say(common.print)}</Button>
        </>
      }>
      <Scope programme={programme} kind={kind} state={state} year={year}
        unit={unit} units={units} change={change} />
      {statement && unit === '' ? (
        <Nothing title={say(words.chooseUnit)} hint={say(words.chooseUnitHint)} />
      ) : (
        <Answer of={asked} rows={12}>{(data) => (
          <>
            <Sections programme={programme} report={data} />
            {kind === Report_Kind.PROGRAMME && (
              <Charts programme={programme} state={state} year={year} />
            )}
            {office && showsStated(kind) && (
              <StatedPanel programme={programme} year={year} />
            )}
            <Notes report={data} />
          </>
        )}</Answer>
      )}
    </Page>
  );
}

export function ReportPage() {
  const say = useSay();
  const { programme = '', report: slug = '' } = useParams();
  const kind = reportOf(slug);
  if (kind === undefined) return <Nothing title={say(failures.pageMissing)} />;
  return <ReportOf key={kind} programme={programme} kind={kind} />;
}
