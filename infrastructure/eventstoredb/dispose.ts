import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';

const PATIENCE = 1_000;

/** The client waits for its streams to finish, which those that nobody reads to the end never do. */
export const dispose = async (client: EventStoreDBClient): Promise<void> => {
  await Promise.race([client.dispose(), sleep(PATIENCE, undefined, { ref: false })]);
};
