// Exports what a page shows as XLSX. The writer is loaded with the first click.
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { common } from '../app/texts';
import type { Sheet } from '../export/workbook';
import { useSay } from '../i18n/say';

export function ExportButton({ sheet, disabled = false }: {
  sheet: () => Sheet | Promise<Sheet>;
  disabled?: boolean;
}) {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const [{ saveWorkbook }, made] = await Promise.all(
        [import('../export/workbook'), sheet()]);
      saveWorkbook(made.title, made);
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
