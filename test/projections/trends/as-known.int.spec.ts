import fc from 'fast-check';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '../../../domain/ids.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { trendsProjection } from '../../../projections/trends/evolve.js';
import { metricNames } from '../../../projections/trends/metrics.js';
import { makeTrendQueries, makeWatchedSeries } from '../../../projections/trends/queries.js';
import { foldedTwice, knownHistories } from '../../support/services/known-histories.js';
import { freshDatabase } from '../../support/services/postgres.js';

const span = { byFeature: true, from: '2026-02-01', to: '2026-07-01' } as const;
const accountIds = ['a1', 'b2', 'c3'] as const;

const everything = async (db: Knex, schema: string, knownAt: CalendarDate | undefined) => {
  const trends = makeTrendQueries(db, { schema });
  const known = knownAt === undefined ? {} : { knownAt };
  const watched = await makeWatchedSeries(
    db,
    schema,
  )({
    ...{ accountIds: accountIds as unknown as ReadonlyArray<AccountId>, metrics: metricNames, ...known },
    ...{ from: span.from as CalendarDate, to: span.to as CalendarDate },
  });
  const group = (id: string) => trends.groupKnownAt(id, knownAt ?? ('9999-12-31' as CalendarDate));
  const groups = await Promise.all(accountIds.map(group));
  const answers = await Promise.all([
    ...groups.map(({ members }) => trends.series({ ...span, ...known, accountIds: members, grain: 'day' })),
    trends.bookSeries({ ...span, ...known, filter: {}, grain: 'day' }),
    trends.bookSeries({ ...span, ...known, filter: {}, grain: 'month' }),
    trends.bookSeries({ ...span, ...known, filter: {}, split: 'segment', grain: 'week' }),
  ]);
  const days = { from: '2026-01-01', to: '2026-06-01', asOf: '2026-06-01' };
  const { triangles } = await trends.cohorts({ ...days, ...known, filter: {}, split: 'plan', grain: 'month' });
  return { groups, watched, series: answers.map(({ series }) => series), triangles };
};

describe('the trends as they were known at the end of a day', () => {
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
      fc.asyncProperty(knownHistories(trendsProjection), async (history) => {
        runs += 1;
        const { all, upTo } = await foldedTwice(db, trendsProjection, history, runs);
        expect(await everything(db, all, history.knownAt)).toEqual(await everything(db, upTo, undefined));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 120_000);
});
