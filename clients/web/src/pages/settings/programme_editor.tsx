// A programme's own fields, and saving them.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { App, Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { common } from '../../app/texts';
import {
  CatalogueService, type Programme,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { MatchingService } from '../../gen/duikou/matching/v1/matching_service_pb';
import { useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import {
  CheckFields, editing, Stale, useFault, useLeaveGuard, useShowFault,
} from '../../parts/editing';
import { Panel } from '../../parts/page';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { words as shared } from '../office/texts';
import {
  draftOf, plainFaults, programmeOf, type ProgrammeDraft,
} from './programme_draft';
import {
  BasicsEditor, FundKindsEditor, TargetsEditor,
} from './programme_fields';
import { useResourceDraft } from './resource_draft';
import { programmeWords as words } from './texts';

const PLAIN = { missing: editing.missing, amount: editing.badAmount,
  count: words.badCount, rate: words.badRate, kinds: words.needsKind } as const;

const idsOf = (rows: readonly { id: string }[]) =>
  new Set(rows.map((row) => row.id));

export function ProgrammeEditor({ saved, start, onSaved }: {
  // The stored one; undefined: it is new.
  saved: Programme | undefined;
  start: ProgrammeDraft;
  onSaved: (programme: Programme) => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const client = createClient(CatalogueService, useTransport());
  const edited = useResourceDraft(saved, draftOf, start,
    (name) => client.getProgramme({ name }));
  const { draft, changed } = edited;
  const [id, setId] = useState('');
  const [asked, setAsked] = useState(false);
  const letGo = useLeaveGuard(changed);
  const plain = useMemo(() => plainFaults(draft), [draft]);
  const done = {
    onSuccess: (programme: Programme) => {
      void message.success(say(common.saved));
      letGo();
      edited.rest(programme);
      setAsked(false);
      void invalidate(CatalogueService);
      void invalidate(MatchingService);
      onSaved(programme);
    },
  };
  const createOne = useMutation(CatalogueService.method.createProgramme, done);
  const update = useMutation(CatalogueService.method.updateProgramme, done);
  const error = createOne.error ?? update.error;
  const { fault, faultAt: refusedAt } = useFault(error, 'programme');
  const stale = error !== null &&
    ConnectError.from(error).code === Code.Aborted;
  useShowFault(fault ?? (asked && plain.size > 0));

  const faultAt = (path: string): string => {
    const missing = asked ? plain.get(path) : undefined;
    return missing ? say(PLAIN[missing]) : refusedAt(path, false);
  };
  const save = () => {
    setAsked(true);
    if (plain.size > 0) return;
    const programme = programmeOf(draft, edited.saved);
    if (edited.saved) {
      update.mutate({ programme, updateMask: { paths: ['*'] } });
    } else {
      createOne.mutate({ programme, programmeId: id.trim() });
    }
  };
  const fields = {
    draft, faultAt,
    change: (changes: Partial<ProgrammeDraft>) => {
      if (error && !stale) { createOne.reset(); update.reset(); }
      edited.change(changes);
    },
  };
  return (
    <div className="form">
      {stale && (
        <Stale what={draft.zh} busy={edited.reloading}
          onReload={() => void edited.reload(update.reset)} />
      )}
      {(fault || (asked && plain.size > 0)) && (
        <CheckFields error={fault && error} />
      )}
      {error && !stale && !fault && <Failure error={error} />}
      {!edited.saved && (
        <Panel>
          <Field label={say(words.id)} hint={say(shared.idHint)}>{(bound) => (
            <Input {...bound} value={id} maxLength={63} autoComplete="off"
              onChange={(e) => setId(e.target.value)} />)}</Field>
        </Panel>
      )}
      <BasicsEditor {...fields} />
      <FundKindsEditor {...fields} stored={idsOf(edited.saved?.fundKinds ?? [])} />
      <TargetsEditor {...fields} stored={idsOf(edited.saved?.targets ?? [])} />
      <div className="save-bar no-print">
        {changed && <span className="warn">{say(editing.unsaved)}</span>}
        <Button disabled={!changed} onClick={edited.discard}>
          {say(editing.discard)}
        </Button>
        <Button type="primary" disabled={!changed || stale}
          loading={createOne.isPending || update.isPending} onClick={save}>
          {say(common.save)}
        </Button>
      </div>
    </div>
  );
}
