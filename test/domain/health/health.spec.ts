import { describe, it } from 'vitest';
import { healthAggregate } from '../../../domain/health/aggregate.js';
import { HealthCommand } from '../../../domain/health/commands.js';
import { HealthScored } from '../../../domain/health/events.js';
import { givenDecider } from '../../support/given.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(healthAggregate);
const measure = { name: 'recency', group: 'usage', input: 3, score: 80, weight: 1 };
const data = (more: object) => ({
  accountId: 'acme',
  day: '2026-03-01',
  occurredAt: '2026-03-01T23:59:59.999Z',
  score: 80,
  band: 'healthy',
  measures: [measure],
  caps: [],
  policyVersion: 1,
  ...more,
});
const command = (more: object = {}) => valid(HealthCommand)({ type: 'RecordHealthScore', data: data(more) });
const event = (more: object = {}) => valid(HealthScored)({ type: 'HealthScored', data: data(more) });

describe('the health of an account', () => {
  it('is scored for a day', () => {
    given([]).when(command()).then([event()]);
  });

  it('is not scored again when the day comes out the same', () => {
    given([event()])
      .when(command({ occurredAt: '2026-03-05T10:00:00Z' }))
      .thenNothing();
  });

  it('is restated when the score, a measure, a cap or the policy differs', () => {
    given([event()])
      .when(command({ score: 70 }))
      .then([event({ score: 70 })]);
    given([event()])
      .when(command({ measures: [{ ...measure, input: 4 }] }))
      .then([event({ measures: [{ ...measure, input: 4 }] })]);
    given([event()])
      .when(command({ caps: ['silent'] }))
      .then([event({ caps: ['silent'] })]);
    given([event()])
      .when(command({ policyVersion: 2 }))
      .then([event({ policyVersion: 2 })]);
  });

  it('goes by the last statement of the day: back to an earlier value is a statement too', () => {
    given([event(), event({ score: 70 })])
      .when(command())
      .then([event()]);
  });

  it('refuses a score without a band, and a band without a score', () => {
    given([])
      .when(command({ band: null }))
      .thenRefused('BandDoesNotMatchScore');
    given([])
      .when(command({ score: null }))
      .thenRefused('BandDoesNotMatchScore');
  });

  it('refuses measures that weigh more than the whole', () => {
    given([])
      .when(command({ measures: [measure, { ...measure, name: 'trend', weight: 0.1 }] }))
      .thenRefused('WeightsExceedTheWhole');
  });
});
