// Shown in place of a page that threw, and where there is no page.
import { Button, Result } from 'antd';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { useSay } from '../i18n/say';
import { common, failures } from './texts';

export function FailedPage() {
  const say = useSay();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NoPage />;
  const words = error instanceof Error ? error.message : String(error);
  return (
    <div className="page" role="alert">
      <Result status="error" title={say(failures.crash)}
        subTitle={say(failures.crashHint)}
        extra={
          <Button type="primary" onClick={() => window.location.reload()}>
            {say(failures.reload)}
          </Button>
        }>
        <pre className="state-detail">{words}</pre>
      </Result>
    </div>
  );
}

export function NoPage() {
  const say = useSay();
  return (
    <div className="page">
      <div className="state">
        <p className="state-title">{say(failures.pageMissing)}</p>
        <p><Link to="/">{say(common.home)}</Link></p>
      </div>
    </div>
  );
}
