// Shown in place of a page that threw, and where there is no page.
import { Button } from 'antd';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { useSay } from '../i18n/say';
import { common, failures } from './texts';

export function FailedPage() {
  const say = useSay();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NoPage />;
  const words = error instanceof Error ? error.message : String(error);
  return (
    <div className="page">
      <div className="state" role="alert">
        <p className="state-title">{say(failures.crash)}</p>
        <p>{say(failures.crashHint)}</p>
        <pre className="state-detail">{words}</pre>
        <Button onClick={() => window.location.reload()}>
          {say(failures.reload)}
        </Button>
      </div>
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
