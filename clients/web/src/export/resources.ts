// Exports a whole collection as the server's own sheet, the one that imports
// read again.
import { createClient, type Client, type Transport } from '@connectrpc/connect';
import {
  CatalogueService,
} from '../gen/duikou/catalogue/v1/catalogue_service_pb';
import { FairService } from '../gen/duikou/fair/v1/fair_service_pb';
import { ProfilesService } from '../gen/duikou/profiles/v1/profiles_service_pb';
import {
  ProgressService,
} from '../gen/duikou/progress/v1/progress_service_pb';
import { saveFile } from './workbook';

const CATALOGUE = ['areas', 'sectors', 'projects'];

const PROGRESS = ['agreements', 'ledgerEntries'];

type Exporter = Pick<
  Client<typeof CatalogueService | typeof ProfilesService |
    typeof ProgressService | typeof FairService>, 'exportResources'>;

function exporterOf(transport: Transport, collection: string): Exporter {
  if (CATALOGUE.includes(collection)) {
    return createClient(CatalogueService, transport);
  }
  if (collection === 'participants') {
    return createClient(FairService, transport);
  }
  return PROGRESS.includes(collection)
    ? createClient(ProgressService, transport)
    : createClient(ProfilesService, transport);
}

// `parent`: the programme, or of what belongs to a fair the fair.
export async function exportCollection(transport: Transport, parent: string,
    collection: string, languageCode: string, fileName: string,
    template = false): Promise<void> {
  const client = exporterOf(transport, collection);
  const pieces: BlobPart[] = [];
  const stream = client.exportResources({
    parent, collection, languageCode, template,
  });
  for await (const piece of stream) pieces.push(new Uint8Array(piece.content));
  saveFile(`${fileName}.xlsx`, pieces);
}
