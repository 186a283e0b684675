// Deleting a part of a programme: asked for first, and refused in words that
// help while something still refers to it.
import { Code, ConnectError } from '@connectrpc/connect';
import { App, Button, Popconfirm } from 'antd';
import { common } from '../../app/texts';
import { explain } from '../../errors';
import { useSay } from '../../i18n/say';
import { FailureDetail } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { words as office } from '../office/texts';
import { words } from './texts';

// Tells why `what` could not be deleted.
export function useTellKept(): (what: string, error: unknown) => void {
  const say = useSay();
  const { notification } = App.useApp();
  const tellFailure = useTellFailure();
  return (what, error) => {
    if (ConnectError.from(error).code !== Code.FailedPrecondition) {
      tellFailure(error);
      return;
    }
    notification.error({ title: say(words.inUse, { what }),
      description: <FailureDetail of={
        { ...explain(error), hint: words.inUseHint }} /> });
  };
}

export function RemoveButton({ what, busy, onRemove }: {
  what: string;
  busy: boolean;
  onRemove: () => void;
}) {
  const say = useSay();
  return (
    <Popconfirm title={say(office.removeTitle, { what })}
      description={say(words.removeHint)} okText={say(office.remove)}
      okButtonProps={{ danger: true }} cancelText={say(common.cancel)}
      onConfirm={onRemove}>
      <Button size="small" danger loading={busy}
        aria-label={`${say(office.remove)}: ${what}`}>{say(office.remove)}</Button>
    </Popconfirm>
  );
}
