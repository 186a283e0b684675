// Who meets at which table when on one day, to be hung up on paper.
import { useQuery } from '@connectrpc/connect-query';
import { Segmented } from 'antd';
import { formatShortDay } from '../../format';
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  TimetableService, type TablePlanLine,
} from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { ExportButton } from '../../parts/export_button';
import { Answer, Nothing } from '../../parts/states';
import { choiceParam, textParam, useUrlState } from '../../url_state';
import { FairFrame, PrintButton } from './fair_frame';
import { clockOf, daysOf } from './fair_model';
import {
  planWords as words, timetableWords,
} from './timetable_texts';
import { useFair, useFairPlace, usePlaceNames } from './use_fair';

const spec = { day: textParam(),
  as: choiceParam(['published', 'prepared'], 'published') };

// The lines of each table, in order.
function byTable(lines: readonly TablePlanLine[]): TablePlanLine[][] {
  const tables = new Map<string, TablePlanLine[]>();
  for (const line of lines) {
    tables.set(line.table, [...(tables.get(line.table) ?? []), line]);
  }
  return [...tables.values()];
}

function Paper({ fair, lines }: {
  fair: Fair;
  lines: readonly TablePlanLine[];
}) {
  const say = useSay();
  const local = useLocal();
  const place = usePlaceNames(fair);
  const slots = new Map(fair.slots.map((s) => [s.id, s]));
  const clock = (id: string) => {
    const slot = slots.get(id);
    return slot ? clockOf(slot) : id;
  };
  return (
    <div className="wide-table paper" tabIndex={0} role="region"
      aria-label={say(words.title)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say(timetableWords.table)}</th>
            <th scope="col">{say(timetableWords.slot)}</th>
            <th scope="col">{say(timetableWords.supporter)}</th>
            <th scope="col">{say(timetableWords.recipient)}</th>
          </tr>
        </thead>
        {byTable(lines).map((of) => (
          <tbody key={of[0]?.table}>
            {of.map((line, i) => (
              <tr key={line.meeting}>
                {i === 0 && (
                  <th scope="rowgroup" rowSpan={of.length}>
                    {place.table(line.table)}
                  </th>
                )}
                <td>{clock(line.slot)}</td>
                <td>{local(line.supporterDisplayName)}</td>
                <td>{local(line.recipientDisplayName)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

export function TablePlanPage() {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const { name } = useFairPlace();
  const [state, change] = useUrlState(spec);
  const fair = useFair(name).data;
  const place = usePlaceNames(fair);
  const days = fair ? daysOf(fair) : [];
  const day = days.includes(state.day) ? state.day : days[0] ?? '';
  const asked = useQuery(TimetableService.method.getTablePlan,
    { name, date: day, published: state.as === 'published' },
    { enabled: day !== '' });
  const lines = asked.data?.lines ?? [];
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.hall), width: 20 },
      { heading: say(timetableWords.table), width: 12 },
      { heading: say(timetableWords.slot), width: 30 },
      { heading: say(timetableWords.supporter), width: 34 },
      { heading: say(timetableWords.recipient), width: 30 }],
    rows: lines.map((l) => [place.hall(l.hall), l.table, place.slot(l.slot),
      local(l.supporterDisplayName), local(l.recipientDisplayName)]),
  });
  return (
    <FairFrame title={say(words.title)}
      lead={() => day && formatShortDay(day, language)}
      actions={() => (
        <>
          <ExportButton sheet={sheet} disabled={lines.length === 0} />
          <PrintButton disabled={lines.length === 0} />
        </>)}>{(of) => (
        <>
          <div className="toolbar no-print">
            <Segmented value={day} aria-label={say(timetableWords.day)}
              className="states" onChange={(next) => change({ day: next })}
              options={days.map((d) =>
                ({ value: d, label: formatShortDay(d, language) }))} />
            <Segmented<typeof state.as> value={state.as}
              aria-label={say(words.which)} onChange={(as) => change({ as })}
              options={[
                { value: 'published', label: say(words.asPublished) },
                { value: 'prepared', label: say(words.asPrepared) }]} />
          </div>
          {day === '' ? <Nothing title={say(words.none)} /> : (
            <Answer of={asked} rows={12}>{() => (lines.length === 0
              ? <Nothing title={say(words.none)} />
              : <Paper fair={of} lines={lines} />)}</Answer>
          )}
        </>
      )}</FairFrame>
  );
}
