// Writing an entry of the ledger: money that arrived, or a count.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { sameDraft } from '../../drafts';
import {
  FigureSource, ProgressService, type Agreement, type LedgerEntry,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import {
  CheckFields, editing, useFault, useLeaveGuard, useShowFault,
} from '../../parts/editing';
import { Page } from '../../parts/page';
import { Answer, Failure, Loading } from '../../parts/states';
import { textParam, useUrlState } from '../../url_state';
import { dayAfter } from '../plan/plan_model';
import {
  aboutTheSame, emptyEntry, entryFaults, entryOf, type EntryDraft,
} from './entry_draft';
import { AboutFields, EvidenceFields, RecordFields } from './entry_fields';
import { formWords as words } from './ledger_texts';
import { useAgreements, useRefreshProgress } from './use_progress';

// Ids; `corrects` and `alternative`: of an entry that it stands beside.
const spec = { agreement: textParam(), corrects: textParam(),
  alternative: textParam() };

const PLAIN = { missing: editing.missing, amount: editing.badAmount,
  number: words.badNumber, rate: words.badRate } as const;

function EntryForm({ programme, agreements, start }: {
  programme: string;
  agreements: readonly Agreement[];
  start: EntryDraft;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const [draft, setDraft] = useState(start);
  const [asked, setAsked] = useState(false);
  const letGo = useLeaveGuard(!sameDraft(draft, start));
  const plain = useMemo(() => entryFaults(draft), [draft]);
  const enter = useMutation(ProgressService.method.createLedgerEntry, {
    onSuccess: (entry) => {
      void message.success(say(words.entered, { entry: idOf(entry.name) }));
      letGo();
      void refresh();
      void navigate(paths.ledgerEntry(programme, idOf(entry.name)),
        { replace: true });
    },
  });
  const { fault, faultAt: refusedAt } = useFault(enter.error, 'ledger_entry');
  useShowFault(fault ?? (asked && plain.size > 0));
  const faultAt = (path: string): string => {
    const missing = asked ? plain.get(path) : undefined;
    return missing ? say(PLAIN[missing])
      : refusedAt(path, path === 'placements');
  };
  const submit = () => {
    setAsked(true);
    if (plain.size > 0) return;
    enter.mutate({ parent: names.programme.format({ programme }),
      ledgerEntry: entryOf(programme, draft) });
  };
  const fields = { programme, draft, faultAt,
    change: (changes: Partial<EntryDraft>) => {
      if (enter.error) enter.reset();
      setDraft((now) => ({ ...now, ...changes }));
    } };
  return (
    <div className="form">
      {(fault || (asked && plain.size > 0)) && (
        <CheckFields error={fault && enter.error} />
      )}
      {enter.error && !fault && <Failure error={enter.error} />}
      <AboutFields {...fields} agreements={agreements} />
      <RecordFields {...fields} />
      <EvidenceFields {...fields} />
      <div className="save-bar no-print">
        <Link to={paths.ledger(programme)}>{say(common.cancel)}</Link>
        <Button type="primary" loading={enter.isPending} onClick={submit}>
          {say(words.submit)}
        </Button>
      </div>
    </div>
  );
}

// Whose figures the person states, mostly.
function useUsualSource(programme: string): FigureSource {
  const groups = useSession().groupsIn(programme);
  if (groups.has(PermissionGroup.OFFICE)) return FigureSource.OFFICE;
  return groups.has(PermissionGroup.RECIPIENT) ? FigureSource.RECIPIENT
    : FigureSource.SUPPORTER;
}

export function NewEntryPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const [{ agreement, corrects, alternative }] = useUrlState(spec);
  const source = useUsualSource(programme);
  const agreements = useAgreements(
    { parent: names.programme.format({ programme }) });
  const beside = corrects || alternative;
  const other = useQuery(ProgressService.method.getLedgerEntry,
    { name: names.ledgerEntry.format({ programme, entry: beside }) },
    { enabled: beside !== '' });
  const empty = { ...emptyEntry(dayAfter(new Date(), 0), source), agreement };
  const startBeside = (entry: LedgerEntry): EntryDraft => ({
    ...aboutTheSame(entry, empty), corrects, alternativeTo: alternative,
    ...(alternative && { date: entry.date }) });
  const lead = corrects ? say(words.correctsLead, { entry: corrects })
    : alternative ? say(words.alternativeLead, { entry: alternative })
      : say(words.lead);
  return (
    <Page title={say(words.title)} lead={lead}>
      <Answer of={agreements} rows={12}>{(list) => {
        const form = (start: EntryDraft) => (
          <EntryForm key={beside} programme={programme} agreements={list}
            start={start} />
        );
        if (beside === '') return form(empty);
        if (other.error) return <Failure error={other.error} />;
        return other.data ? form(startBeside(other.data)) : <Loading rows={12} />;
      }}</Answer>
    </Page>
  );
}
