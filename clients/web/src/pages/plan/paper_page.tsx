// The plan as it goes on paper: by supporter, with subtotals, totals and lines
// to sign.
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatWan } from '../../format';
import type {
  AnnualPlan, PlanVersion,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Loading, Nothing } from '../../parts/states';
import { useCalled, useFundKinds, useProgramme } from '../../queries/reference';
import { textParam, useUrlState } from '../../url_state';
import { sumBy, supporterRows, type SupporterRow } from './plan_model';
import {
  linesOf, SIGNERS, totalOf, usePlanSheets, type PaperLine,
} from './plan_sheets';
import {
  boardWords, paperWords as words, planStateLabels, planWords,
} from './texts';
import {
  usePlan, usePlanNames, usePlanPlace, useVersion, type PlanNames,
} from './use_plan';

const spec = { version: textParam() };

function Amounts({ of, kinds }: {
  of: ReadonlyMap<string, bigint>;
  kinds: readonly string[];
}) {
  return (
    <>
      {kinds.map((k) => (
        <td key={k} className="number">
          {of.has(k) ? formatWan(of.get(k) ?? 0n) : ''}
        </td>
      ))}
      <td className="number">{formatWan(totalOf(of))}</td>
    </>
  );
}

function UnitLines({ row, first, programme, kinds, called }: {
  row: SupporterRow;
  // The number of its first line.
  first: number;
  programme: string;
  kinds: readonly string[];
  called: PlanNames;
}) {
  const say = useSay();
  const { sector } = useCalled(programme);
  const lines: PaperLine[] = linesOf(row.shares);
  const unit = called.unit(row.supporter);
  return (
    <tbody>
      {lines.map((line, i) => {
        const place = called.placeOf(line.project);
        return (
          <tr key={line.project}>
            <td className="number">{first + i}</td>
            {i === 0 && <th scope="rowgroup" rowSpan={lines.length}>{unit}</th>}
            <td>{called.project(line.project)}</td>
            <td>{called.area(place?.area ?? '')}</td>
            <td>{sector(place?.sector ?? '')}</td>
            <Amounts of={line.amounts} kinds={kinds} />
          </tr>
        );
      })}
      <tr className="table-total">
        <td />
        <td colSpan={4}>{say(words.subtotal, { unit })}</td>
        <Amounts kinds={kinds}
          of={sumBy(row.shares, (s) => s.fundKind, (s) => s.amountFen)} />
      </tr>
    </tbody>
  );
}

function PaperHead({ kinds, called }: {
  kinds: readonly string[];
  called: PlanNames;
}) {
  const say = useSay();
  return (
    <thead>
      <tr>
        <th scope="col">{say(words.number)}</th>
        <th scope="col">{say(planWords.supporter)}</th>
        <th scope="col">{say(common.project)}</th>
        <th scope="col">{say(common.area)}</th>
        <th scope="col">{say(common.sector)}</th>
        {kinds.map((k) => <th key={k} scope="col">{called.fundKind(k)}</th>)}
        <th scope="col">{say(planWords.sum)}</th>
      </tr>
    </thead>
  );
}

function Signatures() {
  const say = useSay();
  return (
    <div className="signatures">
      {SIGNERS.map((role) => (
        <p key={role}>{say(words.signature, { role: say(words[role]) })}</p>
      ))}
    </div>
  );
}

function Paper({ version, programme, called }: {
  version: PlanVersion;
  programme: string;
  called: PlanNames;
}) {
  const say = useSay();
  const kinds = useFundKinds(programme).map((k) => k.id);
  const rows = supporterRows(version).filter((r) => r.shares.length > 0);
  let number = 1;
  return (
    <>
      <div className="wide-table paper" tabIndex={0} role="region"
        aria-label={say(words.planSheet)}>
        <table>
          <PaperHead kinds={kinds} called={called} />
          {rows.map((row) => {
            const first = number;
            number += linesOf(row.shares).length;
            return (
              <UnitLines key={row.supporter} row={row} first={first}
                programme={programme} kinds={kinds} called={called} />
            );
          })}
          <tfoot>
            <tr className="table-total">
              <td />
              <td colSpan={4}>{say(words.total)}</td>
              <Amounts kinds={kinds} of={sumBy(version.shares,
                (s) => s.fundKind, (s) => s.amountFen)} />
            </tr>
          </tfoot>
        </table>
      </div>
      <Signatures />
    </>
  );
}

export function PaperPage() {
  const say = useSay();
  const local = useLocal();
  const { programme, year, name } = usePlanPlace();
  const [state] = useUrlState(spec);
  const query = usePlan(name);
  const wanted = state.version === '' ? (query.data?.currentVersion ?? '')
    : names.planVersion.format({ programme, year, version: state.version });
  const versionQuery = useVersion(wanted);
  const version = versionQuery.data;
  const called = usePlanNames(programme, version?.shares ?? NO_SHARES);
  const sheets = usePlanSheets(programme);
  const title = say(words.title, { year,
    programme: local(useProgramme(programme)?.displayName, programme) });
  const lead = (plan: AnnualPlan) => version && say(words.lead,
    { n: version.number, state: say(planStateLabels[plan.state]) });
  const ready = version !== undefined && called.complete;
  return (
    <Page title={title} lead={query.data && lead(query.data)}
      actions={
        <>
          <Link to={paths.plan(programme, year)}>{say(common.back)}</Link>
          <ExportButton name={title} disabled={!ready}
            sheet={() => (version ? sheets(version, called) : [])} />
          <Button type="primary" icon={<PrinterOutlined />} disabled={!ready}
            onClick={() => window.print()}>{say(common.print)}</Button>
        </>
      }>
      <Answer of={query} rows={12}>{() => (wanted === ''
        ? <Nothing title={say(boardWords.notSolved)}
          hint={say(boardWords.notSolvedHint)} />
        : (
          <Answer of={versionQuery} rows={12}>{(whole) => (called.complete
            ? <Paper version={whole} programme={programme} called={called} />
            : <Loading rows={12} />)}</Answer>
        ))}</Answer>
    </Page>
  );
}

const NO_SHARES: readonly { project: string }[] = [];
