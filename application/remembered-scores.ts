import type { HealthEvent } from '../domain/health/events.js';
import { fingerprintOf } from '../domain/health/state.js';
import type { AccountId } from '../domain/ids.js';
import type { RecordedScores } from './ports/health-inputs.js';

/** What a scorer appended that the read model may not have yet, so that it need not wait for it to score again. */
export type RememberedScores = {
  /** What is recorded, counting what was appended since the read model was written. */
  readonly with: (accountId: AccountId, known: RecordedScores) => RecordedScores;
  readonly add: (accountId: AccountId, after: bigint | undefined, appended: ReadonlyArray<HealthEvent>) => void;
  readonly forget: (accountId: AccountId) => void;
};

const isBehind = (known: bigint | undefined, held: bigint): boolean => known === undefined || known < held;

export const rememberedScores = (): RememberedScores => {
  const held = new Map<AccountId, { readonly revision: bigint; readonly days: RecordedScores['days'] }>();
  return {
    with: (accountId, known) => {
      const own = held.get(accountId);
      if (own === undefined) return known;
      if (isBehind(known.revision, own.revision)) {
        return { revision: own.revision, days: { ...known.days, ...own.days } };
      }
      held.delete(accountId);
      return known;
    },
    add: (accountId, after, appended) => {
      if (appended.length === 0) return;
      const scored = Object.fromEntries(appended.map(({ data }) => [data.day, fingerprintOf(data)]));
      const revision = (after ?? -1n) + BigInt(appended.length);
      held.set(accountId, { revision, days: { ...held.get(accountId)?.days, ...scored } });
    },
    forget: (accountId) => {
      held.delete(accountId);
    },
  };
};
