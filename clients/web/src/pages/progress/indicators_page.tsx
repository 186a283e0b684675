// What is counted besides money, for which the ledger takes counts and rates.
import { createClient } from '@connectrpc/connect';
import { useQuery, useTransport } from '@connectrpc/connect-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { common } from '../../app/texts';
import {
  ProgressService, type Indicator,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf, names } from '../../names';
import { useProgramme } from '../../queries/reference';
import { textParam, useUrlState } from '../../url_state';
import { PartsPage } from '../settings/parts_page';
import { IndicatorDialog } from './indicator_dialog';
import { indicatorWords as words, measureLabels } from './indicator_texts';

const MOST = 1000;

const spec = { q: textParam() };

export function IndicatorsPage() {
  const say = useSay();
  const local = useLocal();
  const { programme = '' } = useParams();
  const [state, change] = useUrlState(spec);
  const [edited, edit] = useState<{ indicator?: Indicator } | undefined>();
  const client = createClient(ProgressService, useTransport());
  const answer = useQuery(ProgressService.method.listIndicators,
    { parent: names.programme.format({ programme }), pageSize: MOST });
  const targets = useProgramme(programme)?.targets ?? [];
  const indicators = answer.data?.indicators ?? [];
  const nameOf = (i: Indicator) => local(i.displayName, idOf(i.name));
  const targetOf = (i: Indicator) =>
    local(targets.find((t) => t.id === i.target)?.displayName, i.target);
  const shown = indicators.filter((i) => nameOf(i).includes(state.q));
  const sheet = () => ({
    title: say(words.title),
    columns: [{ heading: say(words.title), width: 36 },
      { heading: say(common.id), width: 24 },
      { heading: say(words.measure), width: 16 },
      { heading: say(words.unitText), width: 14 },
      { heading: say(words.target), width: 36 }],
    rows: shown.map((i) => [nameOf(i), idOf(i.name),
      say(measureLabels[i.measure]), local(i.unitText), targetOf(i)]),
  });
  return (
    <PartsPage<Indicator> programme={programme} words={words}
      service={ProgressService} lists="ListIndicators"
      lead={answer.data && say(words.lead, { n: indicators.length })}
      answer={answer} parts={indicators} shown={shown} sheet={sheet}
      search={state.q} onSearch={(q) => change({ q })}
      width={760} doWidth={160} columns={[
        { title: say(words.title), key: 'name', width: 240,
          render: (_, i) => nameOf(i) },
        { title: say(words.measure), key: 'measure', width: 110,
          render: (_, i) => say(measureLabels[i.measure]) },
        { title: say(words.unitText), key: 'unit', width: 110,
          render: (_, i) => local(i.unitText) || '—' },
        { title: say(words.target), key: 'target',
          render: (_, i) => targetOf(i) || '—' },
      ]}
      nameOf={nameOf}
      remove={({ name, etag }) => client.deleteIndicator({ name, etag })}
      onAdd={() => edit({})} onEdit={(indicator) => edit({ indicator })}>
      {edited && (
        <IndicatorDialog programme={programme} indicator={edited.indicator}
          onClose={() => edit(undefined)} />
      )}
    </PartsPage>
  );
}
