import type { Matchable } from '../../domain/account/match-by-domain.js';
import type { AccountId } from '../../domain/ids.js';

/** Reads the read model of accounts, which may trail the log. */
export type AccountDomains = {
  /** These accounts, as far as they have a domain, and all whose domain is the same but for letters' case and a leading `www.`. */
  readonly sharing: (accountIds: ReadonlyArray<AccountId>) => Promise<ReadonlyArray<Matchable>>;
};
