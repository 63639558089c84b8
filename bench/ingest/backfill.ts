import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Connection } from '../../application/ports/connections.js';
import type { IngestDeps } from '../../ingestion-adapters/ingest-deliveries.js';
import { type FileProgress, ingestFiles } from '../../ingestion-adapters/ingest-files.js';
import { randomOf } from '../../simulator/prng.js';

const MEBIBYTE = 2 ** 20;
const ACCOUNTS = 200;
const LINES_AT_ONCE = 2_000;

/** Lines of a product export until the file has so many bytes. */
function* exportLines(bytes: number, seed: string): Generator<string> {
  const random = randomOf('backfill', seed);
  const firstDay = Date.UTC(2025, 0, 1) / 1000;
  let [written, n] = [0, 0];
  while (written < bytes) {
    const lines = Array.from({ length: LINES_AT_ONCE }, () => {
      const properties = {
        time: firstDay + Math.floor(n / 40),
        distinct_id: `user-${random.int(1, 2_000)}`,
        $insert_id: `i-${n++}`,
        company_id: `${random.int(1, ACCOUNTS)}`,
        $browser: 'Firefox',
        $current_url: `https://app.larch.test/reports/${random.hex(24)}`,
      };
      return `${JSON.stringify({ event: random.pick(['Report Viewed', 'Exported', 'Alert Set']), properties })}\n`;
    }).join('');
    written += lines.length;
    yield lines;
  }
}

/** Back-fills an export of so many mebibytes, and says after each tenth how many mebibytes the process holds. */
export const backfillMemory = async (
  deps: IngestDeps,
  connection: Connection,
  folder: string,
  mebibytes: number,
  seed: string,
): Promise<{ readonly seconds: number; readonly records: number; readonly held: ReadonlyArray<number> }> => {
  const file = join(folder, 'export.ndjson');
  await pipeline(Readable.from(exportLines(mebibytes * MEBIBYTE, seed)), createWriteStream(file));
  const held: Array<number> = [];
  const note = ({ bytesRead, bytesTotal }: FileProgress): void => {
    if (bytesRead < ((held.length + 1) * bytesTotal) / 10) return;
    held.push(Math.round(process.memoryUsage.rss() / MEBIBYTE));
  };
  const startedAt = performance.now();
  const { records } = await ingestFiles(deps)({ connection, files: [file], expectNew: true, onProgress: note });
  return { seconds: (performance.now() - startedAt) / 1000, records, held };
};
