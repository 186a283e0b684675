// The weights of the criteria as versions: those in force, sliders to adjust
// them with the effect on a supporter's ranking, and what was in force before.
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import {
  createQueryOptions, useMutation, useQuery, useTransport,
} from '@connectrpc/connect-query';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm, Select, Slider } from 'antd';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  curveOf, curvesOf, curveText, isStraight, STRAIGHT, type Curves,
} from '../../curves';
import { formatScore, formatTime } from '../../format';
import {
  MatchingService, RecommendationView, type Criterion, type CriterionWeight,
  type Recommendation, type WeightVersion,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { criterionHints, criterionLabels } from '../../labels';
import { idOf, names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { useDebounced } from '../../parts/debounced';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { ScoreBar, Swatch } from '../../parts/score_bar';
import { Answer } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { ToneTag } from '../../parts/tone_tag';
import { ValueCurve } from '../../parts/value_curve';
import { useInvalidate } from '../../queries/client';
import { useUnits } from '../../queries/reference';
import { textParam, useUrlState } from '../../url_state';
import {
  CRITERIA, criterionKey, percentages, weightsOf,
} from '../supporter/ranking_state';
import { words as sliders } from '../supporter/texts';
import { ReadOnly } from './read_only';
import { weightsWords as words } from './texts';
import { useListsForAll, WeightsForAll, type ListsForAll } from './weights_for_all';
import { WeightsProposal } from './weights_proposal';
import { useWeightsSheets } from './weights_sheets';

const PREVIEW_MS = 150;
const SHOWN = 10;
const COMPARED = 200;

const spec = { unit: textParam() };

type Shares = Record<string, number>;

function Move({ was, is }: { was: number | undefined; is: number }) {
  if (was === undefined || was === is) {
    return <span className="quiet">{was === undefined ? '+' : '—'}</span>;
  }
  const up = was > is;
  return (
    <span className={up ? 'move move-up' : 'move move-down'}>
      {up ? <ArrowUpOutlined /> : <ArrowDownOutlined />}{Math.abs(was - is)}
    </span>
  );
}

// The supporter that the effect of weights is shown for; empty: there is none.
function useExample(programme: string) {
  const [state, change] = useUrlState(spec);
  const supporters = (useUnits(programme) ?? [])
    .filter((u) => u.sides.includes(Side.SUPPORTER));
  const unit = state.unit || idOf(supporters[0]?.name ?? '');
  return { supporters, unit,
    choose: (next: string) => change({ unit: next }) };
}

const { listWeightVersions, proposeWeights, recommendProjects } =
  MatchingService.method;

const everyVersion = (programme: string) =>
  ({ parent: names.programme.format({ programme }), pageSize: 1000 });

const rankedNow = (supporter: string) => ({ supporter, pageSize: COMPARED });

const rankedBy = (supporter: string, weights: readonly CriterionWeight[]) => ({
  supporter, pageSize: SHOWN, weights: [...weights],
  view: RecommendationView.FULL });

const ranksOf = (ranking: { recommendations: Recommendation[] } | undefined) =>
  new Map((ranking?.recommendations ?? []).map((r) => [r.project, r.rank]));

function Effect({ programme, weights }: {
  programme: string;
  weights: readonly CriterionWeight[];
}) {
  const say = useSay();
  const local = useLocal();
  const { supporters, unit, choose } = useExample(programme);
  const supporter = names.unit.format({ programme, unit });
  const settled = useDebounced(weights, PREVIEW_MS);
  const before = useQuery(recommendProjects, rankedNow(supporter),
    { enabled: unit !== '' });
  const after = useQuery(recommendProjects, rankedBy(supporter, settled),
    { enabled: unit !== '', placeholderData: keepPreviousData });
  const was = useMemo(() => ranksOf(before.data), [before.data]);
  return (
    <Panel title={say(words.effect)} extra={say(words.effectHint)}>
      <Select showSearch optionFilterProp="label" className="filter-select"
        value={unit || null} aria-label={say(words.effectFor)}
        placeholder={say(words.chooseUnit)}
        onChange={choose}
        options={supporters.map((u) => ({ value: idOf(u.name),
          label: local(u.displayName, idOf(u.name)) }))} />
      <Answer of={after} rows={10}>{({ recommendations }) => (
        <ol className="preview-list ranking-list"
          data-stale={after.isPlaceholderData}>
          {recommendations.map((r) => (
            <li key={r.project}>
              <span className="number preview-rank">{r.rank}</span>
              <span className="preview-main">
                {local(r.displayName, idOf(r.project))}
                <ScoreBar score={r.score} parts={r.parts} />
              </span>
              <span className="preview-end">
                <span className="number">{formatScore(r.score)}</span>
                {before.data && <Move was={was.get(r.project)} is={r.rank} />}
              </span>
            </li>
          ))}
        </ol>
      )}</Answer>
    </Panel>
  );
}

// What a version would hold: how much each criterion counts, and how.
interface Draft { shares: Shares; curves: Curves }

const draftOf = (weights: readonly CriterionWeight[]): Draft =>
  ({ shares: percentages(weights), curves: curvesOf(weights) });

function isChanged(draft: Draft, inForce: Draft): boolean {
  const now = percentages(weightsOf(draft.shares));
  const curve = (of: Draft, c: Criterion) =>
    curveText(of.curves.get(c) ?? STRAIGHT);
  return CRITERIA.some((c) => {
    const key = criterionKey(c);
    return (now[key] ?? 0) !== (inForce.shares[key] ?? 0) ||
      curve(draft, c) !== curve(inForce, c);
  });
}

function Adjust({ programme, inForce, draft, setDraft }: {
  programme: string;
  inForce: Draft;
  draft: Draft;
  setDraft: (draft: Draft) => void;
}) {
  const { shares, curves } = draft;
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const [note, setNote] = useState('');
  const mayChange = useSession().isOffice(programme);
  const save = useMutation(MatchingService.method.createWeightVersion, {
    onSuccess: () => {
      void message.success(say(words.saved));
      setNote('');
      void invalidate(MatchingService);
    },
    onError: tellFailure,
  });
  const weights = weightsOf(shares);
  const now = percentages(weights);
  const changed = isChanged(draft, inForce);
  const straight = CRITERIA.every((c) => isStraight(curves.get(c) ?? STRAIGHT));
  return (
    <Panel title={say(mayChange ? words.adjust : words.inForce)}>
      <div className="weights-stack">
        {CRITERIA.map((criterion) => {
          const key = criterionKey(criterion);
          return (
            <div key={key} className="weights-row weights-row-curve">
              <span className="weights-name">
                <Swatch criterion={criterion} />
                {say(criterionLabels[criterion])}
              </span>
              <Slider min={0} max={100} value={shares[key] ?? 0}
                disabled={!mayChange} tooltip={{ open: false }}
                ariaLabelForHandle={say(sliders.weightOf,
                  { criterion: say(criterionLabels[criterion]) })}
                onChange={(value) => setDraft(
                  { curves, shares: { ...shares, [key]: value } })} />
              <span className="number weights-share">{now[key] ?? 0}%</span>
              <ValueCurve criterion={criterion}
                points={curves.get(criterion) ?? STRAIGHT}
                before={inForce.curves.get(criterion) ?? STRAIGHT} />
              <span className="weights-hint quiet">
                {say(criterionHints[criterion])}
              </span>
            </div>
          );
        })}
      </div>
      {mayChange && (
        <div className="weights-save no-print">
          <Input value={note} maxLength={1000} aria-label={say(words.note)}
            placeholder={`${say(words.note)} · ${say(words.noteHint)}`}
            onChange={(e) => setNote(e.target.value)} />
          <Button disabled={!changed} onClick={() => setDraft(inForce)}>
            {say(common.reset)}
          </Button>
          {!straight && (
            <Button onClick={() => setDraft({ shares, curves: new Map() })}>
              {say(words.straighten)}
            </Button>
          )}
          <Popconfirm title={say(words.confirm)} okText={say(common.confirm)}
            description={say(words.confirmHint)} cancelText={say(common.cancel)}
            onConfirm={() => save.mutate({
              parent: names.programme.format({ programme }),
              weightVersion: { weights: weightsOf(now, curves),
                note: note.trim() } })}>
            <Button type="primary" loading={save.isPending}
              disabled={!changed || weights.length === 0}>
              {say(words.save)}
            </Button>
          </Popconfirm>
        </div>
      )}
    </Panel>
  );
}

// Deletes the version in force, as it was read, so that the former one is.
function Undo({ version, onDone }: {
  version: WeightVersion;
  onDone: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const undo = useMutation(MatchingService.method.deleteWeightVersion, {
    onSuccess: () => {
      void message.success(say(words.undone));
      onDone();
      void invalidate(MatchingService);
    },
    onError: useTellFailure(),
  });
  return (
    <Popconfirm title={say(words.undoConfirm)} okText={say(common.confirm)}
      description={say(words.undoHint)} cancelText={say(common.cancel)}
      onConfirm={() => undo.mutate({ name: version.name, etag: version.etag })}>
      <Button size="small" type="link" loading={undo.isPending}
        aria-label={`${say(words.undo)}: ${idOf(version.name)}`}>
        {say(words.undo)}
      </Button>
    </Popconfirm>
  );
}

function BentCurves({ weights }: { weights: readonly CriterionWeight[] }) {
  const bent = CRITERIA.filter((c) => !isStraight(curveOf(weights, c)));
  return bent.length === 0 ? '—' : bent.map((criterion) => (
    <ValueCurve key={criterion} criterion={criterion}
      points={curveOf(weights, criterion)} />
  ));
}

function Versions({ programme, onUse }: {
  programme: string;
  // Undefined: as they are in force.
  onUse: (draft: Draft | undefined) => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const mayChange = useSession().isOffice(programme);
  const versions = useQuery(listWeightVersions, everyVersion(programme));
  return (
    <Panel title={say(words.versions)}>
      <Answer of={versions} rows={3}>{({ weightVersions }) => (
        weightVersions.length === 0
          ? <p className="quiet">{say(words.none)}</p>
          : (
            <DataTable<WeightVersion> label={say(words.versions)} size="small"
              rowKey="name" scroll={{ x: 890 }}
              dataSource={[...weightVersions].reverse()}
              columns={[
                { title: say(words.version), key: 'name', width: 110,
                  render: (_, v) => (
                    <>{idOf(v.name)}{' '}
                      {v.effective && (
                        <ToneTag tone="good">{say(words.current)}</ToneTag>
                      )}</>) },
                { title: say(words.when), key: 'time', width: 170,
                  render: (_, v) => formatTime(v.createTime, language) },
                { title: say(words.note), key: 'note', width: 220,
                  render: (_, v) => v.note || '—' },
                ...CRITERIA.map((c) => ({
                  title: say(criterionLabels[c]), key: criterionKey(c),
                  className: 'number', align: 'right' as const, width: 90,
                  render: (_: unknown, v: WeightVersion) =>
                    `${percentages(v.weights)[criterionKey(c)] ?? 0}%` })),
                { title: say(words.curve), key: 'curve', width: 130,
                  render: (_, v) => <BentCurves weights={v.weights} /> },
                ...(mayChange ? [{ title: say(common.actions), key: 'use',
                  className: 'no-print',
                  width: 160, render: (_: unknown, v: WeightVersion) => (
                    <>
                      <Button size="small" type="link"
                        aria-label={`${say(words.use)}: ${idOf(v.name)}`}
                        onClick={() => onUse(draftOf(v.weights))}>
                        {say(words.use)}
                      </Button>
                      {v.effective && (
                        <Undo version={v} onDone={() => onUse(undefined)} />
                      )}
                    </>) }] : []),
              ]} />
          ))}</Answer>
    </Panel>
  );
}

// What the page shows, from the cache where it is there.
function useSheets(programme: string, inForce: readonly CriterionWeight[],
    weights: readonly CriterionWeight[], forAll: ListsForAll | undefined) {
  const local = useLocal();
  const cache = useQueryClient();
  const transport = useTransport();
  const sheetsOf = useWeightsSheets();
  const { supporters, unit } = useExample(programme);
  const supporter = names.unit.format({ programme, unit });
  const ranked = (asked: ReturnType<typeof rankedNow>) => (unit === ''
    ? undefined
    : cache.fetchQuery(createQueryOptions(
      recommendProjects, asked, { transport })));
  return async () => {
    const parent = names.programme.format({ programme });
    const [{ weightVersions }, proposal, now, after] = await Promise.all([
      cache.fetchQuery(createQueryOptions(
        listWeightVersions, everyVersion(programme), { transport })),
      cache.fetchQuery(createQueryOptions(
        proposeWeights, { parent }, { transport })),
      ranked(rankedNow(supporter)), ranked(rankedBy(supporter, weights))]);
    return sheetsOf({ inForce, proposal, forAll, versions: weightVersions,
      ranks: ranksOf(now),
      after: after?.recommendations ?? [], unit: local(supporters.find(
        (u) => u.name === supporter)?.displayName, unit) });
  };
}

export function WeightsPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const mayChange = useSession().isOffice(programme);
  const answer = useQuery(MatchingService.method.getEffectiveWeights,
    { parent: names.programme.format({ programme }) });
  const inForce = useMemo(
    () => draftOf(answer.data?.weights ?? []), [answer.data]);
  // Undefined: as they are in force.
  const [own, setOwn] = useState<Draft | undefined>();
  const draft = own ?? inForce;
  const weights = useMemo(
    () => weightsOf(draft.shares, draft.curves), [draft]);
  const forAll = useListsForAll(programme);
  const sheets = useSheets(programme, answer.data?.weights ?? [], weights,
    forAll.run.data);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}
      actions={<ExportButton sheet={sheets} name={say(words.title)}
        disabled={!answer.data} />}>
      <ReadOnly unless={mayChange} />
      <Answer of={answer} rows={8}>{() => (
        <>
          <div className="columns columns-even">
            <div>
              <Adjust programme={programme} inForce={inForce} draft={draft}
                setDraft={setOwn} />
            </div>
            <div><Effect programme={programme} weights={weights} /></div>
          </div>
          <WeightsForAll of={forAll} weights={weights} />
          <WeightsProposal programme={programme} />
          <Versions programme={programme} onUse={setOwn} />
        </>
      )}</Answer>
    </Page>
  );
}
