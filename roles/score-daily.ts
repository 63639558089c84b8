import * as E from 'fp-ts/lib/Either.js';
import type { ScoreHealth } from '../application/score-health.js';
import type { AccountId } from '../domain/ids.js';
import { dayOf, timestampOf } from '../domain/primitives.js';
import type { AccountQueries } from '../projections/accounts/queries.js';
import type { RoleContext, Running } from './role.js';

const DAY_MS = 86_400_000;
const ACCOUNTS_AT_ONCE = 500;

const allAccounts = async function* (accounts: AccountQueries): AsyncGenerator<ReadonlyArray<AccountId>> {
  let cursor: string | undefined;
  do {
    const page = await accounts.list({
      filter: {},
      order: 'name',
      limit: ACCOUNTS_AT_ONCE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.items.map(({ accountId }) => accountId as AccountId);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
};

/** Scores every account as of today: silence too is news, and no event tells of it. */
const scoreToday = async (score: ScoreHealth, accounts: AccountQueries): Promise<void> => {
  const today = dayOf(timestampOf(Date.now()));
  const cause = { correlationId: `daily-scoring-${today}`, causationId: null };
  for await (const page of allAccounts(accounts)) {
    const scored = await score(
      page.map((accountId) => ({ accountId, since: today, cause })),
      [today],
    )();
    if (E.isLeft(scored)) throw new Error(scored.left.reason);
    if (scored.right.conflicts.length > 0) throw new Error('some accounts were being scored by another scorer');
  }
};

const untilTomorrow = (): number => DAY_MS - (Date.now() % DAY_MS) + 1_000;
const RETRY_MS = 60_000;

/** Scores once now and once at the start of each day (UTC); what fails is tried again a minute later. */
export const startDailyScoring = (
  { log }: Pick<RoleContext, 'log'>,
  score: ScoreHealth,
  accounts: AccountQueries,
): Running => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const turn = (): void => {
    running = scoreToday(score, accounts)
      .then(untilTomorrow, (error: unknown) => {
        log.warn({ err: error }, 'daily scoring failed, and is tried again');
        return RETRY_MS;
      })
      .then((wait) => {
        if (!stopped) timer = setTimeout(turn, wait);
      });
  };
  turn();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
