// The capability profile, edited with the ranking beside it as it would be.
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { equals } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { Link, useBlocker, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import { formatScore } from '../../format';
import {
  MatchingService, RecommendationView,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import {
  CapabilityProfileSchema, ProfilesService, type CapabilityProfile,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { useDebounced } from '../../parts/debounced';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { ScoreBar } from '../../parts/score_bar';
import { Failure, Loading } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { useUnit } from '../../queries/reference';
import {
  draftOf, isSound, profileOf, type ProfileDraft,
} from './profile_draft';
import {
  AreasEditor, GivingsEditor, OffersEditor, OtherEditor, StrengthsEditor,
} from './profile_fields';
import { useProfileSheets } from './profile_sheets';
import { words } from './profile_texts';

const PREVIEW_MS = 200;
const PREVIEWED = 10;
// So many ranks of the saved profile are known to compare with.
const COMPARED = 200;

function Movement({ was, is }: { was: number | undefined; is: number }) {
  const say = useSay();
  if (was === undefined) {
    return <span className="move move-up">{say(words.entered)}</span>;
  }
  if (was === is) return <span className="move unseen">{say(words.same)}</span>;
  const n = Math.abs(was - is);
  const up = was > is;
  return (
    <span className={up ? 'move move-up' : 'move move-down'}
      title={say(up ? words.up : words.down, { n })}>
      {up ? <ArrowUpOutlined /> : <ArrowDownOutlined />}
      <span aria-hidden>{n}</span>
      <span className="unseen">{say(up ? words.up : words.down, { n })}</span>
    </span>
  );
}

function Preview({ programme, unit, profile, sound, hasSaved }: {
  programme: string;
  unit: string;
  profile: CapabilityProfile;
  sound: boolean;
  hasSaved: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const supporter = names.unit.format({ programme, unit });
  const settled = useDebounced(profile, PREVIEW_MS);
  const saved = useQuery(MatchingService.method.recommendProjects,
    { supporter, pageSize: COMPARED }, { enabled: hasSaved });
  const edited = useQuery(MatchingService.method.recommendProjects, {
    supporter, profile: settled, pageSize: PREVIEWED,
    view: RecommendationView.FULL,
  }, { placeholderData: keepPreviousData, enabled: sound });
  const was = useMemo(() => new Map(
    (saved.data?.recommendations ?? []).map((r) => [r.project, r.rank])),
  [saved.data]);
  return (
    <Panel title={say(words.preview)} className="preview"
      extra={say(words.previewHint)}>
      {!sound && <p className="bad">{say(words.unsound)}</p>}
      {edited.error && sound && (
        <Failure error={edited.error} onRetry={() => void edited.refetch()} />
      )}
      {edited.isPending && sound && <Loading rows={8} />}
      {edited.data && (
        <div className="ranking-list" aria-busy={edited.isFetching}
          data-stale={edited.isPlaceholderData || !sound}>
          <p className="quiet" role="status">
            {say(words.total, { n: edited.data.totalSize })}
            {saved.data && saved.data.totalSize !== edited.data.totalSize &&
              say(words.totalWas, { n: saved.data.totalSize })}
          </p>
          <ol className="preview-list">
            {edited.data.recommendations.map((r) => (
              <li key={r.project}>
                <span className="number preview-rank">{r.rank}</span>
                <span className="preview-main">
                  <Link to={paths.project(programme, idOf(r.project), unit)}>
                    {local(r.displayName, idOf(r.project))}
                  </Link>
                  <ScoreBar score={r.score} parts={r.parts} />
                </span>
                <span className="preview-end">
                  <span className="number">{formatScore(r.score)}</span>
                  {saved.data && (
                    <Movement was={was.get(r.project)} is={r.rank} />
                  )}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Panel>
  );
}

function Editor({ programme, unit, saved, mayChange }: {
  programme: string;
  unit: string;
  saved: CapabilityProfile | undefined;
  mayChange: boolean;
}) {
  const say = useSay();
  const { message, modal } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const [draft, setDraft] = useState<ProfileDraft>(() => draftOf(saved));
  const profile = useMemo(() => profileOf(draft, saved), [draft, saved]);
  const untouched = useMemo(() => profileOf(draftOf(saved), saved), [saved]);
  const changed = !equals(CapabilityProfileSchema, profile, untouched);
  const sound = isSound(draft);
  const done = {
    onSuccess: () => {
      void message.success(say(common.saved));
      void invalidate(ProfilesService, 'GetCapabilityProfile',
        'ListCapabilityProfiles');
      void invalidate(MatchingService);
    },
    onError: tellFailure,
  };
  const createOne = useMutation(
    ProfilesService.method.createCapabilityProfile, done);
  const update = useMutation(
    ProfilesService.method.updateCapabilityProfile, done);
  const suggest = useMutation(
    MatchingService.method.suggestCapabilityProfile, {
      onSuccess: ({ capabilityProfile }) =>
        setDraft(draftOf(capabilityProfile)),
      onError: tellFailure,
    });
  const save = () => (saved
    ? update.mutate({ capabilityProfile: profile, updateMask: { paths: ['*'] } })
    : createOne.mutate({ parent: names.programme.format({ programme }),
      capabilityProfile: profile, capabilityProfileId: unit }));
  const blocker = useBlocker(({ currentLocation, nextLocation }) =>
    changed && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    modal.confirm({ title: say(words.leave), okText: say(words.discard),
      cancelText: say(common.cancel), onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset() });
  }, [blocker, modal, say]);
  const editing = {
    programme, draft, disabled: !mayChange,
    change: (changes: Partial<ProfileDraft>) =>
      setDraft((now) => ({ ...now, ...changes })),
  };
  return (
    <>
      {!mayChange && (
        <Alert className="page-alert" type="info" showIcon
          title={say(words.readOnly)} />
      )}
      {mayChange && (
        <p className="no-print">
          <Button loading={suggest.isPending}
            onClick={() => suggest.mutate({
              supporter: names.unit.format({ programme, unit }) })}>
            {say(words.suggest)}
          </Button>
        </p>
      )}
      {suggest.data && changed && (
        <Alert className="page-alert" type="info" showIcon
          title={say(words.suggested, { n: suggest.data.projectCount,
            first: suggest.data.firstYear, last: suggest.data.lastYear })}
          description={say(words.suggestedHint)} />
      )}
      <div className="columns columns-wide-end">
        <div>
          <StrengthsEditor {...editing} />
          <AreasEditor {...editing} />
          <GivingsEditor {...editing} />
          <OffersEditor {...editing} />
          <OtherEditor {...editing} />
          {mayChange && (
            <div className="save-bar no-print">
              {changed && <span className="warn">{say(words.unsaved)}</span>}
              <Button disabled={!changed}
                onClick={() => setDraft(draftOf(saved))}>
                {say(words.discard)}
              </Button>
              <Button type="primary" disabled={!changed || !sound}
                loading={update.isPending || createOne.isPending}
                onClick={save}>{say(common.save)}</Button>
            </div>
          )}
        </div>
        <div className="preview-place">
          <Preview programme={programme} unit={unit} profile={profile}
            sound={sound} hasSaved={saved !== undefined} />
        </div>
      </div>
    </>
  );
}

export function ProfilePage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', unit = '' } = useParams();
  const mayChange = useSession().actsFor(programme, unit);
  const answer = useQuery(ProfilesService.method.getCapabilityProfile,
    { name: names.profile.format({ programme, profile: unit }) },
    { retry: false });
  const unitName = local(
    useUnit(names.unit.format({ programme, unit }))?.displayName, unit);
  const missing = answer.error !== null &&
    ConnectError.from(answer.error).code === Code.NotFound;
  const sheets = useProfileSheets(programme);
  return (
    <Page title={say(words.title)} lead={say(words.lead, { unit: unitName })}
      actions={<ExportButton name={say(words.title)} disabled={!answer.data}
        sheet={() => (answer.data ? sheets(answer.data) : [])} />}>
      {answer.isPending && <Loading rows={12} />}
      {answer.error && !missing && (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {(answer.data ?? missing) && (
        <Editor key={answer.data?.etag ?? 'new'} programme={programme}
          unit={unit} saved={answer.data} mayChange={mayChange} />
      )}
    </Page>
  );
}
