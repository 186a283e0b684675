// The ledger's entries of an agreement, and what those that count come to.
import { useQuery } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import {
  ProgressService, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { agreementWords as words } from './agreement_texts';
import { EntryTable } from './entry_table';
import { LedgerSums } from './ledger_sums';
import { ledgerSearch } from './ledger_filter';
import type { ProgressNames } from './use_progress';

const SHOWN = 20;

export function AgreementLedger({ programme, agreement, called, mayWrite }: {
  programme: string;
  agreement: Agreement;
  called: ProgressNames;
  mayWrite: boolean;
}) {
  const say = useSay();
  const search = ledgerSearch({ agreement: idOf(agreement.name) });
  const listed = useQuery(ProgressService.method.listLedgerEntries, {
    parent: names.programme.format({ programme }), pageSize: SHOWN,
    filter: { agreement: agreement.name } });
  return (
    <Panel title={say(words.ledger)} extra={(
      <span className="panel-tools no-print">
        {listed.data && listed.data.entryCount > 0n && (
          <Link to={paths.ledger(programme, search)}>
            {say(words.ledgerAll, { n: String(listed.data.entryCount) })}
          </Link>
        )}
        {mayWrite && (
          <Link to={paths.newLedgerEntry(programme, search)}>
            <Button size="small" tabIndex={-1}>{say(words.addEntry)}</Button>
          </Link>
        )}
      </span>
    )}>
      <Answer of={listed} rows={4}>{({ ledgerEntries, sums }) => (
        ledgerEntries.length === 0
          ? <p className="quiet">{say(words.ledgerNone)}</p>
          : (
            <>
              <LedgerSums sums={sums} called={called} />
              <EntryTable programme={programme} entries={ledgerEntries}
                called={called} label={say(words.ledger)} small />
            </>
          ))}</Answer>
    </Panel>
  );
}
