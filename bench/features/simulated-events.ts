import * as E from 'fp-ts/lib/Either.js';
import { followOpportunities } from '../../application/follow-opportunities.js';
import type { EventStore, RecordedEvent } from '../../application/ports/event-store.js';
import type { Company } from '../../simulator/company.js';
import { crmDeliveries } from '../../simulator/vendors/hubspot.js';
import { supportDeliveries } from '../../simulator/vendors/zendesk.js';
import { delivered, hubspot, ingestionUnderTest, zendesk } from '../../test/ingestion-adapters/ingesting.js';

const DELIVERIES_AT_ONCE = 2_000;

const allOf = async (log: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const stopping = new AbortController();
  const events: Array<RecordedEvent> = [];
  for await (const batch of log.subscribeToAll({ after: undefined, maxBatch: 1e6, signal: stopping.signal })) {
    for (const recorded of batch.events) if ('event' in recorded) events.push(recorded);
    if (batch.caughtUp) break;
  }
  stopping.abort();
  return events;
};

/** What CRM and support of a simulated company say, through their adapters, with the contracts that follow from it; usage is left out. */
export const simulatedEvents = async (company: Company): Promise<ReadonlyArray<RecordedEvent>> => {
  const { ingest, log } = await ingestionUnderTest();
  let waiting: Array<ReturnType<typeof delivered>> = [];
  const flush = async () => {
    await ingest(...waiting);
    waiting = [];
  };
  for (const [connection, deliveries] of [
    [hubspot, crmDeliveries(company)],
    [zendesk, supportDeliveries(company)],
  ] as const) {
    for (const { body } of deliveries) {
      waiting.push(delivered(connection, body));
      if (waiting.length >= DELIVERIES_AT_ONCE) await flush();
    }
    await flush();
  }
  const follow = followOpportunities(log);
  const opportunities = (await allOf(log)).filter(({ event }) => follow.handles.includes(event.type));
  await follow.react(opportunities);
  const head = await log.readHead()();
  if (E.isLeft(head)) throw new Error(head.left.reason);
  return allOf(log);
};
