// The years of a programme.
import { Select } from 'antd';
import { common } from '../app/texts';
import { useSay } from '../i18n/say';
import { useProgramme } from '../queries/reference';

export function YearSelect({ programme, year, onChange }: {
  programme: string;
  year: number;
  onChange: (year: number) => void;
}) {
  const say = useSay();
  const { firstYear = 0, lastYear = 0 } = useProgramme(programme) ?? {};
  if (firstYear === 0) return null;
  const years = Array.from(
    { length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  return (
    <Select value={year || null} aria-label={say(common.year)}
      className="year-select" onChange={onChange}
      options={years.map((y) => ({ value: y, label: String(y) }))}
      prefix={<span className="quiet">{say(common.year)}</span>} />
  );
}
