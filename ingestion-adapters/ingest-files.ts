import { stat } from 'node:fs/promises';
import type { Connection } from '../application/ports/connections.js';
import { bodiesInFile } from './deliveries-in-file.js';
import { type BodyToIngest, type IngestDeps, ingestDeliveries, type Progress } from './ingest-deliveries.js';

export type FileProgress = Progress & { readonly bytesTotal: number };

export type FilesToIngest = {
  readonly connection: Connection;
  readonly files: ReadonlyArray<string>;
  readonly expectNew?: boolean;
  readonly onProgress?: (progress: FileProgress) => void;
};

async function* bodiesInFiles(connection: Connection, files: ReadonlyArray<string>): AsyncGenerator<BodyToIngest> {
  for (const file of files) {
    for await (const body of bodiesInFile(connection.source, file)) yield { ...body, connection };
  }
}

/** Back-fills from files as `bodiesInFile` reads them. A run that was cut short goes on where it stopped. */
export const ingestFiles =
  (deps: IngestDeps) =>
  async ({ connection, files, expectNew = false, onProgress }: FilesToIngest): Promise<FileProgress> => {
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    const bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
    const done = await ingestDeliveries(deps)(bodiesInFiles(connection, files), {
      expectNew,
      onProgress: (progress) => onProgress?.({ ...progress, bytesTotal }),
    });
    return { ...done, bytesTotal };
  };
