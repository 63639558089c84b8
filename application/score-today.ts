import * as E from 'fp-ts/lib/Either.js';
import type { AccountId } from '../domain/ids.js';
import { dayOf } from '../domain/primitives.js';
import type { Clock } from './ports/clock.js';
import type { ScoreHealth } from './score-health.js';

/**
 * Scores today for every account, so that health falls when nothing happens any more. To be run when a day begins and
 * whenever it suits; it records nothing for an account that stands as it was recorded. Rejects if the log does not
 * answer. Accounts scored by somebody else meanwhile are left to them.
 */
export const scoreToday =
  (score: ScoreHealth, accounts: () => Promise<ReadonlyArray<AccountId>>, clock: Clock) =>
  async (): Promise<number> => {
    const today = dayOf(clock());
    const cause = { correlationId: `score-today-${today}`, causationId: null };
    const changed = (await accounts()).map((accountId) => ({ accountId, since: today, cause }));
    const scored = await score(changed, [today])();
    if (E.isLeft(scored)) throw new Error(`cannot record health scores: ${scored.left.reason}`);
    return scored.right.appended;
  };
