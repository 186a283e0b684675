// Tells of a call that failed beside what is shown, such as a write.
import { App } from 'antd';
import { explain } from '../errors';
import { useSay } from '../i18n/say';
import { FailureDetail } from './states';

export function useTellFailure(): (error: unknown) => void {
  const say = useSay();
  const { notification } = App.useApp();
  return (error) => {
    const explained = explain(error);
    notification.error({ title: say(explained.title),
      description: <FailureDetail of={explained} /> });
  };
}
