import * as E from 'fp-ts/lib/Either.js';
import { sensitivityFor } from '../../domain/sensitivity/sensitivity-for.js';
import type { EventStore } from '../ports/event-store.js';
import type { SensitivityOf } from './detect-anomalies.js';
import { readSensitivity } from './read-sensitivity.js';

type Deps = Pick<EventStore, 'readStream'> & {
  /** The accounts that are in a segment now. */
  readonly accountsIn: (segment: string) => Promise<ReadonlyArray<string>>;
};

/** How closely to look at each account's metrics, by the segments that it is in now. Rejects where the log does not answer. */
export const makeSensitivityOf = async ({ accountsIn, ...log }: Deps): Promise<SensitivityOf> => {
  const read = await readSensitivity(log)();
  if (E.isLeft(read)) throw new Error(`cannot read how closely to look: ${read.left._tag}`);
  const state = read.right;
  const named = new Set(Object.values(state.settings).flatMap(({ value }) => value.segment ?? []));
  const segmentsOf = new Map<string, Set<string>>();
  for (const segment of named) {
    for (const accountId of await accountsIn(segment)) {
      segmentsOf.set(accountId, (segmentsOf.get(accountId) ?? new Set()).add(segment));
    }
  }
  const none: ReadonlySet<string> = new Set();
  return (accountId, metric) => sensitivityFor(state, metric, segmentsOf.get(accountId) ?? none);
};
