// One entry of the ledger: what it records, who stands by it, its place in the
// chain, and the entries it belongs with.
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@connectrpc/connect-query';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { factsSheet } from '../../export/cells';
import { formatBasisPoints, formatDay, formatTime } from '../../format';
import {
  LabourForm, LedgerEntry_State, ProgressService, Side, type LedgerEntry,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Facts, Page, Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { usePersonName } from '../../queries/people';
import { useProjectsByName } from '../../queries/projects';
import { History } from '../catalogue/history_panel';
import { PlacementTable } from './agreement_facts';
import { EntryActions } from './entry_actions';
import { shortNumber } from './entry_table';
import { entryWords as words, ledgerWords } from './ledger_texts';
import { EntryStateTag } from './tags';
import {
  entryStateLabels, labourFormLabels, progressWords, sideLabels, sourceLabels,
} from './texts';
import {
  useActing, useAgreementName, useFigureText, useProgressNames,
  type ProgressNames,
} from './use_progress';

const MOST = 1000;

type Fact = readonly [name: string, value: ReactNode];

interface PartProps {
  programme: string;
  entry: LedgerEntry;
  called: ProgressNames;
}

// What is said beside the figure: whose money, by whom, in which form.
function useFigureFacts() {
  const say = useSay();
  return ({ figure }: LedgerEntry): Fact[] => {
    if (figure.case === 'disbursement') {
      const { payer, payerText, privateCapital } = figure.value;
      return [
        [say(words.payer), say(sideLabels[payer || Side.SUPPORTER])],
        ...(payerText ? [[say(words.paidBy), payerText] as const] : []),
        [say(words.private), say(privateCapital ? common.yes : common.no)]];
    }
    if (figure.case === 'count' &&
        figure.value.labourForm !== LabourForm.UNSPECIFIED) {
      return [[say(ledgerWords.labourForm),
        say(labourFormLabels[figure.value.labourForm])]];
    }
    const province = figure.case === 'rate'
      ? figure.value.provinceBasisPoints : undefined;
    return province === undefined ? []
      : [[say(words.province), formatBasisPoints(province)]];
  };
}

function EntryFacts({ programme, entry, called }: PartProps) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { what, howMuch } = useFigureText(called);
  const figureFacts = useFigureFacts();
  const agreement = useAgreementName(entry.agreement);
  const { byName } = useProjectsByName(
    programme, entry.project ? [entry.project] : []);
  return (
    <Panel title={say(words.facts)}>
      <p className="entry-figure">
        {what(entry)} <strong className="number">{howMuch(entry)}</strong>
      </p>
      <Facts of={[
        [say(progressWords.date), formatDay(entry.date, language)],
        [say(ledgerWords.period), entry.period],
        ...figureFacts(entry),
        [say(progressWords.supporter), called.unit(entry.supporter)],
        [say(progressWords.recipient),
          entry.recipient ? called.unit(entry.recipient) : '—'],
        [say(progressWords.agreement), entry.agreement ? (
          <Link to={paths.agreement(programme, idOf(entry.agreement))}>
            {agreement}
          </Link>) : '—'],
        [say(common.project), entry.project ? (
          <Link to={paths.project(programme, idOf(entry.project))}>
            {local(byName.get(entry.project)?.displayName, idOf(entry.project))}
          </Link>) : '—'],
        [say(ledgerWords.source), say(sourceLabels[entry.figureSource])],
        [say(ledgerWords.document), entry.sourceDocument],
        [say(common.note), entry.note || '—'],
      ]} />
    </Panel>
  );
}

function Seal({ programme, entry, called }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const personName = usePersonName(programme);
  const by = (who: string, time: LedgerEntry['createTime']) => say(words.byAt,
    { who: personName(who), time: formatTime(time, language) });
  const disputed = entry.state === LedgerEntry_State.DISPUTED;
  return (
    <Panel title={say(words.seal)}>
      <Facts of={[
        [say(words.number), say(words.numberOf, { n: String(entry.number),
          unit: called.unit(entry.supporter), year: entry.period })],
        [say(words.reportedBy), entry.reportedBy === Side.UNSPECIFIED
          ? say(progressWords.office) : say(sideLabels[entry.reportedBy])],
        [say(words.author), by(entry.author, entry.createTime)],
        ...(entry.confirmedBy ? [[
          say(disputed ? words.disputedBy : words.confirmedBy),
          by(entry.confirmedBy, entry.confirmTime)] as const] : []),
        ...(entry.disputeReason ? [[say(words.disputeReason),
          entry.disputeReason] as const] : []),
      ]} />
      <p className="panel-note">
        {say(words.digest)} <code className="digest">{entry.digest}</code>
        <br /><span className="quiet">{say(words.digestHint)}</span>
      </p>
    </Panel>
  );
}

function EntryLinks({ programme, of }: {
  programme: string;
  of: readonly string[];
}) {
  return (
    <ul>
      {of.map((name) => (
        <li key={name}>
          <Link to={paths.ledgerEntry(programme, idOf(name))}>{idOf(name)}</Link>
        </li>
      ))}
    </ul>
  );
}

// The entries that state the same by other sources: they name the first of
// them, and are of the same supporter, period and kind of figure.
function useAlternatives(programme: string, entry: LedgerEntry): string[] {
  const { figure, period } = entry;
  const first = entry.alternativeTo || entry.name;
  const { data } = useQuery(ProgressService.method.listLedgerEntries, {
    parent: names.programme.format({ programme }), pageSize: MOST, filter: {
      supporter: entry.supporter, firstPeriod: period, lastPeriod: period,
      ...(figure.case === 'disbursement'
        ? { fundKind: figure.value.fundKind }
        : figure.case && { indicator: figure.value.indicator }) } });
  return (data?.ledgerEntries ?? []).filter((e) => e.name !== entry.name &&
    (e.name === first || e.alternativeTo === first)).map((e) => e.name);
}

function Related({ programme, entry }: Omit<PartProps, 'called'>) {
  const say = useSay();
  const alternatives = useAlternatives(programme, entry);
  const related = ([['reverses', [entry.reverses]],
    ['reversedBy', [entry.reversedBy]], ['corrects', [entry.corrects]],
    ['alternatives', alternatives]] as const)
    .map(([key, of]) => [key, of.filter((name) => name !== '')] as const)
    .filter(([, of]) => of.length > 0);
  if (related.length === 0) return null;
  return (
    <Panel title={say(words.related)}>
      <Facts of={related.map(([key, of]) => [say(words[key]),
        <EntryLinks key={key} programme={programme} of={of} />])} />
    </Panel>
  );
}

function EntryBody({ programme, entry, called }: PartProps) {
  const say = useSay();
  return (
    <div className="columns columns-even">
      <div>
        {entry.possibleDuplicates.length > 0 && (
          <Alert type="warning" showIcon className="page-alert"
            title={say(words.duplicates)} description={(
              <>
                <p>{say(words.duplicatesHint)}</p>
                <EntryLinks programme={programme}
                  of={entry.possibleDuplicates} />
              </>
            )} />
        )}
        <EntryFacts programme={programme} entry={entry} called={called} />
        {entry.placements.length > 0 && (
          <Panel title={say(words.placements)}>
            <PlacementTable placements={entry.placements} called={called} />
          </Panel>
        )}
      </div>
      <div>
        <Seal programme={programme} entry={entry} called={called} />
        <Related programme={programme} entry={entry} />
        <History name={entry.name} method={ProgressService.method.listHistory} />
      </div>
    </div>
  );
}

function useEntryFactsSheet(called: ProgressNames) {
  const say = useSay();
  const { what, howMuch } = useFigureText(called);
  return (entry: LedgerEntry) => factsSheet(say(ledgerWords.entry), [
    [say(common.id), idOf(entry.name)],
    [say(ledgerWords.what), what(entry)],
    [say(ledgerWords.figure), howMuch(entry)],
    [say(progressWords.date), entry.date],
    [say(ledgerWords.period), entry.period],
    [say(common.state), say(entryStateLabels[entry.state])],
    [say(progressWords.supporter), called.unit(entry.supporter)],
    [say(progressWords.recipient), entry.recipient &&
      called.unit(entry.recipient)],
    [say(ledgerWords.source), say(sourceLabels[entry.figureSource])],
    [say(ledgerWords.document), entry.sourceDocument],
    [say(words.digest), entry.digest],
  ], say);
}

export function EntryPage() {
  const say = useSay();
  const { programme = '', entry: id = '' } = useParams();
  const name = names.ledgerEntry.format({ programme, entry: id });
  const answer = useQuery(ProgressService.method.getLedgerEntry, { name });
  const called = useProgressNames(programme);
  const acting = useActing(programme);
  const { what } = useFigureText(called);
  const sheet = useEntryFactsSheet(called);
  const entry = answer.data;
  const mayEnter = entry !== undefined && acting.mayWrite(entry);
  const link = (key: 'corrects' | 'alternative') => paths.newLedgerEntry(
    programme, new URLSearchParams({ [key]: id }).toString());
  return (
    <Page title={entry ? say(words.title,
      { number: shortNumber(entry), what: what(entry) }) : id}
      lead={entry && (
        <>
          <EntryStateTag state={entry.state} />{' '}
          {called.unit(entry.supporter)} · <span className="quiet">{id}</span>
        </>
      )}
      actions={entry && (
        <>
          <EntryActions entry={entry} acting={acting} />
          {mayEnter && (
            <>
              <Link to={link('corrects')}>
                <Button tabIndex={-1}>{say(words.correct)}</Button>
              </Link>
              <Link to={link('alternative')}>
                <Button tabIndex={-1}>{say(words.another)}</Button>
              </Link>
            </>
          )}
          <ExportButton name={id} sheet={() => sheet(entry)} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say(common.print)}
          </Button>
        </>
      )}>
      <Answer of={answer} rows={12}>{(of) => (
        <EntryBody programme={programme} entry={of} called={called} />
      )}</Answer>
    </Page>
  );
}
