// What a unit is reminded of, and its acknowledging it.
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../../app/session';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Nothing } from '../../parts/states';
import { useUnits } from '../../queries/reference';
import { flagParam, useUrlState } from '../../url_state';
import { RemindDialog } from './remind_dialog';
import { ReminderList, remindersInOrder, useReminders } from './reminder_list';
import { useReminderSheet } from './reminder_sheet';
import { words } from './texts';

const spec = { pending: flagParam() };

export function RemindersPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '', unit: id = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const [reminding, remind] = useState(false);
  const name = names.unit.format({ programme, unit: id });
  const session = useSession();
  const unit = useUnits(programme)?.find((u) => u.name === name);
  const mayRemind = unit && (session.isOffice(programme) ||
    session.givesFor(programme, idOf(unit.guidingDepartment)));
  const { data } = useReminders(name);
  const shown = remindersInOrder(data?.reminders ?? [])
    .filter((r) => !state.pending || !r.acknowledgeTime);
  const sheetOf = useReminderSheet(programme);
  return (
    <Page title={say(words.title)}
      lead={say(words.lead, { unit: local(unit?.displayName, id) })}
      actions={
        <>
          <ExportButton sheet={() => sheetOf(shown)}
            disabled={shown.length === 0} />
          {mayRemind && (
            <Button type="primary" onClick={() => remind(true)}>
              {say(words.remind)}
            </Button>
          )}
        </>
      }>
      <div className="toolbar no-print">
        <Checkbox checked={state.pending}
          onChange={(e) => change({ pending: e.target.checked })}>
          {say(words.pendingOnly)}
        </Checkbox>
      </div>
      <Panel>
        <ReminderList unit={name} pendingOnly={state.pending} empty={
          state.pending ? <Nothing title={say(words.noPending)} />
            : <Nothing title={say(words.none)} hint={say(words.noneHint)} />} />
      </Panel>
      {reminding && unit && (
        <RemindDialog units={[unit]} year={new Date().getFullYear()}
          onClose={() => remind(false)} onSent={() => remind(false)} />
      )}
    </Page>
  );
}
