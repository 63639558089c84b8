import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import { healthStream } from '../../domain/health/stream.js';
import type { AccountId } from '../../domain/ids.js';
import type { Health } from '../../projections/health/queries.js';
import type { ReadSide } from '../deps.js';
import { type KnownAt, wasKnown } from '../parameters/clocks.js';
import type { Answer } from './ask.js';

const scoreIn = ({ event }: RecordedEvent): ReadonlyArray<Health> => {
  if (event.type !== 'HealthScored') return [];
  const { occurredAt, ...scored } = event.data;
  return [{ ...scored, scoredAt: occurredAt }];
};

/** The scored days of an account as the log knew them, in order of days; of two scores of a day the later in the stream holds. */
export const healthAsKnown =
  ({ eventStore }: Pick<ReadSide, 'eventStore'>) =>
  (accountId: string, knownAt: KnownAt): Answer<ReadonlyArray<Health>> =>
    pipe(
      eventStore.readStream(healthStream(accountId as AccountId)),
      TE.map(
        (events) =>
          new Map(
            events
              .filter(wasKnown(knownAt))
              .flatMap(scoreIn)
              .map((scored) => [scored.day, scored]),
          ),
      ),
      TE.map((byDay) => [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1))),
    );
