import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { JobQueue, JobRequest } from '../../application/ports/job-queue.js';

type Promotion = { readonly model: string; readonly version: string; readonly occurredAt: string };

/** Every account is scored by the version that is champion from then on. */
const scoringAfter = ({ model, version, occurredAt }: Promotion): JobRequest => ({
  name: 'score-accounts',
  id: `score-accounts-${model}-${version}-${occurredAt.replace(/[^0-9]/g, '')}`,
  data: { because: `${model} ${version}` },
});

/** The reactor that has all accounts scored anew once another version answers for them. */
export const scoreOnPromotion = ({ add }: Pick<JobQueue, 'add'>) => ({
  name: 'score-on-promotion',
  handles: ['ModelPromoted', 'ModelRolledBack'] as const,
  startsAt: 'now' as const,
  readsAfter: [],
  atOnce: 1_000,
  react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    for (const { event } of events)
      if (event.type === 'ModelPromoted' || event.type === 'ModelRolledBack') await add(scoringAfter(event.data));
  },
});
