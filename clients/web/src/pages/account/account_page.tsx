// One's own account: password, permissions, sessions.
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { App, Button, Form, Input, Tag } from 'antd';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import {
  AccessService, type Membership, type Session,
} from '../../gen/duikou/access/v1/access_service_pb';
import { formatTime } from '../../format';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { permissionGroupLabels } from '../../labels';
import { idOf } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Page, Panel } from '../../parts/page';
import { Answer, Failure, Nothing } from '../../parts/states';
import { ToneTag } from '../../parts/tone_tag';
import { useInvalidate } from '../../queries/client';
import { NewPasswordFields } from './password_fields';
import { useSessionSheet } from './session_sheet';
import { words } from './texts';

const MOST = 1000;

interface PasswordChange { password: string; newPassword: string }

// A refused field is named at the beginning of the message.
function isWrongPassword(error: unknown): boolean {
  const { code, rawMessage } = ConnectError.from(error);
  return code === Code.InvalidArgument && rawMessage.startsWith('password:');
}

function ChangePassword() {
  const say = useSay();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const [form] = Form.useForm<PasswordChange>();
  const change = useMutation(AccessService.method.changePassword, {
    meta: { asksPassword: true },
    onSuccess: () => {
      form.resetFields();
      void message.success(say(words.changed));
      void invalidate(AccessService, 'ListSessions');
    },
    onError: (error) => {
      if (!isWrongPassword(error)) return;
      form.setFields([{ name: 'password', errors: [say(words.presentWrong)] }]);
    },
  });
  return (
    <Panel title={say(words.changePassword)}>
      {change.error && !isWrongPassword(change.error) && (
        <Failure error={change.error} />
      )}
      <Form form={form} layout="vertical" requiredMark={false}
        className="narrow" onFinish={({ password, newPassword }) =>
          change.mutate({ password, newPassword })}>
        <Form.Item name="password" label={say(words.present)}
          rules={[{ required: true, message: say(words.required) }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <NewPasswordFields />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say(words.changePassword)}
        </Button>
      </Form>
    </Panel>
  );
}

// Where a membership of one's own holds, in words.
function useWhere(): (membership: Membership) => string {
  const say = useSay();
  const local = useLocal();
  return (m) => (m.programme === 'programmes/-' ? say(words.everyProgramme)
    : local(m.unitDisplayName, idOf(m.unit || m.programme)));
}

function Memberships() {
  const say = useSay();
  const where = useWhere();
  const { person } = useSession();
  return (
    <Panel title={say(words.memberships)}>
      <ul className="rows">
        {person.memberships.map((m) => (
          <li key={`${m.programme} ${m.unit}`}>
            <span>{where(m)}</span>
            <span>
              {m.groups.map((g) => (
                <Tag key={g}>{say(permissionGroupLabels[g])}</Tag>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function SessionRow({ session }: { session: Session }) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const invalidate = useInvalidate();
  const end = useMutation(AccessService.method.deleteSession, {
    onSuccess: () => {
      void message.success(say(words.ended));
      void invalidate(AccessService, 'ListSessions');
    },
  });
  return (
    <li>
      <span>
        <strong>{session.source}</strong>{' '}
        {session.current && <ToneTag tone="accent">{say(words.thisSession)}</ToneTag>}
        <br />
        <span className="quiet">{session.userAgent}</span>
        <br />
        <span className="quiet">
          {say(words.began)} {formatTime(session.createTime, language)}
          {' · '}{say(words.expires)} {formatTime(session.expireTime, language)}
        </span>
      </span>
      {!session.current && (
        <Button size="small" loading={end.isPending}
          onClick={() => end.mutate({ name: session.name })}>
          {say(words.endSession)}
        </Button>
      )}
    </li>
  );
}

function useSessions() {
  const { person } = useSession();
  return useQuery(AccessService.method.listSessions,
    { parent: person.name, pageSize: MOST });
}

// What one may do where, and where one is signed in.
function useSheets(): (sessions: readonly Session[]) => Sheet[] {
  const say = useSay();
  const sessionSheet = useSessionSheet();
  const { person } = useSession();
  const where = useWhere();
  return (sessions) => [{
    title: say(words.memberships),
    columns: [{ heading: say(words.where), width: 30 },
      { heading: say(words.groups), width: 40 }],
    rows: person.memberships.map((m) => [where(m), m.groups.map(
      (g) => say(permissionGroupLabels[g])).join(say(common.and))]),
  }, sessionSheet(sessions)];
}

function Sessions() {
  const say = useSay();
  const sessions = useSessions();
  return (
    <Panel title={say(words.sessions)}>
      <Answer of={sessions} rows={3}>{({ sessions: list }) => (
        list.length === 0 ? <Nothing title={say(words.noSessions)} /> : (
          <ul className="rows">
            {list.map((s) => <SessionRow key={s.name} session={s} />)}
          </ul>
        ))}</Answer>
    </Panel>
  );
}

export function AccountPage() {
  const say = useSay();
  const { person } = useSession();
  const sessions = useSessions();
  const sheets = useSheets();
  return (
    <Page title={say(words.account)}
      lead={say(words.whoAmI,
        { name: person.displayName, id: idOf(person.name) })}
      actions={<ExportButton name={say(words.account)} disabled={!sessions.data}
        sheet={() => sheets(sessions.data?.sessions ?? [])} />}>
      <Memberships />
      <ChangePassword />
      <Sessions />
    </Page>
  );
}
