// The annual plans of a programme, and making one.
import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import {
  AssignmentService, type AnnualPlan,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Field } from '../../parts/field';
import { Page } from '../../parts/page';
import { Answer, Failure, Nothing } from '../../parts/states';
import { useProgramme } from '../../queries/reference';
import { ReadOnly } from '../office/read_only';
import { versionNumber, dayAfter } from './plan_model';
import { PlanStateTag } from './plan_state_tag';
import { planStateLabels, planWords as words } from './texts';
import { useRefreshPlan } from './use_plan';

const MOST = 1000;

function CreatePlanDialog({ programme, taken, onClose }: {
  programme: string;
  // The years that have a plan.
  taken: readonly number[];
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefreshPlan();
  const { firstYear = 0, lastYear = 0 } = useProgramme(programme) ?? {};
  const free = Array.from({ length: lastYear - firstYear + 1 },
    (_, i) => firstYear + i).filter((y) => !taken.includes(y));
  const thisYear = Number(dayAfter(new Date(), 0).slice(0, 4));
  const [chosen, choose] = useState<number | undefined>();
  const year = chosen ?? free.find((y) => y >= thisYear) ?? free[0];
  const make = useMutation(AssignmentService.method.createAnnualPlan, {
    onSuccess: (plan) => {
      void message.success(say(words.created));
      void refresh();
      void navigate(paths.plan(programme, idOf(plan.name)));
    },
  });
  return (
    <Modal open onCancel={onClose} title={say(words.createTitle)}
      okText={say(words.create)} cancelText={say(common.cancel)}
      okButtonProps={{ disabled: year === undefined, loading: make.isPending }}
      onOk={() => make.mutate({ parent: names.programme.format({ programme }),
        annualPlanId: String(year), annualPlan: {} })}>
      {make.error && <Failure error={make.error} />}
      <p className="dialog-lead">{say(words.createHint)}</p>
      <Field label={say(common.year)} required>{({ id }) => (
        <Select id={id} value={year ?? null} onChange={choose}
          options={free.map((y) => ({ value: y, label: String(y) }))} />
      )}</Field>
    </Modal>
  );
}

function PlanTable({ programme, plans }: {
  programme: string;
  plans: readonly AnnualPlan[];
}) {
  const say = useSay();
  const { language } = useLanguage();
  const version = (p: AnnualPlan) => (p.versionCount === 0
    ? say(words.noVersion)
    : say(words.versionNumber, { n: versionNumber(p.currentVersion) }));
  return (
    <DataTable<AnnualPlan> label={say(words.title)} rowKey="name"
      dataSource={plans} scroll={{ x: 760 }}
      columns={[
        { title: say(common.year), key: 'year', width: 220,
          render: (_, p) => (
            <Link to={paths.plan(programme, idOf(p.name))}>
              {say(words.titleOf, { year: p.year })}
            </Link>) },
        { title: say(words.state), key: 'state', width: 110,
          render: (_, p) => <PlanStateTag state={p.state} /> },
        { title: say(words.version), key: 'version', width: 120,
          render: (_, p) => version(p) },
        { title: say(words.due), key: 'due', width: 180,
          render: (_, p) => formatTime(p.answerDueTime, language) },
        { title: say(words.confirmTime), key: 'confirmed', width: 180,
          render: (_, p) => formatTime(p.confirmTime, language) },
        { title: say(common.note), key: 'note',
          render: (_, p) => p.note },
      ]} />
  );
}

function usePlansSheet() {
  const say = useSay();
  const { language } = useLanguage();
  return (plans: readonly AnnualPlan[]): Sheet => ({
    title: say(words.title),
    columns: [{ heading: say(common.year), width: 24 },
      { heading: say(words.state), width: 14 },
      { heading: say(words.version), width: 10 },
      { heading: say(words.due), width: 24 },
      { heading: say(words.confirmTime), width: 24 },
      { heading: say(common.note), width: 40 }],
    rows: plans.map((p) => [say(words.titleOf, { year: p.year }),
      say(planStateLabels[p.state]), versionNumber(p.currentVersion),
      formatTime(p.answerDueTime, language),
      formatTime(p.confirmTime, language), p.note]),
  });
}

export function PlansPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const mayCreate = useSession().isOffice(programme);
  const [creating, setCreating] = useState(false);
  const plans = useQuery(AssignmentService.method.listAnnualPlans, {
    parent: names.programme.format({ programme }), pageSize: MOST });
  const list = [...(plans.data?.annualPlans ?? [])]
    .sort((a, b) => b.year - a.year);
  const sheet = usePlansSheet();
  const create = mayCreate && (
    <Button type="primary" icon={<PlusOutlined />} disabled={!plans.data}
      onClick={() => setCreating(true)}>{say(words.create)}</Button>
  );
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<>
        <ExportButton sheet={() => sheet(list)} disabled={list.length === 0} />
        {list.length > 0 && create}
      </>}>
      <ReadOnly unless={mayCreate} />
      <Answer of={plans}>{() => (list.length === 0
        ? (
          <Nothing title={say(words.none)} hint={say(words.noneHint)}>
            {create}
          </Nothing>)
        : <PlanTable programme={programme} plans={list} />)}</Answer>
      {creating && (
        <CreatePlanDialog programme={programme} taken={list.map((p) => p.year)}
          onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}
