import { accountIdOf } from '../../application/identity.js';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { FeatureInputs, SaidFact } from '../../application/ports/feature-inputs.js';
import { type AccountSeries, dayNumber } from '../../domain/health/daily-series.js';
import type { AccountId, ExternalRef } from '../../domain/ids.js';
import { type CalendarDate, dayOf, timestampOf } from '../../domain/primitives.js';
import { seriesFrom } from '../../ml/features/daily-entries.js';
import { featuresProjection, type SaidFacts } from '../../projections/features/evolve.js';
import { handled } from '../../projections/features/handled.js';
import { rootsOf } from '../../projections/merged-groups.js';
import { type Company, type Customer, simulateCompany } from '../../simulator/company.js';
import { hubspot } from '../../test/ingestion-adapters/ingesting.js';
import { projected } from '../../test/support/given-projection.js';
import { saidSeries } from './said-series.js';
import { simulatedEvents } from './simulated-events.js';
import { usageSeries } from './usage-series.js';

/** A simulated company as features are told from it, without a log, and what was true of each customer. */
export type TrainingCompany = {
  readonly inputs: FeatureInputs;
  /** Of the customers in order, as their CRM knows them. */
  readonly accountIds: ReadonlyArray<AccountId>;
  readonly company: Company;
  readonly from: CalendarDate;
  /** The last day whose facts are all there. */
  readonly until: CalendarDate;
};

type Row = { readonly facts: SaidFacts; readonly account_id: AccountId | null; readonly merged_into: AccountId | null };

const foldedRows = async (events: ReadonlyArray<RecordedEvent>): Promise<ReadonlyArray<Row>> => {
  const types = new Set<string>(handled);
  const wanted = events.filter(({ event }) => types.has(event.type));
  return Object.values(await projected(featuresProjection, wanted, [20_000])) as ReadonlyArray<Row>;
};

const groupsOf = (rows: ReadonlyArray<Row>): FeatureInputs['groupsOf'] => {
  const merges = rows.flatMap(({ account_id, merged_into }) =>
    account_id !== null && merged_into !== null ? [[account_id, merged_into] as const] : [],
  );
  const roots = rootsOf(new Map(merges)) as ReadonlyMap<AccountId, AccountId>;
  return async (accountIds) => {
    const groups = new Map(accountIds.map((id) => [roots.get(id) ?? id, [roots.get(id) ?? id]]));
    for (const [member, root] of roots) groups.get(root)?.push(member);
    return groups;
  };
};

/** Leaves out the days after `to`, as a query would. */
const upTo = (series: AccountSeries, to: CalendarDate): AccountSeries =>
  new Map(
    [...series].flatMap(([name, { from, sums, counts }]) => {
      const places = dayNumber(to) - dayNumber(from) + 1;
      return places <= 0 ? [] : [[name, { from, sums: sums.subarray(0, places), counts: counts.subarray(0, places) }]];
    }),
  );

/** Simulates a company and lets its CRM and support be told through their adapters; what its people do goes in by the day. */
export const makeTrainingCompany = async (
  seed: string,
  accounts: number,
  months: number,
  endsAt = '2026-05-01T00:00:00.000Z',
): Promise<TrainingCompany> => {
  const company = simulateCompany({ seed, accounts, months, endsAt, eventsPerUserDay: 1, dailyHabit: 0.15 });
  const until = dayOf(timestampOf(company.endsAt - 1));
  const events = await simulatedEvents(company);
  const rows = await foldedRows(events);
  const facts = new Map<AccountId, Array<SaidFact>>();
  for (const { facts: said, account_id } of rows) {
    if (account_id === null) continue;
    facts.set(account_id, [...(facts.get(account_id) ?? []), ...Object.values(said)]);
  }
  const ofCustomer = ({ account }: Customer): AccountId =>
    accountIdOf({ source: hubspot.source, connection: hubspot.name, id: `${account.companyId}` } as ExternalRef);
  const accountIds = company.customers.map(ofCustomer);
  const series = new Map<AccountId, AccountSeries>();
  const told = saidSeries(events);
  for (const [id, entries] of told) series.set(id, seriesFrom(entries, until));
  for (const customer of company.customers) {
    const id = ofCustomer(customer);
    series.set(id, new Map([...(series.get(id) ?? []), ...usageSeries(company, customer)]));
  }
  const only = <A>(from: ReadonlyMap<AccountId, A>, ids: ReadonlyArray<AccountId>): Map<AccountId, A> =>
    new Map(ids.flatMap((id) => (from.has(id) ? [[id, from.get(id) as A] as const] : [])));
  const inputs: FeatureInputs = {
    groupsOf: groupsOf(rows),
    facts: async (ids) => only(facts, ids),
    series: async (ids, to) => new Map([...only(series, ids)].map(([id, one]) => [id, upTo(one, to)])),
    benchmarks: async () => [],
    position: async () => events.at(-1)?.position,
  };
  return { inputs, accountIds, company, from: dayOf(timestampOf(company.startsAt)), until };
};
