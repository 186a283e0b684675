// An indicator's fields, and saving them.
import { createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { Checkbox, Input, Select } from 'antd';
import {
  Indicator_Measure, ProgressService, type Indicator,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { names } from '../../names';
import { Field } from '../../parts/field';
import { useProgramme } from '../../queries/reference';
import { PartDialog, usePartEditor } from '../settings/part_editor';
import { indicatorWords as words, measureLabels } from './indicator_texts';

const draftOf = (i: Indicator) => ({
  zh: i.displayName?.zh ?? '', en: i.displayName?.en ?? '', measure: i.measure,
  unitZh: i.unitText?.zh ?? '', unitEn: i.unitText?.en ?? '',
  byLabourForm: i.byLabourForm, relative: i.relativeToProvince,
  target: i.target,
});

const BLANK = { zh: '', en: '', measure: Indicator_Measure.COUNT, unitZh: '',
  unitEn: '', byLabourForm: false, relative: false, target: '' };

const MASK = { paths: ['display_name', 'unit_text', 'by_labour_form',
  'relative_to_province', 'target'] };

export function IndicatorDialog({ programme, indicator, onClose }: {
  programme: string;
  // Undefined: a new one.
  indicator: Indicator | undefined;
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const targets = useProgramme(programme)?.targets ?? [];
  const client = createClient(ProgressService, useTransport());
  const editor = usePartEditor({
    part: indicator, resource: 'indicator', draftOf, blank: BLANK,
    lists: 'ListIndicators', service: ProgressService,
    latest: (name) => client.getIndicator({ name }), onDone: onClose,
    write: (draft, saved, id) => {
      const fields = {
        displayName: { zh: draft.zh.trim(), en: draft.en.trim() },
        ...((draft.unitZh || draft.unitEn) && {
          unitText: { zh: draft.unitZh, en: draft.unitEn } }),
        byLabourForm: draft.byLabourForm, relativeToProvince: draft.relative,
        target: draft.target,
      };
      return saved
        ? client.updateIndicator({ updateMask: MASK,
          indicator: { name: saved.name, etag: saved.etag, ...fields } })
        : client.createIndicator({ indicatorId: id,
          parent: names.programme.format({ programme }),
          indicator: { ...fields, measure: draft.measure } });
    },
  });
  const { draft, change, faultAt } = editor;
  const counts = draft.measure === Indicator_Measure.COUNT;
  return (
    <PartDialog title={say(indicator ? words.edit : words.add)} editor={editor}
      onClose={onClose}>
      <Field label={say(words.measure)} fault={faultAt('measure')}>{(bound) => (
        <Select {...bound} value={draft.measure}
          disabled={indicator !== undefined}
          options={[Indicator_Measure.COUNT, Indicator_Measure.RATE].map(
            (m) => ({ value: m, label: say(measureLabels[m]) }))}
          onChange={(measure) => change({ measure })} />)}</Field>
      {counts && (
        <>
          <Field label={say(words.unitText)} hint={say(words.unitHint)}
            fault={faultAt('unit_text')}>{(bound) => (
              <Input {...bound} value={draft.unitZh} maxLength={50}
                onChange={(e) => change({ unitZh: e.target.value })} />)}</Field>
          <Field label={say(words.unitEn)}>{(bound) => (
            <Input {...bound} value={draft.unitEn} maxLength={50} lang="en"
              onChange={(e) => change({ unitEn: e.target.value })} />)}</Field>
        </>
      )}
      <Field label={say(words.target)} fault={faultAt('target')}>{(bound) => (
        <Select {...bound} value={draft.target} options={[
          { value: '', label: say(words.targetNone) },
          ...targets.map((t) => ({ value: t.id,
            label: local(t.displayName, t.id) }))]}
        onChange={(target) => change({ target })} />)}</Field>
      {counts ? (
        <Checkbox checked={draft.byLabourForm}
          onChange={(e) => change({ byLabourForm: e.target.checked })}>
          {say(words.byLabourForm)}
        </Checkbox>
      ) : (
        <Checkbox checked={draft.relative}
          onChange={(e) => change({ relative: e.target.checked })}>
          {say(words.relative)}
        </Checkbox>
      )}
    </PartDialog>
  );
}
