import { describe, expect, it } from 'vitest';
import { by, bytesOf, dayOf, rowOf, scoredCompany } from './scored-company.js';

const today = '2026-06-01';

describe('predicting accounts', () => {
  it('says the chances of customers by the champion, why, and from which facts; the healthier leaves less', async () => {
    const company = scoredCompany(['acme', 'globex']);
    await company.promote('v1', 1, bytesOf(1));
    const rows = [rowOf('acme', today, { health: -0.9 }), rowOf('globex', today, { health: 0.9 })];
    expect((await company.predict(rows, by)).appended).toBe(2);
    const [acme] = await company.predictionsOf('acme');
    const [globex] = await company.predictionsOf('globex');
    expect(acme).toMatchObject({ day: today, model: 'churn', modelVersion: 'v1', featureDigest: rows[0]?.digest });
    expect(acme?.horizons.map(({ days }) => days)).toEqual([30, 90]);
    expect(acme?.horizons[1]?.probability).toBeGreaterThan(globex?.horizons[1]?.probability ?? 1);
    expect(acme?.reasons[0]).toMatchObject({ feature: 'health_score', value: -0.9 });
    expect(acme?.reasons[0]?.contribution).toBeGreaterThan(0);
    expect(globex?.reasons[0]?.contribution).toBeLessThan(0);
  });

  it('says nothing of those who are gone, were merged, have no contract, or left', async () => {
    const company = scoredCompany(['acme', 'prospect'], ['leaver']);
    await company.promote('v1', 1, bytesOf(1));
    await company.predict(
      [rowOf('prospect', today, { contracts: 0 }), rowOf('removed', today), rowOf('leaver', today)],
      by,
    );
    expect(await company.predictionsOf('leaver')).toEqual([]);
    expect(await company.predictionsOf('prospect')).toEqual([]);
    expect(await company.predictionsOf('removed')).toEqual([]);
  });

  it('says the same of a day once, whoever asks, and however late what is shown is known', async () => {
    const company = scoredCompany(['acme']);
    await company.promote('v1', 1, bytesOf(1));
    const row = rowOf('acme', today);
    await company.predict([row], by);
    company.clock.now = '2026-06-01T13:00:00.000Z';
    await company.predict([row], by);
    expect(await company.predictionsOf('acme')).toHaveLength(1);
    const scored = company.rowsScored();
    const accountId = row.accountId;
    const shown = { accountId, model: 'churn' as const, day: row.day, modelVersion: 'v1', featureDigest: row.digest };
    company.said.push(shown);
    await company.predict([row], by);
    expect(company.rowsScored()).toBe(scored);
  });

  it('says it anew from other facts, for another day, and by another champion', async () => {
    const company = scoredCompany(['acme']);
    await company.promote('v1', 1, bytesOf(1));
    await company.predict([rowOf('acme', today)], by);
    await company.predict([rowOf('acme', today, { health: -0.5 })], by);
    await company.predict([rowOf('acme', '2026-06-02', { health: -0.5 })], by);
    await company.promote('v2', 2, bytesOf(5), 'v1');
    await company.predict([rowOf('acme', '2026-06-02', { health: -0.5 })], by);
    const said = (await company.predictionsOf('acme')).map(({ day, modelVersion }) => [day, modelVersion]);
    expect(said).toEqual([
      [dayOf(today), 'v1'],
      [dayOf(today), 'v1'],
      [dayOf('2026-06-02'), 'v1'],
      [dayOf('2026-06-02'), 'v2'],
    ]);
  });

  it('names those of the past who are nearest, the nearest first, but neither the account itself nor who is gone', async () => {
    const company = scoredCompany(['acme', 'far', 'farther'], ['near']);
    await company.promote('v1', 1, bytesOf(1, ['acme', 'near', 'gone', 'far', 'farther']));
    await company.predict([rowOf('acme', today)], by);
    const [said] = await company.predictionsOf('acme');
    expect(said?.similar.map(({ accountId, outcome }) => [accountId, outcome])).toEqual([
      ['near', 'churned'],
      ['far', 'churned'],
      ['farther', 'stayed'],
    ]);
    const distances = said?.similar.map(({ distance }) => distance) ?? [];
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });

  it('without a champion nothing is said', async () => {
    const company = scoredCompany(['acme']);
    expect(await company.predict([rowOf('acme', today)], by)).toEqual({ appended: 0, position: undefined });
  });
});

describe('a champion that cannot be used', () => {
  it('leaves the one before it to answer, and is told of once', async () => {
    const company = scoredCompany(['acme']);
    await company.promote('v1', 1, bytesOf(1));
    const whole = bytesOf(5);
    await company.promote('v2', 2, whole.slice(0, whole.length / 2), 'v1');
    await company.predict([rowOf('acme', today)], by);
    await company.predict([rowOf('acme', '2026-06-02')], by);
    expect((await company.predictionsOf('acme')).map(({ modelVersion }) => modelVersion)).toEqual(['v1', 'v1']);
    expect(company.unserved.map(({ version, reason }) => [version, reason._tag])).toEqual([['v2', 'NotAModel']]);
    expect(company.champions.unserved()).toEqual(company.unserved);
    await company.promote('v3', 3, bytesOf(9), 'v2');
    await company.predict([rowOf('acme', '2026-06-03')], by);
    expect((await company.predictionsOf('acme')).at(-1)?.modelVersion).toBe('v3');
    expect(company.champions.unserved()).toEqual([]);
  });
});
