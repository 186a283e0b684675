// A project's fields, and saving them.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useMutation, useTransport } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import { common } from '../../app/texts';
import {
  CatalogueService, type Project,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { keepMine, sameDraft } from '../../drafts';
import { useSay } from '../../i18n/say';
import { names } from '../../names';
import {
  CheckFields, editing as shared, Stale, useFault, useLeaveGuard, useShowFault,
} from '../../parts/editing';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import {
  draftOf, plainFaults, projectOf, type ProjectDraft,
} from './project_draft';
import {
  BasicsEditor, ContactsEditor, FundsEditor, OtherNeedsEditor, StandingEditor,
} from './project_fields';
import { words } from './texts';

const PLAIN = { missing: shared.missing, amount: shared.badAmount,
  over: words.overTotal } as const;

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
  const letGo = useLeaveGuard(changed);
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
  const { fault, faultAt: refusedAt } = useFault(error, 'project');
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
      void message.info(say(shared.reloaded));
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
      {stale && (
        <Stale what={draft.nameZh} busy={reloading}
          onReload={() => void reload()} />
      )}
      {(fault || (asked && plain.size > 0)) && (
        <CheckFields error={fault && error} />
      )}
      {error && !stale && !fault && <Failure error={error} />}
      <BasicsEditor {...editing} />
      <FundsEditor {...editing} />
      <OtherNeedsEditor {...editing} />
      <StandingEditor {...editing} />
      <ContactsEditor {...editing} />
      <div className="save-bar no-print">
        {changed && <span className="warn">{say(shared.unsaved)}</span>}
        <Button disabled={!changed} onClick={() => setDraft(base.draft)}>
          {say(shared.discard)}
        </Button>
        <Button type="primary" disabled={!changed || stale}
          loading={createOne.isPending || update.isPending} onClick={save}>
          {say(base.project ? common.save : words.saveDraft)}
        </Button>
      </div>
    </div>
  );
}
