// Tells of a call that failed beside what is shown, such as a write.
import { App } from 'antd';
import { explain } from '../errors';
import { useSay } from '../i18n/say';

export function useTellFailure(): (error: unknown) => void {
  const say = useSay();
  const { notification } = App.useApp();
  return (error) => {
    const { title, hint, detail, requestId } = explain(error);
    notification.error({
      title: say(title),
      description: [hint && say(hint), detail, requestId]
        .filter(Boolean).join(' · '),
    });
  };
}
