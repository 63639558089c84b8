import { setImmediate as breathe } from 'node:timers/promises';
import { chunksOf } from '../../application/chunks-of.js';
import type { FeatureInputs, Known, SaidFact } from '../../application/ports/feature-inputs.js';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { type AccountHistory, accountHistory, placeOf } from './account-history.js';
import { benchmarkSteps } from './benchmark-steps.js';
import { type FeatureSet, featureDigest, valuesOn } from './feature-set.js';

const ACCOUNTS_AT_ONCE = 250;
const NOTHING_READ = { commit: 0n, prepare: 0n };

export type Told = {
  readonly accountId: AccountId;
  readonly members: ReadonlyArray<AccountId>;
  readonly facts: ReadonlyArray<SaidFact>;
  readonly history: AccountHistory;
};

/** The history up to and with `to` of the group of each of these accounts. Others are let in before each. */
export async function* historiesOf(
  inputs: FeatureInputs,
  accountIds: ReadonlyArray<AccountId>,
  to: CalendarDate,
  known: Known = {},
): AsyncGenerator<Told> {
  const groups = [...(await inputs.groupsOf(accountIds))];
  const benchmarks = benchmarkSteps(await inputs.benchmarks(known));
  for (const some of chunksOf(groups, ACCOUNTS_AT_ONCE)) {
    const all = some.flatMap(([, members]) => members);
    const [facts, series] = await Promise.all([inputs.facts(all, known), inputs.series(all, to, known)]);
    for (const [accountId, members] of some) {
      await breathe();
      const said = members.flatMap((member) => facts.get(member) ?? []);
      const of = members.flatMap((member) => series.get(member) ?? []);
      yield { accountId, members, facts: said, history: accountHistory({ facts: said, series: of, benchmarks }, to) };
    }
  }
}

/** The rows of an account on those of the days by which anything was known of it. */
export const rowsOn = (
  set: FeatureSet,
  { accountId, history }: Pick<Told, 'accountId' | 'history'>,
  days: ReadonlyArray<CalendarDate>,
  position: FeatureRow['position'],
): ReadonlyArray<FeatureRow> =>
  days
    .filter((day) => placeOf(history, day) >= 0)
    .map((day) => {
      const values = valuesOn(set, history, day);
      return { accountId, day, values, digest: featureDigest(set, { accountId, day, values }), position };
    });

export type ComputeFeatures = (
  accountIds: ReadonlyArray<AccountId>,
  days: ReadonlyArray<CalendarDate>,
  known?: Known,
) => Promise<ReadonlyArray<FeatureRow>>;

/**
 * The point-in-time join: the features of each account (its root, where it was merged) at the end of each of the days, told
 * from the facts of business time up to that end, and where `knownAt` is given from what the log held by then alone. Accounts
 * without a fact by a day have no row for it.
 */
export const computeFeatures =
  (inputs: FeatureInputs, set: FeatureSet): ComputeFeatures =>
  async (accountIds, days, known) => {
    const to = days.toSorted().at(-1);
    if (to === undefined) return [];
    const position = (await inputs.position()) ?? NOTHING_READ;
    const rows: Array<FeatureRow> = [];
    for await (const account of historiesOf(inputs, accountIds, to, known))
      rows.push(...rowsOn(set, account, days, position));
    return rows;
  };
