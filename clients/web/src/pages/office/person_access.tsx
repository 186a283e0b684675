// How a person gets in: a link for a new password, its sessions and tokens.
import { CopyOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { Alert, App, Button, Drawer, Input, Modal } from 'antd';
import { useEffect } from 'react';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import {
  AccessService, Link_Purpose, type Person, type Token,
} from '../../gen/duikou/access/v1/access_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Answer, Failure, Loading } from '../../parts/states';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { useSessionSheet } from '../account/session_sheet';
import { peopleWords as words } from './texts';

export function LinkDialog({ person, onClose }: {
  person: Person;
  onClose: () => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const { mutate, data, error } = useMutation(AccessService.method.createLink);
  useEffect(() => {
    mutate({ person: person.name, purpose: Link_Purpose.SET_PASSWORD });
  }, [mutate, person.name]);
  const address = data ? `${window.location.origin}/link#${data.secret}` : '';
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      // Plain HTTP has no clipboard.
      document.querySelector<HTMLInputElement>('#person-link')?.select();
      document.execCommand('copy');
    }
    void message.success(say(words.copied));
  };
  return (
    <Modal open onCancel={onClose} footer={null} width={560}
      title={`${say(words.linkTitle)} · ${person.displayName}`}>
      {error && <Failure error={error} />}
      {!data && !error && <Loading rows={2} />}
      {data && (
        <div className="link-made">
          <p>{say(words.linkHint,
            { time: formatTime(data.expireTime, language) })}</p>
          <div className="link-row">
            <Input id="person-link" readOnly value={address}
              aria-label={say(words.linkTitle)}
              onFocus={(e) => e.target.select()} />
            <Button type="primary" icon={<CopyOutlined />}
              onClick={() => void copy()}>{say(words.copy)}</Button>
          </div>
          <Alert type="warning" showIcon title={say(words.linkNote)} />
        </div>
      )}
    </Modal>
  );
}

export function SessionsDrawer({ person, onClose }: {
  person: Person;
  onClose: () => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const tellFailure = useTellFailure();
  const ask = { parent: person.name, pageSize: 200 };
  const sessions = useQuery(AccessService.method.listSessions, ask);
  const tokens = useQuery(AccessService.method.listTokens, ask);
  const done = {
    onSuccess: () => {
      void message.success(say(words.ended));
      void invalidate(AccessService, 'ListSessions', 'ListTokens');
    },
    onError: tellFailure,
  };
  const end = useMutation(AccessService.method.deleteSession, done);
  const revoke = useMutation(AccessService.method.deleteToken, done);
  const title = say(words.sessionsOf, { name: person.displayName });
  const sessionSheet = useSessionSheet();
  const tokenSheet = (list: readonly Token[]): Sheet => ({
    title: say(words.tokenList),
    columns: [{ heading: say(words.tokenList), width: 40 },
      { heading: say(common.id), width: 24 },
      { heading: say(words.readOnly), width: 10 },
      { heading: say(words.ends), width: 20 }],
    rows: list.map((t) => [t.displayName, idOf(t.name),
      say(t.readOnly ? common.yes : common.no),
      formatTime(t.expireTime, language)]),
  });
  const sheets = () => [sessionSheet(sessions.data?.sessions ?? []),
    tokenSheet(tokens.data?.tokens ?? [])];
  return (
    <Drawer open onClose={onClose} size={460} title={title}
      extra={<ExportButton sheet={sheets} name={title}
        disabled={!sessions.data || !tokens.data} />}>
      <h3>{say(words.sessionList)}</h3>
      <Answer of={sessions} rows={3}>{({ sessions: list }) => (
        list.length === 0 ? <p className="quiet">{say(words.noSessions)}</p> : (
          <ul className="rows">
            {list.map((s) => (
              <li key={s.name}>
                <span>
                  {s.source}
                  <br /><span className="quiet">{s.userAgent}</span>
                  <br /><span className="quiet">{say(words.until,
                    { time: formatTime(s.expireTime, language) })}</span>
                </span>
                {!s.current && (
                  <Button size="small" onClick={() => end.mutate(
                    { name: s.name })}>{say(words.end)}</Button>
                )}
              </li>
            ))}
          </ul>
        ))}</Answer>
      <h3 className="memberships-head">{say(words.tokenList)}</h3>
      <Answer of={tokens} rows={2}>{({ tokens: list }) => (
        list.length === 0 ? <p className="quiet">{say(words.noTokens)}</p> : (
          <ul className="rows">
            {list.map((t) => (
              <li key={t.name}>
                <span>
                  {t.displayName}
                  <br /><span className="quiet">{say(words.until,
                    { time: formatTime(t.expireTime, language) })}</span>
                </span>
                <Button size="small" danger onClick={() => revoke.mutate(
                  { name: t.name })}>{say(words.revoke)}</Button>
              </li>
            ))}
          </ul>
        ))}</Answer>
    </Drawer>
  );
}
