import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEventNode } from '../../infrastructure/event-node/start.js';
import { type Appends, appendRate } from './appends.js';
import { durableWrites } from './disk.js';
import { latencies } from './latency.js';
import { readRates } from './reads.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '50000' },
    size: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    appends: { type: 'string', default: '300' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const events = Number(values.events);
const size = Number(values.size);
const seed = Number(values.seed);

/** What of an event is not its text, as it is stored: ids, names, times, JSON. */
const AROUND_THE_TEXT = 190;
const GROUPS = [1, 16, 64, 100, 500] as const;

/** With the group of a plain file that stands beside it: as many events as can be on their way together. */
const kinds: ReadonlyArray<Appends & { readonly group: (typeof GROUPS)[number]; readonly what: string }> = [
  { what: '1 event, one after another', clients: 1, batch: 1, inFlight: 1, group: 1, events: Math.ceil(events / 20) },
  { what: '1 event, 64 in flight', clients: 1, batch: 1, inFlight: 64, group: 64, events: Math.ceil(events / 5) },
  { what: 'batches of 500', clients: 1, batch: 500, inFlight: 1, group: 500, events },
  { what: 'batches of 500, 2 clients', clients: 2, batch: 500, inFlight: 2, group: 500, events },
];

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const rate = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
const quantile = (sorted: ReadonlyArray<number>, q: number): string =>
  `${(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN).toFixed(2)} ms`;

const folder = await mkdtemp(join(values.folder, 'treering-log-'));
const node = await startEventNode({ file: join(folder, 'log.sqlite'), port: 0 });
try {
  say(
    `${events} events of ${size} characters, seed ${seed}, Node ${process.version}, ${cpus().length} cores, ${folder}`,
  );

  const limits = new Map<number, number>();
  for (const group of GROUPS) {
    const bytes = size + AROUND_THE_TEXT;
    limits.set(
      group,
      await durableWrites(join(folder, 'plain'), {
        events: Math.max(200, Math.min(events, group * 400)),
        group,
        bytes,
      }),
    );
    say(`plain file, fdatasync every ${group}: ${rate(limits.get(group) ?? Number.NaN)}`);
  }

  for (const { what, group, ...appends } of kinds) {
    const perSecond = await appendRate(node.connectionString, appends, { seed, size });
    say(
      `append ${what}: ${rate(perSecond)}, ${(perSecond / (limits.get(group) ?? Number.NaN)).toFixed(2)} of the plain file in groups of ${group}`,
    );
  }

  const reads = await readRates(node.connectionString, { events, streams: Math.ceil(events / 100), seed, size });
  say(`read $all: ${rate(reads.all)}; catch-up subscription to $all: ${rate(reads.catchUp)}`);
  say(
    `read streams of 20 events: ${rate(reads.streams)} one after another, ${rate(reads.sixteenStreamsAtATime)} sixteen at a time`,
  );

  for (const subscribers of [1, 10, 100]) {
    const sorted = await latencies(node.connectionString, { subscribers, appends: Number(values.appends), seed, size });
    say(
      `append to receipt, ${subscribers} subscribers: p50 ${quantile(sorted, 0.5)}, p99 ${quantile(sorted, 0.99)}, max ${quantile(sorted, 1)}, n=${sorted.length}`,
    );
  }
} finally {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
}
