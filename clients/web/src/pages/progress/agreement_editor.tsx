// An agreement's fields, and saving them.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import { common } from '../../app/texts';
import { keepMine, sameDraft } from '../../drafts';
import {
  ProgressService, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useSay } from '../../i18n/say';
import { names } from '../../names';
import {
  CheckFields, editing as shared, Stale, useFault, useLeaveGuard, useShowFault,
} from '../../parts/editing';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import {
  agreementFaults, agreementOf, draftOf, type AgreementDraft,
} from './agreement_draft';
import {
  BasicsFields, DutyFields, PeopleFields, PlacementFields, SumFields,
} from './agreement_fields';
import { editWords as words } from './agreement_texts';
import { useRefreshProgress } from './use_progress';

const PLAIN = { missing: shared.missing, amount: shared.badAmount,
  part: words.badPart } as const;

interface Base { agreement: Agreement | undefined; draft: AgreementDraft }

// Writing a draft: as a new agreement, or over the one that it stands upon.
function useWrite(programme: string, onDone: (agreement: Agreement) => void) {
  const done = { onSuccess: onDone };
  const createOne = useMutation(ProgressService.method.createAgreement, done);
  const update = useMutation(ProgressService.method.updateAgreement, done);
  const error = createOne.error ?? update.error;
  return {
    error,
    stale: error !== null && ConnectError.from(error).code === Code.Aborted,
    busy: createOne.isPending || update.isPending,
    reset: () => { createOne.reset(); update.reset(); },
    write: (draft: AgreementDraft, base: Agreement | undefined) => {
      const agreement = agreementOf(programme, draft, base);
      if (base) {
        update.mutate({ agreement, updateMask: { paths: ['*'] } });
      } else {
        createOne.mutate({ agreement,
          parent: names.programme.format({ programme }) });
      }
    },
  };
}

export function AgreementEditor({ programme, saved, start, onSaved }: {
  programme: string;
  // The stored one; undefined: it is new.
  saved: Agreement | undefined;
  start: AgreementDraft;
  onSaved: (agreement: Agreement) => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const transport = useTransport();
  const refresh = useRefreshProgress();
  const tellFailure = useTellFailure();
  // What is edited stands upon `base`, which others may have changed since.
  const [base, setBase] = useState<Base>({ agreement: saved, draft: start });
  const [draft, setDraft] = useState(start);
  const [asked, setAsked] = useState(false);
  const [reloading, setReloading] = useState(false);
  const changed = !sameDraft(draft, base.draft);
  const letGo = useLeaveGuard(changed);
  const plain = useMemo(() => agreementFaults(draft), [draft]);
  const writing = useWrite(programme, (agreement) => {
    void message.success(say(common.saved));
    letGo();
    void refresh();
    onSaved(agreement);
  });
  const { error, stale } = writing;
  const { fault, faultAt: refusedAt } = useFault(error, 'agreement');
  useShowFault(fault ?? (asked && plain.size > 0));
  const faultAt = (path: string): string => {
    const missing = asked ? plain.get(path) : undefined;
    return missing ? say(PLAIN[missing]) : refusedAt(path, false);
  };
  const save = () => {
    setAsked(true);
    if (plain.size === 0) writing.write(draft, base.agreement);
  };
  const reload = async () => {
    if (!base.agreement) return;
    setReloading(true);
    try {
      const latest = await createClient(ProgressService, transport)
        .getAgreement({ name: base.agreement.name });
      setDraft(keepMine(base.draft, draft, draftOf(latest)));
      setBase({ agreement: latest, draft: draftOf(latest) });
      writing.reset();
      void message.info(say(shared.reloaded));
    } catch (failure) {
      tellFailure(failure);
    } finally {
      setReloading(false);
    }
  };
  const fields = { programme, draft, faultAt,
    change: (changes: Partial<AgreementDraft>) => {
      if (error && !stale) writing.reset();
      setDraft((now) => ({ ...now, ...changes }));
    } };
  return (
    <div className="form">
      {stale && (
        <Stale what={draft.nameZh} busy={reloading}
          onReload={() => void reload()} />
      )}
      {(fault || (asked && plain.size > 0)) && (
        <CheckFields error={fault && error} />
      )}
      {error && !stale && !fault && <Failure error={error} />}
      <BasicsFields {...fields} fixed={saved !== undefined} />
      <PlacementFields {...fields} />
      <SumFields {...fields} />
      <PeopleFields {...fields} />
      <DutyFields {...fields} />
      <div className="save-bar no-print">
        {changed && <span className="warn">{say(shared.unsaved)}</span>}
        <Button disabled={!changed} onClick={() => setDraft(base.draft)}>
          {say(shared.discard)}
        </Button>
        <Button type="primary" disabled={!changed || stale}
          loading={writing.busy} onClick={save}>{say(common.save)}</Button>
      </div>
    </div>
  );
}
