// The published versions of a timetable, each with what it changed.
import { Select } from 'antd';
import { formatTime } from '../../format';
import type { Timetable } from '../../gen/duikou/fair/v1/timetable_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { usePersonName } from '../../queries/people';
import { textParam, useUrlState } from '../../url_state';
import { ChangeTable, useChangeSheet } from './change_table';
import { FairFrame, PrintButton } from './fair_frame';
import { publishWords as words } from './timetable_texts';
import {
  useFair, useFairPlace, usePlaceNames, useTimetables, useUnitName,
} from './use_fair';

const spec = { version: textParam() };

function Version({ version, place, unitName }: {
  version: Timetable;
  place: ReturnType<typeof usePlaceNames>;
  unitName: (name: string) => string;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { programme } = useFairPlace();
  const personName = usePersonName(programme);
  const { changes } = version;
  return (
    <Panel title={say(words.version, { n: Number(idOf(version.name)) })}
      extra={say(words.by, { who: personName(version.author),
        time: formatTime(version.createTime, language) })}>
      {version.reason && <p className="prose">{version.reason}</p>}
      <p className="dialog-lead">
        {say(words.summary, { n: version.meetings.length,
          left: version.notPlaced, breaks: version.breaks })}{' · '}
        {say(words.changes, { n: changes.length })}
      </p>
      {changes.length === 0
        ? <p className="quiet">{say(words.noChanges)}</p>
        : (
          <ChangeTable changes={changes} place={place} unitName={unitName} />
        )}
    </Panel>
  );
}

export function VersionsPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { programme, name } = useFairPlace();
  const [state, change] = useUrlState(spec);
  const asked = useTimetables(name);
  const fair = useFair(name).data;
  const place = usePlaceNames(fair);
  const unitName = useUnitName(programme);
  const changeSheet = useChangeSheet();
  const versions = asked.data ?? [];
  const version = versions.find((v) => idOf(v.name) === state.version) ??
    versions[0];
  const title = (v: Timetable) =>
    say(words.version, { n: Number(idOf(v.name)) });
  return (
    <FairFrame title={say(words.versions)} actions={() => (
      <>
        <ExportButton disabled={!version} sheet={() => (version
          ? changeSheet(title(version), version.changes, { place, unitName })
          : [])} />
        <PrintButton disabled={!version} />
      </>)}>{() => (
        <Answer of={asked}>{() => (version ? (
          <>
            <div className="toolbar no-print">
              <Select value={idOf(version.name)} aria-label={say(words.versions)}
                className="version-select"
                onChange={(id: string) => change({ version: id })}
                options={versions.map((v) => ({ value: idOf(v.name),
                  label: `${title(v)} ${formatTime(v.createTime, language)} ${
                    v.reason}` }))} />
            </div>
            <Version version={version} place={place} unitName={unitName} />
          </>
        ) : <Nothing title={say(words.none)} />)}</Answer>
      )}</FairFrame>
  );
}
