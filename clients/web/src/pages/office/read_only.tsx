// Says of a page of the office that the reader cannot change it.
import { Alert } from 'antd';
import { useSay } from '../../i18n/say';
import { words } from './texts';

export function ReadOnly({ unless }: { unless: boolean }) {
  const say = useSay();
  if (unless) return null;
  return (
    <Alert className="page-alert no-print" type="info" showIcon
      title={say(words.readOnly)} />
  );
}
