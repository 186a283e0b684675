// What a supporter decides about projects: shortlisting and dismissing, each
// shown at once and taken back by one click.
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import {
  createConnectQueryKey, useMutation, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  Dismissal_Why, ListShortlistEntriesResponseSchema, MatchingService,
  ShortlistEntrySchema, type ListShortlistEntriesResponse, type ShortlistEntry,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useSay } from '../../i18n/say';
import { whyLabels } from '../../labels';
import { idOf, names } from '../../names';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { words } from './texts';

const EVERYTHING = 1000;

export interface Shortlist {
  entries: readonly ShortlistEntry[] | undefined;
  has: (project: string) => boolean;
  toggle: (project: string) => void;
  // Whether the person may change it.
  mayChange: boolean;
}

export function useShortlist(programme: string, unit: string): Shortlist {
  const say = useSay();
  const client = useQueryClient();
  const transport = useTransport();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const { message } = App.useApp();
  const mayChange = useSession().actsFor(programme, unit);
  const parent = names.unit.format({ programme, unit });
  const method = MatchingService.method.listShortlistEntries;
  const input = useMemo(() => ({ parent, pageSize: EVERYTHING }), [parent]);
  const { data } = useQuery(method, input, { enabled: unit !== '' });
  const byProject = useMemo(() => new Map(
    (data?.shortlistEntries ?? []).map((e) => [e.project, e])), [data]);

  const key = createConnectQueryKey(
    { schema: method, input, transport, cardinality: 'finite' });
  const show = (change: (now: ShortlistEntry[]) => ShortlistEntry[]) =>
    client.setQueryData<ListShortlistEntriesResponse>(key, (now) =>
      create(ListShortlistEntriesResponseSchema, {
        shortlistEntries: change([...(now?.shortlistEntries ?? [])]) }));
  const settled = () => void invalidate(MatchingService,
    'ListShortlistEntries', 'ListProjectAttention');
  const failed = (error: unknown) => tellFailure(error);

  const add = useMutation(MatchingService.method.createShortlistEntry, {
    onSuccess: () => void message.success(say(words.addedToShortlist)),
    onError: (error) => {
      if (ConnectError.from(error).code !== Code.AlreadyExists) failed(error);
    },
    onSettled: settled,
  });
  const remove = useMutation(MatchingService.method.deleteShortlistEntry, {
    onSuccess: () => void message.success(say(words.removedFromShortlist)),
    onError: failed,
    onSettled: settled,
  });
  const toggle = (project: string) => {
    const name = names.shortlistEntry.format(
      { programme, unit, project: idOf(project) });
    if (byProject.has(project)) {
      show((now) => now.filter((e) => e.project !== project));
      remove.mutate({ name });
    } else {
      show((now) => [...now, create(ShortlistEntrySchema, { name, project })]);
      add.mutate({ parent, shortlistEntry: { project } });
    }
  };
  return { entries: data?.shortlistEntries, has: (p) => byProject.has(p),
    toggle, mayChange };
}

const WHYS = [
  Dismissal_Why.SECTOR, Dismissal_Why.AREA, Dismissal_Why.TOO_LARGE,
  Dismissal_Why.TOO_SMALL, Dismissal_Why.NOT_READY, Dismissal_Why.TAKEN,
  Dismissal_Why.OTHER,
] as const;

interface Asked { project: string; title: string }

export interface Dismissing {
  // Asks for the reason, then dismisses.
  ask: (project: string, title: string) => void;
  restore: (project: string, title: string) => void;
  // Dismissed just now, before the list says so.
  gone: ReadonlySet<string>;
  // To be rendered once on the page.
  dialog: React.ReactNode;
  mayChange: boolean;
}

export function useDismissing(programme: string, unit: string): Dismissing {
  const say = useSay();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const { notification } = App.useApp();
  const mayChange = useSession().actsFor(programme, unit);
  const [asked, setAsked] = useState<Asked>();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const create_ = useMutation(MatchingService.method.createDismissal);
  const delete_ = useMutation(MatchingService.method.deleteDismissal);
  const without = (project: string) => setGone((now) =>
    new Set([...now].filter((p) => p !== project)));
  const refresh = () => invalidate(MatchingService, 'RecommendProjects',
    'ListDismissals', 'ExplainRecommendation', 'ProposePortfolio');

  const restore = (project: string, title: string) => {
    delete_.mutate({
      name: names.dismissal.format({ programme, unit, project: idOf(project) }),
    }, {
      onSuccess: () => {
        without(project);
        notification.success({ title: say(words.restored, { project: title }),
          key: project, duration: 3 });
        void refresh();
      },
      onError: tellFailure,
    });
  };

  const dismiss = ({ project, title }: Asked, why: Dismissal_Why,
      note: string) => {
    setAsked(undefined);
    setGone((now) => new Set([...now, project]));
    create_.mutate({
      parent: names.unit.format({ programme, unit }),
      dismissal: { project, why, note },
    }, {
      onSuccess: () => {
        notification.success({
          key: project,
          title: say(words.dismissed, { project: title }),
          description: say(whyLabels[why]),
          duration: 8,
          actions: (
            <Button size="small" onClick={() => restore(project, title)}>
              {say(common.undo)}
            </Button>
          ),
        });
        void refresh();
      },
      onError: (error) => {
        without(project);
        if (ConnectError.from(error).code !== Code.AlreadyExists) {
          tellFailure(error);
        }
      },
    });
  };

  return {
    ask: (project, title) => setAsked({ project, title }),
    restore,
    gone,
    mayChange,
    dialog: asked && (
      <WhyDialog key={asked.project} asked={asked}
        onCancel={() => setAsked(undefined)}
        onChoose={(why, note) => dismiss(asked, why, note)} />
    ),
  };
}

function WhyDialog({ asked, onCancel, onChoose }: {
  asked: Asked;
  onCancel: () => void;
  onChoose: (why: Dismissal_Why, note: string) => void;
}) {
  const say = useSay();
  const [why, setWhy] = useState<Dismissal_Why>(Dismissal_Why.SECTOR);
  const [note, setNote] = useState('');
  const lacking = why === Dismissal_Why.OTHER && note.trim() === '';
  return (
    <Modal open title={say(words.dismissTitle, { project: asked.title })}
      okText={say(words.dismiss)} okButtonProps={{ disabled: lacking }}
      cancelText={say(common.cancel)} onCancel={onCancel}
      onOk={() => onChoose(why, note.trim())} width={440}>
      <p className="quiet dialog-lead">{say(words.dismissHint)}</p>
      <Radio.Group vertical value={why} className="dialog-choices"
        onChange={(event) => setWhy(event.target.value as Dismissal_Why)}
        options={WHYS.map((w) => ({ value: w, label: say(whyLabels[w]) }))} />
      <Input.TextArea value={note} rows={2} maxLength={1000}
        aria-label={say(words.dismissNote)}
        placeholder={say(lacking ? words.dismissNoteRequired : words.dismissNote)}
        onChange={(event) => setNote(event.target.value)} />
    </Modal>
  );
}
