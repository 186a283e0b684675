// The settings of a fair: what it is called, its days and slots, halls and
// tables, stands, rules.
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { useTransport } from '@connectrpc/connect-query';
import { useMutation } from '@tanstack/react-query';
import { App, Button, ConfigProvider } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { FairService, type Fair } from '../../gen/duikou/fair/v1/fair_service_pb';
import { useSay } from '../../i18n/say';
import {
  CheckFields, editing, Stale, useFault, useLeaveGuard, useShowFault,
} from '../../parts/editing';
import { ExportButton } from '../../parts/export_button';
import { Failure } from '../../parts/states';
import { ReadOnly } from '../office/read_only';
import { useResourceDraft } from '../settings/resource_draft';
import {
  blankFair, draftOfFair, fairOf, faultsOfFair, type FairDraft,
} from './fair_draft';
import { BasicsFields, RuleFields, StandFields } from './fair_fields';
import { FairFrame, mayChange } from './fair_frame';
import { useFairSheets } from './fair_sheets';
import { settingWords as words } from './fair_texts';
import { HallFields } from './hall_fields';
import { SlotFields } from './slot_fields';
import { useFairActing, useFairPlace, useRefreshFair } from './use_fair';

// All that is edited here; what the server writes itself stays as it is.
const MASK = { paths: ['display_name', 'description', 'venue', 'time_zone',
  'slots', 'halls', 'walk_minutes', 'stands', 'least_meetings', 'most_meetings',
  'answer_hours', 'most_break_difference'] };

// What is edited, and saving it.
function useFairEditor(fair: Fair) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshFair();
  const client = createClient(FairService, useTransport());
  const edited = useResourceDraft(fair, draftOfFair, blankFair,
    (name) => client.getFair({ name }));
  const [asked, setAsked] = useState(false);
  const plain = faultsOfFair(edited.draft);
  const writing = useMutation({
    mutationFn: () => client.updateFair({ updateMask: MASK, fair: {
      ...fairOf(edited.draft), name: fair.name,
      etag: edited.saved?.etag ?? fair.etag } }),
    onSuccess: (written) => {
      void message.success(say(common.saved));
      setAsked(false);
      edited.rest(written);
      void refresh();
    },
  });
  const { error } = writing;
  const stale = error !== null &&
    ConnectError.from(error).code === Code.Aborted;
  const { fault, faultAt: refusedAt } = useFault(error, 'fair');
  const missing = asked && plain.size > 0;
  useShowFault(fault ?? missing);
  const faultAt = (path: string): string => {
    const own = asked ? plain.get(path) : undefined;
    if (!own) return refusedAt(path, false);
    return say(own === 'missing' ? editing.missing : words.badNumber);
  };
  return { edited, writing, error, stale, fault, missing, faultAt,
    change: (changes: Partial<FairDraft>) => {
      if (error && !stale) writing.reset();
      edited.change(changes);
    },
    save: () => {
      setAsked(true);
      if (plain.size === 0) writing.mutate();
    } };
}

function Editor({ fair }: { fair: Fair }) {
  const say = useSay();
  const { edited, writing, error, stale, fault, missing, faultAt, change,
    save } = useFairEditor(fair);
  const { draft, changed } = edited;
  useLeaveGuard(changed);
  const fields = { draft, faultAt, change };
  return (
    <div className="form">
      {stale && (
        <Stale what={draft.zh} busy={edited.reloading}
          onReload={() => void edited.reload(writing.reset)} />
      )}
      {(fault || missing) && <CheckFields error={fault && error} />}
      {error && !stale && !fault && <Failure error={error} />}
      <BasicsFields {...fields} />
      <SlotFields {...fields} />
      <HallFields {...fields} />
      <RuleFields {...fields} />
      <StandFields {...fields} />
      <div className="save-bar no-print">
        {changed && <span className="warn">{say(editing.unsaved)}</span>}
        <Button disabled={!changed} onClick={edited.discard}>
          {say(editing.discard)}
        </Button>
        <Button type="primary" disabled={!changed || stale}
          loading={writing.isPending} onClick={save}>{say(common.save)}</Button>
      </div>
    </div>
  );
}

export function FairSettingsPage() {
  const say = useSay();
  const { programme } = useFairPlace();
  const { organises } = useFairActing(programme);
  const sheets = useFairSheets();
  return (
    <FairFrame title={say(words.title)}
      actions={(fair) => (
        <ExportButton name={say(words.title)} sheet={() => sheets(fair)} />
      )}>{(fair) => {
        const may = organises && mayChange(fair);
        return (
          <>
            <ReadOnly unless={may} />
            <ConfigProvider componentDisabled={!may}>
              <Editor key={fair.name} fair={fair} />
            </ConfigProvider>
          </>
        );
      }}</FairFrame>
  );
}
