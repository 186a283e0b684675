// Applying for a project, and changing what was applied for.
import { createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { App, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatMoney, formatWan, parseWan } from '../../format';
import {
  CompetitionService, type Application, type Call,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import {
  CatalogueService, Project_Readiness, Project_State, type Project,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { openOf } from '../../parts/money';
import { Failure, Loading, Nothing } from '../../parts/states';
import { applicationWords as words, callWords } from './texts';
import { mostShareOf, useRefreshCalls } from './use_competition';

const MOST = 200;
const plain = (fen: bigint) =>
  (fen === 0n ? '' : formatWan(fen).replaceAll(',', ''));

// What may be applied for: open, with a feasibility study, in need of such
// funds. `recipients`: of these units; empty: of all.
function useFittingProjects(programme: string, call: Call,
    recipients: readonly string[], enabled: boolean) {
  const { data, error } = useQuery(CatalogueService.method.searchProjects, {
    parent: names.programme.format({ programme }), pageSize: MOST,
    filter: { recipients: [...recipients], states: [Project_State.OPEN],
      leastReadiness: Project_Readiness.FEASIBILITY_STUDY,
      fundKinds: [call.fundKind], year: call.year },
  }, { enabled });
  return { projects: data?.projects, error };
}

function ProjectChoice({ projects, call, value, fault, onChange }: {
  projects: readonly Project[];
  call: Call;
  value: string;
  fault: string;
  onChange: (project: string) => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const openIn = (project: Project) => {
    const need = project.fundNeeds.find((n) => n.fundKind === call.fundKind);
    return need ? formatMoney(openOf(need), language) : '';
  };
  return (
    <Field label={say(words.project)} required fault={fault}>{(bound) => (
      <Select {...bound} showSearch optionFilterProp="label"
        value={value || null} onChange={onChange}
        options={projects.map((p) => ({ value: p.name,
          label: `${local(p.displayName, idOf(p.name))} ${openIn(p)}` }))} />
    )}</Field>
  );
}

function useAmounts(application: Application | undefined) {
  const [amount, setAmount] = useState(plain(application?.amountFen ?? 0n));
  const [least, setLeast] = useState(
    plain(application?.leastAmountFen ?? 0n));
  const [statement, setStatement] = useState(application?.statement ?? '');
  const leastFen = least.trim() === '' ? 0n : parseWan(least);
  return { amount, setAmount, amountFen: parseWan(amount), least, setLeast,
    leastFen, statement, setStatement };
}

export function ApplicationDialog({ programme, call, application, recipients,
  taken, onClose }: {
  programme: string;
  call: Call;
  // Undefined: a new one.
  application: Application | undefined;
  // Whose projects; empty: everybody's.
  recipients: readonly string[];
  // Names of the projects that were applied for.
  taken: ReadonlySet<string>;
  onClose: () => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const refresh = useRefreshCalls();
  const client = createClient(CompetitionService, useTransport());
  const [project, setProject] = useState(application?.project ?? '');
  const [marked, setMarked] = useState(false);
  const sums = useAmounts(application);
  const fitting = useFittingProjects(programme, call, recipients, !application);
  const free = fitting.projects?.filter((p) => !taken.has(p.name));
  const writing = useMutation({
    mutationFn: () => {
      const fields = { amountFen: sums.amountFen ?? 0n,
        leastAmountFen: sums.leastFen ?? 0n, statement: sums.statement.trim() };
      return application
        ? client.updateApplication({ application: { name: application.name,
          etag: application.etag, ...fields },
        updateMask: { paths: ['amount_fen', 'least_amount_fen', 'statement'] } })
        : client.createApplication({ parent: call.name,
          application: { project, ...fields } });
    },
    onSuccess: () => {
      void message.success(say(application ? words.changed : words.applied));
      void refresh();
      onClose();
    },
  });
  const { faultAt } = useFault(writing.error, 'application');
  const badAmount = !sums.amountFen;
  const badLeast = sums.leastFen === undefined;
  const submit = () => {
    setMarked(true);
    if (project !== '' && !badAmount && !badLeast) writing.mutate();
  };
  const nothing = !application && free?.length === 0;
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={say(application ? words.changeTitle : words.applyTitle)}
      okText={say(application ? common.save : words.apply)} onOk={submit}
      okButtonProps={{ loading: writing.isPending,
        disabled: nothing || (!application && !free) }}>
      {(writing.error ?? fitting.error) && (
        <Failure error={writing.error ?? fitting.error} />
      )}
      {!application && !free && !fitting.error && <Loading rows={3} />}
      {nothing ? (
        <Nothing title={say(words.noProjects)} hint={say(words.noProjectsHint)} />
      ) : (application ?? free) && (
        <div className="share-form">
          <p className="dialog-lead">
            {say(callWords.share)}{' '}
            {say(callWords.shareFrom, {
              least: formatMoney(call.leastShareFen, language),
              most: formatMoney(mostShareOf(call), language) })}
          </p>
          {!application && (
            <ProjectChoice projects={free ?? []} call={call} value={project}
              fault={marked && project === '' ? say(callWords.missing)
                : faultAt('project')} onChange={setProject} />
          )}
          <Field label={say(words.askedWan)} required
            fault={marked && badAmount ? say(callWords.badAmount)
              : faultAt('amount_fen')}>{(bound) => (
                <Input {...bound} inputMode="decimal" value={sums.amount}
                  onChange={(e) => sums.setAmount(e.target.value)} />
            )}</Field>
          <Field label={say(words.leastWan)} hint={say(words.leastHint)}
            fault={marked && badLeast ? say(callWords.badAmount)
              : faultAt('least_amount_fen')}>{(bound) => (
                <Input {...bound} inputMode="decimal" value={sums.least}
                  onChange={(e) => sums.setLeast(e.target.value)} />
            )}</Field>
          <Field label={say(words.statement)}>{(bound) => (
            <Input.TextArea {...bound} rows={4} maxLength={4000}
              value={sums.statement}
              onChange={(e) => sums.setStatement(e.target.value)} />
          )}</Field>
        </div>
      )}
    </Modal>
  );
}
