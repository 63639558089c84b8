import type { HealthEvent } from '../../domain/health/events.js';
import { type Dated, later, latest } from '../../domain/latest.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { UsageEvent } from '../../domain/usage/events.js';
import { type EventNamingAccount, eventsNamingAccounts } from '../account-events.js';
import type { Fold } from '../fold.js';
import { accountActivity, accountHealth, accountUsageStreams } from './table.js';

type Activity = { readonly lastActivityAt: Timestamp | undefined; readonly seats: Dated<number> | undefined };

const unseen: Activity = { lastActivityAt: undefined, seats: undefined };

/** An account exists as soon as any fact names it. It was last active when something was last done in the product. */
export const activity: Fold<Activity, EventNamingAccount> = {
  table: accountActivity,
  handles: eventsNamingAccounts,
  keysOf: ({ event }) => {
    const { accountId } = event.data;
    if (accountId === null) return [];
    return event.type === 'AccountMerged' && event.data.into !== accountId
      ? [[accountId], [event.data.into]]
      : [[accountId]];
  },
  evolve: (held = unseen, { event }) => {
    if (event.type === 'UsageRecorded') {
      const { quantity, occurredAt } = event.data;
      const isNews = quantity > 0 && (held.lastActivityAt === undefined || occurredAt > held.lastActivityAt);
      return isNews ? { ...held, lastActivityAt: later(held.lastActivityAt, occurredAt) } : held;
    }
    if (event.type !== 'SeatsChanged') return held;
    return { ...held, seats: latest(held.seats, { value: event.data.seats, at: event.data.occurredAt }) };
  },
  toCells: (state) => [state, state.lastActivityAt ?? null, state.seats?.value ?? null],
  fromCells: ([state]) => ({ ...unseen, ...(state as Partial<Activity>) }),
};

const present = true;

export const usageStreams: Fold<typeof present, UsageEvent> = {
  table: accountUsageStreams,
  handles: ['UsageRecorded', 'SeatsChanged', 'FeatureAdopted'],
  keysOf: ({ event, streamName }) => [[event.data.accountId, streamName]],
  evolve: () => present,
  toCells: () => [],
  fromCells: () => present,
};

type LatestScore = Pick<HealthEvent['data'], 'day' | 'score' | 'band'> & { readonly revision: string };

/** The score of the latest day; of two scores of that day, the later in the stream. */
export const latestHealth: Fold<LatestScore, HealthEvent> = {
  table: accountHealth,
  handles: ['HealthScored'],
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (held, { event, revision }) => {
    const { day, score, band } = event.data;
    const isNews = held === undefined || day > held.day || (day === held.day && revision > BigInt(held.revision));
    return isNews ? { day, score, band, revision: `${revision}` } : held;
  },
  toCells: (state) => [state, state.score, state.band],
  fromCells: ([state]) => state as LatestScore,
};
