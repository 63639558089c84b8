import * as E from 'fp-ts/lib/Either.js';
import { unlessHeld } from '../decider.js';
import { lookUp } from '../keyed.js';
import type { HealthCommand } from './commands.js';
import type { HealthRefusal } from './errors.js';
import type { HealthEvent } from './events.js';
import { fingerprintOf, type HealthState } from './state.js';

const ROUNDING = 1e-4;

export const decide = (
  { data }: HealthCommand,
  state: HealthState,
): E.Either<HealthRefusal, ReadonlyArray<HealthEvent>> => {
  const weights = data.measures.reduce((sum, { weight }) => sum + weight, 0);
  if ((data.score === null) !== (data.band === null)) return E.left({ _tag: 'BandDoesNotMatchScore', day: data.day });
  if (weights > 1 + ROUNDING) return E.left({ _tag: 'WeightsExceedTheWhole', day: data.day });
  return unlessHeld(lookUp(state.days, data.day) === fingerprintOf(data), { type: 'HealthScored', data });
};
