// Entering a new agreement, and changing one.
import { useQuery } from '@connectrpc/connect-query';
import { Alert } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { Page } from '../../parts/page';
import { Answer } from '../../parts/states';
import { draftOf, emptyAgreement } from './agreement_draft';
import { AgreementEditor } from './agreement_editor';
import { editWords as words } from './agreement_texts';
import { useActing } from './use_progress';

export function NewAgreementPage() {
  const say = useSay();
  const navigate = useNavigate();
  const session = useSession();
  const { programme = '' } = useParams();
  const units = session.unitsIn(programme).map((m) => idOf(m.unit));
  const received = session.receivesFor(programme);
  const start = emptyAgreement({
    supporter: units.find((u) => session.givesFor(programme, u)) ?? '',
    recipient: received[0] ?? '' });
  return (
    <Page title={say(words.newTitle)} lead={say(words.newLead)}>
      <AgreementEditor programme={programme} saved={undefined} start={start}
        onSaved={(agreement) => void navigate(
          paths.agreement(programme, idOf(agreement.name)),
          { replace: true })} />
    </Page>
  );
}

export function AgreementEditPage() {
  const say = useSay();
  const local = useLocal();
  const navigate = useNavigate();
  const { programme = '', agreement: id = '' } = useParams();
  const name = names.agreement.format({ programme, agreement: id });
  const answer = useQuery(ProgressService.method.getAgreement, { name });
  const acting = useActing(programme);
  const view = paths.agreement(programme, id);
  return (
    <Page title={local(answer.data?.displayName, id)}
      lead={say(words.editTitle)}
      actions={<Link to={view}>{say(common.back)}</Link>}>
      <Answer of={answer} rows={12}>{(agreement) => (
        acting.mayWrite(agreement) ? (
          <AgreementEditor programme={programme} saved={agreement}
            start={draftOf(agreement)} onSaved={() => void navigate(view)} />
        ) : <Alert type="info" showIcon title={say(words.readOnly)} />
      )}</Answer>
    </Page>
  );
}
