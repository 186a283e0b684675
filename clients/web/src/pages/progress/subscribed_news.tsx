// What is new in what one subscribes to, the newest first.
import { useInfiniteQuery } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatTime } from '../../format';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { workWords as words } from './ledger_texts';

const PAGE = 10;

export function SubscribedNews({ programme }: { programme: string }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const found = useInfiniteQuery(ProgressService.method.listNews, {
    parent: names.programme.format({ programme }), pageSize: PAGE,
    pageToken: '' }, {
    pageParamKey: 'pageToken',
    getNextPageParam: (last) => last.nextPageToken || undefined,
  });
  const path = (subject: string) => (names.ledgerEntry.parse(subject)
    ? paths.ledgerEntry(programme, idOf(subject))
    : paths.agreement(programme, idOf(subject)));
  return (
    <Panel title={say(words.news)} className="no-print">
      <Answer of={found} rows={3}>{({ pages }) => {
        const news = pages.flatMap((page) => page.news);
        if (news.length === 0) {
          return <p className="quiet">{say(words.newsNone)}</p>;
        }
        return (
          <ol className="history">
            {news.map((item, i) => (
              <li key={i}>
                <p>
                  <Link to={path(item.subject)}>
                    {local(item.text, idOf(item.subject))}
                  </Link>
                </p>
                <p className="quiet">{formatTime(item.createTime, language)}</p>
              </li>
            ))}
          </ol>
        );
      }}</Answer>
      {found.hasNextPage && (
        <Button size="small" loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}>{say(common.more)}</Button>
      )}
    </Panel>
  );
}
