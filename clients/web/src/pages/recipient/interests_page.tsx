// The interests of supporters in the projects of a recipient; for the office,
// in all of them.
import { useQuery } from '@connectrpc/connect-query';
import { Segmented } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import {
  Interest_State, MatchingService,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { interestStateLabels } from '../../labels';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useMayEdit, useUnitWithThoseBelow } from '../../queries/own_units';
import { useProjectsByName } from '../../queries/projects';
import { useUnit, useUnits } from '../../queries/reference';
import { integerParam, useUrlState } from '../../url_state';
import { useInterestSheets } from '../catalogue/interest_sheets';
import { InterestToAnswer } from './answer_interest';
import { answerWords as words } from './texts';

const MOST = 1000;

const spec = { state: integerParam(0, 0, Interest_State.WITHDRAWN) };

export function InterestsPage() {
  const say = useSay();
  const local = useLocal();
  // No unit: those of the whole programme.
  const { programme = '', unit = '' } = useParams();
  const [{ state }, change] = useUrlState(spec);
  const units = useUnits(programme);
  const unitName = local(useUnit(unit &&
    names.unit.format({ programme, unit }))?.displayName, unit);
  const recipients = useUnitWithThoseBelow(programme, unit);
  const mayEdit = useMayEdit(programme);
  const interests = useQuery(MatchingService.method.listInterests, {
    parent: names.programme.format({ programme }), pageSize: MOST,
  });
  const all = interests.data?.interests ?? [];
  const { byName, complete } = useProjectsByName(
    programme, [...new Set(all.map((i) => i.project))]);
  const own = all.filter((i) => {
    const project = byName.get(i.project);
    return project && (unit === '' || recipients.includes(project.recipient));
  });
  const count = (s: Interest_State) => own.filter((i) => i.state === s).length;
  const shown = own.filter((i) => state === 0 || i.state === state)
    .sort((a, b) => a.state - b.state);
  const called = (name: string) =>
    local(units?.find((u) => u.name === name)?.displayName, idOf(name));
  const sheets = useInterestSheets(programme);
  return (
    <Page title={say(words.title)}
      lead={unit ? say(words.lead, { unit: unitName }) : say(words.leadAll)}
      actions={<ExportButton sheet={() => sheets(shown, byName)}
        disabled={shown.length === 0 || !complete} />}>
      <div className="toolbar no-print">
        <Segmented<number> value={state} className="states"
          aria-label={say(words.title)} onChange={(s) => change({ state: s })}
          options={[{ value: 0, label: `${say(common.all)} ${own.length}` },
            ...[Interest_State.OPEN, Interest_State.ACCEPTED,
              Interest_State.DECLINED, Interest_State.WITHDRAWN].map((s) => ({
              value: s as number,
              label: `${say(interestStateLabels[s])} ${count(s)}` }))]} />
      </div>
      <Answer of={interests}>{() => (shown.length === 0
        ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
        : (
          <ul className="interests">
            {shown.map((interest) => {
              const project = byName.get(interest.project);
              return (
                <InterestToAnswer key={interest.name} interest={interest}
                  unit={called(interest.supporter)}
                  mayAnswer={project !== undefined && mayEdit(project)}
                  about={(
                    <Link to={paths.attention(
                      programme, idOf(interest.project))}>
                      {local(project?.displayName, idOf(interest.project))}
                    </Link>
                  )} />
              );
            })}
          </ul>
        ))}</Answer>
    </Page>
  );
}
