// Being told of what is new about something, or no longer.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { BellOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useSay } from '../../i18n/say';
import { names, programmeOf } from '../../names';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { agreementWords as words } from './agreement_texts';

const MOST = 1000;

export function SubscribeButton({ subject }: {
  // The name of an agreement, project, unit or area.
  subject: string;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const parent = names.programme.format({ programme: programmeOf(subject) });
  const listed = useQuery(ProgressService.method.listSubscriptions,
    { parent, pageSize: MOST });
  const mine = listed.data?.subscriptions.find((s) => s.subject === subject);
  const done = (text: typeof words.subscribed | typeof words.unsubscribed) => ({
    onSuccess: () => {
      void message.success(say(text));
      void invalidate(ProgressService, 'ListSubscriptions', 'ListNews');
    },
    onError: tellFailure,
  });
  const subscribe = useMutation(ProgressService.method.createSubscription,
    done(words.subscribed));
  const end = useMutation(ProgressService.method.deleteSubscription,
    done(words.unsubscribed));
  const toggle = () => (mine ? end.mutate({ name: mine.name, etag: mine.etag })
    : subscribe.mutate({ parent, subscription: { subject } }));
  return (
    <Button icon={<BellOutlined />} aria-pressed={mine !== undefined}
      className={mine ? 'pressed' : ''} disabled={!listed.data}
      loading={subscribe.isPending || end.isPending} onClick={toggle}>
      {say(mine ? words.unsubscribe : words.subscribe)}
    </Button>
  );
}
