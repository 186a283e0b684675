// Agreements: filters, how many are in each stage, and the list.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { Link, useParams } from 'react-router';
import { paths } from '../../app/paths';
import { useSession } from '../../app/session';
import { common } from '../../app/texts';
import type { Sheet } from '../../export/workbook';
import {
  formatCount, formatDate, formatDay, formatMoney, formatWan, wanNumber,
} from '../../format';
import type {
  Agreement, Novelty,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import { Side as UnitSide } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { PermissionGroup } from '../../gen/duikou/type/v1/access_pb';
import { useLanguage, useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import { DataTable } from '../../parts/data_table';
import { useDraft } from '../../parts/debounced';
import { ExportButton } from '../../parts/export_button';
import { Page } from '../../parts/page';
import { Answer, Nothing } from '../../parts/states';
import { useProgramme } from '../../queries/reference';
import { useUrlState } from '../../url_state';
import {
  agreementFilterCount, agreementRequestOf, agreementSpec, ANY_FAIR, inStages,
  noAgreementFilter, stageSums, type AgreementState,
} from './agreement_filter';
import { listWords as words } from './agreement_texts';
import {
  FiltersOn, FilterSelect, useAreaChoices, useSectorChoices, useUnitChoices,
  type FilterOn,
} from './choices';
import { CreateFromPlan } from './create_from_plan';
import { Funnel } from './funnel';
import { StageTag } from './tags';
import { noveltyLabels, progressWords, stageLabels } from './texts';
import {
  useAgreements, useProgressNames, type ProgressNames,
} from './use_progress';

const TYPING_MS = 250;

type Change = (changes: Partial<AgreementState>) => void;

const GROUPS_THAT_SIGN = [PermissionGroup.OFFICE, PermissionGroup.SUPPORTER,
  PermissionGroup.RECIPIENT, PermissionGroup.ORGANISER];

function Filters({ programme, state, change }: {
  programme: string;
  state: AgreementState;
  change: Change;
}) {
  const say = useSay();
  const [draft, setDraft] = useDraft(state.q, (q) => change({ q }), TYPING_MS);
  const { firstYear = 0, lastYear = -1 } = useProgramme(programme) ?? {};
  const years = Array.from({ length: lastYear - firstYear + 1 },
    (_, i) => firstYear + i);
  return (
    <div className="toolbar no-print">
      <Input.Search allowClear value={draft} maxLength={200}
        className="toolbar-search" aria-label={say(words.search)}
        placeholder={say(words.searchPlaceholder)}
        onChange={(event) => setDraft(event.target.value)}
        onSearch={(q) => change({ q })} />
      <Select value={state.year} aria-label={say(words.activeYear)}
        className="year-select" onChange={(year) => change({ year })}
        options={[{ value: 0, label: say(words.anyYear) },
          ...years.map((y) => ({ value: y, label: String(y) }))]} />
      <FilterSelect label={say(progressWords.supporter)} value={state.supporter}
        options={useUnitChoices(programme, UnitSide.SUPPORTER)}
        onChange={(supporter) => change({ supporter })} />
      <FilterSelect label={say(progressWords.recipient)} value={state.recipient}
        options={useUnitChoices(programme, UnitSide.RECIPIENT)}
        onChange={(recipient) => change({ recipient })} />
      <FilterSelect label={say(common.area)} value={state.area}
        options={useAreaChoices(programme, true)}
        onChange={(area) => change({ area })} />
      <FilterSelect label={say(common.sector)} value={state.sector}
        options={useSectorChoices(programme, true)}
        onChange={(sector) => change({ sector })} />
    </div>
  );
}

// The filters that a figure of a report has brought along.
function useFiltersOn(state: AgreementState): FilterOn[] {
  const say = useSay();
  const { language } = useLanguage();
  const all = [
    { key: 'project', what: say(common.project), value: state.project },
    { key: 'signedAt', what: say(words.signedAt), value:
      state.signedAt === ANY_FAIR ? say(progressWords.anyFair) : state.signedAt },
    { key: 'novelty', what: say(words.novelty), value: state.novelty === 0 ? ''
      : say(noveltyLabels[state.novelty as Novelty]) },
    { key: 'least', what: say(words.leastTotal),
      value: state.least > 0n ? formatMoney(state.least, language) : '' },
  ];
  return all.filter(({ value }) => value !== '');
}

const totalOf = (agreement: Agreement) => agreement.contractTotalFen;

function AgreementTable({ programme, agreements, called }: {
  programme: string;
  agreements: readonly Agreement[];
  called: ProgressNames;
}) {
  const say = useSay();
  const local = useLocal();
  const { language } = useLanguage();
  const placesOf = (a: Agreement, of: 'area' | 'sector') =>
    [...new Set(a.placements.map((p) => called[of](p[of])))]
      .join(say(common.and));
  return (
    <DataTable<Agreement> label={say(words.title)} rowKey="name"
      dataSource={agreements} scroll={{ x: 1160 }}
      pagination={{ pageSize: 100, hideOnSinglePage: true,
        showSizeChanger: false }}
      columns={[
        { title: say(progressWords.agreement), key: 'name', width: 260,
          render: (_, a) => (
            <Link to={paths.agreement(programme, idOf(a.name))}>
              {local(a.displayName, idOf(a.name))}
            </Link>) },
        { title: say(progressWords.stage), key: 'stage', width: 100,
          render: (_, a) => <StageTag stage={a.stage} /> },
        { title: say(progressWords.supporter), key: 'supporter', width: 150,
          render: (_, a) => called.unit(a.supporter) },
        { title: say(progressWords.recipient), key: 'recipient', width: 130,
          render: (_, a) => called.unit(a.recipient) },
        { title: say(common.area), key: 'area', width: 130,
          render: (_, a) => placesOf(a, 'area') },
        { title: say(common.sector), key: 'sector', width: 120,
          render: (_, a) => placesOf(a, 'sector') },
        { title: say(words.contractWan), key: 'total', width: 150,
          align: 'right', className: 'number',
          sorter: (a, b) => Number(totalOf(a) - totalOf(b)),
          render: (_, a) => formatWan(totalOf(a)) },
        { title: say(words.signDate), key: 'signed', width: 130,
          sorter: (a, b) => a.signDate.localeCompare(b.signDate),
          render: (_, a) => formatDay(a.signDate, language) },
        { title: say(words.lastNews), key: 'news', width: 130,
          render: (_, a) => formatDate(a.newsTime, language) },
      ]} />
  );
}

function useSheet(agreements: readonly Agreement[], called: ProgressNames) {
  const say = useSay();
  const local = useLocal();
  return (): Sheet => ({
    title: say(words.title),
    columns: [{ heading: say(progressWords.agreement), width: 40 },
      { heading: say(common.id), width: 20 },
      { heading: say(progressWords.stage), width: 12 },
      { heading: say(progressWords.supporter), width: 24 },
      { heading: say(progressWords.recipient), width: 20 },
      { heading: say(common.area), width: 20 },
      { heading: say(common.sector), width: 18 },
      { heading: say(words.contractWan), width: 18 },
      { heading: say(words.privateWan), width: 18 },
      { heading: say(words.signDate), width: 14 },
      { heading: say(words.signedAt), width: 24 }],
    rows: agreements.map((a) => [local(a.displayName, idOf(a.name)),
      idOf(a.name), say(stageLabels[a.stage]), called.unit(a.supporter),
      called.unit(a.recipient),
      a.placements.map((p) => called.area(p.area)).join(say(common.and)),
      a.placements.map((p) => called.sector(p.sector)).join(say(common.and)),
      wanNumber(a.contractTotalFen), wanNumber(a.privateTotalFen), a.signDate,
      a.signedAt]),
    total: { label: say(progressWords.inAll), columns: [7, 8] },
  });
}

export function AgreementsPage() {
  const say = useSay();
  const { programme = '' } = useParams();
  const session = useSession();
  const groups = session.groupsIn(programme);
  const [state, change] = useUrlState(agreementSpec);
  const asked = useAgreements(agreementRequestOf(programme, state));
  const called = useProgressNames(programme);
  const found = asked.data ?? [];
  const shown = found.filter((a) => inStages(a, state));
  const sheet = useSheet(shown, called);
  const filtersOn = useFiltersOn(state);
  const toggle = (stage: string) => change({
    stages: state.stages.includes(stage)
      ? state.stages.filter((s) => s !== stage) : [...state.stages, stage] });
  const narrowed = agreementFilterCount(state) > 0;
  return (
    <Page title={say(words.title)}
      lead={asked.data && say(words.lead, { n: formatCount(shown.length) })}
      actions={
        <>
          <ExportButton sheet={sheet} disabled={shown.length === 0} />
          {session.isOffice(programme) && (
            <CreateFromPlan programme={programme} />
          )}
          {GROUPS_THAT_SIGN.some((g) => groups.has(g)) && (
            <Link to={paths.newAgreement(programme)}>
              <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
                {say(words.create)}
              </Button>
            </Link>
          )}
        </>
      }>
      <Filters programme={programme} state={state} change={change} />
      <FiltersOn of={filtersOn} onDrop={(key) => change(
        { [key]: noAgreementFilter[key as keyof AgreementState] } as
          Partial<AgreementState>)} />
      <Answer of={asked} rows={12}>{() => (
        <>
          {found.length > 0 && (
            <Funnel sums={stageSums(found)} chosen={state.stages}
              onToggle={toggle} />
          )}
          {shown.length > 0 && (
            <AgreementTable programme={programme} agreements={shown}
              called={called} />
          )}
          {shown.length === 0 && (narrowed ? (
            <Nothing title={say(words.none)} hint={say(words.noneHint)}>
              <Button onClick={() => change(noAgreementFilter)}>
                {say(progressWords.clearFilters)}
              </Button>
            </Nothing>
          ) : (
            <Nothing title={say(words.noneYet)} hint={say(words.noneYetHint)} />
          ))}
        </>
      )}</Answer>
    </Page>
  );
}
