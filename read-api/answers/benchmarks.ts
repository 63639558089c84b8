import * as t from 'io-ts';
import { nullable } from '../../domain/primitives.js';
import { decimal, instant, integer } from './texts.js';

const Benchmark = t.strict(
  {
    metric: t.string,
    segment: t.string,
    period: t.string,
    source: t.string,
    publishedAt: instant,
    p25: nullable(decimal),
    p50: decimal,
    p75: nullable(decimal),
    sampleSize: nullable(integer),
    /** How many there were, this one with them. */
    revisions: integer,
  },
  'Benchmark',
);

export const Benchmarks = t.strict({ items: t.readonlyArray(Benchmark) }, 'Benchmarks');
