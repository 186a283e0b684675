// A competition: what it is, the applications, their scores, the ranking and the
// award.
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatMoney, formatScore, formatTime } from '../../format';
import {
  Application_State, Call_State, type Application, type Call,
  type CallRanking, type RankedApplication,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Facts, Page, Panel } from '../../parts/page';
import { Answer, type Asked } from '../../parts/states';
import { usePersonName } from '../../queries/people';
import { useCalled, useUnit, useUnits } from '../../queries/reference';
import { withThoseBelow } from '../../units_below';
import { ApplicationsPanel } from './applications_panel';
import { CallEditor } from './call_editor';
import { CallSteps } from './call_steps';
import { useCompetitionSheets } from './competition_sheets';
import { RankingPanel } from './ranking_panel';
import { CallStateTag } from './state_tags';
import { callWords as words } from './texts';
import {
  mostShareOf, useApplications, useCall, useProjectNames, useRanking,
  useScores, useSeesScores,
} from './use_competition';

function CallFacts({ programme, call }: { programme: string; call: Call }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { fundKind } = useCalled(programme);
  const personName = usePersonName(programme);
  const supporter = useUnit(call.supporter);
  const money = (fen: bigint) => formatMoney(fen, language);
  return (
    <Panel>
      {call.description && (
        <p className="prose call-prose">{local(call.description, '')}</p>
      )}
      <Facts of={[
        [say(words.supporter), local(supporter?.displayName,
          idOf(call.supporter))],
        [say(common.fundKind), fundKind(call.fundKind)],
        [say(common.year), call.year],
        [say(words.whole), money(call.amountFen)],
        [say(words.share), say(words.shareFrom, {
          least: money(call.leastShareFen), most: money(mostShareOf(call)) })],
        [say(words.due), formatTime(call.applicationDueTime, language)],
        ...(call.leastScore > 0
          ? [[say(words.leastScore), formatScore(call.leastScore)] as const]
          : []),
        ...(call.state === Call_State.AWARDED ? [
          [say(words.awarded), money(call.awardedFen)] as const,
          [say(words.awardedBy), say(words.awardedAt, {
            who: personName(call.awardedBy),
            time: formatTime(call.awardTime, language) })] as const] : []),
        ...(call.cancelReason
          ? [[say(words.cancelReason), call.cancelReason] as const] : []),
      ]} />
      <h3 className="call-criteria-head">{say(words.criteria)}</h3>
      <table className="call-criteria">
        <thead>
          <tr>
            <th scope="col">{say(words.criterion)}</th>
            <th scope="col" className="number">{say(words.weight)}</th>
            <th scope="col" className="number">{say(words.mostPoints)}</th>
          </tr>
        </thead>
        <tbody>
          {call.criteria.map((c) => (
            <tr key={c.id}>
              <th scope="row">{local(c.displayName, c.id)}</th>
              <td className="number">{c.weight}</td>
              <td className="number">{c.mostPoints}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

// What was decided, out of the applications themselves: for those who are not
// told of rankings before.
function decided(call: Call, applications: readonly Application[]) {
  const ranked = applications
    .filter((a) => a.state === Application_State.AWARDED ||
      a.state === Application_State.NOT_AWARDED)
    .sort((a, b) => a.rank - b.rank)
    .map((a) => ({ $typeName: 'duikou.assignment.v1.RankedApplication',
      application: a.name, project: a.project, rank: a.rank, score: a.score,
      parts: a.parts, assessorCount: 0, amountFen: a.amountFen,
      openFen: a.openFen, awardedFen: a.awardedFen,
      awardReason: a.awardReason,
      ...(a.awardText && { awardText: a.awardText }),
    }) satisfies RankedApplication);
  return { $typeName: 'duikou.assignment.v1.CallRanking', call: call.name,
    state: call.state, ranked, awardedFen: call.awardedFen,
    leftFen: call.amountFen - call.awardedFen, etag: call.etag,
  } satisfies CallRanking;
}

// The units that one receives for, with those below, by name.
function useRecipients(programme: string): readonly string[] {
  const session = useSession();
  const units = useUnits(programme);
  return useMemo(() => [...withThoseBelow(units ?? [],
    session.receivesFor(programme).map(
      (unit) => names.unit.format({ programme, unit })))].sort(),
  [units, session, programme]);
}

function useOfCall(programme: string, call: Call) {
  const seesAll = useSeesScores(programme, call);
  const closed = call.state === Call_State.SCORING ||
    call.state === Call_State.AWARDED;
  const applications = useApplications(call);
  const scores = useScores(call.name, seesAll && closed);
  const asked = useRanking(call.name, seesAll && closed);
  const { data } = applications;
  const ranking: Asked<CallRanking> = seesAll ? asked
    : { ...applications, data: data && decided(call, data) };
  const shown = seesAll ? closed : call.state === Call_State.AWARDED;
  const { called, byName, complete } = useProjectNames(programme,
    data ?? NO_APPLICATIONS);
  return { seesAll, applications, scores, ranking, shown, called, byName,
    complete };
}

function CallContent({ programme, call }: { programme: string; call: Call }) {
  const say = useSay();
  const local = useLocal();
  const session = useSession();
  const office = session.isOffice(programme);
  const recipients = useRecipients(programme);
  const of = useOfCall(programme, call);
  const [editing, setEditing] = useState(false);
  const sheets = useCompetitionSheets();
  const title = local(call.displayName, idOf(call.name));
  const applications = of.applications.data ?? NO_APPLICATIONS;
  const scored = [...of.scores.values()].some((s) => s.sheets.length > 0);
  const own = new Set(recipients);
  return (
    <Page title={title} lead={<CallStateTag state={call.state} />}
      actions={<>
        <Link to={paths.calls(programme)}>{say(words.allCalls)}</Link>
        <ExportButton name={title}
          disabled={applications.length === 0 || !of.complete}
          sheet={() => sheets(call, applications,
            of.shown ? of.ranking.data : undefined, of.called)} />
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {say(common.print)}
        </Button>
        {office && (
          <CallSteps programme={programme} call={call} scored={scored}
            onEdit={() => setEditing(true)} />
        )}
      </>}>
      <CallFacts programme={programme} call={call} />
      {of.shown && (
        <RankingPanel programme={programme} call={call} asked={of.ranking}
          called={of.called} mayAward={office} />
      )}
      {call.state !== Call_State.DRAFT && (
        <ApplicationsPanel programme={programme} call={call} {...of}
          recipients={recipients} office={office} person={session.person.name}
          isOwn={(a) => own.has(of.byName.get(a.project)?.recipient ?? '')} />
      )}
      {editing && (
        <CallEditor programme={programme} call={call} year={call.year}
          onClose={() => setEditing(false)} onDone={() => setEditing(false)} />
      )}
    </Page>
  );
}

export function CallPage() {
  const { programme = '', call: id = '' } = useParams();
  const asked = useCall(names.call.format({ programme, call: id }));
  const say = useSay();
  if (asked.data) return <CallContent programme={programme} call={asked.data} />;
  return (
    <Page title={say(words.title)}>
      <Answer of={asked}>{() => null}</Answer>
    </Page>
  );
}

const NO_APPLICATIONS: Application[] = [];
