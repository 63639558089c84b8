import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { BenchmarkEvent } from '../../domain/benchmark/events.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import { eventsOf } from './facts-of.js';

/** The median of a metric over the companies of a segment, from the day it was published. */
export type BenchmarkStep = {
  readonly day: CalendarDate;
  readonly metric: string;
  readonly segment: string;
  readonly median: number;
};

const isBenchmark = (event: DomainEvent): event is BenchmarkEvent => event.type === 'BenchmarkPublished';

/** In order of publication. */
export const benchmarkSteps = (facts: ReadonlyArray<SaidFact>): ReadonlyArray<BenchmarkStep> =>
  eventsOf(facts, isBenchmark).map(({ data: { metric, segment, occurredAt, p50 } }) => ({
    ...{ day: dayOf(occurredAt), metric, segment: segment.toLowerCase(), median: Number(p50) },
  }));
