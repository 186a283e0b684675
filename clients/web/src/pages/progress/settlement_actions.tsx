// Signing a unit's year, taking the signature back, and settling it: each of
// exactly the figures that were seen.
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation } from '@connectrpc/connect-query';
import { Alert, App, Button, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  Settlement_State, SettlementService, type Settlement,
} from '../../gen/duikou/progress/v1/settlement_service_pb';
import { useSay } from '../../i18n/say';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { settlementWords as words } from './settlement_texts';
import { useRefreshProgress, type Acting } from './use_progress';

type Act = 'sign' | 'settle';

const TEXTS = {
  sign: { title: words.signTitle, hint: words.signHint, done: words.signed },
  settle: { title: words.settleTitle, hint: words.settleHint,
    done: words.settled },
} as const;

function SeenDialog({ settlement, act, unit, onClose }: {
  // As it was seen: its figures are what is signed or settled.
  settlement: Settlement;
  act: Act;
  unit: string;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const done = { onSuccess: () => {
    void message.success(say(TEXTS[act].done));
    void refresh();
    onClose();
  } };
  const sign = useMutation(SettlementService.method.signSettlement, done);
  const settle = useMutation(SettlementService.method.settleYear, done);
  const write = act === 'sign' ? sign : settle;
  const changed = write.error !== null &&
    ConnectError.from(write.error).code === Code.Aborted;
  const look = () => {
    void refresh();
    onClose();
  };
  return (
    <Modal open onCancel={onClose} title={say(TEXTS[act].title, { unit })}
      okText={say(words[act])} cancelText={say(common.cancel)}
      okButtonProps={{ loading: write.isPending, disabled: changed }}
      onOk={() => write.mutate({ name: settlement.name, etag: settlement.etag,
        figuresDigest: settlement.figuresDigest })}>
      {changed && (
        <Alert type="warning" showIcon title={say(words.changed)}
          description={say(words.changedHint)}
          action={<Button onClick={look}>{say(words.look)}</Button>} />
      )}
      {write.error && !changed && <Failure error={write.error} />}
      {!changed && <p>{say(TEXTS[act].hint)}</p>}
    </Modal>
  );
}

function WithdrawButton({ settlement }: { settlement: Settlement }) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const tellFailure = useTellFailure();
  const withdraw = useMutation(SettlementService.method.withdrawSignature, {
    onSuccess: () => {
      void message.success(say(words.withdrawn));
      void refresh();
    },
    onError: tellFailure,
  });
  return (
    <Popconfirm title={say(words.withdrawTitle)} okText={say(words.withdraw)}
      cancelText={say(common.cancel)} onConfirm={() => withdraw.mutate(
        { name: settlement.name, etag: settlement.etag })}>
      <Button loading={withdraw.isPending}>{say(words.withdraw)}</Button>
    </Popconfirm>
  );
}

export function SettlementActions({ settlement, unit, acting }: {
  settlement: Settlement;
  unit: string;
  acting: Acting;
}) {
  const say = useSay();
  const [act, setAct] = useState<Act | undefined>();
  const maySign = acting.office || acting.gives(settlement.unit);
  const signed = settlement.state === Settlement_State.SIGNED;
  const open = settlement.state === Settlement_State.OPEN;
  return (
    <>
      {open && maySign && (
        <Button type={acting.office ? 'default' : 'primary'}
          onClick={() => setAct('sign')}>{say(words.sign)}</Button>
      )}
      {signed && maySign && <WithdrawButton settlement={settlement} />}
      {signed && acting.office && (
        <Button type="primary" onClick={() => setAct('settle')}>
          {say(words.settle)}
        </Button>
      )}
      {act && (
        <SeenDialog settlement={settlement} act={act} unit={unit}
          onClose={() => setAct(undefined)} />
      )}
    </>
  );
}
