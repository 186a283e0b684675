// The competitions of a programme, and making one.
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatTime, formatWan, wanNumber } from '../../format';
import type {
  Call,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useCalled, useProgramme, useUnits } from '../../queries/reference';
import { CallEditor } from './call_editor';
import { CallStateTag } from './state_tags';
import { callStateLabels, callWords as words } from './texts';
import { useCalls } from './use_competition';

function useUnitNames(programme: string): (name: string) => string {
  const local = useLocal();
  const units = useUnits(programme) ?? [];
  return (name) => local(
    units.find((u) => u.name === name)?.displayName, idOf(name));
}

function CallTable({ programme, calls }: {
  programme: string;
  calls: readonly Call[];
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { fundKind } = useCalled(programme);
  const unitName = useUnitNames(programme);
  return (
    <DataTable<Call> label={say(words.title)} rowKey="name" dataSource={calls}
      scroll={{ x: 980 }}
      columns={[
        { title: say(words.name), key: 'name', width: 260,
          render: (_, c) => (
            <Link to={paths.call(programme, idOf(c.name))}>
              {local(c.displayName, idOf(c.name))}
            </Link>) },
        { title: say(common.state), key: 'state', width: 100,
          render: (_, c) => <CallStateTag state={c.state} /> },
        { title: say(words.supporter), key: 'unit', width: 160,
          render: (_, c) => unitName(c.supporter) },
        { title: say(common.year), dataIndex: 'year', key: 'year', width: 80 },
        { title: say(common.fundKind), key: 'kind', width: 110,
          render: (_, c) => fundKind(c.fundKind) },
        { title: say(words.amount), key: 'amount', width: 120, align: 'right',
          className: 'number', render: (_, c) => formatWan(c.amountFen) },
        { title: say(words.due), key: 'due', width: 170,
          render: (_, c) => formatTime(c.applicationDueTime, language) },
      ]} />
  );
}

export function CallsPage() {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { programme = '' } = useParams();
  const mayCreate = useSession().isOffice(programme);
  const { fundKind } = useCalled(programme);
  const unitName = useUnitNames(programme);
  const { firstYear = 0, lastYear = 0 } = useProgramme(programme) ?? {};
  const [creating, setCreating] = useState(false);
  const calls = useCalls(programme);
  const list = [...(calls.data ?? [])].sort((a, b) => b.year - a.year);
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.name), width: 40 },
      { heading: say(common.id), width: 20 },
      { heading: say(common.state), width: 12 },
      { heading: say(words.supporter), width: 24 },
      { heading: say(common.year), width: 8 },
      { heading: say(common.fundKind), width: 14 },
      { heading: say(words.amount), width: 16 },
      { heading: say(words.due), width: 22 }],
    rows: list.map((c) => [local(c.displayName, idOf(c.name)), idOf(c.name),
      say(callStateLabels[c.state]), unitName(c.supporter), c.year,
      fundKind(c.fundKind), wanNumber(c.amountFen),
      formatTime(c.applicationDueTime, language)]),
  });
  const thisYear = new Date().getFullYear();
  const create = mayCreate && (
    <Button type="primary" icon={<PlusOutlined />} disabled={firstYear === 0}
      onClick={() => setCreating(true)}>{say(words.create)}</Button>
  );
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<>
        <ExportButton sheet={sheet} disabled={list.length === 0} />
        {list.length > 0 && create}
      </>}>
      <Answer of={calls}>{() => (list.length === 0
        ? (
          <Nothing title={say(words.none)} hint={say(words.noneHint)}>
            {create}
          </Nothing>)
        : <CallTable programme={programme} calls={list} />)}</Answer>
      {creating && (
        <CallEditor programme={programme} call={undefined}
          year={Math.min(Math.max(thisYear, firstYear), lastYear)}
          onClose={() => setCreating(false)}
          onDone={(call) => void navigate(
            paths.call(programme, idOf(call.name)))} />
      )}
    </Page>
  );
}
