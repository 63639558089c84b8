import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { categories } from '../../domain/catalogue.js';
import { startEmbeddedPostgres } from '../../infrastructure/embedded/postgres.js';
import { startEventNode } from '../../infrastructure/event-node/start.js';
import { makeEventStore } from '../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../infrastructure/in-memory/subject-keys.js';
import { reportInWords } from '../../infrastructure/log-archive/archive-report.js';
import { connectPostgres } from '../../infrastructure/postgres/connect.js';
import { projections } from '../../projections/registry.js';
import { besideEmmett } from './beside-emmett.js';
import { decodedOnly } from './empty-handler.js';
import { fill } from './fill.js';
import { clientAlone, intoReadModels } from './readers.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    peer: { type: 'string', default: '50000' },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'treering-replay-'));
/** PostgreSQL's own user enters it, so its data go with the folder. */
await chmod(folder, 0o711);
const node = await startEventNode({ file: join(folder, 'log.sqlite'), port: 0 });
const postgres = await startEmbeddedPostgres(join(folder, 'postgres'));
const db = connectPostgres(postgres.url);
const subjectKeys = makeInMemorySubjectKeys();
const connection = { connectionString: node.connectionString, subjectKeys, categories };
const eventStore = makeEventStore(connection);
const archived = makeEventStore({
  ...connection,
  archive: {
    folder: join(folder, 'archive'),
    report: (report) => {
      throw new Error(reportInWords(report));
    },
  },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const rate = (events: number, seconds: number): number => Math.round(events / seconds);
const median = (numbers: ReadonlyArray<number>): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

try {
  const events = await fill(eventStore, Number(values.events), Number(values.seed));
  say(
    `${events} events, seed ${values.seed}, Node ${process.version}, ${cpus().length} cores shared by client, log and database`,
  );
  await clientAlone(node.connectionString, events);
  say(`through the client, archived on the way: ${rate(events, await decodedOnly(archived, events))}/s`);
  const ratios: Array<number> = [];
  const shares: Array<number> = [];
  const speedUps: Array<number> = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    const alone = await clientAlone(node.connectionString, events);
    const empty = await decodedOnly(eventStore, events);
    const models = await intoReadModels(eventStore, db, `replay_${round}`, projections);
    shares.push(empty / models);
    ratios.push(alone / models);
    const fromArchive = await decodedOnly(archived, events);
    speedUps.push(alone / fromArchive);
    const modelsFromArchive = await intoReadModels(archived, db, `archive_${round}`, projections);
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    say(
      `round ${round}: client alone ${rate(events, alone)}/s, empty handler ${rate(events, empty)}/s, ` +
        `into all read models ${rate(events, models)}/s, ` +
        `${(empty / models).toFixed(2)} of the empty handler, ${(alone / models).toFixed(2)} of the client alone; from the archive ${rate(events, fromArchive)}/s, ` +
        `${(alone / fromArchive).toFixed(1)} times the client, into all read models ${rate(events, modelsFromArchive)}/s; ` +
        `memory ${memory} MiB`,
    );
  }
  say(
    `medians: ${median(shares).toFixed(2)} of the empty handler, ${median(ratios).toFixed(2)} of the client alone, ` +
      `archive ${median(speedUps).toFixed(1)} times the client`,
  );
  say(await besideEmmett(folder, db, postgres.url, Number(values.peer), Number(values.seed)));
} finally {
  await archived.close();
  await eventStore.close();
  await db.destroy();
  await postgres.stop();
  await node.stop();
  await rm(folder, { recursive: true, force: true });
}
