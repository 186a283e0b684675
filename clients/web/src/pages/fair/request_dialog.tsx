// Asking a participant to meet, or asking anew: what, about which project, and
// what the table must have.
import { createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Radio, Select } from 'antd';
import { useMemo, useState } from 'react';
import { common } from '../../app/texts';
import { formatScore } from '../../format';
import {
  FairService, MeetingRequest_Kind, type Fair, type MeetingRequest,
  type Participant, type Partner,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, programmeOf } from '../../names';
import { useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useProjectsByName } from '../../queries/projects';
import { equipmentOf, sessionsOf } from './fair_model';
import { kindLabels, requestWords as words } from './participant_texts';
import { useTagText } from './tag_text';
import { usePlaceNames, useRefreshFair } from './use_fair';

const MASK = { paths: ['kind', 'project', 'text', 'equipment', 'session'] };

// The two units as a request has them, asked by the participant.
export function pairOf({ unit, side }: Participant, partner: string) {
  const gives = side === Side.SUPPORTER;
  return { supporter: gives ? unit : partner, recipient: gives ? partner : unit,
    askedBy: side };
}

interface RequestProps {
  fair: Fair;
  participant: Participant;
  partner: Partner;
  // What was asked before; undefined: nothing.
  before: MeetingRequest | undefined;
  onClose: () => void;
}

interface RequestDraft {
  kind: MeetingRequest_Kind;
  project: string;
  text: string;
  equipment: string[];
  session: string;
}

// What is filled in, and sending it.
function useRequest({ fair, participant, partner, before, onClose }:
    RequestProps) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const client = createClient(FairService, useTransport());
  const [draft, setDraft] = useState<RequestDraft>({
    kind: before && before.kind !== MeetingRequest_Kind.NO_THANKS
      ? before.kind : MeetingRequest_Kind.WISH,
    project: before?.project || partner.best?.project || '',
    text: before?.text ?? '', equipment: [...(before?.equipment ?? [])],
    session: before?.session ?? '' });
  const sending = useMutation({
    mutationFn: () => {
      const fields = { ...draft, text: draft.text.trim() };
      return before
        ? client.updateMeetingRequest({ updateMask: MASK, meetingRequest: {
          ...fields, name: before.name, etag: before.etag } })
        : client.createMeetingRequest({ parent: fair.name, meetingRequest: {
          ...fields, ...pairOf(participant, partner.unit) } });
    },
    onSuccess: () => {
      void message.success(say(words.sent));
      void refresh();
      onClose();
    },
  });
  return { draft, sending,
    change: (changes: Partial<RequestDraft>) =>
      setDraft((now) => ({ ...now, ...changes })) };
}

type Draft = ReturnType<typeof useRequest>;

function ProjectField({ partner, draft, change, fault }: Pick<Draft, 'draft' |
  'change'> & { partner: Partner; fault: string }) {
  const say = useSay();
  const local = useLocal();
  const wanted = useMemo(() => partner.projects.map((p) => p.project),
    [partner]);
  const { byName } = useProjectsByName(programmeOf(partner.unit), wanted);
  return (
    <Field label={say(words.project)} fault={fault}>{(bound) => (
      <Select {...bound} showSearch optionFilterProp="label"
        value={draft.project}
        onChange={(project: string) => change({ project })}
        options={[{ value: '', label: say(words.noProject) },
          ...partner.projects.map((p) => ({ value: p.project,
            label: say(words.projectScore, { score: formatScore(p.score),
              name: local(byName.get(p.project)?.displayName,
                idOf(p.project)) }) }))]} />)}</Field>
  );
}

// What the table must have, and when.
function DemandFields({ fair, draft, change }: Pick<Draft, 'draft' |
  'change'> & { fair: Fair }) {
  const say = useSay();
  const { equipment } = useTagText();
  const { session } = usePlaceNames(fair);
  const known = equipmentOf(fair);
  const sessions = sessionsOf(fair);
  return (
    <>
      {known.length > 0 && (
        <Field label={say(words.equipment)}>{(bound) => (
          <Select {...bound} mode="multiple" value={draft.equipment}
            options={known.map((e) => ({ value: e, label: equipment(e) }))}
            onChange={(next: string[]) => change({ equipment: next })} />
        )}</Field>
      )}
      {sessions.length > 0 && (
        <Field label={say(words.session)}>{(bound) => (
          <Select {...bound} value={draft.session}
            options={[{ value: '', label: say(words.anySession) },
              ...sessions.map((s) => ({ value: s, label: session(s) }))]}
            onChange={(next: string) => change({ session: next })} />
        )}</Field>
      )}
    </>
  );
}

export function RequestDialog(props: RequestProps) {
  const say = useSay();
  const local = useLocal();
  const { fair, partner, onClose } = props;
  const { draft, change, sending } = useRequest(props);
  const { fault, faultAt } = useFault(sending.error, 'meeting_request');
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={say(words.askTitle,
        { partner: local(partner.displayName, idOf(partner.unit)) })}
      okText={say(words.send)} okButtonProps={{ loading: sending.isPending }}
      onOk={() => sending.mutate()}>
      {sending.error && !fault && <Failure error={sending.error} />}
      <div className="share-form">
        <Radio.Group value={draft.kind} optionType="button"
          aria-label={say(words.kind)}
          options={[MeetingRequest_Kind.WISH, MeetingRequest_Kind.MUST_MEET]
            .map((k) => ({ value: k, label: say(kindLabels[k]) }))}
          onChange={(e) => change({
            kind: e.target.value as MeetingRequest_Kind })} />
        <ProjectField partner={partner} draft={draft} change={change}
          fault={faultAt('project')} />
        <Field label={say(words.text)} hint={say(words.textHint)}
          fault={faultAt('text')}>{(bound) => (
            <Input.TextArea {...bound} rows={3} maxLength={1000}
              value={draft.text}
              onChange={(e) => change({ text: e.target.value })} />)}</Field>
        <DemandFields fair={fair} draft={draft} change={change} />
      </div>
    </Modal>
  );
}
