import { dayNumber } from '../../../domain/health/daily-series.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import type { AccountOnDay, FeatureDefinition } from '../definition.js';
import { change, contracts, countedOver, daysSince, level } from '../read-history.js';
import { numeric } from './declare.js';

const daysTo = (day: CalendarDate, other: CalendarDate | null | undefined): number | null =>
  other === null || other === undefined ? null : dayNumber(other) - dayNumber(day);

const openLevel = (name: string) => (account: AccountOnDay) => level(name)(account) ?? 0;

export const revenueFeatures: ReadonlyArray<FeatureDefinition> = [
  numeric({
    ...{ name: 'arr', window: null, nullRule: 'before-first', of: (account) => contracts(account)?.arr ?? null },
    description: 'yearly value of the contracts that run, in their currency; missing while they run in several',
  }),
  numeric({
    ...{ name: 'arr_change_365d', window: 365, nullRule: 'no-basis' },
    of: (account) => change(level('arr', 365)(account), level('arr')(account)),
    description: 'yearly value against 365 days before, from -1 to 1',
  }),
  numeric({
    ...{
      name: 'contracts_running',
      window: null,
      nullRule: 'never',
      of: (account) => contracts(account)?.running ?? 0,
    },
    description: 'contracts that run',
  }),
  numeric({
    ...{ name: 'contract_age_days', window: null, nullRule: 'before-first' },
    of: (account) => {
      const began = daysTo(account.day, contracts(account)?.since);
      return began === null || began > 0 ? null : -began;
    },
    description: 'days since the first contract began',
  }),
  numeric({
    ...{ name: 'renewal_distance_days', window: null, nullRule: 'no-basis' },
    of: (account) => daysTo(account.day, contracts(account)?.endsOn),
    description: 'days until something that runs ends, unless a renewal is agreed',
  }),
  numeric({
    ...{ name: 'cancellation_known', window: null, nullRule: 'never' },
    of: (account) => (contracts(account)?.isCancelled === true ? 1 : 0),
    description: '1 while something that runs is cancelled and ends early',
  }),
  ...(['arr_expansion', 'arr_contraction', 'arr_churned', 'arr_returned'] as const).map((movement) =>
    numeric({
      ...{ name: `${movement}_365d`, window: 365, nullRule: 'never', of: countedOver(movement, 365) },
      description: `yearly value moved in 365 days: ${movement.slice(4)}`,
    }),
  ),
  numeric({
    ...{ name: 'days_since_expansion', window: null, nullRule: 'before-first', of: daysSince('arr_expansion') },
    description: 'days since the yearly value last grew',
  }),
  numeric({
    ...{ name: 'open_renewals', window: null, nullRule: 'never', of: openLevel('open_renewals') },
    description: 'renewals being negotiated',
  }),
  numeric({
    ...{ name: 'renewals_lost_91d', window: 91, nullRule: 'never', of: countedOver('renewals_lost', 91) },
    description: 'renewals lost in 91 days',
  }),
  numeric({
    ...{ name: 'open_expansions', window: null, nullRule: 'never', of: openLevel('open_expansions') },
    description: 'upsells and cross-sells being negotiated',
  }),
  numeric({
    ...{ name: 'open_expansion_value', window: null, nullRule: 'never', of: openLevel('open_expansion_value') },
    description: 'yearly value of the upsells and cross-sells being negotiated',
  }),
  numeric({
    ...{ name: 'expansions_lost_365d', window: 365, nullRule: 'never', of: countedOver('expansions_lost', 365) },
    description: 'upsells and others that were lost in 365 days',
  }),
];
