// The score sheet of the office for one application: points by criterion, in
// place of one's own before, with those of the others beside, which can be
// removed.
import { useMutation } from '@connectrpc/connect-query';
import { App, Button, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import {
  CompetitionService, type Application, type ApplicationScores, type Call,
  type ScoreSheet,
} from '../../gen/duikou/assignment/v1/competition_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { programmeOf } from '../../names';
import { Field } from '../../parts/field';
import { Failure } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { usePersonName } from '../../queries/people';
import { integerOf } from './call_draft';
import { scoreWords as words } from './texts';
import { useRefreshCalls } from './use_competition';

// `scores/p-1` of the name of the application `applications/p-1`.
const scoresName = (application: string) =>
  application.replace('/applications/', '/scores/');

// Takes another person's sheet out, such as of an assessor who has left.
function RemoveSheet({ scores, assessor, who }: {
  scores: ApplicationScores;
  assessor: string;
  who: string;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const refresh = useRefreshCalls();
  const onError = useTellFailure();
  const remove = useMutation(CompetitionService.method.removeScoreSheet, {
    onError,
    onSuccess: () => {
      void message.success(say(words.removed));
      void refresh();
    },
  });
  return (
    <Popconfirm title={say(words.removeTitle, { who })}
      description={say(words.removeHint)} okText={say(words.remove)}
      cancelText={say(common.cancel)}
      onConfirm={() => remove.mutate(
        { name: scores.name, etag: scores.etag, assessor })}>
      <Button size="small" type="text" danger loading={remove.isPending}
        aria-label={`${say(words.remove)}: ${who}`}>{say(words.remove)}</Button>
    </Popconfirm>
  );
}

function OtherSheets({ call, scores, person }: {
  call: Call;
  scores: ApplicationScores;
  // Whose sheet is not among them.
  person: string;
}) {
  const say = useSay();
  const local = useLocal();
  const personName = usePersonName(programmeOf(call.name));
  const criterion = (id: string) =>
    local(call.criteria.find((c) => c.id === id)?.displayName, id);
  const pointsOf = ({ points }: ScoreSheet) => points.map((p) =>
    `${criterion(p.criterion)} ${p.points}`).join(say(common.and));
  const sheets = scores.sheets.filter((s) => s.assessor !== person);
  if (sheets.length === 0) return null;
  return (
    <>
      <h3>{say(words.others)}</h3>
      <ul className="rows">
        {sheets.map((sheet) => (
          <li key={sheet.assessor}>
            <span>
              {say(words.byOther, { who: personName(sheet.assessor),
                points: pointsOf(sheet) })}
              {sheet.note && <span className="share-reason">{sheet.note}</span>}
            </span>
            <RemoveSheet scores={scores} assessor={sheet.assessor}
              who={personName(sheet.assessor)} />
          </li>
        ))}
      </ul>
    </>
  );
}

export function ScoreDialog({ call, application, scores, person, title,
  onClose }: {
  call: Call;
  application: Application;
  scores: ApplicationScores | undefined;
  // Who scores.
  person: string;
  // What the project is called.
  title: string;
  onClose: () => void;
}) {
  const say = useSay();
  const local = useLocal();
  const { message } = App.useApp();
  const refresh = useRefreshCalls();
  const own = scores?.sheets.find((s) => s.assessor === person);
  const [points, setPoints] = useState<ReadonlyMap<string, string>>(
    new Map(own?.points.map((p) => [p.criterion, String(p.points)]) ?? []));
  const [note, setNote] = useState(own?.note ?? '');
  const [marked, setMarked] = useState(false);
  const score = useMutation(CompetitionService.method.scoreApplication, {
    onSuccess: () => {
      void message.success(say(words.saved));
      void refresh();
      onClose();
    },
  });
  const given = call.criteria.map((c) => ({ criterion: c.id,
    points: integerOf(points.get(c.id) ?? '', 0, c.mostPoints) }));
  const submit = () => {
    setMarked(true);
    if (given.some((g) => g.points === undefined)) return;
    score.mutate({ name: scoresName(application.name), note: note.trim(),
      points: given.map((g) => ({ ...g, points: g.points ?? 0 })) });
  };
  return (
    <Modal open onCancel={onClose} cancelText={say(common.cancel)}
      title={say(words.title, { project: title })} okText={say(common.save)}
      onOk={submit} okButtonProps={{ loading: score.isPending }}>
      {score.error && <Failure error={score.error} />}
      {application.statement && (
        <p className="dialog-lead">{application.statement}</p>
      )}
      <div className="share-form">
        {call.criteria.map((c, i) => (
          <Field key={c.id} required label={say(words.points, {
            criterion: local(c.displayName, c.id), most: c.mostPoints })}
            fault={marked && given[i]?.points === undefined
              ? say(words.badPoints, { most: c.mostPoints }) : ''}>{(bound) => (
                <Input {...bound} inputMode="numeric"
                  value={points.get(c.id) ?? ''}
                  onChange={(e) => setPoints(
                    new Map(points).set(c.id, e.target.value))} />
            )}</Field>
        ))}
        <Field label={say(words.note)}>{(bound) => (
          <Input.TextArea {...bound} rows={2} maxLength={1000} value={note}
            onChange={(e) => setNote(e.target.value)} />)}</Field>
      </div>
      {scores && <OtherSheets call={call} scores={scores} person={person} />}
    </Modal>
  );
}
