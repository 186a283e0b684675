// What others have printed of a report's figures, as the office keeps it.
import { PlusOutlined } from '@ant-design/icons';
import {
  createConnectQueryKey, useMutation, useTransport,
} from '@connectrpc/connect-query';
import { createClient } from '@connectrpc/connect';
import { useQuery as useAnyQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  ReportService, type StatedFigure,
} from '../../gen/duikou/progress/v1/report_service_pb';
import { useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { useInvalidate } from '../../queries/client';
import { everyEntry } from '../../queries/every_entry';
import { words as office } from '../office/texts';
import { useFigureChoices } from './figure_choices';
import { useValueText } from './figures';
import { StatedDialog } from './stated_dialog';
import { statedWords as words } from './stated_texts';

const MOST = 1000;

function useStatedFigures(programme: string) {
  const transport = useTransport();
  const input = { parent: names.programme.format({ programme }) };
  return useAnyQuery({
    queryKey: createConnectQueryKey({
      schema: ReportService.method.listStatedFigures, transport, input,
      cardinality: 'finite' }),
    queryFn: () => everyEntry(
      (pageToken) => createClient(ReportService, transport)
        .listStatedFigures({ ...input, pageSize: MOST, pageToken }),
      (page) => page.statedFigures),
  });
}

// Deleting one, which can be undone: it is made again as it was.
function useRemove(programme: string, titleOf: (of: StatedFigure) => string) {
  const say = useSay();
  const { notification } = App.useApp();
  const invalidate = useInvalidate();
  const onError = useTellFailure();
  const { method } = ReportService;
  const restore = useMutation(method.createStatedFigure, { onError,
    onSuccess: (of) => {
      notification.success({ key: of.name, duration: 3,
        title: say(words.restored, { what: titleOf(of) }) });
      void invalidate(ReportService);
    } });
  const remove = useMutation(method.deleteStatedFigure, { onError });
  return (of: StatedFigure) => remove.mutate({ name: of.name, etag: of.etag }, {
    onSuccess: () => {
      notification.success({ key: of.name, duration: 8,
        title: say(words.removed, { what: titleOf(of) }), actions: (
          <Button size="small" onClick={() => restore.mutate({
            parent: names.programme.format({ programme }), statedFigure: of,
            statedFigureId: idOf(of.name) })}>
            {say(common.undo)}
          </Button>) });
      void invalidate(ReportService);
    } });
}

interface TableProps {
  programme: string;
  rows: readonly StatedFigure[];
  onEdit: (stated: StatedFigure) => void;
}

function StatedTable({ programme, rows, onEdit }: TableProps) {
  const say = useSay();
  const valueText = useValueText();
  const choices = useFigureChoices(programme);
  const titleOf = ({ figure }: StatedFigure) =>
    choices.find((c) => c.key === figure)?.title ?? figure;
  const remove = useRemove(programme, titleOf);
  const tolerance = ({ value, tolerance: off }: StatedFigure) => {
    if (off === 0n || value.case === undefined) return '';
    return say(words.within, { tolerance: valueText(
      value.case === 'basisPoints' ? { case: value.case, value: Number(off) }
        : { case: value.case, value: off }) });
  };
  const button = (of: StatedFigure, text: string, danger: boolean,
      act: (of: StatedFigure) => void) => (
    <Button size="small" danger={danger} onClick={() => act(of)}
      aria-label={`${text}: ${titleOf(of)} ${of.source}`}>{text}</Button>
  );
  return (
    <DataTable<StatedFigure> label={say(words.title)} rowKey="name" size="small"
      dataSource={rows} scroll={{ x: 900 }} columns={[
        { title: say(words.figure), key: 'figure', width: 200, render: (_, s) =>
          titleOf(s) },
        { title: say(common.year), key: 'year', width: 110, render: (_, s) =>
          (s.year === 0 ? say(words.whole) : s.year) },
        { title: say(words.value), key: 'value', width: 170, align: 'right',
          className: 'number', render: (_, s) => (
            <>
              {valueText(s.value)}{' '}
              <span className="quiet">{tolerance(s)}</span>
            </>) },
        { title: say(words.kind), key: 'kind', width: 80, render: (_, s) => (
          s.target ? <ToneTag tone="accent">{say(words.target)}</ToneTag>
            : say(words.result)) },
        { title: say(words.source), key: 'source', dataIndex: 'source' },
        { title: say(common.actions), key: 'do', width: 140,
          render: (_, s) => (
            <span className="panel-tools">
              {button(s, say(common.edit), false, onEdit)}
              {button(s, say(office.remove), true, remove)}
            </span>) },
      ]} />
  );
}

// Of `year` and of the programme as a whole; of every year where it is 0.
export function StatedPanel({ programme, year }: {
  programme: string;
  year: number;
}) {
  const say = useSay();
  const asked = useStatedFigures(programme);
  const [edited, edit] = useState<{ stated?: StatedFigure } | undefined>();
  const add = (
    <Button icon={<PlusOutlined />} onClick={() => edit({})}>
      {say(words.add)}
    </Button>
  );
  const rows = (asked.data ?? []).filter(
    (s) => year === 0 || s.year === 0 || s.year === year);
  return (
    <Panel title={say(words.title)} className="no-print"
      extra={rows.length > 0 && add}>
      <p className="quiet">{say(words.hint)}</p>
      <Answer of={asked} rows={3}>{() => (rows.length === 0
        ? (
          <Nothing title={say(words.none)} hint={say(words.noneHint)}>
            {add}
          </Nothing>)
        : (
          <StatedTable programme={programme} rows={rows}
            onEdit={(stated) => edit({ stated })} />
        ))}</Answer>
      {edited && (
        <StatedDialog programme={programme} stated={edited.stated} year={year}
          onClose={() => edit(undefined)} />
      )}
    </Panel>
  );
}
