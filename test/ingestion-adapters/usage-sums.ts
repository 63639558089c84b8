import { accountIdOf } from '../../application/identity.js';
import type { DomainEvent } from '../../domain/catalogue.js';

export type Sums = Readonly<Record<string, number>>;

/** What was used, by account, metric, feature and day. */
export const sumsOf = (events: ReadonlyArray<DomainEvent>): Sums => {
  const sums: Record<string, number> = {};
  for (const { type, data } of events) {
    if (type !== 'UsageRecorded') continue;
    const key = [data.accountId, data.metric, data.feature ?? '', data.window.start.slice(0, 10)].join(' ');
    sums[key] = (sums[key] ?? 0) + data.quantity;
  }
  return sums;
};

/** Something that truly happened; `id` tells it from all others. */
export type TrueUse = {
  readonly company: string;
  readonly feature: string;
  readonly user: string;
  readonly at: number;
  readonly id: string;
};

/** What there is to be counted, each thing once. Companies are known by their HubSpot ids. */
export const trueSums = (uses: ReadonlyArray<TrueUse>): Sums => {
  const counted = new Map<string, ReadonlySet<string>>();
  const count = (key: string, one: string) => counted.set(key, new Set([...(counted.get(key) ?? []), one]));
  for (const { company, feature, user, at, id } of uses) {
    const accountId = accountIdOf({ source: 'hubspot', connection: 'demo', id: company });
    const day = new Date(at).toISOString().slice(0, 10);
    count(`${accountId} events ${feature} ${day}`, id);
    count(`${accountId} active_users  ${day}`, user);
  }
  return Object.fromEntries([...counted].map(([key, things]) => [key, things.size]));
};
