// Signing in: by password, by a link, and as the first administrator.
import { Code, ConnectError } from '@connectrpc/connect';
import { useMutation, useQuery } from '@connectrpc/connect-query';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { paths } from '../../app/paths';
import { safeReturn } from '../../app/safe_return';
import { AccessService } from '../../gen/duikou/access/v1/access_service_pb';
import { useSay } from '../../i18n/say';
import { Failure } from '../../parts/states';
import { Entrance } from './entrance';
import { NewPasswordFields } from './password_fields';
import { words } from './texts';

// Forgets what was asked as nobody, and goes on.
function useEnter(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return () => {
    client.clear();
    void navigate(safeReturn(params.get('return')), { replace: true });
  };
}

function SignInFailure({ error }: { error: Error }) {
  const say = useSay();
  const { code } = ConnectError.from(error);
  if (code === Code.Unauthenticated) {
    return <Alert type="error" showIcon title={say(words.wrong)}
      description={say(words.wrongHint)} role="alert" />;
  }
  if (code === Code.ResourceExhausted) {
    return <Alert type="warning" showIcon title={say(words.throttled)}
      description={ConnectError.from(error).rawMessage} role="alert" />;
  }
  return <Failure error={error} />;
}

interface SignInFields { personId: string; password: string }

export function SignInPage() {
  const say = useSay();
  const enter = useEnter();
  const setup = useQuery(AccessService.method.getSetup, {});
  const signIn = useMutation(AccessService.method.signIn,
    { onSuccess: enter, meta: { asksPassword: true } });
  if (setup.data?.needed) return <Navigate to={paths.setUp} replace />;
  return (
    <Entrance title={say(words.signIn)}>
      {signIn.error && <SignInFailure error={signIn.error} />}
      <Form<SignInFields> layout="vertical" requiredMark={false} size="large"
        onFinish={(fields) => signIn.mutate({
          personId: fields.personId.trim(), password: fields.password,
          cookie: true })}>
        <Form.Item name="personId" label={say(words.personId)}
          rules={[{ required: true, message: say(words.personIdRequired) }]}>
          <Input autoComplete="username" autoCapitalize="none"
            spellCheck={false} autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="password" label={say(words.password)}
          rules={[{ required: true, message: say(words.passwordRequired) }]}>
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block
          loading={signIn.isPending}>
          {say(words.signIn)}
        </Button>
      </Form>
    </Entrance>
  );
}

interface SetUpFields {
  code: string;
  personId: string;
  displayName: string;
  newPassword: string;
}

export function SetUpPage() {
  const say = useSay();
  const enter = useEnter();
  const setup = useQuery(AccessService.method.getSetup, {});
  const setUp = useMutation(AccessService.method.setUp,
    { onSuccess: enter, meta: { asksPassword: true } });
  const required = { required: true, message: say(words.required) };
  if (setup.data && !setup.data.needed) {
    return (
      <Entrance title={say(words.setUp)}>
        <p>{say(words.setUpDone)}</p>
        <Link to={paths.signIn}>{say(words.toSignIn)}</Link>
      </Entrance>
    );
  }
  return (
    <Entrance title={say(words.setUp)}>
      <p className="entrance-lead">{say(words.setUpLead)}</p>
      {setUp.error && <Failure error={setUp.error} />}
      <Form<SetUpFields> layout="vertical" requiredMark={false}
        onFinish={({ code, personId, displayName, newPassword }) =>
          setUp.mutate({ code: code.trim(), personId, displayName,
            password: newPassword, cookie: true })}>
        <Form.Item name="code" label={say(words.setUpCode)} rules={[required]}>
          <Input autoComplete="one-time-code" spellCheck={false} autoFocus />
        </Form.Item>
        <Form.Item name="displayName" label={say(words.displayName)}
          rules={[required]}>
          <Input autoComplete="name" maxLength={100} />
        </Form.Item>
        <Form.Item name="personId" label={say(words.personId)}
          extra={say(words.personIdRule)}
          rules={[required, {
            pattern: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
            message: say(words.personIdRule) }]}>
          <Input autoComplete="username" autoCapitalize="none"
            spellCheck={false} maxLength={63} />
        </Form.Item>
        <NewPasswordFields />
        <Button type="primary" htmlType="submit" block loading={setUp.isPending}>
          {say(words.create)}
        </Button>
      </Form>
    </Entrance>
  );
}

// `/link#SECRET`: the browser keeps what follows # to itself. A link that
// signs in is redeemed at once; one that sets a password asks for it.
export function LinkPage() {
  const say = useSay();
  const enter = useEnter();
  const [secret] = useState(() => window.location.hash.slice(1));
  const [asks, setAsks] = useState(false);
  const redeem = useMutation(AccessService.method.redeemLink, {
    meta: { asksPassword: true },
    onSuccess: enter,
    onError: (error) => {
      if (ConnectError.from(error).code === Code.InvalidArgument) setAsks(true);
    },
  });
  const { mutate } = redeem;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || secret === '') return;
    begun.current = true;
    window.history.replaceState(window.history.state, '', '/link');
    mutate({ secret, cookie: true });
  }, [mutate, secret]);
  const bad = secret === '' || (redeem.error && !asks);
  return (
    <Entrance title={say(asks ? words.linkSetPassword : words.link)}>
      {bad && (
        <>
          <Alert type="error" showIcon role="alert" title={say(words.linkBad)}
            description={say(words.linkBadHint)} />
          <p className="entrance-lead">
            <Link to={paths.signIn}>{say(words.toSignIn)}</Link>
          </p>
        </>
      )}
      {!bad && !asks && <p role="status">{say(words.linkLead)}</p>}
      {asks && (
        <>
          {redeem.error && redeem.variables?.newPassword && (
            <Failure error={redeem.error} />
          )}
          <Form<{ newPassword: string }> layout="vertical" requiredMark={false}
            onFinish={({ newPassword }) =>
              mutate({ secret, newPassword, cookie: true })}>
            <NewPasswordFields />
            <Button type="primary" htmlType="submit" block
              loading={redeem.isPending}>
              {say(words.linkSetPassword)}
            </Button>
          </Form>
        </>
      )}
    </Entrance>
  );
}
