// A supporter's interest in a project: saying it, changing it, taking it back.
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import type { Project } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  Interest_State, MatchingService, type Interest,
} from '../../gen/duikou/matching/v1/matching_service_pb';
import { Side } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { InterestTag } from '../../parts/interest_tag';
import { Panel } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useInvalidate } from '../../queries/client';
import InterestDialog from './interest_dialog';
import { InterestOffers, InterestThread } from './interest_thread';
import { interestWords as words } from './texts';

function Withdraw({ interest }: { interest: Interest }) {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const withdraw = useMutation(MatchingService.method.withdrawInterest, {
    onSuccess: () => {
      void message.success(say(words.withdrawn));
      void invalidate(MatchingService);
    },
  });
  return (
    <Popconfirm title={say(words.withdrawTitle)} okText={say(words.withdraw)}
      cancelText={say(common.cancel)}
      onConfirm={() => withdraw.mutate(
        { name: interest.name, etag: interest.etag })}>
      <Button size="small" loading={withdraw.isPending}>
        {say(words.withdraw)}
      </Button>
    </Popconfirm>
  );
}

// A supporter's interest in a project; at most one.
export function useInterest(programme: string, unit: string, project: string) {
  return useQuery(MatchingService.method.listInterests, {
    parent: names.programme.format({ programme }),
    supporter: names.unit.format({ programme, unit }), project,
  }, { enabled: unit !== '' });
}

export function InterestPanel({ programme, unit, project, year, mayChange }: {
  programme: string;
  unit: string;
  project: Project;
  year: number;
  mayChange: boolean;
}) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const interests = useInterest(programme, unit, project.name);
  const interest = interests.data?.interests[0];
  const state = interest?.state ?? Interest_State.UNSPECIFIED;
  const live = state === Interest_State.OPEN ||
    state === Interest_State.ACCEPTED;
  const ask = (label: string, type: 'primary' | 'default') => (
    <Button type={type} size={interest ? 'small' : 'middle'}
      onClick={() => setOpen(true)}>{label}</Button>
  );
  return (
    <Panel title={say(words.title)} extra={<InterestTag state={state} />}>
      <Answer of={interests} rows={2}>{() => (interest ? (
        <>
          <InterestOffers interest={interest} />
          {mayChange && (
            <div className="interest-actions no-print">
              {state === Interest_State.OPEN &&
                ask(say(words.change), 'default')}
              {state === Interest_State.WITHDRAWN &&
                ask(say(words.again), 'default')}
              {live && <Withdraw interest={interest} />}
            </div>
          )}
          <InterestThread interest={interest}
            side={mayChange ? Side.SUPPORTER : Side.UNSPECIFIED} />
        </>
      ) : (
        <Nothing title={say(words.none)} hint={say(words.noneHint)}>
          {mayChange && ask(say(words.express), 'primary')}
        </Nothing>
      ))}</Answer>
      {open && (
        <InterestDialog programme={programme} unit={unit} project={project}
          year={year} interest={interest} onClose={() => setOpen(false)}
          key={idOf(project.name)} />
      )}
    </Panel>
  );
}
