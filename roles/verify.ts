import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { positionToText } from '../application/position.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { generationNameSql } from '../projections/generation.js';
import type { RebuildReport } from '../projections/rebuilding/rebuild-report.js';
import { verifyLive } from '../projections/rebuilding/verify-live.js';
import { projections } from '../projections/registry.js';
import { failurePolicy } from './failure-policy.js';

const PATIENCE_MS = 600_000;
const LOOK_MS = 200;

export type VerifiedTable = {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 over the rows in the order of their keys. */
  readonly digest: string;
  readonly equal: boolean;
  /** The first row that differs, as the live table and as the rebuilt one have it. */
  readonly difference?: { readonly live: string | undefined; readonly rebuilt: string | undefined };
};

type Watching = { readonly report?: (report: RebuildReport) => void; readonly signal?: AbortSignal };

/**
 * Compares the live read models with what the log gives now, row by row. Works while the system runs; leaves nothing
 * behind.
 */
export const verifyReadModels = async (
  { eventStore, readStore, generations }: Adapters,
  { report = () => undefined, signal = new AbortController().signal }: Watching = {},
): Promise<ReadonlyArray<VerifiedTable>> => {
  const deps = { eventStore, store: readStore, generations, policy: failurePolicy, report };
  const parities = await verifyLive(deps, projections, signal);
  return parities.flatMap(({ tables }) =>
    tables.map(({ table, rows, digest, differentRows, differences: [first] }) => ({
      table,
      rows,
      digest,
      equal: differentRows === 0,
      ...(first === undefined ? {} : { difference: { live: first.live, rebuilt: first.rebuilt } }),
    })),
  );
};

type Reader = { readonly name: string; readonly position: string | null; readonly caught_up: boolean };

/** Of the live read models and of the reactors, partition by partition. */
const readersIn = async ({ knex }: Adapters): Promise<ReadonlyArray<Reader>> => {
  const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<Reader> }>(
    `select c.name || '/' || partition as name, commit_position || '/' || prepare_position as position, caught_up
     from read.checkpoints c
     left join read.generations g on c.name = ${generationNameSql('g')}
     where c.name like 'reactor:%' or g.state = 'live' order by c.name, partition`,
  );
  return rows;
};

/** Resolves once no receipt waits, every reader has seen the whole log, and none of them adds to it any more. */
export const untilSettled = async (adapters: Adapters): Promise<void> => {
  let last = '';
  let steady = 0;
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(LOOK_MS)) {
    const head = await adapters.eventStore.readHead()();
    if (E.isLeft(head)) throw new Error(head.left.reason);
    const readers = await readersIn(adapters);
    const waiting = await adapters.receipts.waiting();
    const now = `${head.right === undefined ? 'empty' : positionToText(head.right)} ${JSON.stringify(readers)}`;
    steady = waiting === 0 && now === last && readers.every(({ caught_up }) => caught_up) ? steady + 1 : 0;
    last = now;
    if (steady >= 15) return;
  }
  throw new Error('waited in vain for the system to settle');
};
