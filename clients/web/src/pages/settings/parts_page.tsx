// What the pages of a programme's parts share: the list with its search, its
// export, and adding, importing, changing and deleting.
import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import type { DescService } from '@bufbuild/protobuf';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import type { Text } from '../../i18n/language';
import { useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing, type Asked } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import { ReadOnly } from '../office/read_only';
import { words as office } from '../office/texts';
import type { Part } from './part_editor';
import { RemoveButton, useTellKept } from './removal';

interface PartsPageProps<R extends Part> {
  programme: string;
  // What a sheet is imported as; none: it cannot be.
  collection?: 'areas' | 'sectors';
  // The service that keeps them.
  service?: DescService;
  words: Record<'title' | 'add' | 'none' | 'noneHint', Text>;
  lead: ReactNode;
  answer: Asked<unknown>;
  // All parts, and those that pass the search.
  parts: readonly R[];
  shown: readonly R[];
  sheet: () => Sheet;
  search: string;
  onSearch: (text: string) => void;
  // Further filters beside the search.
  filters?: ReactNode;
  columns: ColumnsType<R>;
  // How wide the table is, and its last column with what can be done.
  width: number;
  doWidth: number;
  nameOf: (part: R) => string;
  // Deletes a part at the server, and the method whose answers that changes.
  remove: (part: R) => Promise<unknown>;
  lists: string;
  onAdd: () => void;
  onEdit: (part: R) => void;
  // Further buttons of a row.
  more?: (part: R) => ReactNode;
  // The dialog, while one is open.
  children: ReactNode;
}

type RowProps<R extends Part> = Pick<PartsPageProps<R>,
  'nameOf' | 'remove' | 'lists' | 'service' | 'onEdit' | 'more'>;

function useRowActions<R extends Part>({ nameOf, remove, lists,
  service = CatalogueService, onEdit, more }: RowProps<R>):
    (part: R) => ReactNode {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellKept = useTellKept();
  const removing = useMutation({
    mutationFn: remove,
    onSuccess: () => {
      void message.success(say(office.removed));
      void invalidate(service, lists);
    },
    onError: (error, part) => tellKept(nameOf(part), error),
  });
  return (part) => (
    <span className="panel-tools">
      <Button size="small" onClick={() => onEdit(part)}
        aria-label={`${say(common.edit)}: ${nameOf(part)}`}>
        {say(common.edit)}
      </Button>
      <RemoveButton what={nameOf(part)} onRemove={() => removing.mutate(part)}
        busy={removing.isPending && removing.variables.name === part.name} />
      {more?.(part)}
    </span>
  );
}

function Additions({ programme, collection, words, onAdd }: Pick<
    PartsPageProps<never>, 'programme' | 'collection' | 'words' | 'onAdd'>) {
  const say = useSay();
  return (
    <>
      {collection && (
        <Link to={paths.import(programme, collection)}>
          <Button icon={<UploadOutlined />} tabIndex={-1}>
            {say(office.import)}
          </Button>
        </Link>
      )}
      <Button type="primary" icon={<PlusOutlined />} onClick={onAdd}>
        {say(words.add)}
      </Button>
    </>
  );
}

export function PartsPage<R extends Part>(props: PartsPageProps<R>) {
  const { programme, words, parts, shown } = props;
  const say = useSay();
  const mayChange = useSession().isOffice(programme);
  const rowActions = useRowActions(props);
  return (
    <Page title={say(words.title)} lead={props.lead}
      actions={
        <>
          <ExportButton sheet={props.sheet} disabled={shown.length === 0} />
          {mayChange && <Additions {...props} />}
        </>
      }>
      <ReadOnly unless={mayChange} />
      <div className="toolbar no-print">
        <Input.Search allowClear value={props.search}
          className="toolbar-search" aria-label={say(office.search)}
          placeholder={say(words.title)}
          onChange={(e) => props.onSearch(e.target.value)} />
        {props.filters}
      </div>
      <Answer of={props.answer} rows={12}>{() => (parts.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : shown.length === 0
          ? <Nothing title={say(office.noneFound)}
            hint={say(office.noneFoundHint)} />
          : (
            <DataTable<R> label={say(words.title)} rowKey="name"
              dataSource={shown} scroll={{ x: props.width }} columns={[
                ...props.columns,
                ...(mayChange ? [{ title: say(common.actions), key: 'do',
                  className: 'no-print', width: props.doWidth,
                  render: (_: unknown, part: R) => rowActions(part) }] : []),
              ]} />
          ))}</Answer>
      {props.children}
    </Page>
  );
}
