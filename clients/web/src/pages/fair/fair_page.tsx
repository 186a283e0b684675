// A fair: what it is, how far, one's own units in it, and what came of it.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { paths } from '../../app/paths';
import { common } from '../../app/texts';
import { formatZone } from '../../format';
import {
  Fair_State, FairService, type Fair,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Facts, Panel } from '../../parts/page';
import { useTellFailure } from '../../parts/tell_failure';
import { BoardPanel, useBoard, useBoardSheets } from './board_panel';
import { FairFrame, PrintButton } from './fair_frame';
import { tablesOf } from './fair_model';
import { fairWords as words } from './fair_texts';
import { useDayRange } from './fairs_page';
import { FairStateTag } from './state_tags';
import {
  useFairActing, useFairPlace, useParticipants, useRefreshFair, useUnitName,
  type FairActing,
} from './use_fair';

// Asks first, and tells what came of it.
function useSteps(programme: string, fair: Fair) {
  const say = useSay();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const refresh = useRefreshFair();
  const onError = useTellFailure();
  const { method } = FairService;
  const told = (text: string) => ({ onError, onSuccess: () => {
    void message.success(text);
    void refresh();
  } });
  const open = useMutation(method.openFair, told(say(words.opened)));
  const close = useMutation(method.closeFair, told(say(words.closed)));
  const remove = useMutation(method.deleteFair, { onError, onSuccess: () => {
    void message.success(say(words.removed));
    void navigate(paths.fairs(programme));
    void refresh();
  } });
  const seen = { name: fair.name, etag: fair.etag };
  const ask = (title: string, content: string, onOk: () => void) =>
    void modal.confirm({ title, content, onOk, okText: say(common.confirm),
      cancelText: say(common.cancel) });
  return {
    busy: open.isPending || close.isPending || remove.isPending,
    open: () => ask(say(words.openAsk), say(words.openHint),
      () => open.mutate(seen)),
    close: () => ask(say(words.closeAsk), say(words.closeHint),
      () => close.mutate(seen)),
    remove: () => ask(say(words.removeAsk), '', () => remove.mutate(seen)),
  };
}

function FairSteps({ programme, fair }: { programme: string; fair: Fair }) {
  const say = useSay();
  const steps = useSteps(programme, fair);
  return (
    <>
      {fair.state === Fair_State.DRAFT && (
        <>
          <Button danger onClick={steps.remove}>{say(words.remove)}</Button>
          <Button type="primary" loading={steps.busy} onClick={steps.open}>
            {say(words.open)}
          </Button>
        </>
      )}
      {fair.state === Fair_State.OPEN && (
        <Button loading={steps.busy} onClick={steps.close}>
          {say(words.close)}
        </Button>
      )}
    </>
  );
}

function FairFacts({ fair }: { fair: Fair }) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const dayRange = useDayRange();
  return (
    <Panel>
      {local(fair.description) && (
        <p className="prose call-prose">{local(fair.description)}</p>
      )}
      <Facts of={[
        [say(words.days), dayRange(fair)],
        [say(words.timeZone), formatZone(fair.timeZone, language)],
        [say(words.venue), fair.venue || '—'],
        [say(words.places), [say(words.hallCount, { n: fair.halls.length }),
          say(words.tableCount, { n: tablesOf(fair).length }),
          say(words.slotCount, { n: fair.slots.length })]
          .join(say(common.and))],
        [say(words.walk), say(words.minutes, { n: fair.walkMinutes })],
        [say(words.stands), say(words.standCount, { n: fair.stands.length })],
      ]} />
    </Panel>
  );
}

// The units that one acts for: registered, or to be.
function OwnUnits({ programme, fair, acting }: {
  programme: string;
  fair: Fair;
  acting: FairActing;
}) {
  const say = useSay();
  const unitName = useUnitName(programme);
  const { data } = useParticipants(fair.name);
  if (acting.own.length === 0 || !data) return null;
  const known = new Set(data.map((p) => p.unit));
  return (
    <Panel title={say(words.ours)} className="no-print">
      <ul className="rows">
        {acting.own.map(([unit]) => (
          <li key={unit}>
            <span>{say(known.has(unit) ? words.registered
              : words.notRegistered, { unit: unitName(unit) })}</span>
            {(known.has(unit) || fair.state === Fair_State.OPEN) && (
              <Link to={paths.participant(programme, idOf(fair.name),
                idOf(unit))}>
                {say(known.has(unit) ? words.goOn : words.register)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function FairPage() {
  const local = useLocal();
  const { programme, id, name } = useFairPlace();
  const acting = useFairActing(programme);
  const board = useBoard(name);
  const sheets = useBoardSheets();
  return (
    <FairFrame title={(fair) => local(fair.displayName, id)}
      lead={(fair) => <FairStateTag state={fair.state} />}
      actions={(fair) => (
        <>
          <ExportButton name={local(fair.displayName, id)}
            disabled={!board.data}
            sheet={() => (board.data ? sheets(board.data) : [])} />
          <PrintButton />
          {acting.organises && <FairSteps programme={programme} fair={fair} />}
        </>
      )}>{(fair) => (
        <>
          <OwnUnits programme={programme} fair={fair} acting={acting} />
          <FairFacts fair={fair} />
          <BoardPanel asked={board} />
        </>
      )}</FairFrame>
  );
}
