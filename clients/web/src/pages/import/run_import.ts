// One import, followed from its first row to its summary.
import { createClient, type Client, type Transport } from '@connectrpc/connect';
import {
  CatalogueService,
} from '../../gen/duikou/catalogue/v1/catalogue_service_pb';
import { FairService } from '../../gen/duikou/fair/v1/fair_service_pb';
import {
  ProfilesService,
} from '../../gen/duikou/profiles/v1/profiles_service_pb';
import {
  ProgressService,
} from '../../gen/duikou/progress/v1/progress_service_pb';
import type {
  ExistingRows, ImportMode, ImportSummary,
} from '../../gen/duikou/type/v1/table_pb';

export const COLLECTIONS = ['projects', 'areas', 'sectors', 'units', 'profiles',
  'quotas', 'ledgerEntries', 'participants'] as const;
export type Collection = (typeof COLLECTIONS)[number];

export interface Progress { read: number; total: number; written: number }

export interface Import {
  parent: string;
  collection: Collection;
  content: Uint8Array;
  existing: ExistingRows;
  mode: ImportMode;
  validateOnly: boolean;
}

const LONGEST_MS = 10 * 60_000;

type Importer = Pick<
  Client<typeof CatalogueService | typeof ProfilesService |
    typeof ProgressService | typeof FairService>, 'importResources'>;

export function serviceOf(collection: Collection) {
  if (collection === 'ledgerEntries') return ProgressService;
  if (collection === 'participants') return FairService;
  return collection === 'projects' || collection === 'areas' ||
    collection === 'sectors' ? CatalogueService : ProfilesService;
}

export async function runImport(transport: Transport, wanted: Import,
    tell: (progress: Progress) => void): Promise<ImportSummary> {
  const client: Importer = createClient(serviceOf(wanted.collection), transport);
  let summary: ImportSummary | undefined;
  for await (const message of client.importResources(
    wanted, { timeoutMs: LONGEST_MS })) {
    summary = message.summary ?? summary;
    tell({ read: message.rowsRead, total: message.rowsTotal,
      written: message.rowsWritten });
  }
  if (!summary) throw new Error('the import ended without a summary');
  return summary;
}
