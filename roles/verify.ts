import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type { Knex } from 'knex';
import { positionToText } from '../application/position.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { dumpRows } from '../infrastructure/postgres/dump-rows.js';
import { makeReadStore } from '../infrastructure/postgres/read-store.js';
import { startProjector } from '../projections/projector.js';
import { projections } from '../projections/registry.js';

const LIVE = 'read';
const REBUILT = 'verification';
const PATIENCE_MS = 600_000;

export type VerifiedTable = {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 over the rows in the order of their keys. */
  readonly digest: string;
  readonly equal: boolean;
  /** The first row that differs, as the live table and as the rebuilt one have it. */
  readonly difference?: { readonly live: string | undefined; readonly rebuilt: string | undefined };
};

type Dump = ReadonlyMap<string, ReadonlyArray<string>>;

const digestOf = (rows: ReadonlyArray<string>): string =>
  rows.reduce((hash, row) => hash.update(row).update('\n'), createHash('sha256')).digest('hex');

const compare = (live: Dump, rebuilt: Dump): ReadonlyArray<VerifiedTable> =>
  [...live].map(([table, rows]) => {
    const others = rebuilt.get(table) ?? [];
    const at = [...rows.keys(), rows.length].find((i) => rows[i] !== others[i]);
    return {
      table,
      rows: rows.length,
      digest: digestOf(rows),
      equal: at === undefined,
      ...(at === undefined ? {} : { difference: { live: rows[at], rebuilt: others[at] } }),
    };
  });

type Checkpoint = { readonly name: string; readonly position: string | null; readonly caught_up: boolean };

const checkpointsIn = async (db: Knex, schema: string): Promise<ReadonlyArray<Checkpoint>> => {
  const { rows } = await db.raw<{ readonly rows: ReadonlyArray<Checkpoint> }>(
    `select name || '/' || partition as name, commit_position || '/' || prepare_position as position, caught_up
     from ??.checkpoints order by name, partition`,
    [schema],
  );
  return rows;
};

const isProjection = ({ name }: Checkpoint): boolean => !name.startsWith('reactor:');

/** Both sets of tables as of one moment, if they then stand at the same place of the log. */
const dumpBoth = (knex: Knex): Promise<{ readonly live: Dump; readonly rebuilt: Dump } | undefined> =>
  knex.transaction(
    async (trx) => {
      const live = (await checkpointsIn(trx, LIVE)).filter(isProjection);
      const rebuilt = await checkpointsIn(trx, REBUILT);
      const together = live.length === rebuilt.length && live.every((at, i) => at.position === rebuilt[i]?.position);
      if (!together) return undefined;
      return { live: await dumpRows(trx, LIVE, projections), rebuilt: await dumpRows(trx, REBUILT, projections) };
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );

const until = async <A>(what: string, attempt: () => Promise<A | undefined>): Promise<A> => {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(200)) {
    const found = await attempt();
    if (found !== undefined) return found;
  }
  throw new Error(`waited in vain for ${what}`);
};

/**
 * Folds the whole log into tables of its own beside the live ones, follows it until both stand at the same place, and
 * compares row by row. Works while the system runs; leaves nothing behind.
 */
export const verifyReadModels = async ({ knex, eventStore }: Adapters): Promise<ReadonlyArray<VerifiedTable>> => {
  await knex.raw('drop schema if exists ?? cascade', [REBUILT]);
  let failure: string | undefined;
  const projector = await startProjector(
    {
      eventStore,
      store: makeReadStore(knex, REBUILT),
      feed: { publish: () => undefined },
      report: (report) => {
        if (report._tag === 'Stopped') failure = `${report.reader}: ${report.reason}`;
      },
    },
    { projections, reactors: [] },
  );
  try {
    const { live, rebuilt } = await until('the rebuild to reach the live read models', async () => {
      if (failure !== undefined) throw new Error(failure);
      return dumpBoth(knex);
    });
    return compare(live, rebuilt);
  } finally {
    await projector.stop();
    await knex.raw('drop schema if exists ?? cascade', [REBUILT]);
  }
};

/** Resolves once no receipt waits, every reader has seen the whole log, and none of them adds to it any more. */
export const untilSettled = async ({ knex, eventStore, receipts }: Adapters): Promise<void> => {
  let last = '';
  let steady = 0;
  await until('the system to settle', async () => {
    const head = await eventStore.readHead()();
    if (E.isLeft(head)) throw new Error(head.left.reason);
    const readers = await checkpointsIn(knex, LIVE);
    const waiting = await receipts.waiting();
    const now = `${head.right === undefined ? 'empty' : positionToText(head.right)} ${JSON.stringify(readers)}`;
    steady = waiting === 0 && now === last && readers.every(({ caught_up }) => caught_up) ? steady + 1 : 0;
    last = now;
    return steady >= 15 ? true : undefined;
  });
};
