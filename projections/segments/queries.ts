import type { Knex } from 'knex';
import type { CalendarDate } from '../../domain/primitives.js';
import { type SegmentState, versionsOf } from '../../domain/segment/state.js';
import { ownProgress, readFreshness } from '../freshness.js';
import { groupOf, rootsOf } from '../merged-groups.js';
import type { ReadProgress } from '../progress.js';
import { type Table, versionedName } from '../table.js';
import { rowsAsKnown, sumsAsKnown } from '../two-clocks/as-known.js';
import { remembered, stateKnownAt } from '../two-clocks/remembered.js';
import type { AccountOnDay, Segment, SegmentQueries } from './answers.js';
import { definitions } from './definitions.js';
import { segmentsProjection } from './evolve.js';
import { groupValues, type Held, isRemoved } from './group-values.js';
import { heldOn } from './held-sql.js';
import * as table from './table.js';

export type { AccountOnDay, Segment, SegmentQueries } from './answers.js';

type SegmentRow = {
  readonly name: string;
  readonly state: SegmentState;
  readonly recorded_on: string;
  readonly earlier: unknown;
};

type HeldRow = {
  readonly account_id: string;
  readonly of_crm: boolean | null;
  readonly removed: boolean | null;
  readonly worth: Held['worth'];
  readonly renews_on: string | null;
  readonly said: Held['said'] | null;
  readonly scored: Held['scored'];
  readonly last_active_on: string | null;
  readonly open_cases: number | null;
  readonly cohorts: ReadonlyArray<string> | null;
};

const versions = remembered(definitions);

/** The row as it was known at the end of a day; `undefined` before anything was. */
const knownOf = (
  row: SegmentRow,
  knownAt: CalendarDate | undefined,
): Pick<SegmentRow, 'name' | 'state'> | undefined => {
  if (knownAt === undefined) return row;
  const state = stateKnownAt(versions.fromCells([row.state, row.recorded_on, row.earlier]), knownAt);
  return state === undefined ? undefined : { name: row.name, state };
};

const segmentOf = ({ name, state }: Pick<SegmentRow, 'name' | 'state'>): Segment => ({
  name,
  versions: versionsOf(state),
});

const heldOf = (row: HeldRow): Held => ({
  accountId: row.account_id,
  ofCrm: row.of_crm,
  removed: row.removed,
  worth: row.worth,
  renewsOn: row.renews_on,
  said: row.said ?? {},
  scored: row.scored,
  lastActiveOn: row.last_active_on,
  openCases: row.open_cases,
  cohorts: row.cohorts ?? [],
});

const grouped = (
  held: ReadonlyArray<Held>,
  roots: ReadonlyMap<string, string>,
  day: string,
): ReadonlyArray<AccountOnDay> => {
  const groups = new Map<string, Array<Held>>();
  for (const one of held) {
    const root = roots.get(one.accountId) ?? one.accountId;
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [one]);
    else group.push(one);
  }
  const merged = new Map<string, Array<string>>();
  for (const [member, root] of roots) merged.set(root, [...(merged.get(root) ?? []), member]);
  const rank = (root: string, { accountId }: Held) => (accountId === root ? '' : accountId);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([root, group]) => {
      const inOrder = group.toSorted((a, b) => (rank(root, a) < rank(root, b) ? -1 : 1));
      const members = [root, ...(merged.get(root) ?? []).toSorted()];
      return isRemoved(group) ? [] : [{ accountId: root, members, values: groupValues(inOrder, root, day) }];
    });
};

/** Reads merged groups as one account, on every day: who turned out to be whom was so all along, unless it is asked what was known. */
export const makeSegmentQueries = (
  db: Knex,
  {
    schema = 'read',
    progress = ownProgress(db, schema),
  }: { readonly schema?: string; readonly progress?: ReadProgress } = {},
): SegmentQueries => {
  const nameOf = (one: Table): string => `${schema}.${versionedName(one, segmentsProjection.version)}`;
  const tablesAt = (knownAt?: CalendarDate) => {
    const rowsOf = (one: Table) =>
      knownAt === undefined ? nameOf(one) : rowsAsKnown({ table: one, name: nameOf(one) }, knownAt);
    const openCases = { table: table.segmentOpenCases, name: nameOf(table.segmentOpenCases) };
    return {
      known: rowsOf(table.segmentKnown),
      accounts: rowsOf(table.segmentAccounts),
      values: rowsOf(table.segmentValues),
      health: rowsOf(table.segmentHealth),
      activity: nameOf(table.segmentActivity),
      openCases:
        knownAt === undefined ? openCases.name : sumsAsKnown(openCases, nameOf(table.segmentOpenCasesOffDay), knownAt),
      cohorts: rowsOf(table.segmentCohorts),
      knownAt,
    };
  };
  const freshness = () => readFreshness(progress, segmentsProjection);
  const rows = () => db(nameOf(table.segments)).select<Array<SegmentRow>>('name', 'state', 'recorded_on', 'earlier');
  const rootsIn = async (accounts: string): Promise<ReadonlyMap<string, string>> => {
    const merged = await db
      .from(db.raw(`${accounts} as a`))
      .whereNotNull('merged_into')
      .select<Array<Readonly<Record<'account_id' | 'merged_into', string>>>>('account_id', 'merged_into');
    return rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
  };
  return {
    list: async () => {
      const fresh = await freshness();
      return { segments: (await rows().orderBy('name')).map(segmentOf), freshness: fresh };
    },
    find: async (name, knownAt) => {
      const fresh = await freshness();
      const [row] = await rows().where('name', name);
      const known = row === undefined ? undefined : knownOf(row, knownAt);
      return { segment: known === undefined ? undefined : segmentOf(known), freshness: fresh };
    },
    accountsOn: async (day, { fields, accountIds, knownAt }) => {
      const fresh = await freshness();
      const tables = tablesAt(knownAt);
      const roots = await rootsIn(tables.accounts);
      const members = accountIds?.flatMap((id) => groupOf(roots, id).members);
      const { text, bindings } = heldOn(tables, day, fields, members);
      const values = bindings.map((binding) => (typeof binding === 'object' ? [...binding] : binding));
      const held = (await db.raw<{ rows: ReadonlyArray<HeldRow> }>(text, values)).rows.map(heldOf);
      return { accounts: grouped(held, roots, day), freshness: fresh };
    },
  };
};
