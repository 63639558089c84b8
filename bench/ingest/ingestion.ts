import { join } from 'node:path';
import { makeAdapters } from '../../infrastructure/adapters.js';
import { readEnvironment } from '../../infrastructure/config.js';
import type { ServiceUrls } from '../../infrastructure/embedded/services.js';
import { ingestFiles } from '../../ingestion-adapters/ingest-files.js';
import { processDeps } from '../../roles/ingestion.js';
import { type Memory, memoryHere } from './memory.js';

/** What the process says: once it has read so many bytes, and when it has ended. */
export type Said =
  | { readonly _tag: 'Reached'; readonly bytes: number; readonly seconds: number; readonly memory: Memory }
  | { readonly _tag: 'Ended'; readonly records: number; readonly events: number; readonly seconds: number };

export type Asked = { readonly folder: string; readonly urls: ServiceUrls; readonly steps: ReadonlyArray<number> };

// Back-fills `export.ndjson` of a folder, as `treering ingest` does, in a process of its own.

const { folder, urls, steps }: Asked = JSON.parse(process.argv[2] ?? '');
const say = (said: Said): void => {
  process.send?.(said);
};

const env = readEnvironment({ TREERING_DATA: folder, TREERING_ARCHIVE: 'off' });
const adapters = await makeAdapters(env, urls);
try {
  const connection = { source: 'mixpanel' as const, name: 'backfill', secrets: [], settings: {} };
  await adapters.connections.save(connection);
  const left = [...steps];
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const { records, events } = await ingestFiles({
    ...processDeps({ adapters }),
    receipts: adapters.receipts,
    now: () => new Date(),
  })({
    connection,
    files: [join(folder, 'export.ndjson')],
    expectNew: true,
    onProgress: ({ bytesRead }) => {
      const [next] = left;
      if (next === undefined || bytesRead < next) return;
      left.shift();
      say({ _tag: 'Reached', bytes: next, seconds: seconds(), memory: memoryHere() });
    },
  });
  say({ _tag: 'Ended', records, events, seconds: seconds() });
} finally {
  await adapters.close();
  process.disconnect();
}
