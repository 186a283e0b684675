// The stages of an agreement as a timeline, and moving it to another.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatDay, formatTime } from '../../format';
import {
  ProgressService, type Agreement, type Agreement_Stage,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf, programmeOf } from '../../names';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { Failure } from '../../parts/states';
import { usePersonName } from '../../queries/people';
import { dayAfter } from '../plan/plan_model';
import { stagesFrom } from './agreement_filter';
import { agreementWords as words } from './agreement_texts';
import { StageTag } from './tags';
import { progressWords, stageLabels } from './texts';
import { useRefreshProgress } from './use_progress';

function AdvanceDialog({ agreement, onClose }: {
  agreement: Agreement;
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const stages = stagesFrom(agreement);
  // Usually the next one.
  const [stage, setStage] = useState<Agreement_Stage>(
    stages.find((s) => s > agreement.stage) ?? stages[0] ?? agreement.stage);
  const [date, setDate] = useState(dayAfter(new Date(), 0));
  const [evidence, setEvidence] = useState('');
  const [marked, setMarked] = useState(false);
  const advance = useMutation(ProgressService.method.advanceAgreement, {
    onSuccess: () => {
      void message.success(say(words.advanced));
      void refresh();
      onClose();
    },
  });
  const submit = () => {
    setMarked(true);
    if (date === '' || evidence.trim() === '') return;
    advance.mutate({ name: agreement.name, etag: agreement.etag, stage, date,
      evidence: evidence.trim() });
  };
  return (
    <Modal open onCancel={onClose} okText={say(words.advance)} onOk={submit}
      cancelText={say(common.cancel)}
      okButtonProps={{ loading: advance.isPending }}
      title={say(words.advanceTitle,
        { what: local(agreement.displayName, idOf(agreement.name)) })}>
      {advance.error && <Failure error={advance.error} />}
      <p className="dialog-lead">{say(words.advanceHint,
        { stage: say(stageLabels[agreement.stage]) })}</p>
      <div className="share-form">
        <Radio.Group value={stage} aria-label={say(words.toStage)}
          className="dialog-choices"
          options={stages.map((s) => ({ value: s, label: say(stageLabels[s]) }))}
          onChange={(e) => setStage(e.target.value as Agreement_Stage)} />
        <Field label={say(words.when)} required
          fault={marked && date === '' ? say(progressWords.dateNeeded) : ''}>
          {(bound) => (
            <Input {...bound} type="date" value={date}
              onChange={(e) => setDate(e.target.value)} />)}</Field>
        <Field label={say(words.evidence)} required hint={say(words.evidenceHint)}
          fault={marked && evidence.trim() === ''
            ? say(words.evidenceNeeded) : ''}>{(bound) => (
            <Input.TextArea {...bound} rows={3} maxLength={500} value={evidence}
              onChange={(e) => setEvidence(e.target.value)} />)}</Field>
      </div>
    </Modal>
  );
}

export function StageTimeline({ agreement, mayWrite }: {
  agreement: Agreement;
  mayWrite: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const personName = usePersonName(programmeOf(agreement.name));
  const [advancing, setAdvancing] = useState(false);
  const steps = agreement.stageSteps;
  return (
    <Panel title={say(words.timeline)} extra={mayWrite && (
      <Button size="small" className="no-print"
        onClick={() => setAdvancing(true)}>{say(words.advance)}</Button>
    )}>
      {steps.length === 0 && <p className="quiet">{say(words.timelineNone)}</p>}
      <ol className="timeline">
        {steps.map((step, i) => (
          <li key={i}>
            <p>
              <StageTag stage={step.stage} />
              <strong>{formatDay(step.date, language)}</strong>
            </p>
            {step.evidence && <p>{step.evidence}</p>}
            <p className="quiet">
              {personName(step.author)} · {formatTime(step.createTime, language)}
            </p>
          </li>
        ))}
      </ol>
      {advancing && (
        <AdvanceDialog agreement={agreement}
          onClose={() => setAdvancing(false)} />
      )}
    </Panel>
  );
}
