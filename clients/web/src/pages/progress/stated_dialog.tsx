// A figure that others have printed: its fields, and saving them.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { App, Checkbox, Input, Modal, Select } from 'antd';
import { common } from '../../app/texts';
import {
  ReportService, type StatedFigure,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { useSay } from '../../i18n/say';
import { names } from '../../names';
import { Stale, useFault } from '../../parts/editing';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { useProgramme } from '../../queries/reference';
import { useResourceDraft } from '../settings/resource_draft';
import { FormSelect } from './choices';
import { useFigureChoices } from './figure_choices';
import {
  draftOf, noStated, statedOf, type StatedDraft,
} from './stated_draft';
import { statedWords as words } from './stated_texts';

function useStatedEditor(programme: string, stated: StatedFigure | undefined,
    year: number, onDone: () => void) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const client = createClient(ReportService, useTransport());
  const edited = useResourceDraft(stated, draftOf, noStated(year),
    (name) => client.getStatedFigure({ name }));
  const choices = useFigureChoices(programme);
  const measure = choices.find((c) => c.key === edited.draft.figure)?.measure ??
    edited.saved?.value.case ?? 'count';
  const statedFigure = statedOf(edited.draft, measure, edited.saved);
  const writing = useMutation({
    mutationFn: async () => {
      if (!statedFigure) return;
      await (edited.saved
        ? client.updateStatedFigure({ statedFigure,
          updateMask: { paths: ['*'] } })
        : client.createStatedFigure({ statedFigure,
          parent: names.programme.format({ programme }) }));
    },
    onSuccess: () => {
      void message.success(say(common.saved));
      void invalidate(ReportService);
      onDone();
    },
  });
  const { error } = writing;
  const { faultAt } = useFault(error, 'stated_figure');
  return { ...edited, choices, measure, writing, faultAt, error,
    whole: statedFigure !== undefined,
    stale: error !== null && ConnectError.from(error).code === Code.Aborted };
}

type Editor = ReturnType<typeof useStatedEditor>;

function AboutFields({ programme, editor }: {
  programme: string;
  editor: Editor;
}) {
  const say = useSay();
  const { firstYear = 0, lastYear = -1 } = useProgramme(programme) ?? {};
  const years = Array.from({ length: lastYear - firstYear + 1 },
    (_, i) => firstYear + i).map((y) => ({ value: y, label: String(y) }));
  const { draft, change, faultAt, choices } = editor;
  return (
    <>
      <Field label={say(words.figure)} required wide fault={faultAt('figure')}>
        {(bound) => (
          <FormSelect bound={bound} value={draft.figure}
            options={choices.map((c) => ({ value: c.key, label: c.title }))}
            onChange={(figure) => change({ figure })} />)}</Field>
      <Field label={say(common.year)} fault={faultAt('year')}>{(bound) => (
        <Select {...bound} value={draft.year}
          options={[{ value: 0, label: say(words.whole) }, ...years]}
          onChange={(year: number) => change({ year })} />)}</Field>
    </>
  );
}

function ValueFields({ editor }: { editor: Editor }) {
  const say = useSay();
  const { draft, change, faultAt, measure } = editor;
  const typed = (key: 'value' | 'tolerance' | 'source', most: number) => ({
    value: draft[key], maxLength: most,
    onChange: (e: { target: { value: string } }) =>
      change({ [key]: e.target.value } as Partial<StatedDraft>) });
  return (
    <>
      <Field label={say(words[measure])} required fault={faultAt('amount_fen') ||
        faultAt('count') || faultAt('basis_points') || faultAt('value')}>
        {(bound) => (
          <Input {...bound} inputMode="decimal" {...typed('value', 24)} />)}
      </Field>
      <Field label={say(words.tolerance)} hint={say(words.toleranceHint)}
        fault={faultAt('tolerance')}>{(bound) => (
          <Input {...bound} inputMode="decimal" {...typed('tolerance', 24)} />)}
      </Field>
      <Field label={say(words.source)} hint={say(words.sourceHint)} required wide
        fault={faultAt('source')}>{(bound) => (
          <Input {...bound} {...typed('source', 500)} />)}</Field>
      <Checkbox checked={draft.target}
        onChange={(e) => change({ target: e.target.checked })}>
        {say(words.isTarget)}
      </Checkbox>
    </>
  );
}

export function StatedDialog({ programme, stated, year, onClose }: {
  programme: string;
  // Undefined: a new one.
  stated: StatedFigure | undefined;
  // What a new one is about at first; 0: the programme.
  year: number;
  onClose: () => void;
}) {
  const say = useSay();
  const editor = useStatedEditor(programme, stated, year, onClose);
  const { error, stale, whole, writing } = editor;
  return (
    <Modal open width={640} onCancel={onClose} cancelText={say(common.cancel)}
      title={say(stated ? words.edit : words.add)} okText={say(common.save)}
      onOk={() => writing.mutate()}
      okButtonProps={{ disabled: !whole || stale, loading: writing.isPending }}>
      {stale ? (
        <Stale what={editor.draft.source} busy={editor.reloading}
          onReload={() => void editor.reload(writing.reset)} />
      ) : error && <Failure error={error} />}
      <div className="form-grid">
        <AboutFields programme={programme} editor={editor} />
        <ValueFields editor={editor} />
      </div>
    </Modal>
  );
}
