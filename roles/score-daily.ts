import type { ScoreHealth } from '../application/score-health.js';
import { scoreToday } from '../application/score-today.js';
import type { AccountId } from '../domain/ids.js';
import { timestampOf } from '../domain/primitives.js';
import type { AccountQueries } from '../projections/accounts/queries.js';
import type { RoleContext, Running } from './role.js';

const DAY_MS = 86_400_000;
const ACCOUNTS_AT_ONCE = 500;

const allAccounts = async (accounts: AccountQueries): Promise<ReadonlyArray<AccountId>> => {
  const ids: Array<AccountId> = [];
  let cursor: string | undefined;
  do {
    const page = await accounts.list({
      filter: {},
      order: 'name',
      limit: ACCOUNTS_AT_ONCE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    ids.push(...page.items.map(({ accountId }) => accountId as AccountId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
};

const untilTomorrow = (): number => DAY_MS - (Date.now() % DAY_MS) + 1_000;
const RETRY_MS = 60_000;

/** Scores every account once now and once at the start of each day (UTC); what fails is tried again a minute later. */
export const startDailyScoring = (
  { log }: Pick<RoleContext, 'log'>,
  score: ScoreHealth,
  accounts: AccountQueries,
): Running => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const scoreAll = scoreToday(
    score,
    () => allAccounts(accounts),
    () => timestampOf(Date.now()),
  );
  const turn = (): void => {
    running = scoreAll()
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
