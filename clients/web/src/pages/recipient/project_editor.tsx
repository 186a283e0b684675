// A project's fields, and saving them.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { Alert, App, Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useBlocker } from 'react-router';
import { common } from '../../app/texts';
import {
  CatalogueService, type Project,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { faultIn } from '../../field_fault';
import { useSay } from '../../i18n/say';
import { names } from '../../names';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { useTellFailure } from '../supporter/choices';
import {
  draftOf, keepMine, plainFaults, projectOf, sameDraft, type ProjectDraft,
} from './project_draft';
import {
  BasicsEditor, ContactsEditor, FundsEditor, OtherNeedsEditor, StandingEditor,
} from './project_fields';
import { words } from './texts';

const PLAIN = { missing: words.missing, amount: words.badAmount,
  over: words.overTotal } as const;

// Asks before a page with unsaved changes is left; the answer lets it go.
function useGuard(changed: boolean): () => void {
  const say = useSay();
  const { modal } = App.useApp();
  const free = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) =>
    changed && !free.current &&
    currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    modal.confirm({ title: say(words.leave), okText: say(words.discard),
      cancelText: say(common.cancel), onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset() });
  }, [blocker, modal, say]);
  return () => { free.current = true; };
}

// The first field that is marked is brought into sight.
function useShowFault(marked: unknown) {
  useEffect(() => {
    if (!marked) return;
    document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [marked]);
}

function Stale({ onReload, busy }: { onReload: () => void; busy: boolean }) {
  const say = useSay();
  return (
    <Alert className="page-alert" type="warning" showIcon
      title={say(words.stale)} description={say(words.staleHint)}
      action={(
        <Button type="primary" loading={busy} onClick={onReload}>
          {say(words.reloadKeep)}
        </Button>
      )} />
  );
}

export function ProjectEditor({ programme, saved, start, onSaved }: {
  programme: string;
  // The stored one; undefined: it is new.
  saved: Project | undefined;
  start: ProjectDraft;
  onSaved: (project: Project) => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const transport = useTransport();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  // What is edited stands upon `base`, which others may have changed since.
  const [base, setBase] = useState({ project: saved, draft: start });
  const [draft, setDraft] = useState(start);
  const [asked, setAsked] = useState(false);
  const [reloading, setReloading] = useState(false);
  const changed = !sameDraft(draft, base.draft);
  const letGo = useGuard(changed);
  const plain = useMemo(() => plainFaults(draft), [draft]);
  const done = {
    onSuccess: (project: Project) => {
      void message.success(say(common.saved));
      letGo();
      setBase({ project, draft: draftOf(project) });
      setDraft(draftOf(project));
      void invalidate(CatalogueService);
      void invalidate(MatchingService);
      onSaved(project);
    },
  };
  const createOne = useMutation(CatalogueService.method.createProject, done);
  const update = useMutation(CatalogueService.method.updateProject, done);
  const error = createOne.error ?? update.error;
  const fault = error ? faultIn(error, 'project') : undefined;
  const stale = error !== null &&
    ConnectError.from(error).code === Code.Aborted;
  useShowFault(fault ?? (asked && plain.size > 0));

  const faultAt = (path: string): string => {
    const missing = asked ? plain.get(path) : undefined;
    if (missing) return say(PLAIN[missing]);
    const here = fault?.path === path ||
      (path === 'display_name' && fault?.path.startsWith('display_name.'));
    return here ? say(words.refused, { text: fault?.text ?? '' }) : '';
  };
  const save = () => {
    setAsked(true);
    if (plain.size > 0) return;
    const project = projectOf(draft, base.project);
    if (base.project) {
      update.mutate({ project, updateMask: { paths: ['*'] } });
    } else {
      createOne.mutate({ parent: names.programme.format({ programme }), project });
    }
  };
  const reload = async () => {
    if (!base.project) return;
    setReloading(true);
    try {
      const latest = await createClient(CatalogueService, transport)
        .getProject({ name: base.project.name });
      const theirs = draftOf(latest);
      setDraft(keepMine(base.draft, draft, theirs));
      setBase({ project: latest, draft: theirs });
      update.reset();
      void message.info(say(words.reloaded));
    } catch (failure) {
      tellFailure(failure);
    } finally {
      setReloading(false);
    }
  };
  const editing = {
    programme, draft, faultAt,
    change: (changes: Partial<ProjectDraft>) => {
      if (error && !stale) { createOne.reset(); update.reset(); }
      setDraft((now) => ({ ...now, ...changes }));
    },
  };
  return (
    <div className="form">
      {stale && <Stale busy={reloading} onReload={() => void reload()} />}
      {fault && (
        <Alert className="page-alert" type="error" showIcon
          title={say(words.checkFields)}
          description={<><code>{fault.path}</code> {fault.text}</>} />
      )}
      {error && !stale && !fault && <Failure error={error} />}
      {asked && plain.size > 0 && (
        <Alert className="page-alert" type="error" showIcon
          title={say(words.checkFields)} />
      )}
      <BasicsEditor {...editing} />
      <FundsEditor {...editing} />
      <OtherNeedsEditor {...editing} />
      <StandingEditor {...editing} />
      <ContactsEditor {...editing} />
      <div className="save-bar no-print">
        {changed && <span className="warn">{say(words.unsaved)}</span>}
        <Button disabled={!changed} onClick={() => setDraft(base.draft)}>
          {say(words.discard)}
        </Button>
        <Button type="primary" disabled={!changed || stale}
          loading={createOne.isPending || update.isPending} onClick={save}>
          {say(base.project ? common.save : words.saveDraft)}
        </Button>
      </div>
    </div>
  );
}
