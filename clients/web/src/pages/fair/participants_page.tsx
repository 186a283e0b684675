// Who takes part in a fair: registration, delegations, check-in.
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatTime } from '../../format';
import {
  FairService, type Fair, type Participant, type Participant_Attendance,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { sideLabels } from '../../labels';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Field } from '../../parts/field';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useUnits } from '../../queries/reference';
import { choiceParam, textParam, useUrlState } from '../../url_state';
import { FilterSelect } from '../progress/choices';
import { CheckInButton } from './check_in_button';
import { FairFrame, mayChange } from './fair_frame';
import { ParticipantForm } from './participant_form';
import {
  attendanceLabels, participantWords as words,
} from './participant_texts';
import { AttendanceTag } from './state_tags';
import {
  useFairActing, useFairPlace, useParticipants, useRefreshFair,
} from './use_fair';

const spec = { q: textParam(),
  side: choiceParam(['', 'supporter', 'recipient'], ''),
  here: choiceParam(['', '1', '2', '3', '4'], '') };

const BOTH = [Side.SUPPORTER, Side.RECIPIENT];

// Registers a unit on its behalf.
function AddDialog({ programme, fair, taken, onClose }: {
  programme: string;
  fair: Fair;
  taken: ReadonlySet<string>;
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { message } = App.useApp();
  const units = (useUnits(programme) ?? []).filter((u) => !taken.has(u.name));
  const [unit, setUnit] = useState('');
  const sides = units.find((u) => u.name === unit)?.sides ?? [];
  return (
    <Modal open width={760} onCancel={onClose} footer={null}
      title={say(words.addTitle)}>
      <div className="share-form">
        <Field label={say(words.unit)} required>{({ id }) => (
          <Select id={id} showSearch optionFilterProp="label"
            value={unit || null} options={units.map((u) => ({ value: u.name,
              label: local(u.displayName, idOf(u.name)) }))}
            onChange={setUnit} />)}</Field>
        {unit && (
          <ParticipantForm key={unit} fair={fair} participant={undefined}
            unit={unit} sides={sides.length > 0 ? sides : BOTH}
            onCancel={onClose} onDone={() => {
              void message.success(say(words.registered));
              onClose();
            }} />
        )}
      </div>
    </Modal>
  );
}

// Checking in, and taking off.
function RowActions({ participant, title }: {
  participant: Participant;
  title: string;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const onError = useTellFailure();
  const remove = useMutation(FairService.method.deleteParticipant, { onError,
    onSuccess: () => {
      void message.success(say(words.removed));
      void refresh();
    } });
  return (
    <span className="panel-tools">
      <CheckInButton participant={participant} title={title} size="small" />
      <Popconfirm title={say(words.removeAsk)} okText={say(common.remove)}
        description={say(words.removeHint)} cancelText={say(common.cancel)}
        onConfirm={() => remove.mutate(
          { name: participant.name, etag: participant.etag })}>
        <Button size="small" type="text" danger loading={remove.isPending}
          aria-label={`${say(common.remove)}: ${title}`}>
          {say(common.remove)}
        </Button>
      </Popconfirm>
    </span>
  );
}

function ParticipantTable({ programme, fair, shown, may }: {
  programme: string;
  fair: Fair;
  shown: readonly Participant[];
  may: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const title = (p: Participant) => local(p.displayName, idOf(p.unit));
  return (
    <DataTable<Participant> label={say(words.title)} rowKey="name"
      dataSource={shown} scroll={{ x: 980 }} columns={[
        { title: say(words.unit), key: 'unit', width: 200, render: (_, p) => (
          <Link to={paths.participant(programme, idOf(fair.name),
            idOf(p.name))}>{title(p)}</Link>) },
        { title: say(words.side), key: 'side', width: 90,
          render: (_, p) => say(sideLabels[p.side]) },
        { title: say(words.attendance), key: 'here', width: 130,
          render: (_, p) => (
            <>
              <AttendanceTag state={p.attendance} />
              {p.checkInTime && (
                <span className="title-where quiet">
                  {formatTime(p.checkInTime, language)}
                </span>
              )}
            </>) },
        { title: say(words.delegates), key: 'people', width: 180,
          render: (_, p) => p.delegates.map((d) => d.displayName)
            .join(say(common.and)) || <span className="quiet">—</span> },
        { title: say(words.slots), key: 'slots', width: 140,
          render: (_, p) => (p.availableSlots.length === 0
            ? say(words.allSlots) : say(words.slotsOf,
              { n: p.availableSlots.length, all: fair.slots.length })) },
        ...(may ? [{ title: say(common.actions), key: 'do', width: 160,
          className: 'no-print', render: (_: unknown, p: Participant) => (
            <RowActions participant={p} title={title(p)} />) }] : []),
      ]} />
  );
}

function useParticipantSheet() {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  return (list: readonly Participant[]) => ({
    title: say(words.title),
    columns: [{ heading: say(words.unit), width: 30 },
      { heading: say(common.id), width: 18 },
      { heading: say(words.side), width: 10 },
      { heading: say(words.attendance), width: 12 },
      { heading: say(words.checkInTime), width: 20 },
      { heading: say(words.delegates), width: 50 },
      { heading: say(words.stands), width: 14 },
      { heading: say(words.note), width: 40 }],
    rows: list.map((p) => [local(p.displayName, idOf(p.unit)), idOf(p.unit),
      say(sideLabels[p.side]), say(attendanceLabels[p.attendance]),
      p.checkInTime ? formatTime(p.checkInTime, language) : null,
      p.delegates.map((d) => [d.displayName, d.title, d.phone].filter(Boolean)
        .join(' ')).join(say(common.then)),
      p.standsWanted, p.note]),
  });
}

type State = ReturnType<typeof useUrlState<typeof spec>>;

function Toolbar({ state, change }: { state: State[0]; change: State[1] }) {
  const say = useSay();
  return (
    <div className="toolbar no-print">
      <Input.Search allowClear value={state.q} className="toolbar-search"
        aria-label={say(words.search)} placeholder={say(words.search)}
        onChange={(e) => change({ q: e.target.value })} />
      <FilterSelect label={say(words.side)} value={state.side}
        options={[
          { value: 'supporter', label: say(sideLabels[Side.SUPPORTER]) },
          { value: 'recipient', label: say(sideLabels[Side.RECIPIENT]) }]}
        onChange={(side) => change({ side: side as State[0]['side'] })} />
      <FilterSelect label={say(words.attendance)} value={state.here}
        options={[1, 2, 3, 4].map((a) => ({ value: String(a),
          label: say(attendanceLabels[a as Participant_Attendance]) }))}
        onChange={(here) => change({ here: here as State[0]['here'] })} />
    </div>
  );
}

export function ParticipantsPage() {
  const say = useSay();
  const local = useLocal();
  const { programme, id, name } = useFairPlace();
  const { organises } = useFairActing(programme);
  const [state, change] = useUrlState(spec);
  const [adding, setAdding] = useState(false);
  const asked = useParticipants(name, true);
  const all = asked.data ?? [];
  const side = { '': 0, supporter: Side.SUPPORTER, recipient: Side.RECIPIENT }[
    state.side];
  const shown = all.filter((p) => (side === 0 || p.side === side) &&
    (state.here === '' || String(p.attendance) === state.here) &&
    local(p.displayName, idOf(p.unit)).includes(state.q));
  const sheet = useParticipantSheet();
  return (
    <FairFrame title={say(words.title)} lead={() => say(words.lead)}
      actions={(fair) => (
        <>
          <ExportButton sheet={() => sheet(shown)}
            disabled={shown.length === 0} />
          {organises && mayChange(fair) && (
            <>
              <Link to={paths.importParticipants(programme, id)}>
                <Button icon={<UploadOutlined />} tabIndex={-1}>
                  {say(words.import)}
                </Button>
              </Link>
              <Button type="primary" icon={<PlusOutlined />}
                onClick={() => setAdding(true)}>{say(words.add)}</Button>
            </>
          )}
        </>
      )}>{(fair) => (
        <>
          <Toolbar state={state} change={change} />
          <Answer of={asked}>{() => (all.length === 0
            ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
            : shown.length === 0 ? <Nothing title={say(words.noneFound)} />
              : (
                <ParticipantTable programme={programme} fair={fair}
                  shown={shown} may={organises && mayChange(fair)} />
              ))}</Answer>
          {adding && (
            <AddDialog programme={programme} fair={fair}
              taken={new Set(all.map((p) => p.unit))}
              onClose={() => setAdding(false)} />
          )}
        </>
      )}</FairFrame>
  );
}
