import { expect } from 'vitest';
import type { LogBatch } from '../../application/ports/event-store.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { type InMemoryReadStore, makeInMemoryReadStore } from '../../infrastructure/in-memory/read-store.js';
import { applyBatch } from '../../projections/folding/apply-batch.js';
import type { OwnedShare } from '../../projections/folding/owned-share.js';
import { tablesOf } from '../../projections/generation.js';
import type { Projection } from '../../projections/projection.js';
import { keyText, type RowKey } from '../../projections/table.js';
import { ownAll } from './own-all.js';
import { recordedLog } from './recorded.js';

export const batchOf = (events: LogBatch['events']): LogBatch | undefined => {
  const last = events.at(-1);
  return last === undefined ? undefined : { events, position: last.position, caughtUp: true };
};

const apply = async (owned: OwnedShare, events: LogBatch['events']): Promise<void> => {
  const batch = batchOf(events);
  if (batch !== undefined) expect((await applyBatch(owned, batch))._tag).toBe('Applied');
};

/** Every row of a read model, as `table key` to its cells. */
export const rowsOf = (store: InMemoryReadStore, projection: Projection): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    tablesOf(projection)
      .flatMap((table) =>
        [...store.rows(projection, table).values()].map(
          ({ key, cells }) => [`${table.name} ${key.join(' ')}`, cells] as const,
        ),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Folds events in batches of the given sizes, repeated as long as events are left. */
export const projected = async (
  projection: Projection,
  events: LogBatch['events'],
  batchSizes: ReadonlyArray<number> = [events.length],
  store: InMemoryReadStore = makeInMemoryReadStore(),
): Promise<Readonly<Record<string, unknown>>> => {
  const owned = await ownAll(store, projection);
  for (let at = 0, turn = 0; at < events.length; turn++) {
    const size = Math.max(1, batchSizes[turn % batchSizes.length] ?? 1);
    await apply(owned, events.slice(at, at + size));
    at += size;
  }
  return rowsOf(store, projection);
};

/** The story of a read model: `given(events).when(events, {delivered: 2}).thenRow(table, key, cells)`. */
export const givenProjection = (projection: Projection) => (given: ReadonlyArray<DomainEvent>) => ({
  when: (happened: ReadonlyArray<DomainEvent>, { delivered = 1 }: { readonly delivered?: number } = {}) => {
    const run = async (): Promise<InMemoryReadStore> => {
      const log = recordedLog([...given, ...happened]);
      const store = makeInMemoryReadStore();
      await apply(await ownAll(store, projection), log.slice(0, given.length));
      for (let times = 0; times < delivered; times++)
        await apply(await ownAll(store, projection), log.slice(given.length));
      return store;
    };
    const row = async (tableName: string, key: RowKey) => {
      const table = tablesOf(projection).find(({ name }) => name === tableName);
      if (table === undefined) throw new Error(`${projection.name} has no table ${tableName}`);
      return (await run()).rows(projection, table).get(keyText(key))?.cells;
    };
    return {
      thenRow: async (table: string, key: RowKey, cells: Readonly<Record<string, unknown>>) =>
        expect(await row(table, key)).toMatchObject(cells),
      thenNoRow: async (table: string, key: RowKey) => expect(await row(table, key)).toBeUndefined(),
    };
  },
});
