// Writing a new project, and editing one.
import { useQuery } from '@connectrpc/connect-query';
import { Alert, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { paths } from '../../app/paths';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { StateTag } from '../../parts/state_tag';
import { Answer, Loading } from '../../parts/states';
import { useMayEdit } from '../../queries/own_units';
import { useAreas, useProgramme, useUnit } from '../../queries/reference';
import { useProjectSheets } from '../catalogue/project_sheets';
import { draftOf, emptyDraft } from './project_draft';
import { ProjectEditor } from './project_editor';
import { StateActions } from './state_actions';
import { attentionWords, words } from './texts';

export function NewProjectPage() {
  const say = useSay();
  const navigate = useNavigate();
  const { programme = '', unit = '' } = useParams();
  const name = names.unit.format({ programme, unit });
  const recipient = useUnit(name);
  const known = useProgramme(programme);
  const areas = useAreas(programme).byName;
  const only = recipient?.recipientAreas;
  const today = new Date().getFullYear();
  return (
    <Page title={say(words.newTitle)} lead={say(words.newLead)}>
      {recipient && known && areas.size > 0 ? (
        <ProjectEditor programme={programme} saved={undefined}
          start={emptyDraft(name,
            only?.length === 1 ? (only[0] ?? '') : '',
            Math.min(Math.max(today, known.firstYear), known.lastYear))}
          onSaved={(project) => void navigate(
            paths.projectEdit(programme, idOf(project.name)),
            { replace: true })} />
      ) : <Loading rows={12} />}
    </Page>
  );
}

export function ProjectEditPage() {
  const say = useSay();
  const local = useLocal();
  const navigate = useNavigate();
  const { programme = '', project: id = '' } = useParams();
  const name = names.project.format({ programme, project: id });
  const answer = useQuery(CatalogueService.method.getProject, { name });
  const mayEdit = useMayEdit(programme);
  const project = answer.data;
  const may = project !== undefined && mayEdit(project);
  const sheets = useProjectSheets(programme);
  return (
    <Page title={local(project?.displayName, id)}
      lead={project && (
        <><StateTag state={project.state} />{' '}
          <span className="quiet">{say(words.editTitle)} · {id}</span></>
      )}
      actions={project && (
        <>
          <Link to={paths.project(programme, id)}>
            <Button tabIndex={-1}>{say(words.view)}</Button>
          </Link>
          <Link to={paths.attention(programme, id)}>
            <Button tabIndex={-1}>{say(attentionWords.title)}</Button>
          </Link>
          <ExportButton sheet={() => sheets(project)}
            name={local(project.displayName, id)} />
          {may && (
            <StateActions project={project} onRemoved={() => void navigate(
              paths.ownProjects(programme, idOf(project.recipient)),
              { replace: true })} />
          )}
        </>
      )}>
      <Answer of={answer} rows={12}>{(data) => (may ? (
        <ProjectEditor key={data.state} programme={programme}
          saved={data} start={draftOf(data)}
          onSaved={() => undefined} />
      ) : <Alert type="info" showIcon title={say(words.readOnly)} />)}</Answer>
    </Page>
  );
}
