// Why a project is taken on as it is, and what a supporter gives and misses.
import { useQuery } from '@connectrpc/connect-query';
import { Drawer } from 'antd';
import { formatMoney, formatScore } from '../../format';
import {
  AssignmentService, SupporterReason_Why, type SupporterReason,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Answer, Nothing } from '../../parts/states';
import { ToneTag } from '../../parts/tone_tag';
import { afterIds, coarse } from './plan_model';
import { QuotaBar } from './quota_bar';
import { planWords, reasonLabels, whyWords as words } from './texts';
import type { PlanNames } from './use_plan';

interface WhyProps {
  plan: string;
  version: string;
  // A supporter or a project.
  name: string;
  called: PlanNames;
}

const isPartner = (why: SupporterReason_Why) =>
  [SupporterReason_Why.PARTNER, SupporterReason_Why.PINNED].includes(why);

function WhyProject({ plan, version, name, called }: WhyProps) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const explained = useQuery(AssignmentService.method.explainProject,
    { name: plan, version, project: name });
  return (
    <Answer of={explained}>{({ supporters }) => (
      <>
        <DataTable<SupporterReason> rowKey="supporter" size="small"
          label={say(words.project, { project: called.project(name) })}
          dataSource={supporters} scroll={{ x: 560 }}
          columns={[
            { title: say(planWords.supporter), key: 'unit', width: 140,
              render: (_, s) => called.unit(s.supporter) },
            { title: say(words.reason), key: 'why', width: 150,
              render: (_, s) => (
                <ToneTag tone={isPartner(s.why) ? 'good' : 'plain'}>
                  {say(reasonLabels[s.why])}
                </ToneTag>) },
            { title: say(words.score), key: 'score', width: 90, align: 'right',
              className: 'number', render: (_, s) => formatScore(s.score) },
            { title: say(words.loses), key: 'loses', align: 'right',
              className: 'number', render: (_, s) => (
                <span title={local(s.text)}>
                  {s.why === SupporterReason_Why.NOT_ALLOWED ? '—'
                    : formatMoney(coarse(s.losesAtLeastFen), language)}
                </span>) },
          ]} />
        <p className="panel-note quiet">{say(words.bound)}</p>
      </>
    )}</Answer>
  );
}

function WhySupporter({ plan, version, name, called }: WhyProps) {
  const say = useSay();
  const local = useLocal();
  const explained = useQuery(AssignmentService.method.explainSupporter,
    { name: plan, version, supporter: name });
  return (
    <Answer of={explained}>{({ balances, reasons }) => (balances.length === 0
      ? <Nothing title={say(words.noBalance)} />
      : (
        <ul className="why-balances">
          {balances.map((balance, i) => (
            <li key={balance.fundKind}>
              <strong>{called.fundKind(balance.fundKind)}</strong>
              <QuotaBar of={balance} />
              <p>{afterIds(local(reasons[i]))}</p>
            </li>
          ))}
        </ul>
      ))}</Answer>
  );
}

export function WhyDrawer({ onClose, ...why }: WhyProps & {
  onClose: () => void;
}) {
  const say = useSay();
  const ofProject = names.project.parse(why.name) !== undefined;
  const { called, name } = why;
  return (
    <Drawer open onClose={onClose} size={720} title={ofProject
      ? say(words.project, { project: called.project(name) })
      : say(words.supporter, { supporter: called.unit(name) })}>
      {ofProject ? <WhyProject {...why} /> : <WhySupporter {...why} />}
    </Drawer>
  );
}
