// What every editor needs: a guard against losing what was typed, the way to
// the field that is marked, and what to do when others have saved meanwhile.
import { Alert, App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { common } from '../app/texts';
import { explain } from '../errors';
import { faultIn, isAt } from '../field_fault';
import { asItIs, texts } from '../i18n/language';
import { useLanguage, useSay } from '../i18n/say';
import { FailureDetail } from './states';

export const editing = texts({
  leave: ['有未保存的修改，确定离开？', 'Leave without saving?'],
  discard: ['放弃修改', 'Discard'],
  unsaved: ['有未保存的修改', 'Unsaved changes'],
  checkFields: ['有内容需要修改，请看标红的地方', 'Please correct what is marked'],
  missing: ['请填写', 'This is needed'],
  badAmount: ['请填写金额，如 500 或 12.5', 'An amount such as 500 or 12.5'],
  // The server's own words may be English: they stand on a line of their own.
  refused: ['不符合要求，请修改\n{text}', 'Refused: {text}'],
  stale: ['“{what}”刚被他人修改', 'Someone else has just changed “{what}”'],
  staleHint: ['可载入最新内容，您改过的地方会保留；确认后再保存。',
    'Load what is new; what you changed stays. Then save again.'],
  reloadKeep: ['载入最新内容并保留我的修改', 'Reload and keep my changes'],
  reloaded: ['已载入最新内容，您的修改还在，请检查后保存。',
    'Reloaded; your changes are still here. Check and save.'],
});

// Asks before a page with unsaved changes is left; the answer lets it go.
export function useLeaveGuard(changed: boolean): () => void {
  const say = useSay();
  const { modal } = App.useApp();
  const free = useRef(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) =>
    changed && !free.current &&
    currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    modal.confirm({ title: say(editing.leave), okText: say(editing.discard),
      cancelText: say(common.cancel), onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset() });
  }, [blocker, modal, say]);
  return () => { free.current = true; };
}

// What the server refused of `resource`: the fault, and what to show at a path.
// A field shows its own faults, with those of its languages; a group of fields
// (`below`) those of its parts too.
export function useFault(error: unknown, resource: string) {
  const say = useSay();
  const { language } = useLanguage();
  const fault = error ? faultIn(error, resource) : undefined;
  return {
    fault,
    faultAt: (path: string, below = true): string => {
      const here = below ? isAt(fault, path) : fault !== undefined &&
        [path, `${path}.zh`, `${path}.en`].includes(fault.path);
      return here && fault
        ? say(editing.refused, { text: asItIs(fault.text, language) }) : '';
    },
  };
}

// That fields are marked; `error`: what the server refused, if it did.
export function CheckFields({ error }: { error?: unknown }) {
  const say = useSay();
  const explained = error ? explain(error) : undefined;
  return (
    <Alert className="page-alert" type="error" showIcon
      title={say(editing.checkFields)} description={explained && (
        <>
          <p>{say(explained.title)}</p>
          <FailureDetail of={explained} />
        </>
      )} />
  );
}

// The first field that is marked is brought into sight.
export function useShowFault(marked: unknown) {
  useEffect(() => {
    if (!marked) return;
    document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [marked]);
}

export function Stale({ what, onReload, busy }: {
  what: string;
  onReload: () => void;
  busy: boolean;
}) {
  const say = useSay();
  return (
    <Alert className="page-alert" type="warning" showIcon
      title={say(editing.stale, { what })} description={say(editing.staleHint)}
      action={(
        <Button type="primary" loading={busy} onClick={onReload}>
          {say(editing.reloadKeep)}
        </Button>
      )} />
  );
}
