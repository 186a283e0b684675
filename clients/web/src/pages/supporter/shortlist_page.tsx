// The projects that a supporter keeps in view.
import { useMutation } from '@connectrpc/connect-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { useOpenNeeds } from '../../export/project_cells';
import type { Sheet } from '../../export/workbook';
import { formatDate, formatWan } from '../../format';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService, type ShortlistEntry,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { openOf } from '../../parts/money';
import { Page } from '../../parts/page';
import { Loading, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { useProjectsByName } from '../../queries/projects';
import { useCalled, useUnit, type Called } from '../../queries/reference';
import { useShortlist } from './choices';
import { shortlistWords as words } from './texts';

const MOST_COMPARED = 4;

function Note({ entry, title, mayChange }: {
  entry: ShortlistEntry;
  title: string;
  mayChange: boolean;
}) {
  const say = useSay();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const [text, setText] = useState(entry.note);
  const update = useMutation(MatchingService.method.updateShortlistEntry, {
    onSuccess: () => void invalidate(MatchingService, 'ListShortlistEntries'),
    onError: tellFailure,
  });
  if (!mayChange) return <>{entry.note}</>;
  const save = () => {
    if (text === entry.note) return;
    update.mutate({ shortlistEntry: { name: entry.name, note: text },
      updateMask: { paths: ['note'] } });
  };
  return (
    <Input.TextArea variant="filled" autoSize={{ minRows: 1, maxRows: 4 }}
      value={text} maxLength={1000} placeholder={say(words.noteHint)}
      aria-label={say(words.noteOf, { project: title })}
      onChange={(event) => setText(event.target.value)} onBlur={save} />
  );
}

function openText(project: Project | undefined, called: Called,
    separator: string): string {
  return (project?.fundNeeds ?? []).map((need) =>
    `${called.fundKind(need.fundKind)} ${formatWan(openOf(need))}`).join(separator);
}

export function ShortlistPage() {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const { programme = '', unit = '' } = useParams();
  const [chosen, setChosen] = useState<React.Key[]>([]);
  const shortlist = useShortlist(programme, unit);
  const entries = shortlist.entries ?? [];
  const { byName } = useProjectsByName(programme, entries.map((e) => e.project));
  const called = useCalled(programme);
  const unitName = local(
    useUnit(names.unit.format({ programme, unit }))?.displayName, unit);
  const title = say(words.title);
  const nameOf = (e: ShortlistEntry) =>
    local(byName.get(e.project)?.displayName, idOf(e.project));
  const open = useOpenNeeds(programme);
  const sheet = (): Sheet => ({
    title,
    columns: [
      { heading: say(common.project), width: 44 },
      { heading: say(common.id), width: 14 },
      { heading: say(common.area), width: 18 },
      { heading: say(common.sector), width: 16 },
      ...open.columns,
      { heading: say(common.note), width: 40 },
      { heading: say(words.added), width: 14 },
    ],
    rows: entries.map((e) => {
      const project = byName.get(e.project);
      return [nameOf(e), idOf(e.project), called.area(project?.area ?? ''),
        called.sector(project?.sector ?? ''), ...open.cells(project), e.note,
        formatDate(e.createTime, language)];
    }),
  });
  const toCompare = chosen.length >= 2 ? chosen.map(String)
    : entries.slice(0, MOST_COMPARED).map((e) => e.project);
  return (
    <Page title={title} lead={shortlist.entries &&
      say(words.lead, { unit: unitName, n: entries.length })}
    actions={entries.length > 0 && (
      <>
        {toCompare.length >= 2 && (
          <Button onClick={() => void navigate(paths.compare(programme, unit,
            toCompare.slice(0, MOST_COMPARED).map(idOf)))}>
            {say(chosen.length >= 2 ? words.compareChosen : words.compareFirst,
              { n: toCompare.length })}
          </Button>
        )}
        <ExportButton sheet={sheet} />
      </>
    )}>
      {!shortlist.entries && <Loading />}
      {shortlist.entries && entries.length === 0 && (
        <Nothing title={say(words.nothing)} hint={say(words.nothingHint)}>
          <Link to={paths.recommendations(programme, unit)}>
            {say(words.toRecommendations)}
          </Link>
        </Nothing>
      )}
      {entries.length > 0 && (
        <DataTable<ShortlistEntry> label={title} rowKey="project"
          dataSource={entries} scroll={{ x: 900 }}
          rowSelection={{ selectedRowKeys: chosen, hideSelectAll: true,
            onChange: (keys) => setChosen(keys.slice(0, MOST_COMPARED)),
            getCheckboxProps: (e) => ({ 'aria-label': nameOf(e) }) }}
          columns={[
            { title: say(common.project), key: 'title', width: 260,
              render: (_, e) => (
                <Link to={paths.project(programme, idOf(e.project), unit)}>
                  {nameOf(e)}
                </Link>) },
            { title: say(common.area), key: 'area', width: 130,
              render: (_, e) => called.area(byName.get(e.project)?.area ?? '') },
            { title: say(common.sector), key: 'sector', width: 130, render:
              (_, e) => called.sector(byName.get(e.project)?.sector ?? '') },
            { title: say(common.openNeedWan), key: 'open', width: 200,
              className: 'number', render: (_, e) => openText(
                byName.get(e.project), called, say(common.then)) },
            { title: say(common.note), key: 'note', width: 240,
              render: (_, e) => <Note key={e.etag} entry={e} title={nameOf(e)}
                mayChange={shortlist.mayChange} /> },
            { title: say(words.added), key: 'added', width: 132,
              render: (_, e) => formatDate(e.createTime, language) },
            { title: say(common.actions), key: 'actions',
              className: 'no-print', width: 84,
              render: (_, e) => shortlist.mayChange && (
                <Button size="small" onClick={() => shortlist.toggle(e.project)}
                  aria-label={`${say(common.remove)}: ${nameOf(e)}`}>
                  {say(common.remove)}
                </Button>) },
          ]} />
      )}
    </Page>
  );
}
