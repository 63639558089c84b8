import type { FeatureInputs, Known } from '../../application/ports/feature-inputs.js';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { Position } from '../../application/position.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { historiesOf, rowsOn } from '../features/compute-features.js';
import type { FeatureSet } from '../features/feature-set.js';
import { customerSpans } from './customer-spans.js';
import {
  type Expansion,
  expansionWithin,
  healthPath,
  isCustomerOn,
  leavesWithin,
  type Seen,
  stayOf,
} from './outcomes.js';
import { type SnapshotGrain, snapshotDays } from './snapshot-days.js';

/** Days that outcomes are looked for in. */
export const churnHorizons = [30, 90, 180] as const;
export const expansionHorizons = [30, 90, 365] as const;
/** Days after a snapshot whose health is an outcome. */
export const pathSteps: ReadonlyArray<number> = Array.from({ length: 26 }, (_, week) => (week + 1) * 7);

/** A customer on a day: what was known of it by then, and what came of it. */
export type SnapshotRow = FeatureRow & {
  /** In the order of `churnHorizons`. */
  readonly leaves: ReadonlyArray<number>;
  readonly stay: { readonly days: number; readonly left: boolean };
  /** In the order of `expansionHorizons`. */
  readonly expansions: ReadonlyArray<Expansion>;
  /** In the order of `pathSteps`; empty where it was not asked for. */
  readonly path: Float64Array;
};

export type AskedRows = Known & {
  readonly accountIds: ReadonlyArray<AccountId>;
  readonly grain: SnapshotGrain;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** The last day whose facts are all there. */
  readonly until: CalendarDate;
  readonly withPaths?: boolean;
};

const rowOf = (row: FeatureRow, seen: Seen, withPaths: boolean): SnapshotRow => ({
  ...row,
  leaves: churnHorizons.map((days) => leavesWithin(seen, row.day, days)),
  stay: stayOf(seen, row.day),
  expansions: expansionHorizons.map((days) => expansionWithin(seen, row.day, days)),
  path: withPaths ? healthPath(seen, row.day, pathSteps) : new Float64Array(),
});

/** An account as it was seen, and its features on the snapshot days on which it was a customer. */
export type CustomerRows = { readonly seen: Seen; readonly rows: ReadonlyArray<FeatureRow> };

/** By account and day. What it gives follows from the facts alone. */
export async function* customerRows(
  inputs: FeatureInputs,
  set: FeatureSet,
  { accountIds, grain, from, to, until, knownAt }: AskedRows,
  position: Position,
): AsyncGenerator<CustomerRows> {
  const days = snapshotDays(grain, from, to);
  for await (const { accountId, facts, history } of historiesOf(inputs, [...accountIds].sort(), until, { knownAt })) {
    const seen = { history, spans: customerSpans(history.contracts, facts), until };
    const asCustomer = days.filter((day) => isCustomerOn(seen, day));
    yield { seen, rows: rowsOn(set, { accountId, history }, asCustomer, position) };
  }
}

/**
 * A row for each account and snapshot day on which it was a customer, by account and day. Features are told up to the day,
 * outcomes from what came after it, up to `until`.
 */
export async function* snapshotRows(
  inputs: FeatureInputs,
  set: FeatureSet,
  asked: AskedRows,
  position: Position,
): AsyncGenerator<ReadonlyArray<SnapshotRow>> {
  for await (const { seen, rows } of customerRows(inputs, set, asked, position))
    yield rows.map((row) => rowOf(row, seen, asked.withPaths ?? false));
}
