// What was done to a resource, field by field, newest first; loaded when asked.
import { useQuery } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { useState } from 'react';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import { formatTime } from '../../format';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { actionLabels } from '../../labels';
import { programmeOf } from '../../names';
import { ExportButton } from '../../parts/export_button';
import { Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { usePersonName } from '../../queries/people';
import { words } from './texts';

export function ProjectHistory({ name }: { name: string }) {
  return <History name={name} method={CatalogueService.method.listHistory} />;
}

// `method`: that of the service which keeps the resource.
export function History({ name, method }: {
  name: string;
  method: typeof CatalogueService.method.listHistory |
    typeof ProgressService.method.listHistory;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const personName = usePersonName(programmeOf(name));
  const [open, setOpen] = useState(false);
  const history = useQuery(method,
    { name, pageSize: 50 }, { enabled: open });
  const entries = history.data?.entries ?? [];
  const sheet = (): Sheet => ({
    title: say(words.history),
    columns: [{ heading: say(common.time), width: 20 },
      { heading: say(words.who), width: 20 },
      { heading: say(words.action), width: 12 },
      { heading: say(words.field), width: 30 },
      { heading: say(words.before), width: 40 },
      { heading: say(words.after), width: 40 }],
    rows: entries.flatMap((entry) => {
      const whose = [formatTime(entry.time, language), personName(entry.actor),
        say(actionLabels[entry.action])];
      return entry.changes.length === 0 ? [whose]
        : entry.changes.map((c) => [...whose, c.path, c.before, c.after]);
    }),
  });
  return (
    <Panel title={say(words.history)} className="no-print"
      extra={entries.length > 0 && <ExportButton sheet={sheet} />}>
      {!open && (
        <Button size="small" onClick={() => setOpen(true)}>
          {say(words.historyShow)}
        </Button>
      )}
      {open && (
        <Answer of={history} rows={3}>{() => (
          entries.length === 0
            ? <p className="quiet">{say(words.historyNone)}</p>
            : (
              <ol className="history">
                {entries.map((entry, i) => (
                  <li key={i}>
                    <p>
                      <strong>{say(actionLabels[entry.action])}</strong>{' '}
                      <span className="quiet">
                        {formatTime(entry.time, language)} · {personName(entry.actor)}
                      </span>
                    </p>
                    <ul>
                      {entry.changes.slice(0, 20).map((change) => (
                        <li key={change.path}>
                          <code>{change.path}</code>{' '}
                          <span className="quiet">{say(words.before)}</span>{' '}
                          {change.before || say(words.empty)}{' '}
                          <span className="quiet">{say(words.after)}</span>{' '}
                          {change.after || say(words.empty)}
                        </li>
                      ))}
                    </ul>
                  </li>
                ))}
              </ol>
            ))}</Answer>
      )}
    </Panel>
  );
}
