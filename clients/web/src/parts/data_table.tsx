// A table that scrolls sideways where the window is narrow, by keyboard too.
import { Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';
import { useFirstThenAll } from './progressive';

// As many rows of one line as a screen is high.
const FIRST_ROWS = 14;
const NONE: readonly never[] = [];

interface DataTableProps<T> extends TableProps<T> {
  // What the table shows, for screen readers.
  label: string;
  // As many rows as a screen is high, where they are of more lines.
  firstRows?: number;
}

export function DataTable<T extends object>(
    { label, dataSource, firstRows = FIRST_ROWS, ...table }:
    DataTableProps<T>) {
  const rows = useFirstThenAll(dataSource ?? NONE, firstRows);
  const place = useRef<HTMLDivElement>(null);
  // Ant Design makes the part that scrolls, and does not let it have the focus.
  useEffect(() => {
    const scrolled = place.current?.querySelector(
      '.ant-table-content, .ant-table-body');
    scrolled?.setAttribute('tabindex', '0');
    scrolled?.setAttribute('role', 'region');
    scrolled?.setAttribute('aria-label', label);
    // Its hidden row that measures holds what can have the focus.
    place.current?.querySelector('.ant-table-measure-row')
      ?.setAttribute('inert', '');
  });
  return (
    <div ref={place}>
      <Table<T> size="middle" pagination={false} dataSource={rows} {...table} />
    </div>
  );
}
