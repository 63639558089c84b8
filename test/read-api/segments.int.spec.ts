import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CalendarDate, timestampOf } from '../../domain/primitives.js';
import { makeSegmentQueries } from '../../projections/segments/queries.js';
import { segmentMeant } from '../../read-api/questions/segment-meant.js';
import { segmentMembers } from '../../read-api/questions/segment-members.js';
import { fact } from '../support/fact.js';
import { projectedDatabase } from '../support/services/projected-database.js';
import { valid } from '../support/valid.js';

const at = (day: string) => `${day}T10:00:00Z`;
const onPlan = (accountId: string, day: string, plan: string) =>
  fact('AccountProfileChanged', { accountId, occurredAt: at(day), changes: { plan } });
const worth = (accountId: string, amount: string, startsOn: string, endsOn: string) =>
  fact('ContractSigned', {
    ...{ accountId, contractId: 'one', occurredAt: at(startsOn), startsOn, endsOn },
    arr: { amount, currency: 'EUR' },
  });
const name = 'key-accounts';
const segment = (type: 'SegmentDefined' | 'SegmentRedefined', day: string, version: number, least: number) =>
  fact(type, {
    ...{ name, occurredAt: at(day), version, description: null },
    rule: {
      and: [
        { field: 'plan', op: 'in', value: ['pro', 'max'] },
        { field: 'arr', op: '>', value: least },
      ],
    },
  });

describe('who is in a segment', () => {
  let world: Awaited<ReturnType<typeof projectedDatabase>>;
  beforeAll(async () => {
    world = await projectedDatabase();
    await world.happened(
      segment('SegmentDefined', '2026-02-01', 1, 1000),
      segment('SegmentRedefined', '2026-04-01', 2, 3000),
      onPlan('acme', '2026-01-01', 'team'),
      onPlan('acme', '2026-03-01', 'pro'),
      worth('acme', '2000', '2026-01-01', '2027-01-01'),
      onPlan('birch', '2026-01-01', 'max'),
      worth('birch', '5000', '2026-01-15', '2026-06-01'),
      onPlan('cedar', '2026-01-01', 'pro'),
      onPlan('cedar-old', '2026-01-01', 'free'),
      worth('cedar-old', '9000', '2026-04-15', '2027-04-15'),
      fact('AccountMerged', { accountId: 'cedar-old', into: 'cedar', occurredAt: at('2026-05-01') }),
    );
  });
  afterAll(() => world.drop());

  const over = (today: string) => ({
    segments: makeSegmentQueries(world.db),
    clock: () => timestampOf(new Date(today)),
  });
  const on = async (asOf: string, version?: number) => {
    const asked = { asOf: valid(CalendarDate)(asOf), ...(version === undefined ? {} : { version }) };
    const answered = await segmentMembers(over('2026-06-30'))(name, asked)();
    return E.isLeft(answered)
      ? answered.left._tag
      : [answered.right.version, ...answered.right.items.map(({ accountId }) => accountId)];
  };

  it('follows from the rule and the accounts of the day', async () => {
    expect(await on('2026-01-31')).toBe('SegmentNotDefinedThen');
    expect(await on('2026-01-31', 1)).toEqual([1, 'birch']);
    expect(await on('2026-02-28')).toEqual([1, 'birch']);
    expect(await on('2026-03-31')).toEqual([1, 'acme', 'birch']);
    expect(await on('2026-04-14')).toEqual([2, 'birch']);
    expect(await on('2026-04-15')).toEqual([2, 'birch', 'cedar']);
    expect(await on('2026-06-01')).toEqual([2, 'cedar']);
    expect(await on('2026-06-01', 1)).toEqual([1, 'acme', 'cedar']);
  });

  it('is, for books, who is in it today, with all that were merged into them', async () => {
    expect(await segmentMeant(over('2026-06-30'), name)).toMatchObject({
      accountIds: ['cedar'],
      members: ['cedar', 'cedar-old'],
      freshness: { readModel: 'segments' },
    });
    expect(await segmentMeant(over('2026-04-14'), 'nobody')).toBeUndefined();
  });
});
