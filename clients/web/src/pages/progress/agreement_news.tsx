// What was said of an agreement, the newest first, and adding to it.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { formatTime } from '../../format';
import {
  ProgressService, type Agreement,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { programmeOf } from '../../names';
import { Panel } from '../../parts/page';
import { ToneTag } from '../../parts/tone_tag';
import { useTellFailure } from '../../parts/tell_failure';
import { usePersonName } from '../../queries/people';
import { agreementWords as words } from './agreement_texts';
import { useRefreshProgress } from './use_progress';

function Post({ agreement }: { agreement: Agreement }) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const tellFailure = useTellFailure();
  const [text, setText] = useState('');
  const report = useMutation(ProgressService.method.reportNews, {
    onSuccess: () => {
      void message.success(say(words.told));
      setText('');
      void refresh();
    },
    onError: tellFailure,
  });
  return (
    <div className="thread-write no-print">
      <Input.TextArea value={text} rows={2} maxLength={1000}
        aria-label={say(words.newsText)} placeholder={say(words.newsPlaceholder)}
        onChange={(e) => setText(e.target.value)} />
      <Button loading={report.isPending} disabled={text.trim() === ''}
        onClick={() => report.mutate(
          { name: agreement.name, text: text.trim() })}>
        {say(words.tell)}
      </Button>
    </div>
  );
}

export function AgreementNews({ agreement, mayWrite }: {
  agreement: Agreement;
  mayWrite: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const personName = usePersonName(programmeOf(agreement.name));
  const milestone = (id: string) => local(
    agreement.milestones.find((m) => m.id === id)?.displayName, id);
  const promise = (id: string) =>
    agreement.promises.find((p) => p.id === id)?.text ?? id;
  return (
    <Panel title={say(words.news)}>
      {agreement.news.length === 0 && (
        <p className="quiet">{say(words.newsNone)}</p>
      )}
      <ol className="history">
        {[...agreement.news].reverse().map((item, i) => (
          <li key={i}>
            <p className="quiet">
              {personName(item.author)} · {formatTime(item.createTime, language)}
            </p>
            {item.milestone && (
              <ToneTag tone="accent">{milestone(item.milestone)}</ToneTag>)}
            {item.promise && (
              <ToneTag tone="accent">{promise(item.promise)}</ToneTag>)}
            {item.undo && <ToneTag tone="warn">{say(words.undone)}</ToneTag>}
            {item.text && <p className="message-text">{item.text}</p>}
          </li>
        ))}
      </ol>
      {mayWrite && <Post agreement={agreement} />}
    </Panel>
  );
}
