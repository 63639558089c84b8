import * as E from 'fp-ts/lib/Either.js';
import { deterministicId } from '../../application/deterministic-id.js';
import type { Connection } from '../../application/ports/connections.js';
import type { EventStore, RecordedEvent } from '../../application/ports/event-store.js';
import type { Receipts, RecordClaims } from '../../application/ports/receipts.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { accountAggregate } from '../../domain/account/aggregate.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { cohortAggregate } from '../../domain/cohort/aggregate.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { opportunityAggregate } from '../../domain/opportunity/aggregate.js';
import { stakeholderAggregate } from '../../domain/stakeholder/aggregate.js';
import { supportCaseAggregate } from '../../domain/support-case/aggregate.js';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { makeInMemoryReceipts } from '../../infrastructure/in-memory/receipts.js';
import { makeInMemoryRecordClaims } from '../../infrastructure/in-memory/record-claims.js';
import { processAll } from '../../ingestion-adapters/ingestion.js';
import { makeProcessReceipts, type ProcessDeps } from '../../ingestion-adapters/process-receipts.js';
import { receiptOf } from '../../ingestion-adapters/receipt-of.js';
import { vendors } from '../../ingestion-adapters/vendors.js';

export const hubspot: Connection = { source: 'hubspot', name: 'demo', secrets: ['h'], settings: { currency: 'EUR' } };
export const zendesk: Connection = {
  source: 'zendesk',
  name: 'demo',
  secrets: ['z'],
  settings: { accountIdsAre: 'hubspot/demo' },
};
export const mixpanel: Connection = {
  source: 'mixpanel',
  name: 'demo',
  secrets: ['m'],
  settings: { accountIdsAre: 'hubspot/demo' },
};

export type Delivered = { readonly connection: Connection; readonly body: string };
export const delivered = (connection: Connection, body: unknown): Delivered => ({
  connection,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const subjectOf = async (source: string, record: string) => deterministicId('subject', source, record) as DataSubjectId;

type Fold = { readonly initialState: unknown; readonly evolve: (state: never, event: never) => unknown };
const folds: Readonly<Record<string, Fold>> = {
  account: accountAggregate,
  stakeholder: stakeholderAggregate,
  opportunity: opportunityAggregate,
  supportcase: supportCaseAggregate,
  cohort: cohortAggregate,
};

/** Of usage the sums are compared, since its facts add up. */
const usageOf = (events: ReadonlyArray<DomainEvent>): Readonly<Record<string, number | string>> => {
  const sums: Record<string, number | string> = {};
  for (const event of events) {
    if (event.type === 'UsageRecorded') {
      const key = `${event.data.metric} ${event.data.feature ?? ''} ${event.data.window.start.slice(0, 10)}`;
      sums[key] = Number(sums[key] ?? 0) + event.data.quantity;
    }
    if (event.type === 'FeatureAdopted') {
      const key = `adopted ${event.data.feature}`;
      const [first = ''] = [String(sums[key] ?? '~'), event.data.occurredAt].sort();
      sums[key] = first;
    }
    if (event.type === 'SeatsChanged') sums[`seats ${event.data.occurredAt}`] = event.data.seats;
  }
  return sums;
};

export type IngestionUnderTest = {
  readonly receipts: Receipts;
  readonly log: EventStore;
  readonly deps: ProcessDeps;
  readonly save: (connection: Connection) => Promise<void>;
  readonly keep: (...deliveries: ReadonlyArray<Delivered>) => Promise<void>;
  readonly ingest: (...deliveries: ReadonlyArray<Delivered>) => Promise<void>;
  readonly events: () => Promise<ReadonlyArray<DomainEvent>>;
  readonly recorded: () => Promise<ReadonlyArray<RecordedEvent>>;
  /** What each stream folds to. */
  readonly states: () => Promise<Readonly<Record<string, unknown>>>;
};

const eventsOf = async (log: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const head = await log.readHead()();
  if (E.isLeft(head) || head.right === undefined) return [];
  const stopping = new AbortController();
  for await (const { events, caughtUp } of log.subscribeToAll({
    after: undefined,
    maxBatch: 1e6,
    signal: stopping.signal,
  })) {
    if (caughtUp) {
      stopping.abort();
      return events.flatMap((recorded) => ('event' in recorded ? [recorded] : []));
    }
  }
  return [];
};

export const ingestionUnderTest = async (
  over: { readonly claims?: RecordClaims; readonly log?: EventStore; readonly destroy?: SubjectKeys['destroy'] } = {},
): Promise<IngestionUnderTest> => {
  const connections = makeInMemoryConnections();
  for (const connection of [hubspot, zendesk, mixpanel]) await connections.save(connection);
  const log = over.log ?? inMemoryEventStore();
  const receipts = makeInMemoryReceipts();
  const subjectKeys = { subjectOf, destroy: over.destroy ?? (async () => {}) };
  const deps = { connections, log, subjectKeys, claims: over.claims ?? makeInMemoryRecordClaims() };
  const process = makeProcessReceipts(deps);
  const keep = async (...deliveries: ReadonlyArray<Delivered>) => {
    for (const { connection, body } of deliveries) {
      const kind = vendors[connection.source].kindOf(Buffer.from(body));
      const received = new Date('2026-03-01T12:00:00Z');
      await receipts.keep(receiptOf(connection, 'right' in kind ? kind.right : 'webhook', Buffer.from(body), received));
    }
  };
  return {
    receipts,
    log,
    deps,
    save: connections.save,
    keep,
    ingest: async (...deliveries) => {
      await keep(...deliveries);
      await processAll(receipts, process);
    },
    events: async () => (await eventsOf(log)).map(({ event }) => event),
    recorded: () => eventsOf(log),
    states: async () => {
      const streams = new Map<string, Array<DomainEvent>>();
      for (const { streamName, event } of await eventsOf(log)) {
        streams.set(streamName, [...(streams.get(streamName) ?? []), event]);
      }
      const states = [...streams].map(([name, events]): readonly [string, unknown] => {
        const fold = folds[name.slice(0, name.indexOf('-'))];
        if (fold === undefined) return [name, usageOf(events)];
        return [
          name,
          events.reduce<unknown>((state, event) => fold.evolve(state as never, event as never), fold.initialState),
        ];
      });
      return Object.fromEntries(states.toSorted(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
};
