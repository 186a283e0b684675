// A unit at a fair: who suits it, whom it asks and who asks it, its agenda, its
// registration. Its own desk, and what organisers see of it.
import { App, Segmented } from 'antd';
import { useParams } from 'react-router';
import { common } from '../../app/texts';
import {
  Fair_State, type Fair, type Participant,
} from '../../gen/duikou/fair/v1/fair_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useSay } from '../../i18n/say';
import { sideLabels } from '../../labels';
import { idOf, names } from '../../names';
import { Facts, Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { choiceParam, useUrlState } from '../../url_state';
import { AgendaView } from './agenda_view';
import { CheckInButton } from './check_in_button';
import { FairFrame, mayChange } from './fair_frame';
import { fairWords } from './fair_texts';
import { ParticipantForm } from './participant_form';
import {
  agendaWords, participantWords as words, partnerWords, requestWords,
} from './participant_texts';
import { PartnersView } from './partners_view';
import { RequestsView } from './requests_view';
import { AttendanceTag } from './state_tags';
import {
  useFairActing, useFairPlace, useParticipants, useUnitName,
} from './use_fair';

const spec = { view: choiceParam(
  ['partners', 'requests', 'agenda', 'details'], 'partners') };

function Details({ fair, participant, may }: {
  fair: Fair;
  participant: Participant;
  may: boolean;
}) {
  const say = useSay();
  const { message } = App.useApp();
  if (may) {
    return (
      <Panel title={say(words.details)}>
        <ParticipantForm fair={fair} participant={participant}
          unit={participant.unit} sides={[participant.side]}
          onDone={() => void message.success(say(common.saved))} />
      </Panel>
    );
  }
  return (
    <Panel title={say(words.details)}>
      <Facts of={[
        [say(words.delegates), participant.delegates.map((d) =>
          `${d.displayName} ${d.title}`).join(' · ') || '—'],
        [say(words.slots), participant.availableSlots.length === 0
          ? say(words.allSlots) : say(words.slotsOf,
            { n: participant.availableSlots.length, all: fair.slots.length })],
        [say(words.note), participant.note || '—'],
      ]} />
    </Panel>
  );
}

function Desk({ fair, participant, may }: {
  fair: Fair;
  participant: Participant;
  // Whether the person acts for the unit.
  may: boolean;
}) {
  const say = useSay();
  const [state, change] = useUrlState(spec);
  const open = may && fair.state === Fair_State.OPEN;
  const of = { fair, participant, may: open };
  return (
    <>
      <div className="toolbar no-print">
        <Segmented<(typeof state)['view']> value={state.view}
          className="states" aria-label={say(words.title)}
          onChange={(view) => change({ view })}
          options={[{ value: 'partners', label: say(partnerWords.title) },
            { value: 'requests', label: say(requestWords.title) },
            { value: 'agenda', label: say(agendaWords.title) },
            { value: 'details', label: say(words.details) }]} />
      </div>
      {state.view === 'partners' && <PartnersView {...of} />}
      {state.view === 'requests' && <RequestsView {...of} />}
      {state.view === 'agenda' && <AgendaView {...of} />}
      {state.view === 'details' && (
        <Details key={participant.etag} fair={fair} participant={participant}
          may={may && mayChange(fair)} />
      )}
    </>
  );
}

// Where a unit is not there yet: registering, for who acts for it.
function Register({ fair, unit, sides, may }: {
  fair: Fair;
  unit: string;
  sides: readonly Side[];
  may: boolean;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const unitName = useUnitName(names.unit.parse(unit)?.programme ?? '');
  if (!may || fair.state !== Fair_State.OPEN) {
    return (
      <Nothing title={say(fairWords.notRegistered, { unit: unitName(unit) })}
        hint={fair.state === Fair_State.DRAFT ? say(fairWords.notOpen) : ''} />
    );
  }
  return (
    <Panel title={say(words.registerTitle)}>
      <p className="dialog-lead">{say(words.registerLead)}</p>
      <ParticipantForm fair={fair} participant={undefined} unit={unit}
        sides={sides}
        onDone={() => void message.success(say(words.registered))} />
    </Panel>
  );
}

export function ParticipantPage() {
  const say = useSay();
  const { participant: id = '' } = useParams();
  const { programme, name } = useFairPlace();
  const acting = useFairActing(programme);
  const unitName = useUnitName(programme);
  const unit = names.unit.format({ programme, unit: id });
  const asked = useParticipants(name);
  const may = acting.actsFor(unit);
  const sides = acting.own.find(([own]) => own === unit)?.[1] ??
    [Side.SUPPORTER, Side.RECIPIENT];
  const participant = asked.data?.find((p) => idOf(p.name) === id);
  return (
    <FairFrame title={unitName(unit)} lead={() => participant && (
      <>
        {say(sideLabels[participant.side])}
        <AttendanceTag state={participant.attendance} />
      </>
    )} actions={(fair) => participant && may &&
      fair.state === Fair_State.OPEN && (
      <CheckInButton participant={participant} title={unitName(unit)} />
    )}>{(fair) => (
        <Answer of={asked}>{() => (participant
          ? <Desk fair={fair} participant={participant} may={may} />
          : <Register fair={fair} unit={unit} sides={sides} may={may} />
        )}</Answer>
      )}</FairFrame>
  );
}
