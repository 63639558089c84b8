import type { Knex } from 'knex';
import { type SegmentState, versionsOf } from '../../domain/segment/state.js';
import { ownProgress, readFreshness } from '../freshness.js';
import { groupOf, rootsOf } from '../merged-groups.js';
import type { ReadProgress } from '../progress.js';
import { type Table, versionedName } from '../table.js';
import type { AccountOnDay, Segment, SegmentQueries } from './answers.js';
import { segmentsProjection } from './evolve.js';
import { groupValues, type Held, isRemoved } from './group-values.js';
import { heldOn } from './held-sql.js';
import * as table from './table.js';

export type { AccountOnDay, Segment, SegmentQueries } from './answers.js';

type SegmentRow = { readonly name: string; readonly state: SegmentState };

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

const segmentOf = ({ name, state }: SegmentRow): Segment => ({ name, versions: versionsOf(state) });

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

/** Reads merged groups as one account, on every day: who turned out to be whom was so all along. */
export const makeSegmentQueries = (
  db: Knex,
  {
    schema = 'read',
    progress = ownProgress(db, schema),
  }: { readonly schema?: string; readonly progress?: ReadProgress } = {},
): SegmentQueries => {
  const nameOf = (one: Table): string => `${schema}.${versionedName(one, segmentsProjection.version)}`;
  const tables = {
    known: nameOf(table.segmentKnown),
    accounts: nameOf(table.segmentAccounts),
    values: nameOf(table.segmentValues),
    health: nameOf(table.segmentHealth),
    activity: nameOf(table.segmentActivity),
    openCases: nameOf(table.segmentOpenCases),
    cohorts: nameOf(table.segmentCohorts),
  };
  const freshness = () => readFreshness(progress, segmentsProjection);
  const rows = () => db(nameOf(table.segments)).select<Array<SegmentRow>>('name', 'state');
  const rootsIn = async (): Promise<ReadonlyMap<string, string>> => {
    const merged = await db(tables.accounts).whereNotNull('merged_into').select('account_id', 'merged_into');
    return rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
  };
  return {
    list: async () => {
      const fresh = await freshness();
      return { segments: (await rows().orderBy('name')).map(segmentOf), freshness: fresh };
    },
    find: async (name) => {
      const fresh = await freshness();
      const [row] = await rows().where('name', name);
      return { segment: row === undefined ? undefined : segmentOf(row), freshness: fresh };
    },
    accountsOn: async (day, { fields, accountIds }) => {
      const fresh = await freshness();
      const roots = await rootsIn();
      const members = accountIds?.flatMap((id) => groupOf(roots, id).members);
      const { text, bindings } = heldOn(tables, day, fields, members);
      const values = bindings.map((binding) => (typeof binding === 'object' ? [...binding] : binding));
      const held = (await db.raw<{ rows: ReadonlyArray<HeldRow> }>(text, values)).rows.map(heldOf);
      return { accounts: grouped(held, roots, day), freshness: fresh };
    },
  };
};
