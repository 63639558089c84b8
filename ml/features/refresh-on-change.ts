import { changedOrReject, scoringFacts } from '../../application/changed-accounts.js';
import type { EventStore, RecordedEvent } from '../../application/ports/event-store.js';
import type { EventType } from '../../domain/catalogue.js';
import type { AccountId } from '../../domain/ids.js';
import { dayOf } from '../../domain/primitives.js';
import type { TouchedAccount } from './refresh-features.js';

/** The facts that can change features of the accounts they are about. */
export const accountFeatureFacts: ReadonlyArray<EventType> = [
  ...scoringFacts,
  'AccountProfileChanged',
  'FeatureAdopted',
  'CasePriorityChanged',
  'CaseReplied',
  'CaseSlaBreached',
  'CaseSlaBreachWithdrawn',
  'StakeholderIdentified',
  'OpportunityOpened',
  'OpportunityDescribed',
  'OpportunityLinked',
  'OpportunityWon',
  'OpportunityLost',
  'AnomalyDetected',
];

type Deps = Pick<EventStore, 'readStream'> & {
  readonly refresh: (touched: ReadonlyArray<TouchedAccount>) => Promise<number>;
  /** Whom a benchmark concerns. */
  readonly everyone: () => Promise<ReadonlyArray<AccountId>>;
};

/** A benchmark counts for all accounts from the day it was published. */
const touchedByBenchmarks = async (
  events: ReadonlyArray<RecordedEvent>,
  everyone: Deps['everyone'],
): Promise<ReadonlyArray<TouchedAccount>> => {
  const since = events
    .filter(({ event }) => event.type === 'BenchmarkPublished')
    .map(({ event }) => dayOf(event.data.occurredAt))
    .sort()[0];
  return since === undefined ? [] : (await everyone()).map((accountId) => ({ accountId, since }));
};

/** The reactor that keeps features in line with the facts. It rejects while they could not be written, and is then to be tried again. */
export const refreshOnChange = ({ readStream, refresh, everyone }: Deps) => ({
  name: 'refresh-features',
  handles: [...accountFeatureFacts, 'BenchmarkPublished'] as ReadonlyArray<EventType>,
  startsAt: 'start-of-log' as const,
  readsAfter: ['accounts', 'trends', 'features'],
  atOnce: 50_000,
  react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    const ofAccounts = events.filter(({ event }) => event.type !== 'BenchmarkPublished');
    const changed = await changedOrReject(readStream)(ofAccounts);
    await refresh([...changed, ...(await touchedByBenchmarks(events, everyone))]);
  },
});
