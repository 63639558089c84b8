import type { Knex } from 'knex';
import type { HealthInputs } from '../../application/ports/health-inputs.js';
import { fingerprintOf } from '../../domain/health/state.js';
import { type Freshness, ownProgress, readFreshness } from '../freshness.js';
import { rootsOf } from '../merged-groups.js';
import type { ReadProgress } from '../progress.js';
import { versionedName } from '../table.js';
import { together } from '../together.js';
import { healthProjection, type Scored } from './evolve.js';
import { healthDays, health as healthTable } from './table.js';

export type ScoredMeasure = {
  readonly name: string;
  readonly group: string;
  readonly input: number | null;
  readonly score: number | null;
  readonly weight: number;
};

export type HealthPoint = {
  readonly day: string;
  readonly score: number | null;
  readonly band: string | null;
};

export type Health = HealthPoint & {
  readonly accountId: string;
  readonly measures: ReadonlyArray<ScoredMeasure>;
  readonly caps: ReadonlyArray<string>;
  readonly policyVersion: number;
  readonly scoredAt: string;
};

export type HealthQueries = {
  /** The latest scored day, or the latest up to `asOf`. */
  readonly current: (
    accountId: string,
    asOf?: string,
  ) => Promise<{ readonly health: Health | undefined; readonly freshness: Freshness }>;
  /** Scored days of `[from, to)` in order, with measures. */
  readonly history: (
    accountId: string,
    from: string,
    to: string,
  ) => Promise<{ readonly points: ReadonlyArray<Health>; readonly freshness: Freshness }>;
  /** How many accounts are in each band now. */
  readonly bands: () => Promise<Readonly<Record<string, number>>>;
};

type DayRow = { readonly scored: Scored };

const healthOf =
  (accountId: string) =>
  ({ scored }: DayRow): Health => ({
    accountId,
    day: scored.day,
    score: scored.score,
    band: scored.band,
    measures: scored.measures,
    caps: scored.caps,
    policyVersion: scored.policyVersion,
    scoredAt: scored.occurredAt,
  });

/** An account that turned out to be another one has no health of its own: ask for the root of its group. */
export const makeHealthQueries = (
  db: Knex,
  {
    schema = 'read',
    progress = ownProgress(db, schema),
  }: { readonly schema?: string; readonly progress?: ReadProgress } = {},
): HealthQueries => {
  const days = `${schema}.${versionedName(healthDays, healthProjection.version)}`;
  const accounts = `${schema}.${versionedName(healthTable, healthProjection.version)}`;
  const freshness = () => readFreshness(progress, healthProjection);
  const retired = together(async (): Promise<ReadonlyArray<string>> => {
    const merged = await db(accounts).whereNotNull('merged_into').select('account_id', 'merged_into');
    return [...rootsOf(new Map(merged.map((row) => [row.account_id, row.merged_into]))).keys()];
  });
  const select = async (
    accountId: string,
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<ReadonlyArray<Health>> => {
    if ((await retired()).includes(accountId)) return [];
    const rows: ReadonlyArray<DayRow> = await narrow(db(days).where('account_id', accountId).select('scored'));
    return rows.map(healthOf(accountId));
  };
  return {
    current: async (accountId, asOf) => {
      const fresh = await freshness();
      const [latest] = await select(accountId, (query) => {
        const upTo = asOf === undefined ? query : query.where('day', '<=', asOf);
        return upTo.orderBy('day', 'desc').limit(1);
      });
      return { health: latest, freshness: fresh };
    },
    history: async (accountId, from, to) => {
      const fresh = await freshness();
      const points = await select(accountId, (query) =>
        query.where('day', '>=', from).where('day', '<', to).orderBy('day'),
      );
      return { points, freshness: fresh };
    },
    bands: async () => {
      const rows = await db(accounts)
        .whereNotNull('band')
        .whereNotIn('account_id', [...(await retired())])
        .groupBy('band')
        .select('band', db.raw('count(*)::integer as accounts'));
      return Object.fromEntries(rows.map(({ band, accounts: count }) => [band, count]));
    },
  };
};

type ScoredRow = { readonly revision: bigint; readonly day: string | null; readonly scored: Scored | null };

/** Part of what scoring reads. One statement, so that days and revision are of one moment. */
export const makeScoredDays = (db: Knex, schema = 'read'): HealthInputs['scoredDays'] => {
  const days = versionedName(healthDays, healthProjection.version);
  const accounts = versionedName(healthTable, healthProjection.version);
  return async (accountId, from) => {
    const { rows } = await db.raw<{ rows: ReadonlyArray<ScoredRow> }>(
      `select a.revision, d.day, d.scored from ??.?? a
       left join ??.?? d on d.account_id = a.account_id and d.day >= ?
       where a.account_id = ? and a.revision is not null`,
      [schema, accounts, schema, days, from, accountId],
    );
    const fingerprint = (scored: Scored) => fingerprintOf({ ...scored, accountId });
    return {
      revision: rows[0]?.revision,
      days: Object.fromEntries(
        rows.flatMap(({ day, scored }) => (day === null || scored === null ? [] : [[day, fingerprint(scored)]])),
      ),
    };
  };
};
