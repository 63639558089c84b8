import { renewalAt } from './accounts.js';
import type { Customer } from './company.js';

/** What a customer pays a year, in its region's currency, for a term; nothing since it left. */
export type RunningContract = { readonly arr: number; readonly startsAt: number; readonly endsAt: number };

/** When the running contract became another one. */
export const contractTimesOf = ({ walk }: Customer): ReadonlyArray<number> =>
  walk.life.flatMap(({ kind, at }) =>
    kind === 'signed' || kind === 'renewed' || kind === 'upsell-won' || kind === 'churned' ? [at] : [],
  );

/** `undefined` before the first one was signed. */
export const contractAt = ({ account, walk }: Customer, time: number): RunningContract | undefined => {
  let arr: number | undefined;
  let renewals = 0;
  for (const event of walk.life) {
    if (event.at > time) break;
    if (event.kind === 'signed' || event.kind === 'renewed') arr = event.arr;
    if (event.kind === 'renewed') renewals += 1;
    if (event.kind === 'upsell-won') arr = (arr ?? 0) + event.arr;
    if (event.kind === 'churned') arr = 0;
  }
  if (arr === undefined) return undefined;
  return { arr, startsAt: account.signedAt, endsAt: renewalAt(account, renewals + 1) };
};
