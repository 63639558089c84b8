import type { EventStoreDBClient } from '@eventstore/db-client';
import { startScavenge } from './operations.js';

/** How the scavenge ended, when it has. */
export const scavenged = async (client: EventStoreDBClient, id: string): Promise<unknown> => {
  for await (const { event } of client.subscribeToStream(`$scavenges-${id}`)) {
    if (event?.type === '$scavengeCompleted') return event.data;
  }
  throw new Error('The subscription ended.');
};

export const scavenge = async (client: EventStoreDBClient, port: number): Promise<unknown> =>
  scavenged(client, (await startScavenge(port)).id);
