// What an agreement is: its parties, sums, places and people.
import { useQuery } from '@connectrpc/connect-query';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatBasisPoints, formatDay, formatMoney, formatWan } from '../../format';
import { FairService } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  Side, type Agreement, type ContractSum, type Placement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import type { Contact } from '../../gen/duikou/type/v1/text_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { cooperationFormLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Facts, Panel } from '../../parts/page';
import { useProjectsByName } from '../../queries/projects';
import { firstYearOf } from './agreement_filter';
import { agreementWords as words, listWords } from './agreement_texts';
import { progressWords, sideLabels } from './texts';
import type { ProgressNames } from './use_progress';

interface PartProps {
  programme: string;
  agreement: Agreement;
  called: ProgressNames;
}

// Whether an agreement was signed at a fair, or at a meeting of it.
const atFair = (name: string) =>
  names.fair.parse(name) ?? names.meeting.parse(name);

// The fair, or the meeting, at which it was signed.
function SignedAt({ programme, name }: { programme: string; name: string }) {
  const local = useLocal();
  const fair = atFair(name)?.fair ?? '';
  const meeting = names.meeting.parse(name)?.meeting;
  const { data } = useQuery(FairService.method.getFair,
    { name: names.fair.format({ programme, fair }) });
  return (
    <Link to={meeting ? paths.meeting(programme, fair, meeting)
      : paths.fair(programme, fair)}>
      {local(data?.displayName, fair)}
    </Link>
  );
}

export function AgreementFacts({ programme, agreement, called }: PartProps) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { project, signDate, signedAt } = agreement;
  const { byName } = useProjectsByName(programme, project ? [project] : []);
  const date = formatDay(signDate, language);
  const isAtFair = atFair(signedAt) !== undefined;
  return (
    <Panel title={say(words.facts)}>
      <Facts of={[
        [say(progressWords.supporter), (
          <Link to={paths.unit(programme, idOf(agreement.supporter))}>
            {called.unit(agreement.supporter)}
          </Link>)],
        [say(progressWords.recipient), called.unit(agreement.recipient)],
        [say(common.project), project ? (
          <Link to={paths.project(programme, idOf(project))}>
            {local(byName.get(project)?.displayName, idOf(project))}
          </Link>) : '—'],
        [say(words.form), say(cooperationFormLabels[agreement.form])],
        [say(words.signed), signedAt && !isAtFair
          ? say(words.signedOn, { date, where: signedAt }) : date],
        ...(isAtFair ? [[say(listWords.signedAt), (
          <SignedAt programme={programme} name={signedAt} />)] as const] : []),
        [say(words.firstYear), firstYearOf(agreement) || '—'],
        [say(listWords.contractTotal),
          formatMoney(agreement.contractTotalFen, language)],
        [say(words.private), formatMoney(agreement.privateTotalFen, language)],
        ...(agreement.commitments.length > 0 ? [[say(words.commitments),
          say(words.commitmentCount,
            { n: agreement.commitments.length })] as const] : []),
      ]} />
    </Panel>
  );
}

export function ContractPanel({ agreement, called }:
    Omit<PartProps, 'programme'>) {
  const say = useSay();
  const party = (s: ContractSum) => s.party || called.unit(
    s.side === Side.SUPPORTER ? agreement.supporter : agreement.recipient);
  return (
    <Panel title={say(words.contract)}>
      {agreement.contractSums.length === 0
        ? <p className="quiet">{say(words.contractNone)}</p>
        : (
          <DataTable<ContractSum> label={say(words.contract)} size="small"
            rowKey={(s) => agreement.contractSums.indexOf(s)}
            dataSource={agreement.contractSums} scroll={{ x: 480 }}
            columns={[
              { title: say(words.side), key: 'side',
                render: (_, s) => say(sideLabels[s.side]) },
              { title: say(words.party), key: 'party',
                render: (_, s) => party(s) },
              { title: say(common.fundKind), key: 'kind',
                render: (_, s) => called.fundKind(s.fundKind) },
              { title: say(common.amountWan), key: 'fen', align: 'right',
                className: 'number', render: (_, s) => formatWan(s.amountFen) },
              { title: say(words.private), key: 'private',
                render: (_, s) =>
                  say(s.privateCapital ? common.yes : common.no) },
            ]} />
        )}
    </Panel>
  );
}

export function PlacementTable({ placements, called }: {
  placements: readonly Placement[];
  called: ProgressNames;
}) {
  const say = useSay();
  return (
    <DataTable<Placement> label={say(words.placements)} size="small"
      rowKey={(p) => `${p.area} ${p.sector}`} dataSource={placements}
      columns={[
        { title: say(common.area), key: 'area',
          render: (_, p) => called.area(p.area) },
        { title: say(common.sector), key: 'sector',
          render: (_, p) => called.sector(p.sector) },
        { title: say(words.part), key: 'part', align: 'right',
          className: 'number', render: (_, p) => formatBasisPoints(p.parts) },
      ]} />
  );
}

function Person({ contact }: { contact: Contact }) {
  return (
    <>
      {contact.displayName}
      {contact.title && <span className="quiet"> {contact.title}</span>}
      {contact.phone && (
        <> <a href={`tel:${contact.phone}`}>{contact.phone}</a></>)}
      {contact.email && (
        <> <a href={`mailto:${contact.email}`}>{contact.email}</a></>)}
    </>
  );
}

export function PeoplePanel({ agreement }: Pick<PartProps, 'agreement'>) {
  const say = useSay();
  const { responsibleLeader: leader, team } = agreement;
  return (
    <Panel title={say(words.people)}>
      <Facts of={[
        [say(words.leader), leader ? <Person contact={leader} />
          : <span className="warn">{say(words.leaderNone)}</span>],
        [say(words.team), team.length === 0 ? '—' : (
          <ul>
            {team.map((contact, i) => (
              <li key={i}><Person contact={contact} /></li>
            ))}
          </ul>)],
      ]} />
    </Panel>
  );
}
