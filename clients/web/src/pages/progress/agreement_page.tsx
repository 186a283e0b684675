// One agreement: what it is, how far it is, what was said of it, its entries.
import { PrinterOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Popconfirm } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import {
  ProgressService, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { History } from '../catalogue/history_panel';
import { DutyPanels } from './agreement_duties';
import {
  AgreementFacts, ContractPanel, PeoplePanel, PlacementTable,
} from './agreement_facts';
import { AgreementLedger } from './agreement_ledger';
import { AgreementNews } from './agreement_news';
import { useAgreementSheets } from './agreement_sheets';
import { agreementWords as words } from './agreement_texts';
import { StageTimeline } from './stage_timeline';
import { SubscribeButton } from './subscribe_button';
import { StageTag } from './tags';
import { useActing, useProgressNames, useRefreshProgress } from './use_progress';

function RemoveButton({ programme, agreement }: {
  programme: string;
  agreement: Agreement;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const tellFailure = useTellFailure();
  const remove = useMutation(ProgressService.method.deleteAgreement, {
    onSuccess: () => {
      void message.success(say(words.removed));
      void navigate(paths.agreements(programme), { replace: true });
      void refresh();
    },
    onError: tellFailure,
  });
  return (
    <Popconfirm title={say(words.removeTitle)} okText={say(words.remove)}
      description={say(words.removeHint)} cancelText={say(common.cancel)}
      onConfirm={() => remove.mutate(
        { name: agreement.name, etag: agreement.etag })}>
      <Button danger loading={remove.isPending}>{say(words.remove)}</Button>
    </Popconfirm>
  );
}

export function AgreementPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', agreement: id = '' } = useParams();
  const name = names.agreement.format({ programme, agreement: id });
  const answer = useQuery(ProgressService.method.getAgreement, { name });
  const called = useProgressNames(programme);
  const acting = useActing(programme);
  const sheets = useAgreementSheets(programme, called);
  const agreement = answer.data;
  const mayWrite = agreement !== undefined && acting.mayWrite(agreement);
  const title = local(agreement?.displayName, id);
  return (
    <Page title={title}
      lead={agreement && (
        <>
          <StageTag stage={agreement.stage} />{' '}
          {called.unit(agreement.supporter)} · {called.unit(agreement.recipient)}
          {' · '}<span className="quiet">{id}</span>
        </>
      )}
      actions={agreement && (
        <>
          <SubscribeButton subject={name} />
          {mayWrite && (
            <Link to={paths.agreementEdit(programme, id)}>
              <Button tabIndex={-1}>{say(common.edit)}</Button>
            </Link>
          )}
          {acting.office && (
            <RemoveButton programme={programme} agreement={agreement} />
          )}
          <ExportButton name={title} sheet={() => sheets(agreement)} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say(common.print)}
          </Button>
        </>
      )}>
      <Answer of={answer} rows={12}>{(of) => (
        <div className="columns">
          <div>
            <AgreementFacts programme={programme} agreement={of}
              called={called} />
            <ContractPanel agreement={of} called={called} />
            <Panel title={say(words.placements)}>
              <PlacementTable placements={of.placements} called={called} />
            </Panel>
            <AgreementLedger programme={programme} agreement={of}
              called={called} mayWrite={mayWrite} />
            <History name={name} method={ProgressService.method.listHistory} />
            {of.source && (
              <p className="quiet page-source">
                {say(common.sourceOf, { source: of.source })}
              </p>
            )}
          </div>
          <div>
            <StageTimeline agreement={of} mayWrite={mayWrite} />
            <PeoplePanel agreement={of} />
            <DutyPanels agreement={of} mayWrite={mayWrite} />
            <AgreementNews agreement={of} mayWrite={mayWrite} />
          </div>
        </div>
      )}</Answer>
    </Page>
  );
}
