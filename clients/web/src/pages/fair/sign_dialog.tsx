// Signing an agreement from a meeting: all that the fair knows is filled in, and
// what is to be added are the contract sums.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatBasisPoints, formatMoney, parseWan } from '../../format';
import {
  CatalogueService, Project_State,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  TimetableService, type Meeting,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import {
  ProgressService, Side, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { CooperationForm } from '../../gen/duikou/type/v1/needs_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { cooperationFormLabels } from '../../labels';
import { idOf, names, programmeOf } from '../../names';
import { CheckFields, editing, useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Facts } from '../../parts/page';
import { Answer, Failure } from '../../parts/states';
import { useFundKinds } from '../../queries/reference';
import {
  agreementFaults, agreementOf, draftOf, type AgreementDraft,
} from '../progress/agreement_draft';
import { PlacementFields, SumFields } from '../progress/agreement_fields';
import { editWords } from '../progress/agreement_texts';
import { useRefreshProgress } from '../progress/use_progress';
import { shareOf } from './board_panel';
import { meetingWords as words, timetableWords } from './timetable_texts';
import { useRefreshFair, useUnitName } from './use_fair';

const MOST_PROJECTS = 200;

const PLAIN = { missing: editing.missing, amount: editing.badAmount,
  part: editWords.badPart } as const;

const FORMS = Object.values(CooperationForm).filter(
  (f): f is CooperationForm => typeof f === 'number');

// The sums so far, and what of them is private.
function totalOf(draft: AgreementDraft): { fen: bigint; privateFen: bigint } {
  const sum = (of: AgreementDraft['sums']) => of.reduce(
    (so, s) => so + (parseWan(s.amount) ?? 0n), 0n);
  return { fen: sum(draft.sums),
    privateFen: sum(draft.sums.filter((s) => s.privateCapital)) };
}

interface SignProps {
  programme: string;
  drafted: Agreement;
  onSigned: (agreement: Agreement) => void;
  onCancel: () => void;
}

// What is filled in, and signing it.
function useSigning({ programme, drafted, onSigned }: SignProps) {
  const kinds = useFundKinds(programme);
  const refresh = useRefreshFair();
  const refreshProgress = useRefreshProgress();
  const [draft, setDraft] = useState((): AgreementDraft => {
    const start = draftOf(drafted);
    return { ...start, sums: [{ side: Side.SUPPORTER, party: '', amount: '',
      privateCapital: false, fundKind: kinds.at(-1)?.id ?? '' }],
    placements: start.placements.length > 0 ? start.placements
      : [{ area: '', sector: '', part: '100' }] };
  });
  const [asked, setAsked] = useState(false);
  const plain = useMemo(() => agreementFaults(draft), [draft]);
  const create = useMutation(ProgressService.method.createAgreement, {
    onSuccess: (agreement) => {
      void refresh();
      void refreshProgress();
      onSigned(agreement);
    },
  });
  const { fault, faultAt: refusedAt } = useFault(create.error, 'agreement');
  return { draft, create, fault, missing: asked && plain.size > 0,
    change: (changes: Partial<AgreementDraft>) =>
      setDraft((now) => ({ ...now, ...changes })),
    sayFault: (say: ReturnType<typeof useSay>) => (path: string): string => {
      const own = asked ? plain.get(path) : undefined;
      return own ? say(PLAIN[own]) : refusedAt(path, false);
    },
    sign: () => {
      setAsked(true);
      if (plain.size > 0) return;
      create.mutate({ agreement: agreementOf(programme, draft),
        parent: names.programme.format({ programme }) });
    } };
}

function BasicFields({ draft, change, faultAt }: {
  draft: AgreementDraft;
  change: (changes: Partial<AgreementDraft>) => void;
  faultAt: (path: string) => string;
}) {
  const say = useSay();
  return (
    <div className="form-grid">
      <Field label={say(editWords.nameZh)} required wide
        fault={faultAt('display_name')}>{(bound) => (
          <Input {...bound} value={draft.nameZh} maxLength={200}
            onChange={(e) => change({ nameZh: e.target.value })} />)}</Field>
      <Field label={say(words.form)} fault={faultAt('form')}>{(bound) => (
        <Select {...bound} value={draft.form}
          options={FORMS.map((f) => ({ value: f,
            label: say(cooperationFormLabels[f]) }))}
          onChange={(form) => change({ form })} />)}</Field>
      <Field label={say(words.signDate)} fault={faultAt('sign_date')}>
        {(bound) => (
          <Input {...bound} type="date" value={draft.signDate}
            onChange={(e) => change({ signDate: e.target.value })} />)}</Field>
    </div>
  );
}

function SignForm(props: SignProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { programme, drafted, onCancel } = props;
  const unitName = useUnitName(programme);
  const { draft, create, fault, missing, change, sayFault, sign } =
    useSigning(props);
  const { fen, privateFen } = totalOf(draft);
  const fields = { programme, draft, change, faultAt: sayFault(say) };
  return (
    <div className="share-form">
      {(fault || missing) && (
        <CheckFields error={fault && create.error} />
      )}
      {create.error && !fault && <Failure error={create.error} />}
      <Facts of={[
        [say(timetableWords.supporter), unitName(drafted.supporter)],
        [say(timetableWords.recipient), unitName(drafted.recipient)],
        [say(words.total), (
          <>
            <strong className="number">{formatMoney(fen, language)}</strong>
            <span className="quiet"> {say(words.privateShare, {
              amount: formatMoney(privateFen, language),
              share: formatBasisPoints(shareOf(privateFen, fen)) })}</span>
          </>)],
      ]} />
      <BasicFields {...fields} />
      <SumFields {...fields} />
      <PlacementFields {...fields} />
      <div className="share-form-end">
        <Button onClick={onCancel}>{say(common.cancel)}</Button>
        <Button type="primary" loading={create.isPending} onClick={sign}>
          {say(words.sign)}
        </Button>
      </div>
    </div>
  );
}

// What the meeting was about, among the open projects of the recipient.
function ProjectChoice({ recipient, value, onChange }: {
  recipient: string;
  value: string;
  onChange: (project: string) => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { data } = useQuery(CatalogueService.method.searchProjects, {
    parent: names.programme.format({ programme: programmeOf(recipient) }),
    pageSize: MOST_PROJECTS,
    filter: { recipients: [recipient], states: [Project_State.OPEN] },
  });
  return (
    <Field label={say(words.project)}>{(bound) => (
      <Select {...bound} showSearch optionFilterProp="label"
        value={value || null} placeholder={say(words.noProject)}
        options={(data?.projects ?? []).map((p) => ({ value: p.name,
          label: local(p.displayName, idOf(p.name)) }))}
        onChange={onChange} />)}</Field>
  );
}

function SignDialog({ programme, meeting, onClose }: {
  programme: string;
  meeting: Meeting;
  onClose: () => void;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const kinds = useFundKinds(programme);
  const [project, setProject] = useState(meeting.project);
  const asked = useQuery(TimetableService.method.draftAgreement,
    { name: meeting.name, project }, { staleTime: Infinity, gcTime: 0 });
  const signed = (agreement: Agreement) => {
    void message.success({ duration: 8, content: (
      <>
        {say(words.signed)}
        <Button type="link" size="small" onClick={() => {
          message.destroy();
          void navigate(paths.agreement(programme, idOf(agreement.name)));
        }}>{say(words.toAgreement)}</Button>
      </>) });
    onClose();
  };
  return (
    <Modal open width={880} footer={null} onCancel={onClose}
      title={say(words.signTitle)}>
      <div className="share-form">
        <p className="dialog-lead">{say(words.signHint)}</p>
        <ProjectChoice recipient={meeting.recipient} value={project}
          onChange={setProject} />
        <Answer of={asked}>{({ agreement }) => agreement &&
          kinds.length > 0 && (
          <SignForm key={project} programme={programme} drafted={agreement}
            onSigned={signed} onCancel={onClose} />
        )}</Answer>
      </div>
    </Modal>
  );
}

export function SignButton({ programme, meeting }: {
  programme: string;
  meeting: Meeting;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {say(words.sign)}
      </Button>
      {open && (
        <SignDialog programme={programme} meeting={meeting}
          onClose={() => setOpen(false)} />
      )}
    </>
  );
}
