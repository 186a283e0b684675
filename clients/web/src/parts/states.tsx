// What a page shows while it waits, when it failed, and when there is nothing.
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { common, failures } from '../app/texts';
import { explain, type Explained } from '../errors';
import { asItIs } from '../i18n/language';
import { useLanguage, useSay } from '../i18n/say';

export function Loading({ rows = 6 }: { rows?: number }) {
  const say = useSay();
  return (
    <div className="state-loading" role="status" aria-label={say(common.loading)}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
}

// What stands beneath the sentence of a failure: what to do, the server's own
// words, and the id that its log has.
export function FailureDetail({ of: { hint, detail, requestId } }: {
  of: Pick<Explained, 'hint' | 'detail' | 'requestId'>;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const words = asItIs(detail, language);
  return (
    <>
      {hint && <p>{say(hint)}</p>}
      {words && (
        <p className="state-detail" lang={words === detail[1] ? 'en' : 'zh'}>
          {words}
        </p>
      )}
      {requestId && (
        <p className="state-detail">
          {say(failures.requestId)} <code>{requestId}</code>
        </p>
      )}
    </>
  );
}

export function Failure({ error, onRetry }: FailureProps) {
  const say = useSay();
  const explained = explain(error);
  return (
    <div className="state" role="alert">
      <p className="state-title">{say(explained.title)}</p>
      <FailureDetail of={explained} />
      {explained.retry && onRetry && (
        <Button onClick={onRetry}>{say(common.retry)}</Button>
      )}
    </div>
  );
}

interface NothingProps {
  title: string;
  hint?: string;
  children?: ReactNode;
}

// `children`: what to do about it.
export function Nothing({ title, hint, children }: NothingProps) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {hint && <p>{hint}</p>}
      {children && <div className="state-actions">{children}</div>}
    </div>
  );
}

export interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

// An answer's content, or how far it is.
export function Answer<T>({ of, children, rows }: {
  of: Asked<T>;
  children: (data: T) => ReactNode;
  rows?: number;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) {
    return <Failure error={of.error} onRetry={() => void of.refetch()} />;
  }
  return <Loading rows={rows ?? 6} />;
}
