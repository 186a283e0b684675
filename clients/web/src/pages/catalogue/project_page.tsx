// Everything about one project; for a supporter also why it ranks where it
// does, and its interest.
import {
  CloseCircleOutlined, PrinterOutlined, StarFilled, StarOutlined,
} from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { Button, Tag } from 'antd';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { usePlace } from '../../app/place';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import {
  formatCount, formatDate, formatWan, formatYears,
} from '../../format';
import {
  CatalogueService, type FundNeed, type Project,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { MatchingService } from '../../gen/duikou/matching/v1/matching_service_pb';
import type { Contact } from '../../gen/duikou/type/v1/text_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { needKindLabels, readinessLabels } from '../../labels';
import { names } from '../../names';
import { DataTable } from '../../parts/data_table';
import { ExportButton } from '../../parts/export_button';
import { openOf } from '../../parts/money';
import { Facts, Page, Panel } from '../../parts/page';
import { StateTag } from '../../parts/state_tag';
import { Answer } from '../../parts/states';
import { useMayEdit } from '../../queries/own_units';
import { useCalled, useUnit, type Called } from '../../queries/reference';
import { attentionWords } from '../recipient/texts';
import { useDismissing, useShortlist } from '../supporter/choices';
import { words as choosing } from '../supporter/texts';
import { integerParam, useUrlState } from '../../url_state';
import { ExplainPanel } from './explain_panel';
import { ProjectHistory } from './history_panel';
import { InterestPanel, useInterest } from './interest_panel';
import { useInterestSheets } from './interest_sheets';
import { useExplainSheet, useProjectSheets } from './project_sheets';
import { words } from './texts';

const spec = { year: integerParam(0, 0, 2200) };

function FundNeedTable({ project, called }: {
  project: Project;
  called: Called;
}) {
  const say = useSay();
  return (
    <Panel title={say(words.fundNeeds)}>
      {project.fundNeeds.length === 0
        ? <p className="quiet">{say(words.noFunds)}</p>
        : (
          <DataTable<FundNeed> label={say(words.fundNeeds)} size="small" rowKey="fundKind"
            dataSource={project.fundNeeds} scroll={{ x: 420 }}
            columns={[
              { title: say(common.fundKind), key: 'kind',
                render: (_, n) => called.fundKind(n.fundKind) },
              { title: say(words.total), key: 'total', align: 'right',
                className: 'number', render: (_, n) => formatWan(n.totalFen) },
              { title: say(words.open), key: 'open', align: 'right',
                className: 'number',
                render: (_, n) => <strong>{formatWan(openOf(n))}</strong> },
              { title: say(words.leastShare), key: 'least', align: 'right',
                className: 'number', render: (_, n) =>
                  (n.leastShareFen > 0n ? formatWan(n.leastShareFen) : '—') },
            ]} />
        )}
      <p className="panel-note">
        {say(words.sharing, { how: say(
          project.shareable ? words.shareable : words.oneOnly) })}
        {project.allOrNothing && <> · {say(words.allOrNothing)}</>}
      </p>
    </Panel>
  );
}

function ContactLine({ contact }: { contact: Contact }) {
  return (
    <>
      {contact.displayName}
      {contact.title && <span className="quiet"> {contact.title}</span>}
      {contact.phone && (
        <><br /><a href={`tel:${contact.phone}`}>{contact.phone}</a></>)}
      {contact.email && (
        <><br /><a href={`mailto:${contact.email}`}>{contact.email}</a></>)}
    </>
  );
}

function Particulars({ project, called }: { project: Project; called: Called }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const recipient = useUnit(project.recipient);
  const { standing } = project;
  const people = (n: number | undefined) => (n ? formatCount(n) : '—');
  const yesNo = (yes: boolean | undefined) => say(yes ? common.yes : common.no);
  return (
    <>
      <Panel title={say(words.facts)}>
        <Facts of={[
          [say(words.where), called.area(project.area) +
            (project.village ? ` ${project.village}` : '')],
          [say(common.sector), called.sector(project.sector)],
          [say(common.years), formatYears(project.firstYear, project.lastYear)],
          [say(common.readiness), say(readinessLabels[project.readiness])],
          [say(words.recipient), local(recipient?.displayName, '—')],
          [say(words.published), formatDate(project.publishTime, language)],
        ]} />
      </Panel>
      <Panel title={say(words.description)}>
        <p className="prose">
          {local(project.description) ||
            <span className="quiet">{say(words.noDescription)}</span>}
        </p>
      </Panel>
      <FundNeedTable project={project} called={called} />
      <Panel title={say(words.otherNeeds)}>
        {project.otherNeeds.length === 0
          ? <p className="quiet">{say(common.none)}</p>
          : (
            <ul className="tags">
              {project.otherNeeds.map((need) => (
                <li key={need.kind}>
                  <Tag>{need.quantity > 0
                    ? say(words.quantity, { kind: say(needKindLabels[need.kind]),
                      n: formatCount(need.quantity) })
                    : say(needKindLabels[need.kind])}</Tag>
                  {need.note && <span className="quiet">{need.note}</span>}
                </li>
              ))}
            </ul>
          )}
      </Panel>
      <Panel title={say(words.standing)}>
        <Facts of={[
          [say(words.demonstrationSite), yesNo(standing?.demonstrationSite)],
          [say(words.resettlement), yesNo(standing?.resettlementCommunity)],
          [say(words.peopleHelped), people(standing?.peopleHelped)],
          [say(words.jobs), people(standing?.jobs)],
          [say(words.training), people(standing?.trainingPlaces)],
        ]} />
      </Panel>
      {(project.responsibleLeader ?? project.contact) && (
        <Panel title={say(words.contacts)}>
          <Facts of={[
            [say(words.leader), project.responsibleLeader
              ? <ContactLine contact={project.responsibleLeader} /> : '—'],
            [say(words.contact), project.contact
              ? <ContactLine contact={project.contact} /> : '—'],
          ]} />
        </Panel>
      )}
      <ProjectHistory name={project.name} />
      {project.source && (
        <p className="quiet page-source">
          {say(common.sourceOf, { source: project.source })}
        </p>
      )}
    </>
  );
}

// Tells the county, once a visit, that the supporter has looked.
function useRecordView(programme: string, unit: string, project: string,
    asSupporter: boolean) {
  const { mutate } = useMutation(MatchingService.method.recordProjectView);
  useEffect(() => {
    if (!asSupporter) return;
    mutate({
      supporter: names.unit.format({ programme, unit }),
      project: names.project.format({ programme, project }),
    });
  }, [mutate, programme, unit, project, asSupporter]);
}

export function ProjectPage() {
  const say = useSay();
  const local = useLocal();
  const { project: id = '' } = useParams();
  const { programme, unit } = usePlace();
  const [{ year }] = useUrlState(spec);
  const session = useSession();
  const groups = session.groupsIn(programme);
  const called = useCalled(programme);
  const mayEdit = useMayEdit(programme);
  const name = names.project.format({ programme, project: id });
  const answer = useQuery(CatalogueService.method.getProject, { name });
  const shortlist = useShortlist(programme, unit);
  const dismissing = useDismissing(programme, unit);
  const acts = unit !== '' && session.actsFor(programme, unit);
  useRecordView(programme, unit, id,
    acts && groups.has(PermissionGroup.SUPPORTER));
  const explained = useQuery(MatchingService.method.explainRecommendation,
    { supporter: names.unit.format({ programme, unit }), year, project: name },
    { enabled: unit !== '' });
  const interests = useInterest(programme, unit, name);
  const title = local(answer.data?.displayName, id);
  const kept = shortlist.has(name);
  const projectSheets = useProjectSheets(programme);
  const explainSheet = useExplainSheet();
  const interestSheets = useInterestSheets(programme);
  const sheets = () => (answer.data ? [
    ...projectSheets(answer.data),
    ...(explained.data ? [explainSheet(explained.data)] : []),
    ...(interests.data ? interestSheets(interests.data.interests,
      new Map([[name, answer.data]])) : []),
  ] : []);
  return (
    <Page title={title}
      lead={answer.data && (
        <>
          <StateTag state={answer.data.state} />{' '}
          {called.area(answer.data.area)} · {called.sector(answer.data.sector)}
          {' · '}<span className="quiet">{id}</span>
        </>
      )}
      actions={
        <>
          {acts && (
            <>
              <Button type={kept ? 'default' : 'primary'} aria-pressed={kept}
                className={kept ? 'pressed' : ''}
                icon={kept ? <StarFilled /> : <StarOutlined />}
                onClick={() => shortlist.toggle(name)}>
                {say(kept ? choosing.shortlisted : choosing.shortlist)}
              </Button>
              <Button icon={<CloseCircleOutlined />}
                onClick={() => dismissing.ask(name, title)}>
                {say(choosing.dismiss)}
              </Button>
            </>
          )}
          {answer.data && mayEdit(answer.data) && (
            <>
              <Link to={paths.attention(programme, id)}>
                <Button tabIndex={-1}>{say(attentionWords.title)}</Button>
              </Link>
              <Link to={paths.projectEdit(programme, id)}>
                <Button tabIndex={-1}>{say(common.edit)}</Button>
              </Link>
            </>
          )}
          <ExportButton sheet={sheets} name={title} disabled={!answer.data ||
            (unit !== '' && (explained.isPending || interests.isPending))} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say(common.print)}
          </Button>
        </>
      }>
      <Answer of={answer} rows={12}>{(project) => (
        <div className={unit ? 'columns' : ''}>
          <div><Particulars project={project} called={called} /></div>
          {unit && (
            <div>
              <ExplainPanel programme={programme} unit={unit}
                explained={explained} />
              <InterestPanel programme={programme} unit={unit}
                project={project} mayChange={acts}
                year={year || new Date().getFullYear()} />
            </div>
          )}
        </div>
      )}</Answer>
      {dismissing.dialog}
    </Page>
  );
}
