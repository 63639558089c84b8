import { describe, expect, it } from 'vitest';
import type { FeatureInputs, SaidFact } from '../../../application/ports/feature-inputs.js';
import { AccountId } from '../../../domain/ids.js';
import { CalendarDate, timestampOf } from '../../../domain/primitives.js';
import { makeDataset } from '../../../ml/datasets/dataset.js';
import { features } from '../../../ml/features/definitions/all.js';
import { featureSetOf } from '../../../ml/features/feature-set.js';
import { fact } from '../../support/fact.js';
import { valid } from '../../support/valid.js';

const day = valid(CalendarDate);
const account = valid(AccountId);
const set = featureSetOf(features);

const signed = (accountId: string, startsOn: string, endsOn: string, segment: string): ReadonlyArray<SaidFact> =>
  [
    fact('ContractSigned', {
      ...{ accountId, contractId: 'c', occurredAt: `${startsOn}T09:00:00Z`, arr: { amount: '100', currency: 'EUR' } },
      ...{ startsOn, endsOn },
    }),
    fact('AccountProfileChanged', { accountId, occurredAt: `${startsOn}T09:00:00Z`, changes: { segment } }),
  ].map((event) => ({ event, recordedAt: timestampOf(0) }));

const facts = new Map([
  [account('leaver'), signed('leaver', '2024-01-15', '2024-06-15', 'smb')],
  [account('stayer'), signed('stayer', '2024-02-15', '2026-02-15', 'enterprise')],
]);

const inputs: FeatureInputs = {
  groupsOf: async (ids) => new Map(ids.map((id) => [id, [id]])),
  facts: async () => facts,
  series: async () => new Map(),
  benchmarks: async () => [],
  position: async () => ({ commit: 7n, prepare: 7n }),
};

const asked = {
  grain: 'month' as const,
  ...{ from: day('2024-01-01'), to: day('2024-08-01'), until: day('2025-01-31'), withPaths: true },
};
const accountIds = [account('leaver'), account('stayer')];

describe('a data set', () => {
  it('has a row for each month in which somebody was a customer, with what came of it', async () => {
    const {
      keys,
      features: told,
      leaves,
      groups,
      days,
      provenance,
    } = await makeDataset(inputs, set)({ accountIds, ...asked });
    expect(keys.map(({ accountId, day: on }) => `${accountId} ${on.slice(5, 7)}`)).toEqual([
      ...['02', '03', '04', '05', '06'].map((month) => `leaver ${month}`),
      ...['03', '04', '05', '06', '07', '08'].map((month) => `stayer ${month}`),
    ]);
    expect([...leaves[30]]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    expect([...leaves[90]].slice(0, 5)).toEqual([0, 0, 1, 1, 1]);
    expect([...groups]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(days).toHaveLength(keys.length);
    expect(told.rows).toBe(keys.length);
    const segment = told.columns.findIndex(({ name }) => name === 'segment@1');
    expect(told.columns[segment]).toMatchObject({ kind: 'category', categories: ['enterprise', 'smb'] });
    expect(keys.map((_, r) => told.values[r * told.columns.length + segment])).toEqual([
      1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
    expect(provenance).toMatchObject({ position: '7', featureSet: set.hash, until: '2025-01-31' });
  });

  it('is the same whatever order accounts are named in, and another where a fact is another', async () => {
    const make = makeDataset(inputs, set);
    const [one, other] = [
      await make({ accountIds, ...asked }),
      await make({ accountIds: accountIds.toReversed(), ...asked }),
    ];
    expect(other).toEqual(one);
    const renamed = new Map(facts).set(account('leaver'), signed('leaver', '2024-01-15', '2024-06-15', 'mid'));
    const changed = await makeDataset({ ...inputs, facts: async () => renamed }, set)({ accountIds, ...asked });
    expect(changed.provenance.digest).not.toBe(one.provenance.digest);
  });
});
