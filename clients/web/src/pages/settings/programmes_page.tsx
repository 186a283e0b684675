// The programmes of the system; an administrator creates and deletes them.
import { PlusOutlined } from '@ant-design/icons';
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatYears } from '../../format';
import {
  CatalogueService, type Programme,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { words as office } from '../office/texts';
import { RemoveButton } from './removal';
import { programmeWords as words } from './texts';

// A membership in `programmes/-` holds in all of them, also in new ones.
const EVERY = '-';

export function ProgrammesPage() {
  const say = useSay();
  const local = useLocal();
  const { message, notification } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const session = useSession();
  const mayCreate = session.groupsIn(EVERY).has(PermissionGroup.ADMINISTRATOR);
  const answer = useQuery(
    CatalogueService.method.listProgrammes, { pageSize: 200 });
  const nameOf = (p: Programme) => local(p.displayName, idOf(p.name));
  const remove = useMutation(CatalogueService.method.deleteProgramme, {
    onSuccess: () => {
      void message.success(say(office.removed));
      void invalidate(CatalogueService, 'ListProgrammes', 'GetProgramme');
    },
  });
  const removeOne = (p: Programme) => remove.mutate(
    { name: p.name, etag: p.etag }, { onError: (error) => {
      if (ConnectError.from(error).code === Code.FailedPrecondition) {
        notification.error({ title: say(words.notEmpty, { what: nameOf(p) }),
          description: say(words.notEmptyHint) });
      } else {
        tellFailure(error);
      }
    } });
  const kindsOf = (p: Programme) => p.fundKinds
    .map((k) => local(k.displayName, k.id)).join(say(common.and));
  const list = answer.data?.programmes ?? [];
  const sheet = () => ({
    title: say(words.list),
    columns: [{ heading: say(words.nameZh), width: 40 },
      { heading: say(words.id), width: 16 },
      { heading: say(words.years), width: 14 },
      { heading: say(words.fundKinds), width: 40 }],
    rows: list.map((p) => [nameOf(p), idOf(p.name),
      formatYears(p.firstYear, p.lastYear), kindsOf(p)]),
  });
  return (
    <Page title={say(words.list)}
      lead={answer.data && say(words.listLead, { n: list.length })}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={list.length === 0} />
          {mayCreate && (
            <Link to={paths.newProgramme}>
              <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
                {say(words.create)}
              </Button>
            </Link>
          )}
        </>
      }>
      <Answer of={answer} rows={4}>{() => (list.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : (
          <DataTable<Programme> label={say(words.list)} rowKey="name"
            dataSource={list} scroll={{ x: 720 }} columns={[
              { title: say(words.nameZh), key: 'name', width: 280,
                render: (_, p) => (
                  <Link to={paths.programme(idOf(p.name))}>{nameOf(p)}</Link>) },
              { title: say(words.years), key: 'years', width: 120,
                className: 'number',
                render: (_, p) => formatYears(p.firstYear, p.lastYear) },
              { title: say(words.fundKinds), key: 'kinds',
                render: (_, p) => kindsOf(p) },
              { title: say(common.actions), key: 'do',
                className: 'no-print', width: 170,
                render: (_, p) => (
                  <span className="panel-tools">
                    <Link to={paths.programmeSettings(idOf(p.name))}
                      aria-label={`${say(words.open)}: ${nameOf(p)}`}>
                      {say(words.open)}
                    </Link>
                    {mayCreate && (
                      <RemoveButton what={nameOf(p)}
                        busy={remove.isPending &&
                          remove.variables.name === p.name}
                        onRemove={() => removeOne(p)} />
                    )}
                  </span>) },
            ]} />
        ))}</Answer>
    </Page>
  );
}
