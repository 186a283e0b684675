// Weights proposed from what supporters chose: what they rest on, what they do
// to choices held back, and the step to adopt them.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Popconfirm } from 'antd';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { curveOf } from '../../curves';
import {
  MatchingService, ProposeWeightsResponse_Standing as Standing,
  type ProposeWeightsResponse, type RankingQuality,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useSay } from '../../i18n/say';
import { criterionLabels, standingLabels } from '../../labels';
import { names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { Panel } from '../../parts/page';
import { Swatch } from '../../parts/score_bar';
import { Answer } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { ValueCurve } from '../../parts/value_curve';
import { useInvalidate } from '../../queries/client';
import { CRITERIA, criterionKey, percentages } from '../supporter/ranking_state';
import { weightsWords as words } from './texts';
import { MEASURES } from './weights_sheets';

const TONES = {
  [Standing.UNSPECIFIED]: 'plain',
  [Standing.TOO_FEW_CHOICES]: 'plain',
  [Standing.NO_BETTER]: 'warn',
  [Standing.BETTER]: 'good',
} as const;

const percent = (basisPoints: number) => `${(basisPoints / 100).toFixed(1)}%`;

interface Measure { key: (typeof MEASURES)[number] }

function Qualities({ present, proposed }: {
  present: RankingQuality | undefined;
  proposed: RankingQuality | undefined;
}) {
  const say = useSay();
  return (
    <DataTable<Measure> label={say(words.heldBack)} size="small"
      rowKey="key" dataSource={MEASURES.map((key) => ({ key }))}
      columns={[
        { title: say(words.heldBack), key: 'measure',
          render: (_, m) => say(words[m.key]) },
        { title: say(words.inForce), key: 'present', className: 'number',
          align: 'right', render: (_, m) => percent(present?.[m.key] ?? 0) },
        { title: say(words.proposed), key: 'proposed', className: 'number',
          align: 'right', render: (_, m) => percent(proposed?.[m.key] ?? 0) },
      ]} />
  );
}

function Proposed({ programme, proposal }: {
  programme: string;
  proposal: ProposeWeightsResponse;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const mayChange = useSession().isOffice(programme);
  const adopt = useMutation(MatchingService.method.createWeightVersion, {
    onSuccess: () => {
      void message.success(say(words.saved));
      void invalidate(MatchingService);
    },
    onError: tellFailure,
  });
  const now = percentages(proposal.presentWeights);
  const then = percentages(proposal.proposedWeights);
  const few = proposal.standing === Standing.TOO_FEW_CHOICES;
  return (
    <div className="proposal">
      <p>
        <ToneTag tone={TONES[proposal.standing]}>
          {say(standingLabels[proposal.standing])}
        </ToneTag>{' '}
        {say(words.rests, { wanted: proposal.wantedCount,
          unwanted: proposal.unwantedCount, n: proposal.supporterCount })}
      </p>
      {!few && (
        <>
          <ul className="weights-stack" aria-label={say(words.proposed)}>
            {CRITERIA.map((criterion) => {
              const key = criterionKey(criterion);
              return (
                <li key={key} className="weights-row weights-row-proposed">
                  <span className="weights-name">
                    <Swatch criterion={criterion} />
                    {say(criterionLabels[criterion])}
                  </span>
                  <span className="number">
                    {now[key] ?? 0}% → {then[key] ?? 0}%
                  </span>
                  <ValueCurve criterion={criterion}
                    points={curveOf(proposal.proposedWeights, criterion)}
                    before={curveOf(proposal.presentWeights, criterion)} />
                </li>
              );
            })}
          </ul>
          <p className="quiet">{say(words.curvesHint)}</p>
          <Qualities present={proposal.presentQuality}
            proposed={proposal.proposedQuality} />
          <p className="quiet">
            {say(words.measured, { n: proposal.rankingCount })}
          </p>
        </>
      )}
      {mayChange && !few && (
        <Popconfirm title={say(words.confirm)} okText={say(common.confirm)}
          description={say(words.confirmHint)} cancelText={say(common.cancel)}
          onConfirm={() => adopt.mutate({
            parent: names.programme.format({ programme }),
            weightVersion: { weights: proposal.proposedWeights,
              note: say(words.adoptedNote, { n: proposal.wantedCount }) } })}>
          <Button type={proposal.standing === Standing.BETTER
            ? 'primary' : 'default'} loading={adopt.isPending}>
            {say(words.adopt)}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}

export function WeightsProposal({ programme }: { programme: string }) {
  const say = useSay();
  const answer = useQuery(MatchingService.method.proposeWeights,
    { parent: names.programme.format({ programme }) });
  return (
    <Panel title={say(words.learned)} extra={say(words.learnedHint)}>
      <Answer of={answer} rows={4}>{(proposal) => (
        <Proposed programme={programme} proposal={proposal} />
      )}</Answer>
    </Panel>
  );
}
