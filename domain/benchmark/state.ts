import { canonical } from '../canonical.js';
import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, latest } from '../latest.js';
import type { BenchmarkEvent } from './events.js';

export type Benchmark = BenchmarkEvent['data'];

/** What was published about one metric: every revision, by what it is about and when it was published. */
export type BenchmarkState = { readonly revisions: Keyed<Keyed<Dated<Benchmark>>> };

export const initialBenchmark: BenchmarkState = { revisions: {} };

const subjectOf = ({ segment, period, source }: Benchmark): string => canonical([segment, period, source]);

export const revisionOf = ({ revisions }: BenchmarkState, data: Benchmark): Dated<Benchmark> | undefined =>
  lookUp(lookUp(revisions, subjectOf(data)) ?? {}, data.occurredAt);

export const evolve = (state: BenchmarkState, { data }: BenchmarkEvent): BenchmarkState => {
  const subject = subjectOf(data);
  const revision = latest(revisionOf(state, data), { value: data, at: data.occurredAt });
  const known = lookUp(state.revisions, subject) ?? {};
  return { revisions: put(state.revisions, subject, put(known, data.occurredAt, revision)) };
};

/** The latest revision of each, with how many there were. */
export const benchmarksIn = ({
  revisions,
}: BenchmarkState): ReadonlyArray<Benchmark & { readonly revisions: number }> =>
  Object.values(revisions).flatMap((known) => {
    const newest = Object.keys(known).toSorted().at(-1);
    const found = newest === undefined ? undefined : lookUp(known, newest);
    return found === undefined ? [] : [{ ...found.value, revisions: Object.keys(known).length }];
  });
