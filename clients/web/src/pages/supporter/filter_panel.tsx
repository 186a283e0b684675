// Filters with counts: areas by group, sectors by area of work, and the rest.
import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useMemo, useState, type ReactNode } from 'react';
import {
  Area_Kind, Project_Readiness, type Facet,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { NeedKind } from '../../gen/duikou/type/v1/needs_pb';
import { useLocal, useSay } from '../../i18n/say';
import { needKindLabels, readinessLabels } from '../../labels';
import { idOf } from '../../names';
import { useDraft } from '../../parts/debounced';
import {
  isRecipientArea, useAreas, useFundKinds, useSectors,
} from '../../queries/reference';
import { filterCount, noFilters, type FilterState } from './ranking_state';
import { common } from '../../app/texts';
import { words } from './texts';

export const FACETS = [
  'area', 'group', 'sector', 'sector_area', 'fund_kind', 'other_need',
  'demonstration_site', 'resettlement_community', 'shareable',
];

const REST_MS = 300;
const FEW = 6;

interface Choice {
  value: string;
  label: string;
  count: number;
  below?: Choice[];
}

type Count = (field: string, value: string) => number;

// Not counted yet.
const UNKNOWN = -1;

function countsOf(facets: readonly Facet[]): Count {
  const counts = new Map(facets.flatMap((facet) =>
    facet.counts.map((c) => [`${facet.field} ${c.value}`, c.count] as const)));
  return (field, value) => counts.get(`${field} ${value}`) ??
    (facets.length === 0 ? UNKNOWN : 0);
}

function FilterGroup({ title, children }: {
  title: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="filter-group" role="group" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </div>
  );
}

function ChoiceBox({ choice, chosen, toggle }: {
  choice: Choice;
  chosen: ReadonlySet<string>;
  toggle: (value: string) => void;
}) {
  const on = chosen.has(choice.value);
  return (
    <li>
      <Checkbox checked={on} disabled={!on && choice.count === 0}
        onChange={() => toggle(choice.value)}>
        {choice.label}{' '}
        {choice.count !== UNKNOWN && (
          <span className="filter-count">{choice.count}</span>
        )}
      </Checkbox>
      {choice.below && choice.below.length > 0 && (
        <ul className="filter-below">
          {choice.below.map((c) => (
            <ChoiceBox key={c.value} choice={c} chosen={chosen}
              toggle={toggle} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Choices({ choices, values, onChange, few = FEW }: {
  choices: readonly Choice[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  few?: number;
}) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const chosen = new Set(values);
  const toggle = (value: string) => onChange(chosen.has(value)
    ? values.filter((v) => v !== value) : [...values, value]);
  const shown = all ? choices
    : choices.filter((c, i) => i < few || chosen.has(c.value));
  return (
    <>
      <ul className="filter-choices">
        {shown.map((c) => (
          <ChoiceBox key={c.value} choice={c} chosen={chosen} toggle={toggle} />
        ))}
      </ul>
      {choices.length > few && (
        <Button type="link" size="small" className="filter-more"
          onClick={() => setAll(!all)}>
          {all ? say(words.showFewer) : say(words.showAll, { n: choices.length })}
        </Button>
      )}
    </>
  );
}

function Amounts({ state, change }: FilterPanelProps) {
  const say = useSay();
  const [least, setLeast] = useDraft(
    state.least, (text) => change({ least: text }), REST_MS);
  const [most, setMost] = useDraft(
    state.most, (text) => change({ most: text }), REST_MS);
  return (
    <div className="filter-amounts">
      <Input inputMode="decimal" value={least} placeholder={say(words.least)}
        aria-label={`${say(words.openBetween)} ${say(words.least)}`}
        onChange={(event) => setLeast(event.target.value)} />
      <span>{say(words.to)}</span>
      <Input inputMode="decimal" value={most} placeholder={say(words.most)}
        aria-label={`${say(words.openBetween)} ${say(words.most)}`}
        onChange={(event) => setMost(event.target.value)} />
    </div>
  );
}

interface FilterPanelProps {
  state: FilterState;
  change: (changes: Partial<FilterState>) => void;
}

export function FilterPanel({ programme, facets, state, change }:
    FilterPanelProps & { programme: string; facets: readonly Facet[] }) {
  const say = useSay();
  const local = useLocal();
  const areas = useAreas(programme).list;
  const sectors = useSectors(programme).list;
  const kinds = useFundKinds(programme);
  const count = useMemo(() => countsOf(facets), [facets]);

  const areaChoices = useMemo(() => areas
    .filter((a) => a.kind === Area_Kind.GROUP)
    .map((group): Choice => ({
      value: idOf(group.name), label: local(group.displayName),
      count: count('group', group.name),
      below: areas.filter((a) => a.group === group.name && isRecipientArea(a))
        .map((a) => ({ value: idOf(a.name), label: local(a.displayName),
          count: count('area', a.name) })),
    })), [areas, count, local]);
  const sectorChoices = useMemo(() => sectors
    .filter((s) => s.parentSector === '')
    .map((field): Choice => ({
      value: idOf(field.name), label: local(field.displayName),
      count: count('sector_area', field.name),
      below: sectors.filter((s) => s.parentSector === field.name)
        .map((s) => ({ value: idOf(s.name), label: local(s.displayName),
          count: count('sector', s.name) })),
    })), [sectors, count, local]);
  const needChoices = Object.values(NeedKind)
    .filter((v): v is NeedKind => typeof v === 'number' && v > 0)
    .map((need): Choice => ({
      value: NeedKind[need].toLowerCase(), label: say(needKindLabels[need]),
      count: count('other_need', `NEED_KIND_${NeedKind[need]}`),
    })).sort((a, b) => b.count - a.count);
  const flags: (Choice & { key: 'demo' | 'resettle' | 'share' })[] = [
    { key: 'demo', value: 'demo', label: say(words.demonstrationSite),
      count: count('demonstration_site', 'true') },
    { key: 'resettle', value: 'resettle', label: say(words.resettlement),
      count: count('resettlement_community', 'true') },
    { key: 'share', value: 'share', label: say(words.shareable),
      count: count('shareable', 'true') },
  ];
  const readiness = Object.values(Project_Readiness)
    .filter((v): v is Project_Readiness => typeof v === 'number');
  return (
    <div className="filters">
      <div className="filters-head">
        <h2>{say(words.filters)}</h2>
        {filterCount(state) > 0 && (
          <Button type="link" size="small"
            onClick={() => change({ ...noFilters, q: state.q })}>
            {say(words.clearFilters)}
          </Button>
        )}
      </div>
      <FilterGroup title={say(common.area)}>
        <Choices choices={areaChoices} values={state.area}
          onChange={(area) => change({ area })} />
      </FilterGroup>
      <FilterGroup title={say(common.sector)}>
        <Choices choices={sectorChoices} values={state.sector} few={2}
          onChange={(sector) => change({ sector })} />
      </FilterGroup>
      <FilterGroup title={say(words.fundKindsWanted)}>
        <Choices values={state.kind} onChange={(kind) => change({ kind })}
          choices={kinds.map((kind) => ({
            value: kind.id, label: local(kind.displayName, kind.id),
            count: count('fund_kind', kind.id) }))} />
      </FilterGroup>
      <FilterGroup title={say(words.openBetween)}>
        <Amounts state={state} change={change} />
      </FilterGroup>
      <FilterGroup title={say(words.leastReadiness)}>
        <Select value={state.ready} className="filter-select"
          aria-label={say(words.leastReadiness)}
          onChange={(ready) => change({ ready })}
          options={readiness.map((r) => ({
            value: r, label: say(r === 0 ? common.unlimited
              : readinessLabels[r]) }))} />
      </FilterGroup>
      <FilterGroup title={say(words.standing)}>
        <Choices choices={flags}
          values={flags.filter((f) => state[f.key]).map((f) => f.value)}
          onChange={(on) => change({ demo: on.includes('demo'),
            resettle: on.includes('resettle'), share: on.includes('share') })} />
      </FilterGroup>
      <FilterGroup title={say(words.otherNeeds)}>
        <Choices choices={needChoices} values={state.need}
          onChange={(need) => change({ need })} />
      </FilterGroup>
      <p className="quiet filters-note">{say(words.facetNote)}</p>
    </div>
  );
}
