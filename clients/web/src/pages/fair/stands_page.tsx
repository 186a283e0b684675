// Who has which stand, and giving them out.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import { common } from '../../app/texts';
import {
  FairService, type Fair, type Stand,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { FairFrame, mayChange, PrintButton } from './fair_frame';
import { useStandSheet } from './fair_sheets';
import { standWords as words } from './fair_texts';
import {
  useFairActing, useFairPlace, useRefreshFair, useUnitName,
} from './use_fair';

function AssignButton({ fair, programme }: { fair: Fair; programme: string }) {
  const say = useSay();
  const { message, modal } = App.useApp();
  const refresh = useRefreshFair();
  const unitName = useUnitName(programme);
  const onError = useTellFailure();
  const assign = useMutation(FairService.method.assignStands, { onError,
    onSuccess: ({ without }) => {
      if (without.length === 0) void message.success(say(words.assigned));
      else void message.warning(say(words.without,
        { units: without.map(unitName).join(say(common.and)) }));
      void refresh();
    } });
  const ask = () => void modal.confirm({ title: say(words.assignAsk),
    content: say(words.assignHint), okText: say(common.confirm),
    cancelText: say(common.cancel),
    onOk: () => assign.mutate({ name: fair.name, etag: fair.etag }) });
  return (
    <Button type="primary" loading={assign.isPending} onClick={ask}
      disabled={fair.stands.length === 0}>{say(words.assign)}</Button>
  );
}

export function StandsPage() {
  const say = useSay();
  const local = useLocal();
  const { programme } = useFairPlace();
  const { organises } = useFairActing(programme);
  const unitName = useUnitName(programme);
  const sheet = useStandSheet(programme);
  return (
    <FairFrame title={say(words.title)} lead={() => say(words.lead)}
      actions={(fair) => (
        <>
          <ExportButton sheet={() => sheet(fair)}
            disabled={fair.stands.length === 0} />
          <PrintButton />
          {organises && mayChange(fair) && (
            <AssignButton fair={fair} programme={programme} />
          )}
        </>
      )}>{(fair) => (fair.stands.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : (
          <DataTable<Stand> label={say(words.title)} rowKey="id" size="small"
            dataSource={fair.stands} scroll={{ x: 560 }} columns={[
              { title: say(words.stand), dataIndex: 'id', key: 'id',
                width: 110 },
              { title: say(words.hall), key: 'hall', width: 180,
                render: (_, s) => local(fair.halls.find(
                  (h) => h.id === s.hall)?.displayName, s.hall || '—') },
              { title: say(words.free), key: 'free', width: 90,
                render: (_, s) => say(s.freeOfCharge ? common.yes
                  : common.no) },
              { title: say(words.holder), key: 'holder', render: (_, s) =>
                (s.holder ? unitName(s.holder)
                  : <span className="quiet">{say(words.nobody)}</span>) },
            ]} />
        ))}</FairFrame>
  );
}
