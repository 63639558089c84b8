import type { ChangeFeed } from '../application/ports/change-feed.js';
import type { Clock } from '../application/ports/clock.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { AccountQueries } from '../projections/accounts/queries.js';
import type { HealthQueries } from '../projections/health/queries.js';
import type { TrendQueries } from '../projections/trends/queries.js';
import type { Freshness } from './answers/freshness.js';

export type ReadModelName = 'accounts' | 'trends' | 'health';

/** What questions are answered from. */
export type ReadSide = {
  readonly accounts: AccountQueries;
  readonly trends: TrendQueries;
  readonly health: HealthQueries;
  readonly freshnessOf: (readModel: ReadModelName) => Promise<Freshness>;
  readonly eventStore: Pick<EventStore, 'readStream'>;
  readonly clock: Clock;
};

export type ReadinessCheck = { readonly name: string; readonly isReady: () => Promise<boolean> };

export type ReadApiDeps = ReadSide & {
  readonly changeFeed: ChangeFeed;
  /** Signs and verifies tokens (HS256). */
  readonly jwtSecret: string;
  readonly readinessChecks: ReadonlyArray<ReadinessCheck>;
};
