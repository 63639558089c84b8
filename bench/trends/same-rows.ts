import type { Knex } from 'knex';
import { makeReadStore } from '../../infrastructure/postgres/read-store.js';
import { copyRows, differingRows, renamed } from './copies.js';
import { type SomeFacts, trendFacts } from './facts.js';
import { fill } from './fill.js';

function* withCopies(size: number, seed: number, copies: number): Generator<SomeFacts> {
  for (let n = 0; n < copies; n++) {
    for (const facts of trendFacts(size, seed)) {
      yield n === 0 ? facts : (JSON.parse(renamed(JSON.stringify(facts), seed, n)) as SomeFacts);
    }
  }
}

/** Throws unless copying rows gives what folding the facts of as many customers gives, row by row. */
export const copyingGivesSameRows = async (db: Knex, size: number, seed: number, copies: number): Promise<void> => {
  await fill(makeReadStore(db, 'folded'), withCopies(size, seed, copies));
  await fill(makeReadStore(db, 'copied'), trendFacts(size, seed));
  await copyRows(db, 'copied', seed, copies);
  const differing = await differingRows(db, 'folded', 'copied');
  if (differing > 0) throw new Error(`${differing} rows are not what folding gives`);
  await db.raw('drop schema folded cascade');
  await db.raw('drop schema copied cascade');
};
