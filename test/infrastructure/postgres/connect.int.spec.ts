import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectedDatabase } from '../../support/services/projected-database.js';

describe('lists of numbers from PostgreSQL', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  beforeAll(async () => {
    world = await projectedDatabase();
  });
  afterAll(() => world.drop());

  it.each([
    ['{}', []],
    ['{0,-1.5,1e+300,5e-324,0.1}', [0, -1.5, 1e300, 5e-324, 0.1]],
    ['{NaN,Infinity,-Infinity,2}', [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2]],
    ['{1,NULL}', [1, null]],
    [
      '{{1,2},{3,4}}',
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])('are what was written: %s', async (text, numbers) => {
    const { rows } = await world.db.raw('select ?::double precision[] as numbers', [text]);
    expect(rows).toEqual([{ numbers }]);
  });
});
