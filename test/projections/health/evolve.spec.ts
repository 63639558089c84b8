import { describe, it } from 'vitest';
import { healthProjection } from '../../../projections/health/evolve.js';
import { fact } from '../../support/fact.js';
import { givenProjection } from '../../support/given-projection.js';

const scored = (day: string, score: number | null, accountId = 'acme') =>
  fact('HealthScored', {
    accountId,
    day,
    occurredAt: `${day}T23:00:00Z`,
    score,
    band: score === null ? null : 'watch',
    measures: [],
    caps: [],
    policyVersion: 1,
  });
const merged = (accountId: string, into: string, occurredAt = '2026-05-01T00:00:00Z') =>
  fact('AccountMerged', { accountId, into, occurredAt });

describe('health', () => {
  const given = givenProjection(healthProjection);

  it('keeps the score of each day', () =>
    given([scored('2026-03-01', 50)])
      .when([scored('2026-03-02', 60)])
      .thenRow('health_days', ['acme', '2026-03-01'], { score: 50, band: 'watch' }));

  it('takes the later score of a day for its restatement', () =>
    given([scored('2026-03-01', 50)])
      .when([scored('2026-03-01', 70)], { delivered: 2 })
      .thenRow('health_days', ['acme', '2026-03-01'], { score: 70 }));

  it('is current with the latest day, whatever was scored last', () =>
    given([scored('2026-03-05', 50)])
      .when([scored('2026-03-01', 70)])
      .thenRow('health', ['acme'], { day: '2026-03-05', score: 50, merged_into: null }));

  it('keeps that a day could not be scored', () =>
    given([scored('2026-03-05', 50)])
      .when([scored('2026-03-06', null)])
      .thenRow('health', ['acme'], { day: '2026-03-06', score: null, band: null }));

  it('retires an account that turned out to be another one', () =>
    given([scored('2026-03-05', 50)])
      .when([merged('acme', 'acme-inc')])
      .thenRow('health', ['acme'], { merged_into: 'acme-inc' }));

  it('leaves an account retired that is scored after it was merged', () =>
    given([merged('acme', 'acme-inc')])
      .when([scored('2026-06-01', 50)])
      .thenRow('health', ['acme'], { merged_into: 'acme-inc' }));
});
