import type { Connection } from '../application/ports/connections.js';
import type { AccountId } from '../domain/ids.js';
import { addDays, type CalendarDate, dayOf, NonEmptyString, type Timestamp } from '../domain/primitives.js';
import type { UsageMetric } from '../domain/usage/events.js';
import type { Interaction } from './interaction.js';
import type { SourcedCommand } from './translation.js';
import { accountRefIn, registration } from './vendor-ids.js';

/** The first time a user of an account did anything on a day. */
export type UserDay = { readonly account: string; readonly at: Timestamp; readonly key: string };

export const userDaysOf = (interactions: ReadonlyArray<Interaction>): ReadonlyArray<UserDay> => {
  const userDays = new Map<string, UserDay>();
  for (const { account, at, user } of interactions) {
    if (user === undefined) continue;
    const key = JSON.stringify(['active', account, dayOf(at), user]);
    const known = userDays.get(key);
    if (known === undefined || at < known.at) userDays.set(key, { account, at, key });
  }
  return [...userDays.values()];
};

type Count = {
  readonly account: string;
  readonly feature: string | null;
  readonly day: CalendarDate;
  quantity: number;
  last: Timestamp;
};

const countsOf = (
  things: ReadonlyArray<{ readonly account: string; readonly feature: string | null; readonly at: Timestamp }>,
): ReadonlyArray<Count> => {
  const counts = new Map<string, Count>();
  for (const { account, feature, at } of things) {
    const day = dayOf(at);
    const key = `${day} ${account} ${feature ?? ''}`;
    const count = counts.get(key);
    if (count === undefined) {
      counts.set(key, { account, feature, day, quantity: 1, last: at });
      continue;
    }
    count.quantity++;
    if (at > count.last) count.last = at;
  }
  return [...counts.values()];
};

const midnight = (day: CalendarDate): Timestamp => `${day}T00:00:00.000Z` as Timestamp;
const featureOf = (feature: string | null): NonEmptyString | null => (NonEmptyString.is(feature) ? feature : null);

const firstDays = (counts: ReadonlyArray<Count>): ReadonlyMap<string, CalendarDate> => {
  const first = new Map<string, CalendarDate>();
  for (const { account, day } of counts) {
    const known = first.get(account);
    if (known === undefined || day < known) first.set(account, day);
  }
  return first;
};

/**
 * What a receipt adds to the windows of usage: a day of an account, a metric and a feature each. Its interactions and user days are those that are its own, so that quantities of all
 * receipts add up to each record once. That a feature was adopted is said for the first day of each month it is seen in
 * here; the fold takes the earliest.
 */
export const usageWindows = (
  interactions: ReadonlyArray<Interaction>,
  userDays: ReadonlyArray<UserDay>,
  connection: Connection,
  receipt: string,
): ReadonlyArray<SourcedCommand> => {
  const accounts = new Map<string, AccountId>();
  const commands: Array<SourcedCommand> = [];
  const counts = countsOf(interactions);
  const userCounts = countsOf(userDays.map(({ account, at }) => ({ account, feature: null, at })));
  for (const [account, day] of firstDays([...counts, ...userCounts])) {
    const ref = accountRefIn(connection, account);
    const { accountId, ...registered } = registration(ref, midnight(day), `account/${account}`);
    accounts.set(account, accountId);
    commands.push(registered);
  }

  const used = (metric: UsageMetric, { account, feature, day, quantity, last }: Count): void => {
    const accountId = accounts.get(account);
    if (accountId === undefined) return;
    const window = { start: midnight(day), end: midnight(addDays(day, 1)) };
    const data = { accountId, occurredAt: last, metric, feature: featureOf(feature), window, quantity };
    commands.push({
      command: { type: 'RecordUsage', data },
      fact: ['usage', receipt, accountId, metric, feature ?? '', day],
      record: `account/${account}/${day}`,
    });
  };
  for (const count of counts) used('events', count);
  for (const count of userCounts) used('active_users', count);

  const adopted = new Map<string, Count>();
  for (const count of counts) {
    const key = `${count.day.slice(0, 7)} ${count.account} ${count.feature ?? ''}`;
    const known = adopted.get(key);
    if (known === undefined || count.day < known.day) adopted.set(key, count);
  }
  for (const { account, feature, day } of adopted.values()) {
    const accountId = accounts.get(account);
    const known = featureOf(feature);
    if (accountId === undefined || known === null) continue;
    commands.push({
      command: { type: 'AdoptFeature', data: { accountId, occurredAt: midnight(day), feature: known } },
      fact: ['adopted', accountId, known, day],
      record: `account/${account}/${day}`,
    });
  }
  return commands;
};
