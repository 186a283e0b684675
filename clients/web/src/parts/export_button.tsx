// Exports what a page shows as XLSX, a sheet a table; of a list that is loaded
// page by page all of it. The writer is loaded with the first click.
//
//   <ExportButton name={title} sheet={() => [moneySheet, interestSheet]} />
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { common } from '../app/texts';
import type { Sheet } from '../export/workbook';
import { useSay } from '../i18n/say';
import { useTellFailure } from './tell_failure';

type Sheets = Sheet | readonly Sheet[];

export function ExportButton({ sheet, name, disabled = false }: {
  sheet: () => Sheets | Promise<Sheets>;
  // The file's; else the first sheet's title.
  name?: string;
  disabled?: boolean;
}) {
  const say = useSay();
  const tellFailure = useTellFailure();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const [{ saveWorkbook }, made] = await Promise.all(
        [import('../export/workbook'), sheet()]);
      const sheets = [made].flat();
      saveWorkbook(name ?? sheets[0]?.title ?? say(common.exportSheet), sheets);
    } catch (failure) {
      tellFailure(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} disabled={disabled}
      onClick={() => void save()}>
      {say(common.exportSheet)}
    </Button>
  );
}
