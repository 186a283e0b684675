// The projects that a supporter does not want to see, and taking that back.
import { useQuery } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatDate } from '../../format';
import {
  MatchingService, type Dismissal,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { whyLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useProjectsByName } from '../../queries/projects';
import { useUnit } from '../../queries/reference';
import { useDismissing } from './choices';
import { dismissalWords as words, words as shared } from './texts';

export function DismissalsPage() {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { programme = '', unit = '' } = useParams();
  const parent = names.unit.format({ programme, unit });
  const dismissals = useQuery(MatchingService.method.listDismissals,
    { parent, pageSize: 1000 });
  const list = dismissals.data?.dismissals ?? [];
  const { byName } = useProjectsByName(programme, list.map((d) => d.project));
  const dismissing = useDismissing(programme, unit);
  const unitName = local(useUnit(parent)?.displayName, unit);
  const title = say(words.title);
  const nameOf = (d: Dismissal) =>
    local(byName.get(d.project)?.displayName, idOf(d.project));
  return (
    <Page title={title} lead={say(words.lead, { unit: unitName })}
      actions={list.length > 0 && (
        <ExportButton sheet={() => ({
          title,
          columns: [{ heading: say(common.project), width: 44 },
            { heading: say(common.id), width: 14 },
            { heading: say(words.why), width: 16 },
            { heading: say(common.note), width: 40 },
            { heading: say(words.when), width: 14 }],
          rows: list.map((d) => [nameOf(d), idOf(d.project),
            say(whyLabels[d.why]), d.note, formatDate(d.createTime, language)]),
        })} />
      )}>
      <Answer of={dismissals}>{() => (list.length === 0
        ? <Nothing title={say(words.nothing)} />
        : (
          <DataTable<Dismissal> label={title} rowKey="name"
            dataSource={list} scroll={{ x: 640 }}
            columns={[
              { title: say(common.project), key: 'title', render: (_, d) => (
                <Link to={paths.project(programme, idOf(d.project), unit)}>
                  {nameOf(d)}
                </Link>) },
              { title: say(words.why), key: 'why', width: 140,
                render: (_, d) => say(whyLabels[d.why]) },
              { title: say(common.note), dataIndex: 'note' },
              { title: say(words.when), key: 'when', width: 130,
                render: (_, d) => formatDate(d.createTime, language) },
              { title: say(common.actions), key: 'actions',
                className: 'no-print', width: 96,
                render: (_, d) => dismissing.mayChange && (
                  <Button size="small"
                    aria-label={`${say(shared.restore)}: ${nameOf(d)}`}
                    onClick={() => dismissing.restore(d.project, nameOf(d))}>
                    {say(shared.restore)}
                  </Button>) },
            ]} />
        ))}</Answer>
    </Page>
  );
}
