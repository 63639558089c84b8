import type { SnapshotRow } from '../generation-store.js';
import { compareKeys } from '../table.js';

type Pages = AsyncIterable<ReadonlyArray<SnapshotRow>>;

/** Rows of the same key. */
export type Pair = { readonly live: SnapshotRow | undefined; readonly rebuilt: SnapshotRow | undefined };

async function* rowsIn(pages: Pages): AsyncGenerator<SnapshotRow, undefined> {
  for await (const page of pages) yield* page;
  return undefined;
}

const orderOf = (live: SnapshotRow, rebuilt: SnapshotRow): number =>
  live.text === rebuilt.text ? 0 : compareKeys(live.key, rebuilt.key);

/** Brings two tables together in the order of their keys. Rows whose keys are not made alike all stand alone. */
export async function* pairedRows(live: Pages, rebuilt: Pages, sameKey: boolean): AsyncGenerator<Pair> {
  const before = rowsIn(live);
  const after = rowsIn(rebuilt);
  let [a, b] = (await Promise.all([before.next(), after.next()])).map(({ value }) => value);
  while (a !== undefined || b !== undefined) {
    const order = b === undefined ? -1 : a === undefined ? 1 : sameKey ? orderOf(a, b) : -1;
    yield { live: order <= 0 ? a : undefined, rebuilt: order >= 0 ? b : undefined };
    const nextOfLive = order <= 0 ? before.next() : undefined;
    const nextOfRebuilt = order >= 0 ? after.next() : undefined;
    if (nextOfLive !== undefined) a = (await nextOfLive).value;
    if (nextOfRebuilt !== undefined) b = (await nextOfRebuilt).value;
  }
}
