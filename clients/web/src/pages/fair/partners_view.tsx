// The participants on the other side as they suit one: ranked, with reasons, and
// what both sides have said; asking to meet.
import { createClient } from '@connectrpc/connect';
import {
  createConnectQueryKey, useMutation, useTransport,
} from '@connectrpc/connect-query';
import { useQuery as useWhole } from '@tanstack/react-query';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatScore } from '../../format';
import {
  FairService, MeetingRequest_Kind, MeetingRequest_State, type Fair,
  type MeetingRequest, type Participant, type Partner,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, programmeOf } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Reasons } from '../../parts/reasons';
import { ScoreBar } from '../../parts/score_bar';
import { Answer, Nothing } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { everyEntry } from '../../queries/every_entry';
import { choiceParam, useUrlState } from '../../url_state';
import { AnswerButtons, mayAnswer, WithdrawButton } from './answer_buttons';
import {
  kindLabels, partnerWords as words, requestStateText,
} from './participant_texts';
import { pairOf, RequestDialog } from './request_dialog';
import { useRefreshFair, useRequests } from './use_fair';

const MOST = 1000;
const REASONS_SHOWN = 3;
const spec = { only: choiceParam(['', 'waiting', 'asked'], '') };

export interface DeskProps {
  fair: Fair;
  participant: Participant;
  // Whether one acts for the unit, and the fair is open.
  may: boolean;
}

function usePartners({ name }: Participant) {
  const transport = useTransport();
  const client = createClient(FairService, transport);
  return useWhole({
    queryKey: createConnectQueryKey({ transport, cardinality: 'finite',
      schema: FairService.method.rankPartners, input: { name } }),
    queryFn: () => everyEntry((pageToken) => client.rankPartners(
      { name, pageSize: MOST, pageToken }), (page): Partner[] => page.partners),
  });
}

// A partner with what both sides have asked.
export interface Pair {
  partner: Partner;
  own: MeetingRequest | undefined;
  theirs: MeetingRequest | undefined;
}

const isPending = (request: MeetingRequest | undefined) =>
  request?.state === MeetingRequest_State.PENDING;

const saysNo = (request: MeetingRequest | undefined) =>
  request?.kind === MeetingRequest_Kind.NO_THANKS &&
  request.state === MeetingRequest_State.ACCEPTED;

function Said({ of: { partner, own, theirs } }: { of: Pair }) {
  const say = useSay();
  const said = (request: MeetingRequest) => ({
    kind: say(kindLabels[request.kind]),
    state: say(requestStateText(request)) });
  return (
    <span className="pair-tags">
      {partner.meeting && <ToneTag tone="good">{say(words.met)}</ToneTag>}
      {partner.mutual && !partner.meeting && (
        <ToneTag tone="good">{say(words.mutual)}</ToneTag>
      )}
      {partner.refused && (
        <ToneTag tone="bad">
          {say(saysNo(own) ? words.oursNo : saysNo(theirs) ? words.theirsNo
            : words.refused)}
        </ToneTag>
      )}
      {own && !saysNo(own) && (
        <ToneTag tone="accent">
          {say(own.suggested ? words.suggested : words.ours, said(own))}
        </ToneTag>
      )}
      {theirs && !saysNo(theirs) && (
        <ToneTag tone="warn">
          {say(theirs.suggested ? words.suggested : words.theirs, said(theirs))}
        </ToneTag>
      )}
    </span>
  );
}

function PartnerCard({ of, desk, onAsk }: {
  of: Pair;
  desk: DeskProps;
  onAsk: (pair: Pair) => void;
}) {
  const say = useSay();
  const local = useLocal();
  const refresh = useRefreshFair();
  const { message } = App.useApp();
  const onError = useTellFailure();
  const { partner, own, theirs } = of;
  const { participant, may } = desk;
  const title = local(partner.displayName, idOf(partner.unit));
  const refuse = useMutation(FairService.method.createMeetingRequest, { onError,
    onSuccess: () => {
      void message.success(say(words.saidNo));
      void refresh();
    } });
  const { best } = partner;
  const gone = own !== undefined && !isPending(own) &&
    own.state !== MeetingRequest_State.ACCEPTED;
  const asking = say(!own ? words.ask : gone ? words.askAgain : words.change);
  return (
    <article className="card" aria-label={title}>
      <header className="card-head">
        <span className="card-rank number">{partner.rank}</span>
        <h2 className="card-title">{title}</h2>
        <span className="card-score number">{formatScore(partner.points)}</span>
      </header>
      <Said of={of} />
      {best ? (
        <>
          <p className="card-where">
            <Link to={paths.project(programmeOf(best.project),
              idOf(best.project))}>
              {local(best.displayName, idOf(best.project))}
            </Link>
            {partner.projects.length > 1 && ` · ${say(words.moreProjects,
              { n: partner.projects.length - 1 })}`}
          </p>
          {best.parts.length > 0 && (
            <ScoreBar score={best.score} parts={best.parts} />
          )}
          <Reasons parts={best.parts} most={REASONS_SHOWN} />
        </>
      ) : <p className="card-where">{say(words.noProject)}</p>}
      <footer className="card-foot">
        <span className="quiet">
          {say(words.scoreOf, { score: formatScore(partner.score) })}
          {partner.interestPoints > 0 && ` · ${say(words.interest,
            { points: formatScore(partner.interestPoints) })}`}
        </span>
        {may && (
          <div className="project-actions no-print">
            {[own, theirs].map((request) => request && (
              <AnswerButtons key={request.name} request={request}
                side={participant.side} title={title} />
            ))}
            {(!own || gone || (isPending(own) && !own.suggested)) &&
              !partner.meeting && (
              <Button size="small" type={own ?? theirs ? 'default' : 'primary'}
                aria-label={`${asking}: ${title}`} onClick={() => onAsk(of)}>
                {asking}
              </Button>
            )}
            {own && saysNo(own) && (
              <WithdrawButton request={own} title={title} />
            )}
            {!own && !theirs && (
              <Button size="small" type="text" loading={refuse.isPending}
                aria-label={`${say(words.noThanks)}: ${title}`}
                onClick={() => refuse.mutate({ parent: desk.fair.name,
                  meetingRequest: { ...pairOf(participant, partner.unit),
                    kind: MeetingRequest_Kind.NO_THANKS } })}>
                {say(words.noThanks)}
              </Button>
            )}
          </div>
        )}
      </footer>
    </article>
  );
}

function usePartnerSheet() {
  const say = useSay();
  const local = useLocal();
  return (pairs: readonly Pair[]) => ({
    title: say(words.title),
    columns: [{ heading: say(common.rank), width: 8 },
      { heading: say(words.title), width: 30 },
      { heading: say(words.points), width: 10 },
      { heading: say(common.score), width: 10 },
      { heading: say(words.best), width: 40 },
      { heading: say(words.wanted), width: 16 }],
    rows: pairs.map(({ partner: p, own, theirs }) => {
      const said = own ?? theirs;
      return [p.rank, local(p.displayName, idOf(p.unit)), p.points / 100,
        p.score / 100,
        p.best ? local(p.best.displayName, idOf(p.best.project)) : null,
        said ? say(requestStateText(said)) : null];
    }),
  });
}

export function PartnersView(desk: DeskProps) {
  const say = useSay();
  const [state, change] = useUrlState(spec);
  const [asking, setAsking] = useState<Pair | undefined>();
  const partners = usePartners(desk.participant);
  const requests = useRequests(desk.fair.name, desk.participant.unit);
  const sheet = usePartnerSheet();
  const byName = new Map((requests.data ?? []).map((r) => [r.name, r]));
  const pairs = (partners.data ?? []).map((partner): Pair => ({ partner,
    own: byName.get(partner.ownRequest),
    theirs: byName.get(partner.theirRequest) }));
  const shown = pairs.filter(({ own, theirs }) => state.only === '' ||
    (state.only === 'asked' ? own !== undefined : [own, theirs].some((r) =>
      r !== undefined && mayAnswer(r, desk.participant.side))));
  return (
    <>
      <div className="ranking-notes">
        <span>{say(words.lead)} · {say(words.found, { n: shown.length })}</span>
        <span className="panel-tools no-print">
          <Segmented<(typeof state)['only']> value={state.only}
            aria-label={say(words.title)} onChange={(only) => change({ only })}
            options={[{ value: '', label: say(words.all) },
              { value: 'waiting', label: say(words.waiting) },
              { value: 'asked', label: say(words.wanted) }]} />
          <ExportButton sheet={() => sheet(shown)}
            disabled={shown.length === 0} />
        </span>
      </div>
      <Answer of={partners}>{() => (shown.length === 0
        ? <Nothing title={say(words.none)} />
        : (
          <div className="cards">
            {shown.map((pair) => (
              <PartnerCard key={pair.partner.unit} of={pair} desk={desk}
                onAsk={setAsking} />
            ))}
          </div>
        ))}</Answer>
      {asking && (
        <RequestDialog {...desk} partner={asking.partner} before={asking.own}
          onClose={() => setAsking(undefined)} />
      )}
    </>
  );
}
