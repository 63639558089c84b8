import type { Knex } from 'knex';
import type { AccountDomains } from '../../application/ports/account-domains.js';
import type { ReadAccountFacts } from '../../application/ports/account-facts.js';
import { removedAtOf } from '../../domain/account/presence.js';
import { type AccountState, initialAccount } from '../../domain/account/state.js';
import { accountStream } from '../../domain/account/stream.js';
import { type CohortState, initialCohort } from '../../domain/cohort/state.js';
import { cohortStream } from '../../domain/cohort/stream.js';
import { healthStream } from '../../domain/health/stream.js';
import type { AccountId, CaseId, CohortId, OpportunityId, StakeholderId } from '../../domain/ids.js';
import { opportunityStream } from '../../domain/opportunity/stream.js';
import { type CalendarDate, dayOf, timestampOf } from '../../domain/primitives.js';
import { rounded } from '../../domain/rounded.js';
import { stakeholderStream } from '../../domain/stakeholder/stream.js';
import { supportCaseStream } from '../../domain/support-case/stream.js';
import type { AccountOrBook } from '../../domain/whole-book.js';
import { ownProgress, readFreshness } from '../freshness.js';
import { gathered } from '../gathered.js';
import { groupOf, rootsOf } from '../merged-groups.js';
import type { ReadProgress } from '../progress.js';
import { type Table, versionedName } from '../table.js';
import { together } from '../together.js';
import type { AccountDetail, AccountQueries, AccountSummary, Mean, SupportFigures } from './answers.js';
import { cursorOf, placeOf } from './cursor.js';
import { cohortsIn, detailOf } from './detail.js';
import { accountsProjection } from './evolve.js';
import { page, type Sql, summaries } from './summary-sql.js';
import * as table from './table.js';

export type {
  AccountDetail,
  AccountFilter,
  AccountOrder,
  AccountQueries,
  AccountSummary,
  Cohort,
  Contract,
  Mean,
  Page,
  RemovedAccounts,
  SupportFigures,
} from './answers.js';

type DomainRow = { readonly account_id: AccountId; readonly domain: string; readonly state: AccountState };

type CohortRow = { readonly cohort_id: CohortId; readonly account_id: AccountId; readonly state: CohortState };

type SummaryRow = {
  readonly account_id: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly industry: string | null;
  readonly plan: string | null;
  readonly region: string | null;
  readonly segment: string | null;
  readonly lifecycle_stage: string | null;
  readonly arr: string | null;
  readonly currency: string | null;
  readonly renews_on: string | null;
  readonly seats: number | null;
  readonly open_cases: number;
  readonly active_stakeholders: number;
  readonly champions: number;
  readonly left_stakeholders: number;
  readonly open_opportunities: number;
  readonly won_opportunities: number;
  readonly lost_opportunities: number;
  readonly last_activity_at: string | null;
  readonly health_score: number | null;
  readonly health_band: string | null;
  readonly removed_at: string | null;
  readonly sla_breaches: number;
  readonly place: string | number | null;
} & { readonly [M in table.Measured as `${M}_sum`]: number | null } & {
  readonly [M in table.Measured as `${M}_count`]: number;
};

const meanOf = (sum: number | null, count: number): Mean => ({
  mean: sum === null || count === 0 ? null : rounded(sum / count),
  count,
});

const supportOf = (row: SummaryRow): SupportFigures => ({
  slaBreaches: row.sla_breaches,
  firstReplyMinutes: meanOf(row.first_reply_minutes_sum, row.first_reply_minutes_count),
  resolutionMinutes: meanOf(row.resolution_minutes_sum, row.resolution_minutes_count),
  csat: meanOf(row.csat_sum, row.csat_count),
  ces: meanOf(row.ces_sum, row.ces_count),
  nps: meanOf(row.nps_sum, row.nps_count),
});

const summaryOf = (row: SummaryRow): AccountSummary => ({
  accountId: row.account_id,
  name: row.name,
  domain: row.domain,
  industry: row.industry,
  plan: row.plan,
  region: row.region,
  segment: row.segment,
  lifecycleStage: row.lifecycle_stage,
  arr: row.arr,
  currency: row.currency,
  renewsOn: row.renews_on,
  seats: row.seats,
  openCases: row.open_cases,
  lastActivityAt: row.last_activity_at,
  healthScore: row.health_score,
  healthBand: row.health_band,
  removedAt: row.removed_at,
});

const countsOf = (row: SummaryRow): Pick<AccountDetail, 'stakeholders' | 'opportunities' | 'support'> => ({
  support: supportOf(row),
  stakeholders: { active: row.active_stakeholders, champions: row.champions, left: row.left_stakeholders },
  opportunities: { open: row.open_opportunities, won: row.won_opportunities, lost: row.lost_opportunities },
});

/** Accounts by domain, for matching them. */
export const makeAccountDomains = (db: Knex, { schema = 'read' }: Options = {}): AccountDomains => {
  const accounts = `${schema}.${versionedName(table.accounts, accountsProjection.version)}`;
  const comparable = `regexp_replace(regexp_replace(lower(trim(domain)), '^[a-z]+://', ''), '^www[.]|[/:#].*$', '', 'g')`;
  return {
    sharing: async (accountIds) => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<DomainRow> }>(
        `select account_id, domain, state from ${accounts} where domain is not null and ${comparable} in
           (select ${comparable} from ${accounts} where account_id = any(?) and domain is not null)`,
        [[...accountIds]],
      );
      return rows.map(({ account_id, domain, state }) => {
        const account = { ...initialAccount, ...state };
        return {
          accountId: account_id,
          domain,
          refs: Object.values(account.refs),
          removedAt: removedAtOf(account),
          mergedInto: account.mergedInto?.value,
        };
      });
    },
  };
};

type FactsRow = Record<'account_id' | 'name' | 'segment' | 'industry' | 'plan' | 'region', string | null>;

/** Accounts by id, for rules about them. */
export const makeReadAccountFacts = (db: Knex, { schema = 'read' }: Options = {}): ReadAccountFacts => {
  const accounts = `${schema}.${versionedName(table.accounts, accountsProjection.version)}`;
  return async (accountIds) => {
    const merged = await db(accounts).whereNotNull('merged_into').select('account_id', 'merged_into');
    const merges = rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
    const rootOf = (accountId: AccountOrBook) => (merges.get(accountId) ?? accountId) as AccountOrBook;
    const rows: ReadonlyArray<FactsRow> = await db(accounts)
      .whereRaw('account_id = any(?)', [accountIds.map(rootOf)])
      .select('account_id', 'name', 'segment', 'industry', 'plan', 'region');
    const known = new Map(rows.map((row) => [row.account_id, row]));
    return new Map(
      accountIds.map((accountId) => {
        const root = rootOf(accountId);
        const { name = null, segment = null, industry = null, plan = null, region = null } = known.get(root) ?? {};
        return [accountId, { root, name, segment, industry, plan, region }];
      }),
    );
  };
};

type Options = { readonly schema?: string; readonly now?: () => Date; readonly progress?: ReadProgress };

/** Reads merged groups as one account. `now` says on which day contracts run. */
export const makeAccountQueries = (
  db: Knex,
  { schema = 'read', now = () => new Date(), progress = ownProgress(db, schema) }: Options = {},
): AccountQueries => {
  const nameOf = (one: Table): string => `${schema}.${versionedName(one, accountsProjection.version)}`;
  const tables = {
    accounts: nameOf(table.accounts),
    activity: nameOf(table.accountActivity),
    health: nameOf(table.accountHealth),
    counts: nameOf(table.accountCounts),
    cohorts: nameOf(table.accountCohorts),
  };
  const today = (): CalendarDate => dayOf(timestampOf(now()));
  const freshness = () => readFreshness(progress, accountsProjection);
  const run = async <A>({ text, bindings }: Sql): Promise<ReadonlyArray<A>> => {
    const values = bindings.map((binding) => (typeof binding === 'object' ? [...binding] : binding));
    return (await db.raw<{ rows: ReadonlyArray<A> }>(text, values)).rows;
  };
  const roots = together(async (): Promise<ReadonlyMap<string, string>> => {
    const merged = await db(tables.accounts).whereNotNull('merged_into').select('account_id', 'merged_into');
    return rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into])));
  });
  const isKnown = gathered(
    async (groups: ReadonlyArray<ReadonlyArray<string>>) => {
      const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly account_id: string }> }>(
        `select account_id from ${tables.activity} where account_id = any(?::text[])`,
        [groups.flat()],
      );
      const known = new Set(rows.map(({ account_id }) => account_id));
      return groups.map((accountIds) => accountIds.some((accountId) => known.has(accountId)));
    },
    { lanes: 2, most: 64 },
  );
  const statesOf = async (members: ReadonlyArray<string>): Promise<ReadonlyArray<AccountState>> => {
    const rows = await db(tables.accounts)
      .whereIn('account_id', [...members])
      .select('account_id', 'state');
    const states = new Map<string, AccountState>(rows.map((row) => [row.account_id, row.state]));
    return members.map((member) => ({ ...initialAccount, ...states.get(member) }));
  };
  const idsOf = async (one: Table, accountIds: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
    const [key] = one.key;
    const column = key?.name ?? '';
    const rows = await db(nameOf(one))
      .whereIn('account_id', [...accountIds])
      .orderBy(column)
      .select(column);
    return rows.map((row) => row[column]);
  };
  const cohortRowsOf = (members: ReadonlyArray<string>) =>
    db(tables.cohorts)
      .whereIn('account_id', [...members])
      .orderBy(['cohort_id', 'account_id'])
      .select<Array<CohortRow>>('cohort_id', 'account_id', 'state');
  const cohortsOf = async (members: ReadonlyArray<string>) =>
    cohortsIn((await cohortRowsOf(members)).map(({ state }) => ({ ...initialCohort, ...state })));
  return {
    list: async ({ filter, order, limit, cursor }) => {
      const place = cursor === undefined ? undefined : placeOf(order, cursor);
      const fresh = await freshness();
      const all = summaries(tables, await roots(), today(), []);
      const rows = await run<SummaryRow>(page(all, filter, order, place, limit + 1));
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(summaryOf),
        nextCursor: last === undefined ? null : cursorOf(order, { value: last.place, accountId: last.account_id }),
        freshness: fresh,
      };
    },
    find: async (accountId) => {
      const fresh = await freshness();
      const merges = await roots();
      const { members } = groupOf(merges, accountId);
      const [row] = await run<SummaryRow>(
        page(summaries(tables, merges, today(), members), { removed: 'include' }, 'name', undefined, 1),
      );
      if (row === undefined) return undefined;
      const detail = detailOf(await statesOf(members), today());
      const cohorts = await cohortsOf(members);
      const account = { ...summaryOf(row), ...countsOf(row), ...detail, cohorts, mergedFrom: members.slice(1) };
      return { account, freshness: fresh };
    },
    groupOf: async (accountId) => {
      const [merges, itself] = await Promise.all([roots(), isKnown([accountId])]);
      const group = groupOf(merges, accountId);
      return { ...group, known: itself || (group.members.length > 1 && (await isKnown(group.members))) };
    },
    membersOf: async ({ segment }) => {
      const merges = await roots();
      const rows = await db(tables.accounts).where('segment', segment).select('account_id');
      const inSegment = new Set<string>(rows.map((row) => row.account_id).filter((id) => !merges.has(id)));
      return [...inSegment, ...[...merges].flatMap(([member, root]) => (inSegment.has(root) ? [member] : []))];
    },
    streamsOf: async (accountIds) => {
      const usage = await db(nameOf(table.accountUsageStreams))
        .whereIn('account_id', [...accountIds])
        .orderBy('stream_name')
        .select('stream_name');
      const [cohorts, cases, stakeholders, opportunities] = await Promise.all([
        cohortRowsOf(accountIds),
        idsOf(table.accountCases, accountIds),
        idsOf(table.accountStakeholders, accountIds),
        idsOf(table.accountOpportunities, accountIds),
      ]);
      return [
        ...accountIds.flatMap((id) => [accountStream(id as AccountId), healthStream(id as AccountId)]),
        ...usage.map((row) => row.stream_name),
        ...cases.map((id) => supportCaseStream(id as CaseId)),
        ...stakeholders.map((id) => stakeholderStream(id as StakeholderId)),
        ...opportunities.map((id) => opportunityStream(id as OpportunityId)),
        ...cohorts.map(({ cohort_id, account_id }) => cohortStream(cohort_id, account_id)),
      ];
    },
  };
};
