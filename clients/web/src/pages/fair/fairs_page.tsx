// The fairs of a programme, and making one.
import { PlusOutlined } from '@ant-design/icons';
import { createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatDay, formatZone } from '../../format';
import { FairService, type Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { editing, useFault } from '../../parts/editing';
import { ExportButton } from '../../parts/export_button';
import { Field } from '../../parts/field';
import { Page } from '../../parts/page';
import { Answer, Failure, Nothing } from '../../parts/states';
import { blankFair, fairOf } from './fair_draft';
import { daysOf, tablesOf } from './fair_model';
import { fairStateLabels, fairWords as words } from './fair_texts';
import { FairStateTag } from './state_tags';
import { useFairActing, useFairs, useRefreshFair } from './use_fair';

// From its first day to its last one.
export function useDayRange(): (fair: Fair) => string {
  const say = useSay();
  const { language } = useLanguage();
  return (fair) => {
    const days = daysOf(fair);
    const [first = '', last = ''] = [days[0], days.at(-1)];
    if (first === '') return say(words.noDays);
    return first === last ? formatDay(first, language)
      : say(words.dayRange, { first: formatDay(first, language),
        last: formatDay(last, language) });
  };
}

function CreateDialog({ programme, onClose }: {
  programme: string;
  onClose: () => void;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const client = createClient(FairService, useTransport());
  const [zh, setZh] = useState('');
  const [id, setId] = useState('');
  const [marked, setMarked] = useState(false);
  const creating = useMutation({
    mutationFn: () => client.createFair({ fairId: id.trim(),
      parent: names.programme.format({ programme }),
      fair: fairOf({ ...blankFair, zh }) }),
    onSuccess: (fair) => {
      void message.success(say(words.created));
      void refresh();
      void navigate(paths.fairSettings(programme, idOf(fair.name)));
    },
  });
  const { fault, faultAt } = useFault(creating.error, 'fair');
  const missing = zh.trim() === '';
  const submit = () => {
    setMarked(true);
    if (!missing) creating.mutate();
  };
  return (
    <Modal open onCancel={onClose} title={say(words.create)} onOk={submit}
      okText={say(words.create)} cancelText={say(common.cancel)}
      okButtonProps={{ loading: creating.isPending }}>
      {creating.error && !fault && <Failure error={creating.error} />}
      <div className="share-form">
        <Field label={say(words.nameZh)} required fault={marked && missing
          ? say(editing.missing) : faultAt('display_name')}>{(bound) => (
            <Input {...bound} value={zh} maxLength={200}
              onChange={(e) => setZh(e.target.value)} />)}</Field>
        <Field label={say(words.fairId)} hint={say(words.fairIdHint)}>
          {(bound) => (
            <Input {...bound} value={id} maxLength={63}
              onChange={(e) => setId(e.target.value)} />)}</Field>
      </div>
    </Modal>
  );
}

function FairTable({ programme, fairs }: {
  programme: string;
  fairs: readonly Fair[];
}) {
  const say = useSay();
  const local = useLocal();
  const dayRange = useDayRange();
  return (
    <DataTable<Fair> label={say(words.title)} rowKey="name" dataSource={fairs}
      scroll={{ x: 820 }}
      columns={[
        { title: say(words.name), key: 'name', width: 260, render: (_, f) => (
          <Link to={paths.fair(programme, idOf(f.name))}>
            {local(f.displayName, idOf(f.name))}
          </Link>) },
        { title: say(common.state), key: 'state', width: 100,
          render: (_, f) => <FairStateTag state={f.state} /> },
        { title: say(words.days), key: 'days', width: 240,
          render: (_, f) => dayRange(f) },
        { title: say(words.venue), dataIndex: 'venue', key: 'venue' },
        { title: say(words.places), key: 'tables', width: 140,
          render: (_, f) => say(words.tableCount, { n: tablesOf(f).length }) },
      ]} />
  );
}

export function FairsPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const { organises } = useFairActing(programme);
  const { language } = useLanguage();
  const dayRange = useDayRange();
  const [creating, setCreating] = useState(false);
  const fairs = useFairs(programme);
  const firstDay = (fair: Fair) => daysOf(fair)[0] ?? '9999';
  const list = [...(fairs.data ?? [])].sort(
    (a, b) => (firstDay(a) < firstDay(b) ? 1 : -1));
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.name), width: 40 },
      { heading: say(common.id), width: 20 },
      { heading: say(common.state), width: 12 },
      { heading: say(words.days), width: 34 },
      { heading: say(words.venue), width: 40 },
      { heading: say(words.timeZone), width: 20 }],
    rows: list.map((f) => [local(f.displayName, idOf(f.name)), idOf(f.name),
      say(fairStateLabels[f.state]), dayRange(f), f.venue,
      formatZone(f.timeZone, language)]),
  });
  const create = organises && (
    <Button type="primary" icon={<PlusOutlined />}
      onClick={() => setCreating(true)}>{say(words.create)}</Button>
  );
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<>
        <ExportButton sheet={sheet} disabled={list.length === 0} />
        {list.length > 0 && create}
      </>}>
      <Answer of={fairs}>{() => (list.length === 0
        ? (
          <Nothing title={say(words.none)} hint={say(words.noneHint)}>
            {create}
          </Nothing>)
        : <FairTable programme={programme} fairs={list} />)}</Answer>
      {creating && (
        <CreateDialog programme={programme} onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}
