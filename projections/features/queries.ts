import type { Knex } from 'knex';
import type { FeatureInputs, SaidFact } from '../../application/ports/feature-inputs.js';
import type { AccountId } from '../../domain/ids.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import { rootsOf } from '../merged-groups.js';
import { versionedName } from '../table.js';
import { featuresProjection, type SaidFacts } from './evolve.js';
import { featureFacts } from './table.js';

const benchmarkStreams = 'benchmark-%';

type Row = { readonly account_id: AccountId; readonly facts: SaidFacts };

const knownIn = (said: SaidFacts, knownAt: CalendarDate | undefined): ReadonlyArray<SaidFact> =>
  Object.values(said).filter(({ recordedAt }) => knownAt === undefined || dayOf(recordedAt) <= knownAt);

/** Part of what features are told from: who belongs together, and the facts. */
export const makeFeatureFacts = (
  db: Knex,
  schema = 'read',
): Pick<FeatureInputs, 'groupsOf' | 'facts' | 'benchmarks'> => {
  const table = `${schema}.${versionedName(featureFacts, featuresProjection.version)}`;
  return {
    groupsOf: async (accountIds) => {
      const merged = await db(table).whereNotNull('merged_into').select('account_id', 'merged_into');
      const roots = rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
      const groups = new Map<AccountId, Array<AccountId>>();
      for (const id of accountIds) {
        const root = (roots.get(id) ?? id) as AccountId;
        groups.set(root, [root]);
      }
      for (const [member, root] of [...roots].sort()) groups.get(root as AccountId)?.push(member as AccountId);
      return groups;
    },
    facts: async (accountIds, { knownAt }) => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<Row> }>(
        'select account_id, facts from ?? where account_id = any(?)',
        [table, [...accountIds]],
      );
      const facts = new Map<AccountId, Array<SaidFact>>();
      for (const { account_id, facts: said } of rows) {
        const known = Object.values(said).filter(
          ({ recordedAt }) => knownAt === undefined || dayOf(recordedAt) <= knownAt,
        );
        const held = facts.get(account_id);
        if (held === undefined) facts.set(account_id, [...known]);
        else held.push(...known);
      }
      return facts;
    },
    benchmarks: async ({ knownAt }) => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<Pick<Row, 'facts'>> }>(
        'select facts from ?? where stream_name like ?',
        [table, benchmarkStreams],
      );
      return rows.flatMap(({ facts }) => knownIn(facts, knownAt));
    },
  };
};
