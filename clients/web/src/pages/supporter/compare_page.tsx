// Up to four projects side by side, for one supporter.
import { PrinterOutlined } from '@ant-design/icons';
import { createQueryOptions, useTransport } from '@connectrpc/connect-query';
import { useQueries } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { wanCell } from '../../export/cells';
import type { Sheet } from '../../export/workbook';
import { formatCount, formatScore, formatWan, formatYears } from '../../format';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  MatchingService, type ExplainRecommendationResponse,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { texts } from '../../i18n/language';
import { useLocal, useSay } from '../../i18n/say';
import { criterionLabels, needKindLabels, readinessLabels } from '../../labels';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { openOf } from '../../parts/money';
import { Page } from '../../parts/page';
import { ScoreBar, Swatch } from '../../parts/score_bar';
import { Loading, Nothing } from '../../parts/states';
import { useProjectsByName } from '../../queries/projects';
import { useCalled, useFundKinds } from '../../queries/reference';
import { integerParam, listParam, useUrlState } from '../../url_state';
import { CRITERIA } from './ranking_state';
import { ProjectActions } from './recommendation_card';
import { useDismissing, useShortlist } from './choices';
import { words as shared } from './texts';

const MOST = 4;
const spec = { ids: listParam(MOST), year: integerParam(0, 0, 2200) };

const words = texts({
  title: ['项目对比', 'Comparison'],
  lead: ['每行的最优值已加粗标出', 'The best figure of each row is in bold'],
  nothing: ['还没有选择要对比的项目', 'No projects are chosen'],
  nothingHint: ['在推荐项目中点“对比”，最多四个。', 'Add up to four on the recommendations page.'],
  row: ['项目', 'Project'],
  rank: ['推荐排名', 'Rank'],
  notRanked: ['未列入推荐', 'Not recommended'],
  people: ['受益人数', 'People helped'],
  needs: ['资金以外的需求', 'Needs besides money'],
  sharing: ['可多家承接', 'Can be shared'],
});

interface Compared {
  id: string;
  project: Project | undefined;
  why: ExplainRecommendationResponse | undefined;
}

interface Row {
  head: ReactNode;
  plain: string;
  cell: (of: Compared) => ReactNode;
  // What a sheet shows.
  text: (of: Compared) => string | number | null;
  // More is better.
  measure?: (of: Compared) => number | undefined;
}

function useRows(programme: string): Row[] {
  const say = useSay();
  const called = useCalled(programme);
  const kinds = useFundKinds(programme);
  // `figure`: what a sheet has instead of the words.
  const plain = (text: string, show: (of: Compared) => string,
      measure?: Row['measure'], figure?: Row['text']): Row =>
    ({ head: text, plain: text, cell: show, text: figure ?? show,
      ...(measure && { measure }) });
  const rank = ({ why }: Compared) => why?.recommendation?.rank ?? 0;
  const people = ({ project }: Compared) => project?.standing?.peopleHelped;
  const score = ({ why }: Compared) => why?.recommendation?.score ?? 0;
  return [
    plain(say(words.rank), (c) => (rank(c) > 0 ? String(rank(c))
      : say(words.notRanked)), (c) => (rank(c) > 0 ? -rank(c) : undefined),
    (c) => rank(c) || say(words.notRanked)),
    plain(say(common.id), (c) => c.id),
    {
      head: say(common.score), plain: say(common.score), measure: score,
      text: (c) => score(c) / 100,
      cell: (c) => (
        <>
          <span className="number compare-score">{formatScore(score(c))}</span>
          <ScoreBar score={score(c)} parts={c.why?.recommendation?.parts ?? []} />
        </>
      ),
    },
    ...CRITERIA.map((criterion): Row => {
      const points = ({ why }: Compared) => why?.recommendation?.parts
        .find((p) => p.criterion === criterion)?.points ?? 0;
      return {
        head: <><Swatch criterion={criterion} /> {say(criterionLabels[criterion])}</>,
        plain: say(criterionLabels[criterion]), measure: points,
        cell: (c) => <span className="number">{formatScore(points(c))}</span>,
        text: (c) => points(c) / 100,
      };
    }),
    plain(say(common.area), (c) => called.area(c.project?.area ?? '')),
    plain(say(common.sector), (c) => called.sector(c.project?.sector ?? '')),
    plain(say(common.years), (c) => (c.project
      ? formatYears(c.project.firstYear, c.project.lastYear) : '')),
    plain(say(common.readiness), (c) => (c.project
      ? say(readinessLabels[c.project.readiness]) : ''),
    (c) => c.project?.readiness),
    ...kinds.map((kind) => {
      const open = (c: Compared) => {
        const need = c.project?.fundNeeds.find((n) => n.fundKind === kind.id);
        return need && openOf(need);
      };
      return plain(
        say(common.openOfKindWan, { kind: called.fundKind(kind.id) }),
        (c) => {
          const fen = open(c);
          return fen === undefined ? '—' : formatWan(fen);
        }, undefined, (c) => wanCell(open(c)));
    }),
    plain(say(words.people), (c) => formatCount(people(c) ?? 0), people,
      (c) => people(c) ?? null),
    plain(say(words.needs), (c) => (c.project?.otherNeeds ?? [])
      .map((n) => say(needKindLabels[n.kind])).join(say(common.and)) || say(common.none)),
    plain(say(words.sharing),
      (c) => say(c.project?.shareable ? common.yes : common.no)),
  ];
}

function isBest(row: Row, of: Compared, all: readonly Compared[]): boolean {
  const values = all.map((c) => row.measure?.(c));
  const own = row.measure?.(of);
  const known = values.filter((v) => v !== undefined);
  return own !== undefined && known.length > 1 &&
    own === Math.max(...known) && own !== Math.min(...known);
}

export function ComparePage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', unit = '' } = useParams();
  const [{ ids, year }, change] = useUrlState(spec);
  const transport = useTransport();
  const full = ids.map((project) => names.project.format({ programme, project }));
  const { byName } = useProjectsByName(programme, full);
  const answers = useQueries({ queries: full.map((project) =>
    createQueryOptions(MatchingService.method.explainRecommendation, {
      supporter: names.unit.format({ programme, unit }), project, year,
    }, { transport })) });
  const rows = useRows(programme);
  const shortlist = useShortlist(programme, unit);
  const dismissing = useDismissing(programme, unit);
  const compared = full.map((name, i): Compared => ({
    id: idOf(name), project: byName.get(name), why: answers[i]?.data }));
  const title = say(words.title);
  const nameOf = (c: Compared) => local(c.project?.displayName, c.id);
  const doing = { shortlist, dismissing, compared: ids,
    toggleCompared: (id: string) =>
      change({ ids: ids.filter((other) => other !== id) }) };
  const sheet = (): Sheet => ({
    title,
    columns: [{ heading: say(words.row), width: 24 },
      ...compared.map((c) => ({ heading: nameOf(c), width: 36 }))],
    rows: rows.map((row) => [row.plain, ...compared.map(row.text)]),
  });
  const waiting = answers.some((a) => a.isPending);
  return (
    <Page title={title} lead={ids.length > 0 && say(words.lead)}
      actions={ids.length > 0 && (
        <>
          <ExportButton sheet={sheet} disabled={waiting} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say(common.print)}
          </Button>
        </>
      )}>
      {ids.length === 0 && (
        <Nothing title={say(words.nothing)} hint={say(words.nothingHint)}>
          <Link to={paths.recommendations(programme, unit)}>
            {say(shared.recommendations)}
          </Link>
        </Nothing>
      )}
      {ids.length > 0 && waiting && <Loading rows={12} />}
      {ids.length > 0 && !waiting && (
        <div className="wide-table panel compare" tabIndex={0} role="region"
          aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say(words.row)}</th>
                {compared.map((c) => (
                  <th key={c.id} scope="col">
                    <Link to={paths.project(programme, c.id, unit)}>
                      {nameOf(c)}
                    </Link>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.plain}>
                  <th scope="row">{row.head}</th>
                  {compared.map((c) => (
                    <td key={c.id}
                      className={isBest(row, c, compared) ? 'compare-best' : ''}>
                      {row.cell(c)}
                    </td>
                  ))}
                </tr>
              ))}
              <tr className="no-print">
                <th scope="row">{say(common.actions)}</th>
                {compared.map((c) => (
                  <td key={c.id}>
                    <ProjectActions title={nameOf(c)} doing={doing}
                      project={names.project.format(
                        { programme, project: c.id })} />
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      )}
      {dismissing.dialog}
    </Page>
  );
}
