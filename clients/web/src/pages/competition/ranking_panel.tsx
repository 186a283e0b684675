// The ranking of a call, with what each application gets and why; and awarding
// exactly the ranking that was seen.
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation } from '@connectrpc/connect-query';
import { Alert, App, Button, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { chineseTextOf, withoutPlace } from '../../chinese_text';
import { formatMoney, formatScore, formatWan } from '../../format';
import {
  Call_State, CompetitionService, type Call, type CallRanking,
  type RankedApplication,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Panel } from '../../parts/page';
import { Answer, Failure, Nothing, type Asked } from '../../parts/states';
import {
  applicationWords, rankWords as words, scoreWords,
} from './texts';
import { useRefreshCalls } from './use_competition';

const COLOURS = 6;
const colourOf = (at: number) => `var(--criterion-${(at % COLOURS) + 1})`;

// A score as a bar of its criteria, which add up to it exactly.
function PartsBar({ call, of }: { call: Call; of: RankedApplication }) {
  const say = useSay();
  const local = useLocal();
  const spoken = of.parts.map((part, i) => say(words.part, {
    criterion: local(call.criteria[i]?.displayName, part.criterion),
    points: formatScore(part.part) }));
  return (
    <div className="score-bar-track" role="img" title={spoken.join(', ')}
      aria-label={say(words.bar, { score: formatScore(of.score),
        parts: spoken.join(say(common.and)) })}>
      {of.parts.map((part, i) => part.part > 0 && (
        <span key={part.criterion} className="score-bar-part" style={{
          width: `${part.part / 100}%`, background: colourOf(i) }} />
      ))}
    </div>
  );
}

function Legend({ call }: { call: Call }) {
  const local = useLocal();
  return (
    <ul className="score-legend call-legend">
      {call.criteria.map((c, i) => (
        <li key={c.id}>
          <span className="swatch" aria-hidden
            style={{ background: colourOf(i) }} />
          {local(c.displayName, c.id)}
        </li>
      ))}
    </ul>
  );
}

function RankingTable({ programme, call, ranking, called }: {
  programme: string;
  call: Call;
  ranking: CallRanking;
  called: (project: string) => string;
}) {
  const say = useSay();
  const local = useLocal();
  return (
    <DataTable<RankedApplication> label={say(words.title)}
      rowKey="application" dataSource={ranking.ranked} size="small"
      scroll={{ x: 1040 }}
      pagination={{ pageSize: 100, hideOnSinglePage: true,
        showSizeChanger: false }}
      columns={[
        { title: say(common.rank), key: 'rank', width: 70, align: 'right',
          className: 'number', render: (_, p) => (p.rank === 0 ? '—' : p.rank) },
        { title: say(applicationWords.project), key: 'project', width: 240,
          render: (_, p) => (
            <Link to={paths.project(programme, idOf(p.project))}>
              {called(p.project)}
            </Link>) },
        { title: say(common.score), key: 'score', width: 240,
          render: (_, p) => (
            <div className="score-cell">
              <span className="number">{formatScore(p.score)}</span>
              <div>
                <PartsBar call={call} of={p} />
                {p.assessorCount > 0 && (
                  <span className="quiet">
                    {say(scoreWords.assessors, { n: p.assessorCount })}
                  </span>
                )}
              </div>
            </div>) },
        { title: say(applicationWords.askedWan), key: 'asked', width: 120,
          align: 'right', className: 'number',
          render: (_, p) => formatWan(p.amountFen) },
        { title: say(words.getsWan), key: 'gets', width: 120, align: 'right',
          className: 'number', render: (_, p) => (p.awardedFen > 0n
            ? <strong>{formatWan(p.awardedFen)}</strong>
            : <span className="quiet">—</span>) },
        { title: say(words.why), key: 'why', width: 240,
          render: (_, p) => local(p.awardText, '') },
      ]} />
  );
}

// What is another now, in the server's words.
function WhatChanged({ error }: { error: ConnectError }) {
  const { language } = useLanguage();
  const zh = withoutPlace(chineseTextOf(error));
  return language === 'zh' && zh ? <>{zh}</>
    : <span lang="en">{error.rawMessage}</span>;
}

function AwardDialog({ ranking, onClose }: {
  // As it was seen: its etag is what is awarded.
  ranking: CallRanking;
  onClose: () => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const refresh = useRefreshCalls();
  const award = useMutation(CompetitionService.method.awardCall, {
    onSuccess: () => {
      void message.success(say(words.done));
      void refresh();
      onClose();
    },
  });
  const stale = award.error !== null &&
    ConnectError.from(award.error).code === Code.Aborted;
  const winners = ranking.ranked.filter((p) => p.awardedFen > 0n).length;
  return (
    <Modal open onCancel={onClose} title={say(words.awardTitle)}
      okText={say(words.award)} cancelText={say(common.cancel)}
      okButtonProps={{ loading: award.isPending, disabled: stale }}
      onOk={() => award.mutate({ name: ranking.call, etag: ranking.etag })}>
      {stale && (
        <Alert type="warning" showIcon title={say(words.changed)}
          description={<WhatChanged error={ConnectError.from(award.error)} />}
          action={(
            <Button onClick={() => {
              void refresh();
              onClose();
            }}>{say(words.look)}</Button>)} />
      )}
      {award.error && !stale && <Failure error={award.error} />}
      {!stale && (
        <p>{say(words.awardHint, { n: winners,
          amount: formatMoney(ranking.awardedFen, language) })}</p>
      )}
    </Modal>
  );
}

function AwardButton({ ranking }: { ranking: CallRanking }) {
  const say = useSay();
  const [seen, setSeen] = useState<CallRanking | undefined>();
  const unscored = ranking.ranked.filter((p) => p.rank === 0).length;
  return (
    <span className="panel-tools no-print">
      {unscored > 0 && (
        <span className="warn">{say(words.awardUnscored, { n: unscored })}</span>
      )}
      <Button type="primary"
        disabled={unscored > 0 || ranking.ranked.length === 0}
        onClick={() => setSeen(ranking)}>{say(words.award)}</Button>
      {seen && (
        <AwardDialog ranking={seen} onClose={() => setSeen(undefined)} />
      )}
    </span>
  );
}

export function RankingPanel({ programme, call, asked, called, mayAward }: {
  programme: string;
  call: Call;
  asked: Asked<CallRanking>;
  called: (project: string) => string;
  mayAward: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const ranking = asked.data;
  const scoring = call.state === Call_State.SCORING;
  return (
    <Panel title={say(words.title)}
      extra={ranking && scoring && mayAward && <AwardButton ranking={ranking} />}>
      <Answer of={asked}>{(of) => (of.ranked.length === 0
        ? <Nothing title={say(words.none)} />
        : (
          <>
            <p className="dialog-lead">
              {scoring && <strong>{say(words.preview)} </strong>}
              {say(words.inAll, {
                awarded: formatMoney(of.awardedFen, language),
                left: formatMoney(of.leftFen, language) })}
            </p>
            <Legend call={call} />
            <RankingTable programme={programme} call={call} ranking={of}
              called={called} />
            <p className="quiet panel-foot">{say(words.rule)}</p>
          </>
        ))}</Answer>
    </Panel>
  );
}
