// The agendas of all units as published, a sheet of paper each.
import { Input } from 'antd';
import { useMemo } from 'react';
import type { Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { textParam, useUrlState } from '../../url_state';
import { FairFrame, PrintButton } from './fair_frame';
import { agendasOf, type AgendaLine } from './fair_model';
import { agendaWords as words, participantWords } from './participant_texts';
import {
  useFair, useFairPlace, useMeetings, usePlaceNames, useUnitName,
} from './use_fair';

const spec = { q: textParam() };

function Agenda({ fair, title, lines, unitName }: {
  fair: Fair;
  title: string;
  lines: readonly AgendaLine[];
  unitName: (name: string) => string;
}) {
  const say = useSay();
  const local = useLocal();
  const place = usePlaceNames(fair);
  return (
    <Panel title={title} extra={local(fair.displayName)} className="agenda">
      <div className="wide-table" tabIndex={0} role="region" aria-label={title}>
        <table className="worths">
          <thead>
            <tr>
              <th scope="col">{say(words.time)}</th>
              <th scope="col">{say(words.place)}</th>
              <th scope="col">{say(words.partner)}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.meeting.name}>
                <td className="number">{place.slot(line.slot.id)}</td>
                <td>{place.table(line.table)}</td>
                <td>{unitName(line.partner)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

export function AgendasPage() {
  const say = useSay();
  const { programme, name } = useFairPlace();
  const [state, change] = useUrlState(spec);
  const unitName = useUnitName(programme);
  const asked = useMeetings(name);
  const fair = useFair(name).data;
  const place = usePlaceNames(fair);
  const agendas = useMemo(() => (fair ? [...agendasOf(fair, asked.data ?? [])]
    .sort(([a], [b]) => (unitName(a) < unitName(b) ? -1 : 1)) : []),
  [fair, asked.data, unitName]);
  const shown = agendas.filter(([unit]) => unitName(unit).includes(state.q));
  const sheet = () => ({
    title: say(words.allTitle),
    columns: [{ heading: say(participantWords.unit), width: 34 },
      { heading: say(words.time), width: 30 },
      { heading: say(words.place), width: 18 },
      { heading: say(words.partner), width: 34 }],
    rows: shown.flatMap(([unit, lines]) => lines.map((l) => [unitName(unit),
      place.slot(l.slot.id), place.table(l.table), unitName(l.partner)])),
  });
  return (
    <FairFrame title={say(words.allTitle)} lead={() => say(words.allLead)}
      actions={() => (
        <>
          <ExportButton sheet={sheet} disabled={shown.length === 0} />
          <PrintButton disabled={shown.length === 0} />
        </>)}>{(of) => (
        <>
          <div className="toolbar no-print">
            <Input.Search allowClear value={state.q} className="toolbar-search"
              aria-label={say(participantWords.search)}
              placeholder={say(participantWords.search)}
              onChange={(e) => change({ q: e.target.value })} />
          </div>
          <Answer of={asked}>{() => (shown.length === 0
            ? <Nothing title={say(words.none)} hint={say(words.noneHint)} />
            : shown.map(([unit, lines]) => (
              <Agenda key={unit} fair={of} title={unitName(unit)} lines={lines}
                unitName={unitName} />
            )))}</Answer>
        </>
      )}</FairFrame>
  );
}
