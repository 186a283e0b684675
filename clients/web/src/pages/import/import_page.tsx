// The import wizard: choose a sheet, see what is wrong in it, write it.
import { DownloadOutlined, FileExcelOutlined } from '@ant-design/icons';
import { useTransport } from '@connectrpc/connect-query';
import { Alert, Button, Progress as Bar, Radio, Upload } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { paths } from '../../app/paths';
import { exportCollection } from '../../export/resources';
import {
  ExistingRows, ImportMode, type ImportSummary,
} from '../../gen/duikou/type/v1/table_pb';
import { useLanguage, useSay } from '../../i18n/say';
import { names } from '../../names';
import { Page, Panel } from '../../parts/page';
import { Failure, Nothing } from '../../parts/states';
import { failures } from '../../app/texts';
import { useTellFailure } from '../../parts/tell_failure';
import { useInvalidate } from '../../queries/client';
import { ProblemTable } from './problem_table';
import {
  COLLECTIONS, runImport, serviceOf, type Collection, type Progress,
} from './run_import';
import { words } from './texts';

const MOST_BYTES = 32 * 1024 * 1024;

function Templates({ parent, collection }: {
  parent: string;
  collection: Collection;
}) {
  const say = useSay();
  const transport = useTransport();
  const { language } = useLanguage();
  const tellFailure = useTellFailure();
  const [busy, setBusy] = useState<'template' | 'data' | undefined>();
  const save = (template: boolean) => {
    setBusy(template ? 'template' : 'data');
    exportCollection(transport, parent, collection, language,
      say(template ? words.template : words[collection]), template)
      .catch(tellFailure).finally(() => setBusy(undefined));
  };
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={busy === 'template'}
        onClick={() => save(true)}>{say(words.template)}</Button>
      <Button icon={<DownloadOutlined />} loading={busy === 'data'}
        onClick={() => save(false)}>{say(words.exportNow)}</Button>
    </>
  );
}

function Found({ summary }: { summary: ImportSummary }) {
  const say = useSay();
  const good = summary.created + summary.updated;
  return (
    <Panel title={say(words.result)} extra={say(words.rows,
      { n: summary.rows })}>
      <ul className="tiles">
        {([['created', summary.created], ['updated', summary.updated],
          ['unchanged', summary.unchanged], ['bad', summary.badRows],
        ] as const).map(([key, n]) => (
          <li key={key} className={key === 'bad' && n > 0 ? 'tile-bad' : ''}>
            <span className="tile-number number">{n}</span>
            <span className="quiet">{say(words[key])}</span>
          </li>
        ))}
      </ul>
      <p role="status" className={summary.badRows > 0 ? 'bad' : 'good'}>
        {summary.badRows > 0 ? say(words.someBad, { n: summary.badRows })
          : good === 0 ? say(words.nothingNew) : say(words.clean)}
      </p>
    </Panel>
  );
}

interface Chosen { name: string; content: Uint8Array }

function Wizard({ parent, collection, back }: {
  // The programme, or the fair.
  parent: string;
  collection: Collection;
  back: string;
}) {
  const say = useSay();
  const transport = useTransport();
  const invalidate = useInvalidate();
  // Rows of the ledger are added to what is there, and change nothing of it.
  const appends = collection === 'ledgerEntries';
  const [file, setFile] = useState<Chosen | undefined>();
  const [existing, setExisting] = useState(ExistingRows.UPDATE);
  const [busy, setBusy] = useState<'check' | 'write' | undefined>();
  const [progress, setProgress] = useState<Progress | undefined>();
  const [checked, setChecked] = useState<ImportSummary | undefined>();
  const [written, setWritten] = useState<ImportSummary | undefined>();
  const [error, setError] = useState<unknown>();
  const [tooLarge, setTooLarge] = useState(false);

  const run = async (of: Chosen, validateOnly: boolean, mode: ImportMode) => {
    setBusy(validateOnly ? 'check' : 'write');
    setError(undefined);
    setProgress(undefined);
    try {
      const summary = await runImport(transport, {
        parent, collection,
        content: of.content, existing, mode, validateOnly }, setProgress);
      if (validateOnly) {
        setChecked(summary);
      } else {
        setWritten(summary);
        void invalidate(serviceOf(collection));
      }
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(undefined);
    }
  };
  const choose = async (chosen: File) => {
    setChecked(undefined);
    setWritten(undefined);
    setTooLarge(chosen.size > MOST_BYTES);
    if (chosen.size > MOST_BYTES) return;
    const next = { name: chosen.name,
      content: new Uint8Array(await chosen.arrayBuffer()) };
    setFile(next);
    await run(next, true, ImportMode.GOOD_ROWS_ONLY);
  };
  const again = () => {
    setFile(undefined);
    setChecked(undefined);
    setWritten(undefined);
    setError(undefined);
  };
  const good = checked ? checked.created + checked.updated : 0;
  const share = progress && progress.total > 0
    ? Math.round((busy === 'write' ? progress.written : progress.read) * 100 /
      progress.total) : 0;
  return (
    <>
      {!written && (
        <Panel title={say(words.choose)}
          extra={<span className="panel-tools">
            <Templates parent={parent} collection={collection} /></span>}>
          <Upload.Dragger accept=".xlsx,.csv" showUploadList={false}
            disabled={busy !== undefined}
            beforeUpload={(chosen) => { void choose(chosen); return false; }}>
            <p className="drop-icon"><FileExcelOutlined aria-hidden /></p>
            <p>{file ? say(words.file, { name: file.name,
              size: Math.ceil(file.content.length / 1024) })
              : say(words.drop)}</p>
            <p className="quiet">{say(words.formats)}</p>
          </Upload.Dragger>
          <div className="form-checks">
            {appends ? say(words.appends) : (
              <>
                <span id="existing">{say(words.existing)}</span>
                <Radio.Group value={existing} aria-labelledby="existing"
                  disabled={busy !== undefined}
                  onChange={(e) => {
                    setExisting(e.target.value as ExistingRows);
                    setChecked(undefined);
                  }}
                  options={[
                    { value: ExistingRows.UPDATE, label: say(words.update) },
                    { value: ExistingRows.REFUSE,
                      label: say(words.refuse) }]} />
              </>
            )}
            {file && !checked && busy === undefined && (
              <Button type="primary" onClick={() =>
                void run(file, true, ImportMode.GOOD_ROWS_ONLY)}>
                {say(words.check)}
              </Button>
            )}
          </div>
          <p className="quiet panel-note">{say(words.templateHint)}</p>
        </Panel>
      )}
      {tooLarge && (
        <Alert className="page-alert" type="error" showIcon
          title={say(words.tooLarge)} />
      )}
      {busy && (
        <Panel>
          <p role="status">{say(
            busy === 'check' ? words.checking : words.writing,
            { read: progress?.read ?? 0, written: progress?.written ?? 0,
              total: progress?.total ?? 0 })}</p>
          <Bar percent={share} status="active" aria-label={say(
            busy === 'check' ? words.check : words.commit)} />
        </Panel>
      )}
      {error !== undefined && <Panel><Failure error={error} /></Panel>}
      {checked && !written && (
        <>
          <Found summary={checked} />
          <ProblemTable summary={checked} />
          {good > 0 && (
            <div className="save-bar no-print">
              <Button onClick={again}>{say(words.another)}</Button>
              <Button type="primary" loading={busy === 'write'}
                onClick={() => file && void run(file, false,
                  checked.badRows > 0 ? ImportMode.GOOD_ROWS_ONLY
                    : ImportMode.ALL_OR_NOTHING)}>
                {checked.badRows > 0 ? say(words.importGood,
                  { n: checked.rows - checked.badRows })
                  : say(words.importAll, { n: checked.rows })}
              </Button>
            </div>
          )}
        </>
      )}
      {written && (
        <>
          <Panel>
            <Nothing title={say(
              written.committed ? words.done : words.notCommitted)}
            hint={say(words.doneText, { created: written.created,
              updated: written.updated, unchanged: written.unchanged }) +
              (written.badRows > 0
                ? ` ${say(words.doneBad, { n: written.badRows })}` : '')}>
              <span className="panel-tools">
                <Button onClick={again}>{say(words.another)}</Button>
                <Link to={back}>
                  <Button type="primary" tabIndex={-1}>
                    {say(words.see, { what: say(words[collection]) })}
                  </Button>
                </Link>
              </span>
            </Nothing>
          </Panel>
          <ProblemTable summary={written} />
        </>
      )}
    </>
  );
}

export function ImportPage() {
  const say = useSay();
  const { programme = '', collection: asked = '' } = useParams();
  const [search] = useSearchParams();
  const collection = COLLECTIONS.find((c) => c === asked);
  if (!collection) return <Nothing title={say(failures.pageMissing)} />;
  const unit = search.get('unit') ?? '';
  const fair = search.get('fair') ?? '';
  const parent = collection === 'participants'
    ? names.fair.format({ programme, fair })
    : names.programme.format({ programme });
  const back = {
    projects: unit ? paths.ownProjects(programme, unit)
      : paths.projects(programme),
    areas: paths.areas(programme), sectors: paths.sectors(programme),
    units: paths.units(programme), profiles: paths.units(programme),
    quotas: paths.quotas(programme), ledgerEntries: paths.ledger(programme),
    participants: paths.participants(programme, fair),
  }[collection];
  return (
    <Page title={say(words.title, { what: say(words[collection]) })}
      lead={say(words.lead)}>
      <Wizard key={collection} parent={parent} collection={collection}
        back={back} />
    </Page>
  );
}
