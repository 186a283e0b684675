// Who took notice of a project, which supporters would fit it, and the
// interests in it.
import { createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatScore, formatTime } from '../../format';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService, RecommendationView, type ProjectAttention,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { filterLabels } from '../../labels';
import { idOf, names, programmeOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { InterestTag } from '../../parts/interest_tag';
import { Page, Panel } from '../../parts/page';
import { Reasons } from '../../parts/reasons';
import { ScoreBar } from '../../parts/score_bar';
import { StateTag } from '../../parts/state_tag';
import { Answer, Nothing } from '../../parts/states';
import { YearSelect } from '../../parts/year_select';
import { everyEntry } from '../../queries/every_entry';
import { useMayEdit } from '../../queries/own_units';
import { useCalled, useUnits } from '../../queries/reference';
import { integerParam, useUrlState } from '../../url_state';
import { useInterestSheets } from '../catalogue/interest_sheets';
import { InterestToAnswer } from './answer_interest';
import { useAttentionSheets } from './attention_sheets';
import { answerWords, attentionWords as words, words as own } from './texts';

const spec = { year: integerParam(0, 0, 2200) };
const FITTING = 20;
// The most of a page that the server answers.
const MOST = 200;
const REASONS = 3;

// What the page shows of a project; panels and the export share the answers.
const useAttention = (project: string) => useQuery(
  MatchingService.method.listProjectAttention, { project, pageSize: 1000 });

const askFitting = (project: string, year: number) =>
  ({ project, year, pageSize: FITTING, view: RecommendationView.FULL });

const useFitting = (project: string, year: number, enabled: boolean) =>
  useQuery(MatchingService.method.recommendSupporters,
    askFitting(project, year), { enabled });

const useInterestsIn = (project: string) => useQuery(
  MatchingService.method.listInterests, {
    parent: names.programme.format({ programme: programmeOf(project) }),
    project, pageSize: 1000 });

function AttentionPanel({ project }: { project: string }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const attention = useAttention(project);
  return (
    <Panel title={say(words.attention)}>
      <Answer of={attention} rows={3}>{({ attentions }) => (
        attentions.length === 0 ? (
          <Nothing title={say(words.noAttention)}
            hint={say(words.noAttentionHint)} />
        ) : (
          <DataTable<ProjectAttention> label={say(words.attention)}
            size="small" rowKey="supporter" dataSource={attentions}
            scroll={{ x: 480 }} columns={[
              { title: say(words.supporter), key: 'unit',
                render: (_, a) => local(a.displayName, idOf(a.supporter)) },
              { title: say(words.lastView), key: 'view', width: 170,
                render: (_, a) => formatTime(a.lastViewTime, language) },
              { title: say(words.viewDays), key: 'days', width: 90,
                align: 'right', className: 'number',
                render: (_, a) => a.viewDays },
              { title: say(words.shortlisted), key: 'kept', width: 80,
                render: (_, a) => (a.shortlisted ? say(common.yes) : '—') },
              { title: say(words.interest), key: 'interest', width: 110,
                render: (_, a) => <InterestTag state={a.interestState} /> },
            ]} />
        ))}</Answer>
    </Panel>
  );
}

function FittingPanel({ project, year, onYear, programme }: {
  project: string;
  programme: string;
  year: number;
  onYear: (year: number) => void;
}) {
  const say = useSay();
  const local = useLocal();
  const fitting = useFitting(project, year, true);
  return (
    <Panel title={say(words.fit)} extra={(
      <YearSelect programme={programme} onChange={onYear}
        year={year || (fitting.data?.year ?? 0)} />
    )}>
      <Answer of={fitting} rows={10}>{(data) => (
        <>
          <p className="quiet">{say(words.fitCount, { n: data.totalSize })}</p>
          {data.recommendations.length === 0 && (
            <p className="quiet">{say(words.noFit)}</p>
          )}
          <ol className="preview-list">
            {data.recommendations.map((r) => (
              <li key={r.supporter}>
                <span className="number preview-rank">{r.rank}</span>
                <span className="preview-main">
                  <strong>{local(r.displayName, idOf(r.supporter))}</strong>{' '}
                  <InterestTag state={r.interestState} />
                  <ScoreBar score={r.score} parts={r.parts} />
                  <Reasons parts={r.parts} most={REASONS} />
                </span>
                <span className="preview-end number">{formatScore(r.score)}</span>
              </li>
            ))}
          </ol>
          {data.filtered.length > 0 && (
            <div className="panel-note">
              <p>{say(words.filtered)}</p>
              <ul className="counts">
                {data.filtered.map((f) => (
                  <li key={f.code}>
                    <span className="quiet">{say(filterLabels[f.code])}</span>
                    <span className="number">{f.count}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}</Answer>
    </Panel>
  );
}

function InterestsPanel({ programme, project, mayAnswer }: {
  programme: string;
  project: string;
  mayAnswer: boolean;
}) {
  const say = useSay();
  const local = useLocal();
  const units = useUnits(programme);
  const interests = useInterestsIn(project);
  return (
    <Panel title={say(answerWords.title)}>
      <Answer of={interests} rows={2}>{({ interests: list }) => (
        list.length === 0
          ? <p className="quiet">{say(answerWords.none)}</p>
          : (
            <ul className="interests interests-in-panel">
              {list.map((i) => (
                <InterestToAnswer key={i.name} interest={i}
                  mayAnswer={mayAnswer}
                  unit={local(units?.find((u) => u.name === i.supporter)
                    ?.displayName, idOf(i.supporter))} />
              ))}
            </ul>
          ))}</Answer>
    </Panel>
  );
}

export function AttentionPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', project: id = '' } = useParams();
  const [{ year }, change] = useUrlState(spec);
  const called = useCalled(programme);
  const name = names.project.format({ programme, project: id });
  const project = useQuery(CatalogueService.method.getProject, { name });
  const mayEdit = useMayEdit(programme);
  const may = project.data !== undefined && mayEdit(project.data);
  // The project's year that is now, or the nearest.
  const shownYear = year || (project.data
    ? Math.min(project.data.lastYear,
      Math.max(project.data.firstYear, new Date().getFullYear())) : 0);
  const attention = useAttention(name);
  const fitting = useFitting(name, shownYear, project.data !== undefined);
  const interests = useInterestsIn(name);
  const interestSheets = useInterestSheets(programme);
  const attentionSheets = useAttentionSheets();
  const client = createClient(MatchingService, useTransport());
  // All supporters that would fit, of which the page shows the first.
  const sheets = async () => [
    ...interestSheets(interests.data?.interests ?? [],
      new Map(project.data && [[name, project.data]])),
    ...attentionSheets(attention.data?.attentions ?? [], await everyEntry(
      (pageToken) => client.recommendSupporters({ ...askFitting(name,
        shownYear), pageSize: MOST, pageToken }),
      (page) => page.recommendations), fitting.data?.filtered ?? [])];
  const title = local(project.data?.displayName, id);
  return (
    <Page title={title}
      lead={project.data && (
        <><StateTag state={project.data.state} />{' '}
          {called.area(project.data.area)} · {say(words.title)}</>
      )}
      actions={
        <>
          <ExportButton sheet={sheets} name={title} disabled={!project.data ||
            [attention, fitting, interests].some((q) => q.isPending)} />
          <Link to={paths.project(programme, id)}>
            <Button tabIndex={-1}>{say(own.view)}</Button>
          </Link>
          {may && (
            <Link to={paths.projectEdit(programme, id)}>
              <Button tabIndex={-1}>{say(own.edit)}</Button>
            </Link>
          )}
        </>
      }>
      <Answer of={project} rows={10}>{() => (
        <div className="columns columns-even">
          <div>
            <InterestsPanel programme={programme} project={name}
              mayAnswer={may} />
            <AttentionPanel project={name} />
          </div>
          <div>
            <FittingPanel programme={programme} project={name}
              year={shownYear} onYear={(y) => change({ year: y })} />
          </div>
        </div>
      )}</Answer>
    </Page>
  );
}
