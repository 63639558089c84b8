import type { ChangeNotice } from '../../../application/ports/change-feed.js';
import type { EventStore, RecordedEvent } from '../../../application/ports/event-store.js';
import { positionToText } from '../../../application/position.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { recordedLog } from '../../support/recorded.js';

const LAG_MS = 400;

export type CompanyLog = {
  readonly eventStore: EventStore;
  /** What the read models of anomalies, alerts, segments and predictions have read, a while after the log has taken it. */
  readonly read: () => ReadonlyArray<RecordedEvent>;
  readonly readUpTo: () => string;
};

/** A log that can be written to, with a reader that trails it. */
export const makeCompanyLog = async (
  facts: ReadonlyArray<DomainEvent>,
  publish: (notices: ReadonlyArray<ChangeNotice>) => void,
): Promise<CompanyLog> => {
  const eventStore = inMemoryEventStore(() => new Date());
  for (const { streamName, id, event, metadata } of recordedLog(facts)) {
    await eventStore.append(streamName, 'any', [{ id, event, metadata }])();
  }
  let read: ReadonlyArray<RecordedEvent> = [];
  const follow = async (): Promise<void> => {
    for await (const { events } of eventStore.subscribeToAll({
      after: undefined,
      signal: new AbortController().signal,
    })) {
      if (read.length > 0) await new Promise((done) => setTimeout(done, LAG_MS));
      const taken = events.flatMap((recorded) => ('event' in recorded ? [recorded] : []));
      read = [...read, ...taken];
      const position = readUpTo();
      publish(
        taken.flatMap(({ event: { data } }): ReadonlyArray<ChangeNotice> => {
          if ('anomalyId' in data) return [{ readModel: 'anomalies', key: data.anomalyId, position }];
          if ('modelVersion' in data) return [{ readModel: 'predictions', key: data.accountId, position }];
          return 'alertId' in data ? [{ readModel: 'alerts', key: data.alertId, position }] : [];
        }),
      );
    }
  };
  const readUpTo = (): string => {
    const last = read.at(-1);
    return last === undefined ? '0' : positionToText(last.position);
  };
  void follow();
  return { eventStore, read: () => read, readUpTo };
};
