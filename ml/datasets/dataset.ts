import { createHash } from 'node:crypto';
import type { FeatureInputs } from '../../application/ports/feature-inputs.js';
import { type Position, positionToText } from '../../application/position.js';
import { dayNumber } from '../../domain/health/daily-series.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { asFeatures } from '../features/as-features.js';
import type { FeatureSet } from '../features/feature-set.js';
import type { Features } from '../learning/examples.js';
import {
  type AskedRows,
  type churnHorizons,
  type expansionHorizons,
  pathSteps,
  type SnapshotRow,
  snapshotRows,
} from './account-rows.js';
import type { Expansion } from './outcomes.js';

/** A row a customer and snapshot day, in order of account and day. All arrays are `rows` long; labels are NaN where they cannot be told yet. */
export type Dataset = {
  readonly features: Features;
  readonly keys: ReadonlyArray<{ readonly accountId: AccountId; readonly day: CalendarDate }>;
  /** Days since 1970, for splits in order of time. */
  readonly days: Int32Array;
  /** One number an account, for splits that part none. */
  readonly groups: Int32Array;
  /** Whether the customer left, by days of the horizon. */
  readonly leaves: Readonly<Record<(typeof churnHorizons)[number], Float64Array>>;
  /** Days that the customer stayed as far as is certain, and 1 where it then left. */
  readonly stays: { readonly days: Float64Array; readonly left: Float64Array };
  /** What the customer came to pay more, by days of the horizon. */
  readonly expansions: Readonly<
    Record<(typeof expansionHorizons)[number], Readonly<Record<keyof Expansion, Float64Array>>>
  >;
  /** The health score so many days after each snapshot: row-major, a column for each of `steps`; empty where it was not asked for. */
  readonly paths: { readonly steps: ReadonlyArray<number>; readonly scores: Float64Array };
  readonly provenance: {
    /** Up to where the log had been read. */
    readonly position: string;
    /** Of the definitions. */
    readonly featureSet: string;
    readonly until: CalendarDate;
    /** Of every row: the same facts and definitions give the same. */
    readonly digest: string;
  };
};

const column = (rows: ReadonlyArray<SnapshotRow>, of: (row: SnapshotRow) => number): Float64Array =>
  Float64Array.from(rows, of);

const expansionOf = (rows: ReadonlyArray<SnapshotRow>, place: number) => {
  const of = (name: keyof Expansion) => column(rows, ({ expansions }) => expansions[place]?.[name] ?? Number.NaN);
  return { grew: of('grew'), amount: of('amount'), won: of('won'), seats: of('seats') };
};

const digestOf = (rows: ReadonlyArray<SnapshotRow>): string => {
  const hash = createHash('sha256');
  for (const { digest, leaves, stay, expansions, path } of rows)
    hash.update(JSON.stringify([digest, leaves, stay, expansions, [...path]]));
  return hash.digest('hex');
};

const NOTHING_READ: Position = { commit: 0n, prepare: 0n };

/** Everything that models are trained on and judged by. The same facts, definitions and question give the same bytes. */
export const makeDataset =
  (inputs: FeatureInputs, set: FeatureSet) =>
  async (asked: AskedRows): Promise<Dataset> => {
    const position = (await inputs.position()) ?? NOTHING_READ;
    const rows: Array<SnapshotRow> = [];
    for await (const some of snapshotRows(inputs, set, asked, position)) rows.push(...some);
    const accounts = new Map([...new Set(rows.map(({ accountId }) => accountId))].map((id, place) => [id, place]));
    const leavesOf = (place: number) => column(rows, ({ leaves }) => leaves[place] ?? Number.NaN);
    const steps = asked.withPaths === true ? pathSteps : [];
    const scores = new Float64Array(rows.length * steps.length);
    for (const [r, { path }] of rows.entries()) scores.set(path, r * steps.length);
    return {
      features: asFeatures(set, rows),
      keys: rows.map(({ accountId, day }) => ({ accountId, day })),
      days: Int32Array.from(rows, ({ day }) => dayNumber(day)),
      groups: Int32Array.from(rows, ({ accountId }) => accounts.get(accountId) ?? 0),
      leaves: { 30: leavesOf(0), 90: leavesOf(1), 180: leavesOf(2) },
      stays: { days: column(rows, ({ stay }) => stay.days), left: column(rows, ({ stay }) => Number(stay.left)) },
      expansions: { 30: expansionOf(rows, 0), 90: expansionOf(rows, 1), 365: expansionOf(rows, 2) },
      paths: { steps, scores },
      provenance: {
        position: positionToText(position),
        featureSet: set.hash,
        until: asked.until,
        digest: digestOf(rows),
      },
    };
  };
