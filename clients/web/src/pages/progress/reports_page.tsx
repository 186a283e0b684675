// The reports that there are.
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { Report_Kind } from '../../gen/duikou/progress/v1/report_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import type { Text } from '../../i18n/language';
import { useSay } from '../../i18n/say';
import { Page } from '../../parts/page';
import { REPORTS, type ReportSlug } from './report_kinds';
import { reportWords as words } from './report_texts';
import { reportLabels } from './texts';

const HINTS: Record<ReportSlug, Text> = {
  programme: words.programmeHint, bulletin: words.bulletinHint,
  funnel: words.funnelHint, statement: words.statementHint,
  year: words.yearHint,
};

// Those who reach a unit whose statement there could be.
const GROUPS_OF_UNITS = [PermissionGroup.OFFICE, PermissionGroup.SUPERVISOR,
  PermissionGroup.SUPPORTER, PermissionGroup.RECIPIENT];

export function ReportsPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const groups = useSession().groupsIn(programme);
  const ofUnits = GROUPS_OF_UNITS.some((g) => groups.has(g));
  const shown = Object.entries(REPORTS).filter(
    ([, kind]) => kind !== Report_Kind.STATEMENT || ofUnits);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <ul className="cards">
        {shown.map(([slug, kind]) => (
          <li key={slug} className="card">
            <h2>
              <Link to={paths.report(programme, slug)}>
                {say(reportLabels[kind])}
              </Link>
            </h2>
            <p className="quiet">{say(HINTS[slug as ReportSlug])}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
