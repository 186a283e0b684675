// What was done to a resource, field by field, newest first; loaded when asked.
import { useQuery } from '@connectrpc/connect-query';
import { Button } from 'antd';
import { useState } from 'react';
import { formatTime } from '../../format';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { actionLabels } from '../../labels';
import { idOf } from '../../names';
import { Panel } from '../../parts/page';
import { Answer } from '../../parts/states';
import { words } from './texts';

export function ProjectHistory({ name }: { name: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const history = useQuery(CatalogueService.method.listHistory,
    { name, pageSize: 50 }, { enabled: open });
  return (
    <Panel title={say(words.history)} className="no-print">
      {!open && (
        <Button size="small" onClick={() => setOpen(true)}>
          {say(words.historyShow)}
        </Button>
      )}
      {open && (
        <Answer of={history} rows={3}>{({ entries }) => (
          entries.length === 0
            ? <p className="quiet">{say(words.historyNone)}</p>
            : (
              <ol className="history">
                {entries.map((entry, i) => (
                  <li key={i}>
                    <p>
                      <strong>{say(actionLabels[entry.action])}</strong>{' '}
                      <span className="quiet">
                        {formatTime(entry.time, language)} · {idOf(entry.actor)}
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
