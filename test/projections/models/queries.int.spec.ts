import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Timestamp } from '../../../domain/primitives.js';
import { type ModelQueries, makeModelQueries } from '../../../projections/models/queries.js';
import { comparedWith, evaluated, noon, promotedByRule, rolledBack, trained } from '../../support/models-said.js';
import { projectedDatabase } from '../../support/services/projected-database.js';
import { valid } from '../../support/valid.js';

describe('the read model of models', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  let models: ModelQueries;
  beforeAll(async () => {
    world = await projectedDatabase();
    models = makeModelQueries(world.db);
    await world.happened(
      ...[trained('v1', 1), evaluated('v1', 2), promotedByRule('v1', 3)],
      ...[trained('v2', 8), evaluated('v2', 9, comparedWith('v1', 0.02, 0.01)), promotedByRule('v2', 10, 'v1')],
      rolledBack('v1', 12, 'v2'),
    );
  });
  afterAll(() => world.drop());

  it('tells each version and reign', async () => {
    const { items, freshness } = await models.list();
    expect(items).toMatchObject([
      {
        model: 'churn',
        champion: { version: 'v1', since: noon(12), until: null, rollBack: 'it misses renewals' },
        versions: [
          { version: 'v2', status: 'former-champion', trainedAt: noon(8), evaluation: { comparison: { with: 'v1' } } },
          { version: 'v1', status: 'champion', trainedAt: noon(1), evaluation: { calibrationError: 0.012 } },
        ],
        reigns: [
          { version: 'v1', since: noon(3), until: noon(10) },
          { version: 'v2', since: noon(10), until: noon(12) },
          { version: 'v1', since: noon(12), until: null },
        ],
      },
    ]);
    expect(freshness).toMatchObject({ readModel: 'models', position: '700' });
  });

  it('tells who was champion at an instant', async () => {
    const champion = async (day: number) =>
      (await models.find('churn', valid(Timestamp)(noon(day)))).model?.champion?.version;
    expect([await champion(2), await champion(4), await champion(11), await champion(13)]).toEqual([
      undefined,
      'v1',
      'v2',
      'v1',
    ]);
  });

  it('has no model that was never trained', async () => {
    expect((await models.find('expansion')).model).toBeUndefined();
  });
});
