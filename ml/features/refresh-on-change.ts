import * as E from 'fp-ts/lib/Either.js';
import { changedAccounts, scoringFacts } from '../../application/changed-accounts.js';
import type { EventStore, RecordedEvent } from '../../application/ports/event-store.js';
import type { EventType } from '../../domain/catalogue.js';
import type { TouchedAccount } from './refresh-features.js';

/** Besides those that can change a score. */
const furtherFacts: ReadonlyArray<EventType> = [
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

/** The reactor that keeps features in line with the facts. It rejects while they could not be written, and is then to be tried again. */
export const refreshOnChange = ({
  readStream,
  refresh,
}: Pick<EventStore, 'readStream'> & {
  readonly refresh: (touched: ReadonlyArray<TouchedAccount>) => Promise<number>;
}) => ({
  name: 'refresh-features',
  handles: [...scoringFacts, ...furtherFacts],
  startsAt: 'start-of-log' as const,
  readsAfter: ['trends', 'features'],
  atOnce: 50_000,
  react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    const changed = await changedAccounts(readStream)(events)();
    if (E.isLeft(changed)) {
      throw changed.left._tag === 'UnreadableStream'
        ? changed.left
        : new Error(`cannot tell which accounts changed: ${changed.left._tag}`);
    }
    await refresh(changed.right);
  },
});
