// What can be done to a project as a whole: publishing, withdrawing,
// completing; each asks first.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Popconfirm } from 'antd';
import { common } from '../../app/texts';
import {
  CatalogueService, Project_State, type Project,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import type { Text } from '../../i18n/language';
import { useSay } from '../../i18n/say';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { stateWords as words } from './texts';

function Confirmed({ label, title, hint, onConfirm, busy, primary, danger }: {
  label: string;
  title: string;
  hint: string;
  onConfirm: () => void;
  busy: boolean;
  primary?: boolean;
  danger?: boolean;
}) {
  const say = useSay();
  return (
    <Popconfirm title={title} description={hint} okText={label}
      cancelText={say(common.cancel)} onConfirm={onConfirm}>
      <Button type={primary ? 'primary' : 'default'} danger={danger ?? false}
        loading={busy}>{label}</Button>
    </Popconfirm>
  );
}

const { DRAFT, OPEN, WITHDRAWN } = Project_State;

export function StateActions({ project, onRemoved }: {
  project: Project;
  onRemoved: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const then = (told: Text) => ({
    onSuccess: () => {
      void message.success(say(told));
      void invalidate(CatalogueService);
      void invalidate(MatchingService);
    },
    onError: tellFailure,
  });
  const { method } = CatalogueService;
  const publish = useMutation(method.publishProject, then(words.published));
  const withdraw = useMutation(method.withdrawProject, then(words.withdrawn));
  const complete = useMutation(method.completeProject, then(words.completed));
  const remove = useMutation(method.deleteProject, {
    ...then(words.removed),
    onSuccess: () => {
      void message.success(say(words.removed));
      onRemoved();
      void invalidate(CatalogueService, 'SearchProjects');
    },
  });
  const { name, etag, state } = project;
  return (
    <>
      {state === DRAFT && (
        <Confirmed label={say(words.remove)} title={say(words.removeTitle)}
          hint={say(words.removeHint)} busy={remove.isPending} danger
          onConfirm={() => remove.mutate({ name, etag })} />
      )}
      {state === OPEN && (
        <>
          <Confirmed label={say(words.complete)} hint={say(words.completeHint)}
            title={say(words.completeTitle)} busy={complete.isPending}
            onConfirm={() => complete.mutate({ name, etag })} />
          <Confirmed label={say(words.withdraw)} hint={say(words.withdrawHint)}
            title={say(words.withdrawTitle)} busy={withdraw.isPending}
            onConfirm={() => withdraw.mutate({ name, etag })} />
        </>
      )}
      {(state === DRAFT || state === WITHDRAWN) && (
        <Confirmed label={say(words.publish)} title={say(words.publishTitle)}
          hint={say(words.publishHint)} busy={publish.isPending} primary
          onConfirm={() => publish.mutate({ name, etag })} />
      )}
    </>
  );
}
