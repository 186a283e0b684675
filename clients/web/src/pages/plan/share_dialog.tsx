// A share of the plan: what it is, and all that can be done with it.
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import { formatMoney, formatScore } from '../../format';
import type {
  AnnualPlan, PlannedShare, PlanVersion, ShareConstraint,
} from '../../gen/duikou/assignment/v1/assignment_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { Facts } from '../../parts/page';
import { ChangeForm, type ChangeKind } from './change_form';
import { DemandForm, ReleaseForm } from './demand_form';
import { demandOn } from './plan_model';
import { WhyButton } from './supporter_board';
import { constraintLabels, planWords, shareWords as words } from './texts';
import type { PlanNames } from './use_plan';

type Act = ChangeKind | 'pin' | 'ban' | 'release';

function useActs(demand: ShareConstraint | undefined, confirmed: boolean) {
  const say = useSay();
  const acts: { value: Act; label: string }[] = [
    { value: 'move', label: say(words.move) },
    { value: 'reduce', label: say(words.reduce) },
    { value: 'add', label: say(words.add) },
  ];
  if (confirmed) return acts;
  if (demand) {
    acts.push({ value: 'release', label: say(words.release,
      { demand: say(constraintLabels[demand.kind]) }) });
  }
  acts.push({ value: 'pin', label: say(words.pin) },
    { value: 'ban', label: say(words.ban) });
  return acts;
}

interface ShareDialogProps {
  plan: AnnualPlan;
  version: PlanVersion;
  share: PlannedShare;
  // Whom it was dragged to; empty: it was opened.
  to: string;
  confirmed: boolean;
  mayChange: boolean;
  called: PlanNames;
  onWhy: (name: string) => void;
  onClose: () => void;
}

function Doing({ plan, version, share, to, confirmed, called, onClose }:
    ShareDialogProps) {
  const say = useSay();
  const demand = demandOn(plan, share);
  const acts = useActs(demand, confirmed);
  const [act, setAct] = useState<Act>('move');
  const forms = { plan, share, onClose };
  return (
    <>
      <Radio.Group className="share-acts" value={act} optionType="button"
        aria-label={say(words.action)} options={acts}
        onChange={(e) => setAct(e.target.value as Act)} />
      {act === 'release' && demand && (
        <ReleaseForm plan={plan} demand={demand} onClose={onClose} />
      )}
      {(act === 'pin' || act === 'ban') && (
        <DemandForm key={act} {...forms} pins={act === 'pin'} />
      )}
      {(act === 'move' || act === 'reduce' || act === 'add') && (
        <ChangeForm key={act} {...forms} version={version} kind={act}
          confirmed={confirmed} called={called}
          first={act === 'add' ? share.supporter : to} />
      )}
    </>
  );
}

export function ShareDialog(props: ShareDialogProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { share, called, mayChange, onWhy, onClose } = props;
  return (
    <Modal open width={620} onCancel={onClose} footer={null}
      title={say(words.title, { project: called.project(share.project) })}>
      <Facts of={[
        [say(planWords.supporter), (
          <>
            {called.unit(share.supporter)}
            <WhyButton about={called.unit(share.supporter)}
              onClick={() => onWhy(share.supporter)} />
          </>)],
        [say(common.project), (
          <>
            {called.project(share.project)}
            <WhyButton about={called.project(share.project)}
              onClick={() => onWhy(share.project)} />
          </>)],
        [say(common.fundKind), called.fundKind(share.fundKind)],
        [say(planWords.amount), formatMoney(share.amountFen, language)],
        [say(common.score), formatScore(share.score)],
      ]} />
      {mayChange && <Doing {...props} />}
    </Modal>
  );
}
