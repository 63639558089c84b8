import fc from 'fast-check';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../../domain/primitives.js';
import { listFields, numberFields, textFields } from '../../../domain/segment/fields.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { segmentsProjection } from '../../../projections/segments/evolve.js';
import { makeSegmentQueries } from '../../../projections/segments/queries.js';
import { foldedTwice, knownHistories } from '../../support/services/known-histories.js';
import { freshDatabase } from '../../support/services/postgres.js';

const fields = new Set([...textFields, ...numberFields, ...listFields]);

const everything = async (db: Knex, schema: string, knownAt: CalendarDate | undefined) => {
  const segments = makeSegmentQueries(db, { schema });
  const days = ['2026-03-01', '2026-03-05', '2026-03-11', '2026-04-20', '2026-06-30'];
  const accounts = await Promise.all(days.map((day) => segments.accountsOn(day, { fields, knownAt })));
  const found = await Promise.all(['a1', 'b2', 'c3'].map((name) => segments.find(name, knownAt)));
  return { accounts: accounts.map((one) => one.accounts), found: found.map(({ segment }) => segment) };
};

describe('segments and accounts as they were known at the end of a day', () => {
  let world: Awaited<ReturnType<typeof freshDatabase>>;
  let db: Knex;
  beforeAll(async () => {
    world = await freshDatabase();
    db = connectPostgres(world.url);
  });
  afterAll(async () => {
    await db.destroy();
    await world.drop();
  });

  it('are those of what was recorded by then, however it was folded', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(knownHistories(segmentsProjection), async (history) => {
        runs += 1;
        const { all, upTo } = await foldedTwice(db, segmentsProjection, history, runs);
        expect(await everything(db, all, history.knownAt)).toEqual(await everything(db, upTo, undefined));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 120_000);
});
