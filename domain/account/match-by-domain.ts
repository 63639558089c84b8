import type { AccountId, ExternalRef } from '../ids.js';
import type { Timestamp } from '../primitives.js';
import { isOfCrm } from './presence.js';

/** What matching looks at of an account. */
export type Matchable = {
  readonly accountId: AccountId;
  readonly domain: string;
  readonly refs: ReadonlyArray<{ readonly ref: ExternalRef; readonly since: Timestamp }>;
  /** When its records were deleted, where none is left. */
  readonly removedAt: Timestamp | undefined;
  /** Itself, where a merge was taken back. */
  readonly mergedInto: AccountId | undefined;
};

export type Match = { readonly accountId: AccountId; readonly into: AccountId };

/** Domains of mail for everybody: that two accounts have one in common says nothing. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set([
  'aol.com',
  'gmail.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'mail.com',
  'me.com',
  'msn.com',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'web.de',
  'yahoo.com',
  'yandex.ru',
]);

/** The host of an address, however it is written: what is around it and a leading `www.` left out. */
export const hostOf = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '');

/** The host as accounts are compared by it; `undefined` where it tells nobody apart. */
export const comparableDomain = (domain: string): string | undefined => {
  const host = hostOf(domain);
  return host.includes('.') && !OPEN_TO_ALL.has(host) ? host : undefined;
};

const knownSince = ({ refs }: Matchable): string => refs.map(({ since }) => since as string).toSorted()[0] ?? '~';

/** Those that are still there first, and of these the one known first. */
const byPresenceAndAge = (a: Matchable, b: Matchable): number => {
  const [x, y] = [a, b].map((one) => `${one.removedAt === undefined ? 0 : 1} ${knownSince(one)} ${one.accountId}`);
  return (x ?? '') < (y ?? '') ? -1 : 1;
};

/**
 * Accounts that only product analytics or support know, and that share a domain with an account of a CRM, belong to it:
 * to the one known first of those that were not deleted, where there are several. Accounts that were merged elsewhere, or separated, stay as they are.
 * Depends on the accounts alone and not on their order, so that the same facts lead to the same matches.
 */
export const matchesByDomain = (accounts: ReadonlyArray<Matchable>): ReadonlyArray<Match> => {
  const domains = new Map<string, Array<Matchable>>();
  for (const account of accounts) {
    const domain = comparableDomain(account.domain);
    if (domain !== undefined) domains.set(domain, [...(domains.get(domain) ?? []), account]);
  }
  return [...domains.values()].flatMap((sharing) => {
    const owners = sharing.filter(({ refs }) => isOfCrm(refs));
    const [owner] = owners
      .filter(({ mergedInto, accountId }) => (mergedInto ?? accountId) === accountId)
      .sort(byPresenceAndAge);
    if (owner === undefined) return [];
    const isFree = ({ mergedInto }: Matchable): boolean =>
      mergedInto === undefined ||
      (mergedInto !== owner.accountId && owners.some(({ accountId }) => accountId === mergedInto));
    return sharing
      .filter((account) => !isOfCrm(account.refs) && isFree(account))
      .map(({ accountId }) => ({ accountId, into: owner.accountId }));
  });
};
