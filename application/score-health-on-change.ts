import * as E from 'fp-ts/lib/Either.js';
import { changedOrReject, scoringFacts } from './changed-accounts.js';
import type { EventStore, RecordedEvent } from './ports/event-store.js';
import type { ScoreHealth } from './score-health.js';

/** The reactor that scores health on change. It rejects while scores could not be appended, and is then to be tried again. */
export const scoreHealthOnChange = ({
  readStream,
  score,
}: Pick<EventStore, 'readStream'> & { readonly score: ScoreHealth }) => ({
  name: 'score-health',
  handles: scoringFacts,
  startsAt: 'start-of-log' as const,
  readsAfter: ['accounts', 'trends', 'health'],
  atOnce: 50_000,
  react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
    const changed = await changedOrReject(readStream)(events);
    const scored = await score(changed)();
    if (E.isLeft(scored)) throw new Error(`cannot record health scores: ${scored.left.reason}`);
    const { conflicts } = scored.right;
    if (conflicts.length > 0) throw new Error(`${conflicts.length} accounts were scored by another scorer meanwhile`);
  },
});
