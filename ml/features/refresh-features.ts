import type { FeatureInputs } from '../../application/ports/feature-inputs.js';
import type { FeatureRow, OfflineFeatures, OnlineFeatures } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { historiesOf, rowsOn, type Told } from './compute-features.js';
import type { FeatureSet } from './feature-set.js';

/** An account, and the first day whose features may be others now. */
export type TouchedAccount = { readonly accountId: AccountId; readonly since: CalendarDate };

export type RefreshDeps = {
  readonly inputs: FeatureInputs;
  readonly set: FeatureSet;
  readonly offline: OfflineFeatures;
  readonly online: OnlineFeatures;
  readonly today: () => CalendarDate;
};

const firstsOfMonths = (from: CalendarDate, to: CalendarDate): ReadonlyArray<CalendarDate> => {
  const firsts: Array<CalendarDate> = [];
  for (
    let day = from;
    day <= to;
    day = `${addDays(`${day.slice(0, 7)}-28` as CalendarDate, 4).slice(0, 7)}-01` as CalendarDate
  )
    if (day.endsWith('-01')) firsts.push(day);
  return firsts;
};

const dayNumbered = (days: number): CalendarDate =>
  new Date(days * 86_400_000).toISOString().slice(0, 10) as CalendarDate;

const ROWS_AT_ONCE = 1_000;

const sinceOfRoots = (
  groups: ReadonlyMap<AccountId, ReadonlyArray<AccountId>>,
  touched: ReadonlyArray<TouchedAccount>,
): ReadonlyMap<AccountId, CalendarDate> => {
  const rootOf = new Map([...groups].flatMap(([root, members]) => members.map((member) => [member, root] as const)));
  const since = new Map<AccountId, CalendarDate>();
  for (const one of touched) {
    const root = rootOf.get(one.accountId) ?? one.accountId;
    const held = since.get(root);
    if (held === undefined || one.since < held) since.set(root, one.since);
  }
  return since;
};

/**
 * Tells the features of accounts anew for every day that they may have changed on: the days rows are kept for, the first of
 * each month, and today, which is what is served. Repetition writes the same again. Answers how many rows were written.
 */
export const refreshFeatures =
  ({ inputs, set, offline, online, today }: RefreshDeps) =>
  async (touched: ReadonlyArray<TouchedAccount>): Promise<number> => {
    const now = today();
    const position = await inputs.position();
    if (position === undefined || touched.length === 0) return 0;
    const groups = await inputs.groupsOf(touched.map(({ accountId }) => accountId));
    const since = sinceOfRoots(groups, touched);
    const first = [...since.values()].sort()[0] ?? now;
    const kept = await offline.keptDays(set.hash, [...groups.keys()], first);
    const daysOf = ({ accountId, history }: Pick<Told, 'accountId' | 'history'>): ReadonlyArray<CalendarDate> => {
      const from = since.get(accountId) ?? now;
      const known = dayNumbered(history.axis.start);
      const days = (kept.get(accountId) ?? []).filter((day) => day >= from);
      return [...new Set([...days, ...firstsOfMonths(from > known ? from : known, now), now])].sort();
    };
    let written = 0;
    let rows: Array<FeatureRow> = [];
    const write = async (): Promise<void> => {
      await offline.put(set.hash, rows);
      await online.put(
        set.hash,
        rows.filter(({ day }) => day === now),
      );
      written += rows.length;
      rows = [];
    };
    for await (const account of historiesOf(inputs, [...groups.keys()], now)) {
      rows.push(...rowsOn(set, account, daysOf(account), position));
      if (rows.length >= ROWS_AT_ONCE) await write();
    }
    await write();
    const merged = [...groups.values()].flatMap((members) => members.slice(1));
    await Promise.all([offline.forget(set.hash, merged), online.forget(set.hash, merged)]);
    return written;
  };
