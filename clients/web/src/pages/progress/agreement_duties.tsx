// What an agreement has to reach, and what was promised to the investor: each
// said to be done, or taken back, with its day.
import { useMutation } from '@connectrpc/connect-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatDay } from '../../format';
import {
  ProgressService, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { Field } from '../../parts/field';
import { Panel } from '../../parts/page';
import { Failure } from '../../parts/states';
import { ToneTag } from '../../parts/tone_tag';
import { dayAfter } from '../plan/plan_model';
import { agreementWords as words } from './agreement_texts';
import { useRefreshProgress } from './use_progress';

interface Duty {
  id: string;
  kind: 'milestone' | 'promise';
  text: string;
  dueDate: string;
  // Empty: not yet.
  doneDate: string;
}

function DutyDialog({ agreement, duty, onClose }: {
  agreement: Agreement;
  duty: Duty;
  onClose: () => void;
}) {
  const say = useSay();
  const refresh = useRefreshProgress();
  const undo = duty.doneDate !== '';
  const [date, setDate] = useState(dayAfter(new Date(), 0));
  const [text, setText] = useState('');
  const report = useMutation(ProgressService.method.reportNews, {
    onSuccess: () => {
      void refresh();
      onClose();
    },
  });
  const title = undo ? words.undoTitle
    : duty.kind === 'milestone' ? words.reachTitle : words.keepTitle;
  return (
    <Modal open onCancel={onClose} title={say(title, { what: duty.text })}
      okText={say(undo ? words.undo : common.confirm)}
      cancelText={say(common.cancel)}
      okButtonProps={{ loading: report.isPending, disabled: date === '' }}
      onOk={() => report.mutate({ name: agreement.name, etag: agreement.etag,
        milestone: duty.kind === 'milestone' ? duty.id : '',
        promise: duty.kind === 'promise' ? duty.id : '',
        date: undo ? '' : date, undo, text: text.trim() })}>
      {report.error && <Failure error={report.error} />}
      <div className="share-form">
        {!undo && (
          <Field label={say(words.when)} required>{(bound) => (
            <Input {...bound} type="date" value={date}
              onChange={(e) => setDate(e.target.value)} />)}</Field>
        )}
        <Field label={say(words.addText)}>{(bound) => (
          <Input.TextArea {...bound} rows={2} maxLength={1000} value={text}
            onChange={(e) => setText(e.target.value)} />)}</Field>
      </div>
    </Modal>
  );
}

function DutyItem({ duty, mayWrite, onAct }: {
  duty: Duty;
  mayWrite: boolean;
  onAct: () => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { kind, text, dueDate, doneDate } = duty;
  const day = (date: string) => ({ date: formatDay(date, language) });
  const done = doneDate !== '';
  const late = !done && dueDate !== '' && dueDate < dayAfter(new Date(), 0);
  const act = say(done ? words.undo
    : kind === 'milestone' ? words.reach : words.keep);
  return (
    <li>
      <span>
        {text}{' '}
        <span className="quiet">
          {dueDate ? say(words.due, day(dueDate)) : say(words.noDue)}
        </span>{' '}
        {done && (
          <ToneTag tone="good">{say(kind === 'milestone' ? words.reached
            : words.kept, day(doneDate))}</ToneTag>
        )}
        {late && <ToneTag tone="bad">{say(words.overdue)}</ToneTag>}
      </span>
      {mayWrite && (
        <Button size="small" className="no-print" type={done ? 'text' : 'default'}
          aria-label={`${act}: ${text}`} onClick={onAct}>{act}</Button>
      )}
    </li>
  );
}

// The milestones and the promises of an agreement.
export function DutyPanels({ agreement, mayWrite }: {
  agreement: Agreement;
  mayWrite: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const [chosen, choose] = useState<Duty | undefined>();
  const milestones = agreement.milestones.map((m): Duty => ({
    kind: 'milestone', id: m.id, text: local(m.displayName, m.id),
    dueDate: m.dueDate, doneDate: m.doneDate }));
  const promises = agreement.promises.map((p): Duty => ({
    kind: 'promise', id: p.id, text: p.text, dueDate: p.dueDate,
    doneDate: p.keptDate }));
  return (
    <>
      {([['milestones', milestones, 'milestonesNone'],
        ['promises', promises, 'promisesNone']] as const).map(
        ([title, duties, none]) => (
          <Panel key={title} title={say(words[title])}>
            {duties.length === 0 && <p className="quiet">{say(words[none])}</p>}
            <ul className="rows">
              {duties.map((duty) => (
                <DutyItem key={duty.id} duty={duty} mayWrite={mayWrite}
                  onAct={() => choose(duty)} />
              ))}
            </ul>
          </Panel>
        ))}
      {chosen && (
        <DutyDialog agreement={agreement} duty={chosen}
          onClose={() => choose(undefined)} />
      )}
    </>
  );
}
