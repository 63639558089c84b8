import type { Freshness } from '../freshness.js';

export type Contract = {
  readonly contractId: string;
  readonly arr: string;
  readonly currency: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly cancelledOn: string | null;
};

/** An account as lists show it. `arr` is the sum of the contracts running today, `null` in mixed currencies. */
export type AccountSummary = {
  readonly accountId: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly industry: string | null;
  readonly plan: string | null;
  readonly region: string | null;
  readonly segment: string | null;
  readonly lifecycleStage: string | null;
  readonly arr: string | null;
  readonly currency: string | null;
  readonly renewsOn: string | null;
  readonly seats: number | null;
  readonly openCases: number;
  readonly lastActivityAt: string | null;
  readonly healthScore: number | null;
  readonly healthBand: string | null;
  /** When the last record of it was deleted: of those of CRMs, where any CRM knows it. `null` while one is there. */
  readonly removedAt: string | null;
};

export type Cohort = {
  readonly source: string;
  readonly connection: string;
  readonly id: string;
  readonly name: string | null;
  readonly members: number;
};

/** The mean of what was measured, and how often that was; `null` where it never was. */
export type Mean = { readonly mean: number | null; readonly count: number };

/** Over all time. Ratings of cases and each person's latest answers to surveys: `csat` and `ces` 0 to 1, `nps` -100 to 100. */
export type SupportFigures = {
  readonly slaBreaches: number;
  readonly firstReplyMinutes: Mean;
  readonly resolutionMinutes: Mean;
  readonly csat: Mean;
  readonly ces: Mean;
  readonly nps: Mean;
};

export type AccountDetail = AccountSummary & {
  readonly employees: string | null;
  readonly annualRevenue: string | null;
  readonly owner: string | null;
  readonly refs: ReadonlyArray<{
    readonly source: string;
    readonly connection: string;
    readonly id: string;
    readonly removedAt: string | null;
  }>;
  readonly contracts: ReadonlyArray<Contract>;
  readonly stakeholders: { readonly active: number; readonly champions: number; readonly left: number };
  readonly support: SupportFigures;
  readonly opportunities: { readonly open: number; readonly won: number; readonly lost: number };
  /** Those that somebody of the account is in, with how many are. */
  readonly cohorts: ReadonlyArray<Cohort>;
  /** Accounts that turned out to be this one. */
  readonly mergedFrom: ReadonlyArray<string>;
};

export type AccountFilter = {
  /** Part of a name, a domain or an external id, in any case. */
  readonly search?: string;
  readonly band?: string;
  readonly segment?: string;
  /** Roots of merged groups. */
  readonly accountIds?: ReadonlyArray<string>;
  readonly industry?: string;
  readonly lifecycleStage?: string;
  /** The name of a cohort, or the id its vendor gave it: accounts of which somebody is in it. */
  readonly cohort?: string;
  /** Left out unless asked for. */
  readonly removed?: RemovedAccounts;
};
/** What to do with accounts whose records were deleted. */
export type RemovedAccounts = 'exclude' | 'include' | 'only';
export type AccountOrder = 'name' | 'health' | 'arr' | 'lastActivity';

export type Page<A> = {
  readonly items: ReadonlyArray<A>;
  readonly nextCursor: string | null;
  readonly freshness: Freshness;
};

export type AccountQueries = {
  /** Roots of merged groups only. `cursor` is opaque and comes from the page before; `limit` 1 to 500. Throws `InvalidCursor`. */
  readonly list: (options: {
    readonly filter: AccountFilter;
    readonly order: AccountOrder;
    readonly limit: number;
    readonly cursor?: string;
  }) => Promise<Page<AccountSummary>>;
  /** The group's root, whichever member was asked for; `undefined` if no such account is known. */
  readonly find: (
    accountId: string,
  ) => Promise<{ readonly account: AccountDetail; readonly freshness: Freshness } | undefined>;
  /** The root and all members of the merged group an account belongs to; an unknown account is a group of its own. */
  readonly groupOf: (
    accountId: string,
  ) => Promise<{ readonly root: string; readonly members: ReadonlyArray<string>; readonly known: boolean }>;
  /** The accounts of a segment, and all that were merged into them. */
  readonly membersOf: (filter: { readonly segment: string }) => Promise<ReadonlyArray<string>>;
  /** The streams that hold facts about these accounts (account, stakeholder, opportunity, case, usage and health streams). */
  readonly streamsOf: (accountIds: ReadonlyArray<string>) => Promise<ReadonlyArray<string>>;
};
