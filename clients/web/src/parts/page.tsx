// The frame of a page: its title, what can be done on it, and its content.
import { useEffect, type ReactNode } from 'react';
import { shell } from '../app/texts';
import { useSay } from '../i18n/say';

interface PageProps {
  title: string;
  // A line below the title.
  lead?: ReactNode;
  // Buttons at the title's side.
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, lead, actions, children }: PageProps) {
  const say = useSay();
  useEffect(() => {
    document.title = `${title} · ${say(shell.product)}`;
  }, [title, say]);
  return (
    <div className="page">
      <div className="page-head">
        <div className="page-head-words">
          <h1>{title}</h1>
          {lead && <div className="page-lead">{lead}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

export function Panel({ title, extra, children, className = '' }: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={`panel ${className}`}>
      {title && (
        <div className="panel-head">
          <h2>{title}</h2>
          {extra && <div className="panel-extra">{extra}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

// Names and values, as a list that reads well aloud.
export function Facts({ of }: {
  of: readonly (readonly [name: string, value: ReactNode])[];
}) {
  return (
    <dl className="facts">
      {of.map(([name, value]) => (
        <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  );
}
