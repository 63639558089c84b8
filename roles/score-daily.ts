import type { ScoreHealth } from '../application/score-health.js';
import { scoreToday } from '../application/score-today.js';
import { timestampOf } from '../domain/primitives.js';
import type { AccountQueries } from '../projections/accounts/queries.js';
import { allAccounts } from './all-accounts.js';
import { everyDay } from './every-day.js';
import type { RoleContext, Running } from './role.js';

/** Scores every account once now and once at the start of each day. */
export const startDailyScoring = (
  context: Pick<RoleContext, 'log'>,
  score: ScoreHealth,
  accounts: AccountQueries,
): Running =>
  everyDay(
    context,
    'scoring',
    scoreToday(
      score,
      () => allAccounts(accounts),
      () => timestampOf(Date.now()),
    ),
  );
