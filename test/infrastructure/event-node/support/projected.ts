import { setTimeout as after } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';

/** Ends when the projection has considered the whole log. */
export const projected = async (client: EventStoreDBClient, ...names: ReadonlyArray<string>): Promise<void> => {
  for (;;) {
    const details = await Promise.all(names.map((name) => client.getProjectionStatus(name)));
    const faulted = details.find(({ status }) => status !== 'Running');
    if (faulted !== undefined) throw new Error(`${faulted.name} is ${faulted.status}: ${faulted.stateReason}`);
    if (details.every(({ progress }) => progress === 100)) return;
    await after(2);
  }
};
