import * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { isAbove } from '../decimal.js';
import { isHeld } from '../latest.js';
import type { BenchmarkCommand } from './commands.js';
import type { BenchmarkRefusal } from './errors.js';
import type { BenchmarkEvent } from './events.js';
import { type Benchmark, type BenchmarkState, revisionOf } from './state.js';

export const areInOrder = ({ p25, p50, p75 }: Pick<Benchmark, 'p25' | 'p50' | 'p75'>): boolean =>
  !(p25 !== null && isAbove(p25, p50)) && !(p75 !== null && isAbove(p50, p75));

export const decide = (
  { data }: BenchmarkCommand,
  state: BenchmarkState,
): E.Either<BenchmarkRefusal, ReadonlyArray<BenchmarkEvent>> => {
  if (!areInOrder(data)) return E.left({ _tag: 'QuartilesOutOfOrder', metric: data.metric });
  const held = isHeld(revisionOf(state, data), { value: data, at: data.occurredAt });
  return unlessHeld(held, { type: 'BenchmarkPublished', data });
};
