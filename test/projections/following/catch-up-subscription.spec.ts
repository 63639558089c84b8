import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../../application/ports/event-store.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { followLog } from '../../../projections/following/catch-up-subscription.js';
import type { LogReader } from '../../../projections/following/log-reader.js';
import { makeOwnStatus } from '../../../projections/following/own-status.js';
import { untouched } from '../../../projections/read-store.js';
import { fact } from '../../support/fact.js';

const reader = (name: string, handle: LogReader['handle']): LogReader => {
  const status = makeOwnStatus(name, 1, () => undefined);
  return {
    name,
    handles: new Set(['CaseOpened']),
    start: async () => untouched,
    handle,
    idle: async () => 'handled',
    halt: () => undefined,
    status: status.now,
  };
};

const fault = new Error('unheard of');
const failing = reader('failing', () => Promise.reject(fault));

const turns = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** With one event, and slow to end a subscription. */
const log = async (): Promise<EventStore> => {
  const eventStore = inMemoryEventStore();
  const event = fact('CaseOpened', { caseId: 'c', occurredAt: '2026-03-02T10:00:00Z', channel: 'ticket' });
  const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
  await eventStore.append('supportcase-c', 'any', [{ id: 'id-1', event, metadata }])();
  return {
    ...eventStore,
    subscribeToAll: async function* (options) {
      yield* eventStore.subscribeToAll(options);
      await turns(1);
    },
  };
};

const followed = async (...readers: ReadonlyArray<LogReader>): Promise<void> => {
  const eventStore = await log();
  const deps = { eventStore, report: () => undefined, reads: 'everything' as const, onLost: () => undefined };
  await followLog(deps, readers, new AbortController().signal);
};

describe('readers that share a subscription', () => {
  it('end what they do, and no more, where one fails in a way that it does not handle', async () => {
    const given: Array<string> = [];
    const sound = reader('sound', async ({ events }) => {
      await turns(2);
      given.push(...events.map(({ id }) => id));
      return 'handled';
    });
    await expect(followed(sound, failing)).rejects.toBe(fault);
    expect(given).toEqual(['id-1']);
  });

  it('wait for nothing any more then', async () => {
    const waiting = reader('waiting', async (_, signal) => {
      await new Promise((done) => signal.addEventListener('abort', done));
      return 'handled';
    });
    await expect(followed(waiting, failing)).rejects.toBe(fault);
  });
});
