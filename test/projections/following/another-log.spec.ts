import { describe, expect, it } from 'vitest';
import type { EventStore, LogBatch } from '../../../application/ports/event-store.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { type Projector, startProjector } from '../../../projections/projector.js';
import type { Reactor } from '../../../projections/reactor.js';
import { trendsProjection } from '../../../projections/trends/evolve.js';
import { fact } from '../../support/fact.js';
import { rowsOf } from '../../support/given-projection.js';

const DAY = 86_400_000;

const opened = (n: number) =>
  fact('CaseOpened', { caseId: `case-${n}`, occurredAt: '2026-03-02T10:00:00Z', channel: 'ticket' });
const linked = (n: number) =>
  fact('CaseLinked', { caseId: `case-${n}`, accountId: 'acme', occurredAt: '2026-03-02T10:00:00Z' });

/** A log whose events were taken a minute after each other from a day on. */
const logOf = async (...parts: ReadonlyArray<readonly [day: number, events: ReadonlyArray<DomainEvent>]>) => {
  let now = 0;
  const eventStore = inMemoryEventStore(() => new Date(now));
  const append = async (day: number, events: ReadonlyArray<DomainEvent>): Promise<void> => {
    for (const [i, event] of events.entries()) {
      now = Date.UTC(2026, 2, 1) + day * DAY + i * 60_000;
      const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
      await eventStore.append(`supportcase-${day}-${i}`, 'any', [{ id: `id-${day}-${i}`, event, metadata }])();
    }
  };
  for (const [day, events] of parts) await append(day, events);
  return { eventStore, append };
};

const until = async (isSo: () => boolean): Promise<void> => {
  for (let turns = 0; !isSo(); turns++) {
    if (turns > 3_000) throw new Error('it never came to that');
    await new Promise((done) => setTimeout(done, 1));
  }
};

const cases = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => opened(from + i));

const readers = () => {
  const store = makeInMemoryReadStore();
  const given: Array<string> = [];
  const greeter: Reactor = {
    ...{ name: 'greeter', handles: ['CaseLinked'], startsAt: 'start-of-log', readsAfter: [], atOnce: 10 },
    react: async (events) => void given.push(...events.map(({ id }) => id)),
  };
  const start = (eventStore: EventStore): Promise<Projector> =>
    startProjector(
      { eventStore, store, feed: { publish: () => undefined }, report: () => undefined },
      { projections: [trendsProjection], reactors: [greeter], beatMs: 5 },
    );
  const readAll = async (eventStore: EventStore, commit: bigint): Promise<void> => {
    const projector = await start(eventStore);
    await until(() => projector.status().every((one) => one.position === `${commit}` && one.caughtUp));
    await projector.stop();
  };
  return { store, given, start, readAll, rows: () => rowsOf(store, trendsProjection) };
};

const expectHalted = async (projector: Projector): Promise<void> => {
  await until(() => projector.status().length === 2 && projector.status().every(({ state }) => state === 'stopped'));
  for (const { reason } of projector.status()) expect(reason).toContain('the log is not the one that was read');
  await projector.stop();
};

describe('a log that is not the one that was read', () => {
  const history = [linked(0), ...cases(0, 8), linked(1)];

  it.each([
    ['restored from a backup', [[0, history.slice(0, 6)]]],
    [
      'restored from a backup, and gone on',
      [
        [0, history.slice(0, 6)],
        [2, cases(20, 23)],
      ],
    ],
    [
      'restored from a backup, and gone on beyond the checkpoint',
      [
        [0, history.slice(0, 6)],
        [2, cases(20, 40)],
      ],
    ],
    ['empty', []],
    ['another one', [[5, cases(0, 3)]]],
    ['another and longer one', [[5, [linked(3), ...cases(0, 30)]]]],
  ] as const)('is noticed at start, and not one of its events is left out in silence: %s', async (_, parts) => {
    const { readAll, start, rows, given } = readers();
    await readAll((await logOf([0, history])).eventStore, 9n);
    const before = rows();
    await expectHalted(await start((await logOf(...parts)).eventStore));
    expect(rows()).toEqual(before);
    expect(given).toEqual(['id-0-0', 'id-0-9']);
  });

  it('is noticed when the subscription breaks and another log answers', async () => {
    const { start } = readers();
    const first = await logOf([0, history]);
    const second = await logOf([0, history.slice(0, 6)], [2, cases(20, 40)]);
    let current = first.eventStore;
    const breaking = new AbortController();
    const switching: EventStore = {
      ...first.eventStore,
      placesBackwards: (upTo) => current.placesBackwards(upTo),
      subscribeToAll: async function* (options): AsyncGenerator<LogBatch> {
        const signal =
          current === first.eventStore ? AbortSignal.any([options.signal, breaking.signal]) : options.signal;
        yield* current.subscribeToAll({ ...options, signal });
        if (!options.signal.aborted) throw { _tag: 'LogUnavailable', reason: 'broken' };
      },
    };
    const projector = await start(switching);
    await until(() => projector.status().every((one) => one.position === '9' && one.caughtUp));
    current = second.eventStore;
    breaking.abort();
    await expectHalted(projector);
  });

  it('is not seen in the same log that went on', async () => {
    const { readAll, given } = readers();
    const { eventStore, append } = await logOf([0, history]);
    await readAll(eventStore, 9n);
    await append(3, [linked(50), opened(51)]);
    await readAll(eventStore, 11n);
    expect(given).toEqual(['id-0-0', 'id-0-9', 'id-3-0']);
  });

  it('is not seen where checkpoints lie behind the last event that can be seen', async () => {
    const { readAll, start } = readers();
    const { eventStore } = await logOf([0, history]);
    const withHidden: EventStore = {
      ...eventStore,
      subscribeToAll: async function* (options): AsyncGenerator<LogBatch> {
        for await (const batch of eventStore.subscribeToAll(options)) {
          const { commit } = batch.position;
          yield { ...batch, position: commit === 9n ? { commit: 10n, prepare: 10n } : batch.position };
        }
      },
    };
    await readAll(withHidden, 10n);
    const again = await start(eventStore);
    await until(() => again.status().length === 2 && again.status().every(({ state }) => state === 'running'));
    await again.stop();
  });
});
