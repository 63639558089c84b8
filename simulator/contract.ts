import { type Account, renewalAt, yearlyValue } from './accounts.js';
import { DAY } from './calendar.js';
import type { Climate } from './market.js';
import type { Random } from './prng.js';

export type ContractEvent =
  | { readonly kind: 'signed' | 'renewed'; readonly at: number; readonly seats: number; readonly arr: number }
  /** `arr` is the value of the seats that were added. */
  | { readonly kind: 'upsell-won'; readonly at: number; readonly seats: number; readonly arr: number }
  | { readonly kind: 'upsell-lost'; readonly at: number; readonly arr: number }
  | { readonly kind: 'seats-changed'; readonly at: number; readonly seats: number };

/** What has been agreed so far: the seats paid for, and which renewal comes next. */
export type Contract = { readonly seats: number; readonly nextRenewal: number };
export type Agreed = { readonly contract: Contract; readonly events: ReadonlyArray<ContractEvent> };

const yearlyPrice = (account: Account, climate: Climate, seats: number, at: number): number => {
  const rises = climate.priceChanges.filter(({ day }) => day * DAY <= at);
  return yearlyValue(
    account,
    seats,
    rises.reduce((level, { uplift }) => level * (1 + uplift), 1),
  );
};

export const sign = (account: Account, climate: Climate): Agreed => {
  const { signedAt: at, seats } = account;
  return {
    contract: { seats, nextRenewal: 1 },
    events: [{ kind: 'signed', at, seats, arr: yearlyPrice(account, climate, seats, at) }],
  };
};

/** `factor`: how many of the seats are kept. */
export const renew = (account: Account, climate: Climate, before: Contract, factor: number): Agreed => {
  const at = renewalAt(account, before.nextRenewal);
  const seats = Math.max(2, Math.round(before.seats * factor));
  const changed: ReadonlyArray<ContractEvent> = seats === before.seats ? [] : [{ kind: 'seats-changed', at, seats }];
  return {
    contract: { seats, nextRenewal: before.nextRenewal + 1 },
    events: [...changed, { kind: 'renewed', at, seats, arr: yearlyPrice(account, climate, seats, at) }],
  };
};

export const offerMore = (
  random: Random,
  account: Account,
  climate: Climate,
  contract: Contract,
  at: number,
): Agreed => {
  const added = Math.max(1, Math.round(contract.seats * random.between(0.1, 0.4)));
  const arr = yearlyPrice(account, climate, added, at);
  if (!random.chance(0.62)) return { contract, events: [{ kind: 'upsell-lost', at, arr }] };
  const seats = contract.seats + added;
  return { contract: { ...contract, seats }, events: [{ kind: 'upsell-won', at, seats, arr }] };
};
