// After a no-show, a late arrival or a lost hall: the repair that moves the
// fewest meetings, looked at before it is applied.
import type { MessageInitShape } from '@bufbuild/protobuf';
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  TimetableService, type RepairTimetableRequestSchema,
  type RepairTimetableResponse,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { ToneTag } from '../../parts/tone_tag';
import { ChangeTable } from './change_table';
import { tablesOf } from './fair_model';
import { repairWords as words } from './timetable_texts';
import { useRefreshFair } from './use_fair';
import { isStale } from './use_move';
import type { Timetabled } from './use_timetable';

const KINDS = ['noShow', 'late', 'hall', 'table', 'found'] as const;
type Kind = (typeof KINDS)[number];

interface Draft {
  kind: Kind;
  unit: string;
  until: string;
  // `hall h1`, or `table t1`.
  place: string;
  from: string;
  to: string;
  firstOpen: string;
  reason: string;
}

const BLANK: Draft = { kind: 'noShow', unit: '', until: '', place: '', from: '',
  to: '', firstOpen: '', reason: '' };

const ofUnit = (kind: Kind) => kind === 'noShow' || kind === 'late';

// What the server is asked; undefined: not enough is said.
export function repairOf(name: string, draft: Draft):
    MessageInitShape<typeof RepairTimetableRequestSchema> | undefined {
  const base = { name, firstOpenSlot: draft.firstOpen,
    reason: draft.reason.trim() };
  if (ofUnit(draft.kind)) {
    const late = draft.kind === 'late';
    if (draft.unit === '' || (late && draft.until === '')) return undefined;
    return { ...base, absences: [
      { unit: draft.unit, untilSlot: late ? draft.until : '' }] };
  }
  const [of = '', id = ''] = draft.place.split(' ');
  if (id === '') return undefined;
  const found = draft.kind === 'found';
  return { ...base, lostPlaces: [{ hall: of === 'hall' ? id : '',
    table: of === 'table' ? id : '', found,
    fromSlot: found ? '' : draft.from, toSlot: found ? '' : draft.to }] };
}

interface FieldsProps {
  of: Timetabled;
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
}

function Choice({ label, hint = '', value, options, required = false, onChange }: {
  label: string;
  hint?: string;
  value: string;
  options: readonly { value: string; label: string }[];
  required?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint} required={required}>{(bound) => (
      <Select {...bound} showSearch optionFilterProp="label"
        value={options.some((o) => o.value === value) ? value : null}
        options={[...options]} onChange={onChange} />)}</Field>
  );
}

function WhatFields({ of, draft, change }: FieldsProps) {
  const say = useSay();
  const local = useLocal();
  const { fair, place, participants } = of;
  const slots = fair.slots.map((s) => ({ value: s.id, label: place.slot(s.id) }));
  const any = (label: string) => [{ value: '', label }, ...slots];
  const halls = fair.halls.map((h) =>
    ({ value: `hall ${h.id}`, label: place.hall(h.id) }));
  const tables = tablesOf(fair).map(({ table }) =>
    ({ value: `table ${table.id}`, label: place.table(table.id) }));
  const places = { hall: halls, table: tables, found: [...halls, ...tables] };
  const { kind } = draft;
  return (
    <div className="form-grid">
      {kind === 'noShow' || kind === 'late' ? (
        <>
          <Choice required label={say(words.unit)} value={draft.unit}
            options={[...participants.values()].map((p) => ({ value: p.unit,
              label: local(p.displayName, idOf(p.unit)) }))}
            onChange={(unit) => change({ unit })} />
          {kind === 'late' && (
            <Choice required label={say(words.until)} value={draft.until}
              options={slots} onChange={(until) => change({ until })} />
          )}
        </>
      ) : (
        <>
          <Choice required label={say(words.place)} value={draft.place}
            options={places[kind]} onChange={(next) => change({ place: next })} />
          {kind !== 'found' && (
            <>
              <Choice label={say(words.from)} value={draft.from}
                options={any(say(words.allSlots))}
                onChange={(from) => change({ from })} />
              <Choice label={say(words.to)} value={draft.to}
                options={any(say(words.allSlots))}
                onChange={(to) => change({ to })} />
            </>
          )}
        </>
      )}
      <Choice label={say(words.firstOpen)} hint={say(words.firstOpenHint)}
        value={draft.firstOpen} options={any(say(words.byClock))}
        onChange={(firstOpen) => change({ firstOpen })} />
      <Field label={say(words.reason)} hint={say(words.reasonHint)} wide>
        {(bound) => (
          <Input {...bound} value={draft.reason} maxLength={500}
            onChange={(e) => change({ reason: e.target.value })} />)}</Field>
    </div>
  );
}

function Repair({ of, repair }: {
  of: Timetabled;
  repair: RepairTimetableResponse;
}) {
  const say = useSay();
  if (repair.changes.length === 0) {
    return <p className="good" role="status">{say(words.nothing)}</p>;
  }
  return (
    <div role="status">
      <p>
        <strong>{say(words.moves,
          { moved: repair.moved, dropped: repair.dropped })}</strong>{' '}
        <ToneTag tone={repair.provedLeast ? 'good' : 'warn'}>
          {say(repair.provedLeast ? words.least : words.bound)}
        </ToneTag>
      </p>
      <ChangeTable changes={repair.changes} {...of} />
    </div>
  );
}

// What is filled in, the repair as it was shown, and applying it.
function useRepair(of: Timetabled, onClose: () => void) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const [draft, setDraft] = useState(BLANK);
  const preview = useMutation(TimetableService.method.repairTimetable);
  const apply = useMutation(TimetableService.method.repairTimetable, {
    onSuccess: ({ moved, dropped }) => {
      void message.success(say(words.applied, { moved, dropped }));
      void refresh();
      onClose();
    },
    // It would be another one by now: that has to be looked at first.
    onError: (error) => { if (isStale(error)) preview.reset(); },
  });
  const ask = repairOf(of.fair.name, draft);
  return { draft, ask, preview, apply,
    change: (changes: Partial<Draft>) => {
      preview.reset();
      apply.reset();
      setDraft((now) => ({ ...now, ...changes }));
    } };
}

function RepairDialog({ of, onClose }: { of: Timetabled; onClose: () => void }) {
  const say = useSay();
  const { draft, ask, preview, apply, change } = useRepair(of, onClose);
  return (
    <Modal open width={880} onCancel={onClose} title={say(words.title)}
      footer={(
        <>
          <Button onClick={onClose}>{say(common.cancel)}</Button>
          <Button disabled={!ask} loading={preview.isPending}
            onClick={() => {
              apply.reset();
              if (ask) preview.mutate({ ...ask, validateOnly: true });
            }}>{say(words.preview)}</Button>
          <Button type="primary" disabled={!ask || !preview.data}
            loading={apply.isPending}
            onClick={() => ask && apply.mutate({ ...ask,
              previewToken: preview.data?.previewToken ?? '' })}>
            {say(words.apply)}
          </Button>
        </>)}>
      {(preview.error ?? apply.error) && (
        <Failure error={preview.error ?? apply.error} />
      )}
      <div className="share-form">
        <p className="dialog-lead">{say(words.hint)}</p>
        <Radio.Group value={draft.kind} optionType="button"
          aria-label={say(words.what)} className="states"
          options={KINDS.map((k) => ({ value: k, label: say(words[k]) }))}
          onChange={(e) => change({ kind: e.target.value as Kind, place: '' })} />
        <WhatFields of={of} draft={draft} change={change} />
        {preview.data && <Repair of={of} repair={preview.data} />}
      </div>
    </Modal>
  );
}

export function RepairButton({ of, disabled }: {
  of: Timetabled;
  disabled: boolean;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabled={disabled} onClick={() => setOpen(true)}>
        {say(words.repair)}
      </Button>
      {open && <RepairDialog of={of} onClose={() => setOpen(false)} />}
    </>
  );
}
