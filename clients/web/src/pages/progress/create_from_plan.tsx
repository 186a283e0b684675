// The office makes agreements of what a year's plan has committed.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useSay } from '../../i18n/say';
import { names } from '../../names';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useProgramme } from '../../queries/reference';
import { listWords as words } from './agreement_texts';
import { useRefreshProgress } from './use_progress';

function FromPlanDialog({ programme, onClose }: {
  programme: string;
  onClose: () => void;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshProgress();
  const { firstYear = 0, lastYear = -1 } = useProgramme(programme) ?? {};
  const today = new Date().getFullYear();
  const [year, setYear] = useState(
    Math.min(Math.max(today, firstYear), lastYear));
  const years = Array.from({ length: lastYear - firstYear + 1 },
    (_, i) => firstYear + i);
  const make = useMutation(
    ProgressService.method.createAgreementsFromPlan, {
      onSuccess: ({ agreements, existingCount }) => {
        void message.success(say(words.fromPlanMade,
          { n: agreements.length, existing: existingCount }));
        void refresh();
        onClose();
      },
    });
  return (
    <Modal open onCancel={onClose} title={say(words.fromPlanTitle)}
      okText={say(words.fromPlan)} cancelText={say(common.cancel)}
      okButtonProps={{ loading: make.isPending }}
      onOk={() => make.mutate(
        { parent: names.programme.format({ programme }), year })}>
      {make.error && <Failure error={make.error} />}
      <p className="dialog-lead">{say(words.fromPlanHint)}</p>
      <Field label={say(common.year)} required>{({ id }) => (
        <Select id={id} value={year} onChange={setYear}
          options={years.map((y) => ({ value: y, label: String(y) }))} />
      )}</Field>
    </Modal>
  );
}

export function CreateFromPlan({ programme }: { programme: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  // The years to choose from are the programme's.
  const known = useProgramme(programme) !== undefined;
  return (
    <>
      <Button disabled={!known} onClick={() => setOpen(true)}>
        {say(words.fromPlan)}
      </Button>
      {open && (
        <FromPlanDialog programme={programme} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
