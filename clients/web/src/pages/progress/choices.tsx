// What lists are narrowed by, and forms choose from: units, areas, sectors.
// Each value is a resource's id; empty: none.
import { Select, Tag } from 'antd';
import { common } from '../../app/texts';
import { Area_Kind } from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { Side as UnitSide } from '../../gen/duikou/profiles/v1/profiles_service_pb';
import { useLocal, useSay } from '../../i18n/say';
import { idOf } from '../../names';
import type { Bound } from '../../parts/field';
import {
  isRecipientArea, useAreas, useSectors, useUnits,
} from '../../queries/reference';
import { progressWords as words } from './texts';

export interface Choice { value: string; label: string }
interface ChoiceGroup { label: string; options: Choice[] }

// The units on a side.
export function useUnitChoices(programme: string, side: UnitSide): Choice[] {
  const local = useLocal();
  return (useUnits(programme) ?? []).filter((u) => u.sides.includes(side))
    .map((u) => ({ value: idOf(u.name),
      label: local(u.displayName, idOf(u.name)) }));
}

// Recipient areas by their groups; `groups`: each of which may be chosen too.
export function useAreaChoices(programme: string, groups = false):
    ChoiceGroup[] {
  const local = useLocal();
  const areas = useAreas(programme).list;
  const choice = ({ name, displayName }: (typeof areas)[number]): Choice =>
    ({ value: idOf(name), label: local(displayName, idOf(name)) });
  return areas.filter((a) => a.kind === Area_Kind.GROUP).map((group) => ({
    label: local(group.displayName, idOf(group.name)),
    options: [...(groups ? [choice(group)] : []),
      ...areas.filter((a) => a.group === group.name && isRecipientArea(a))
        .map(choice)],
  }));
}

// Sectors by their field of work; `fields`: each of which may be chosen too.
export function useSectorChoices(programme: string, fields = false):
    ChoiceGroup[] {
  const local = useLocal();
  const sectors = useSectors(programme).list;
  const choice = ({ name, displayName }: (typeof sectors)[number]): Choice =>
    ({ value: idOf(name), label: local(displayName, idOf(name)) });
  return sectors.filter((s) => s.parentSector === '').map((field) => ({
    label: local(field.displayName, idOf(field.name)),
    options: [...(fields ? [choice(field)] : []),
      ...sectors.filter((s) => s.parentSector === field.name).map(choice)],
  }));
}

// A select that a list is narrowed by: any where nothing is chosen.
export function FilterSelect({ label, value, options, onChange }: {
  label: string;
  value: string;
  options: readonly (Choice | ChoiceGroup)[];
  onChange: (value: string) => void;
}) {
  const say = useSay();
  return (
    <Select showSearch optionFilterProp="label" value={value}
      className="filter-choice" aria-label={label}
      popupMatchSelectWidth={false} onChange={onChange}
      options={[{ value: '', label: say(common.all) }, ...options]}
      prefix={<span className="quiet">{label}</span>} />
  );
}

// A select of a form.
export function FormSelect({ bound, value, options, onChange, clear = false }: {
  bound: Bound;
  value: string;
  options: readonly (Choice | ChoiceGroup)[];
  onChange: (value: string) => void;
  // It may be left empty.
  clear?: boolean;
}) {
  const say = useSay();
  return (
    <Select {...bound} showSearch optionFilterProp="label" allowClear={clear}
      value={value || null} options={[...options]}
      placeholder={say(words.choose)}
      onChange={(next: string | null | undefined) => onChange(next ?? '')} />
  );
}

export interface FilterOn { key: string; what: string; value: string }

// The filters that are on and have no control of their own, each to be dropped.
export function FiltersOn({ of, onDrop }: {
  of: readonly FilterOn[];
  onDrop: (key: string) => void;
}) {
  const say = useSay();
  if (of.length === 0) return null;
  return (
    <ul className="tags filters-on" aria-label={say(words.filters)}>
      {of.map(({ key, what, value }) => {
        const said = say(words.only, { what, value });
        return (
          <li key={key}>
            <Tag closable={{ 'aria-label': `${say(words.dropFilter)}: ${said}` }}
              onClose={(event) => { event.preventDefault(); onDrop(key); }}>
              {said}
            </Tag>
          </li>
        );
      })}
    </ul>
  );
}
