import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { EventType } from '../../domain/catalogue.js';
import { addDays, type CalendarDate, dayOf } from '../../domain/primitives.js';
import { hasUsageFrom } from '../../domain/usage/stream.js';
import { wholeBook } from '../../domain/whole-book.js';
import type { Anomaly } from '../../projections/anomalies/queries.js';
import type { FoundAnomaly } from '../answers/anomalies.js';
import type { ReadSide } from '../deps.js';
import { type Answer, groupOf, queried } from './ask.js';
import { factOf } from './fact-of.js';
import { readStreams } from './read-streams.js';

/** What happened a week before can show now. */
const DAYS_BEFORE = 7;
const MOST_FACTS = 20;

/** What is measured, or said of it, is not what caused it. */
const effects: ReadonlySet<EventType> = new Set(['UsageRecorded', 'HealthScored', 'AnomalyDetected']);

const inWindow =
  ({ from, day }: Anomaly) =>
  ({ event }: RecordedEvent): boolean => {
    const on = dayOf(event.data.occurredAt);
    return !effects.has(event.type) && on >= addDays(from as CalendarDate, -DAYS_BEFORE) && on <= day;
  };

const found = ({ anomalies }: Pick<ReadSide, 'anomalies'>, anomalyId: string) =>
  pipe(
    queried(() => anomalies.find(anomalyId)),
    TE.flatMap(({ anomaly, freshness }) =>
      anomaly === undefined
        ? TE.left({ _tag: 'AnomalyNotFound' as const, anomalyId })
        : TE.right({ anomaly, freshness }),
    ),
  );

/** What happens to the whole book happens to its accounts: no stream is its own. */
const streamsOf = ({ accounts }: Pick<ReadSide, 'accounts'>, { accountId }: Anomaly): Answer<ReadonlyArray<string>> =>
  accountId === wholeBook
    ? TE.right([])
    : pipe(
        groupOf(accounts, accountId),
        TE.flatMap(({ members }) => queried(() => accounts.streamsOf(members))),
      );

/** An anomaly, and what else happened to the account about then, the latest first: probable causes. */
export const findAnomaly =
  (readSide: Pick<ReadSide, 'anomalies' | 'accounts' | 'eventStore'>) =>
  (anomalyId: string): Answer<FoundAnomaly> =>
    pipe(
      found(readSide, anomalyId),
      TE.bindW('streams', ({ anomaly }) => streamsOf(readSide, anomaly)),
      TE.bindW('events', ({ anomaly, streams }) =>
        readStreams(readSide.eventStore)(
          streams.filter(hasUsageFrom(addDays(anomaly.from as CalendarDate, -DAYS_BEFORE))),
        ),
      ),
      TE.map(({ anomaly, freshness, events }) => {
        const facts = events.filter(inWindow(anomaly)).map(factOf);
        return { anomaly, facts: facts.slice(-MOST_FACTS).reverse(), factCount: facts.length, freshness };
      }),
    );
