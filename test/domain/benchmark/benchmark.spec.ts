import { describe, expect, it } from 'vitest';
import { benchmarkAggregate } from '../../../domain/benchmark/aggregate.js';
import { BenchmarkCommand } from '../../../domain/benchmark/commands.js';
import { BenchmarkPublished } from '../../../domain/benchmark/events.js';
import { benchmarksIn } from '../../../domain/benchmark/state.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const of = (more: object = {}) => ({
  metric: 'nrr',
  segment: 'smb',
  period: '2025',
  source: 'a survey',
  occurredAt: '2026-02-01T00:00:00Z',
  p25: '91',
  p50: '98.5',
  p75: '104',
  sampleSize: 310,
  ...more,
});
const publish = (more: object = {}) => valid(BenchmarkCommand)({ type: 'PublishBenchmark', data: of(more) });
const published = (more: object = {}) => valid(BenchmarkPublished)({ type: 'BenchmarkPublished', data: of(more) });
const given = givenDecider(benchmarkAggregate);
const revised = { occurredAt: '2026-05-01T00:00:00Z', p50: '99' };

describe('a benchmark', () => {
  it('is said once, and again when it is revised', () => {
    given([]).when(publish()).then([published()]);
    given([published()]).when(publish()).thenNothing();
    given([published()])
      .when(publish(revised))
      .then([published(revised)]);
  });

  it('is refused with quartiles that fall', () => {
    given([])
      .when(publish({ p25: '98.51' }))
      .thenRefused('QuartilesOutOfOrder');
    given([])
      .when(publish({ p75: '98.4' }))
      .thenRefused('QuartilesOutOfOrder');
    given([])
      .when(publish({ p25: null, p75: null }))
      .then([published({ p25: null, p75: null })]);
  });

  it('is what was published last, and keeps what was before', () => {
    const fold = (...events: ReadonlyArray<ReturnType<typeof published>>) =>
      benchmarksIn(events.reduce(benchmarkAggregate.evolve, benchmarkAggregate.initialState));
    const expected = [expect.objectContaining({ p50: '99', revisions: 2 })];
    expect(fold(published(), published(revised))).toEqual(expected);
    expect(fold(published(revised), published())).toEqual(expected);
    expect(fold(published(), published({ segment: 'enterprise' }))).toHaveLength(2);
  });

  it('folds to the same in any order', () => foldsTheSameInAnyOrder(BenchmarkPublished, benchmarkAggregate));
});
