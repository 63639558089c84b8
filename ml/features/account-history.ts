import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { DomainEvent, EventOf } from '../../domain/catalogue.js';
import { type AccountSeries, type Axis, axisOf, dayNumber, isFeatureMetric } from '../../domain/health/daily-series.js';
import { type Flow, flowOf } from '../../domain/health/flow.js';
import { type Level, levelOf } from '../../domain/health/level.js';
import type { Readings } from '../../domain/health/measures.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { BenchmarkStep } from './benchmark-steps.js';
import { caseEntries } from './case-entries.js';
import { arrEntries, type ContractStanding, contractStandings } from './contract-standings.js';
import { seriesFrom } from './daily-entries.js';
import { eventsOf } from './facts-of.js';
import { opportunityEntries } from './opportunity-entries.js';
import { peopleEntries } from './people-entries.js';
import { type ProfileStep, profileSteps } from './profile-steps.js';

/** What is known of a merged group of accounts: all their facts, and the series of each. */
export type AccountSignals = {
  readonly facts: ReadonlyArray<SaidFact>;
  readonly series: ReadonlyArray<AccountSeries>;
  /** How others do. */
  readonly benchmarks?: ReadonlyArray<BenchmarkStep>;
};

/** All that is read of an account, prepared once for any number of days. Nothing at a place of it says anything of a later one. */
export type AccountHistory = {
  readonly axis: Axis;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly levels: ReadonlyMap<string, Level>;
  /** Of each feature of the product. */
  readonly featureUse: ReadonlyArray<Flow>;
  readonly health: Readings;
  readonly contracts: ReadonlyArray<ContractStanding>;
  readonly profile: ReadonlyArray<ProfileStep>;
  readonly benchmarks: ReadonlyArray<BenchmarkStep>;
};

const levelNames = [
  'seats',
  'arr',
  'open_tickets',
  'stakeholders',
  'champions',
  'open_expansions',
  'open_expansion_value',
  'open_renewals',
];

const isAnomaly = (event: DomainEvent): event is EventOf<'AnomalyDetected'> => event.type === 'AnomalyDetected';

/** What scoring reads, of what is prepared already. */
const readingsFrom = (
  axis: Axis,
  { flows, levels, featureUse }: Pick<AccountHistory, 'flows' | 'levels' | 'featureUse'>,
): Readings => ({
  axis,
  usage: flows.get('events'),
  features: featureUse,
  activeUsers: flows.get('active_users'),
  seats: levels.get('seats') ?? new Float64Array(),
  opened: flows.get('tickets_opened'),
  solved: flows.get('tickets_solved'),
  satisfaction: flows.get('csat'),
  engagements: flows.get('engagements'),
  departures: flows.get('stakeholders_left'),
  arr: levels.get('arr') ?? new Float64Array(),
});

/** The history up to and with `to`. A fact counts on the day of its business time, and never moves what was before. */
export const accountHistory = (
  { facts, series, benchmarks = [] }: AccountSignals,
  to: CalendarDate,
): AccountHistory => {
  const contracts = contractStandings(facts, to);
  const told = seriesFrom(
    [
      ...arrEntries(contracts),
      ...caseEntries(facts),
      ...peopleEntries(facts),
      ...opportunityEntries(facts),
      ...eventsOf(facts, isAnomaly).map(({ data }) => ({ name: 'anomalies', day: dayOf(data.occurredAt), value: 1 })),
    ],
    to,
  );
  const members = [told, ...series];
  const axis = axisOf(members, to);
  const names = new Set(members.flatMap((one) => [...one.keys()]));
  const of = (name: string) => members.flatMap((one) => one.get(name) ?? []);
  const flows = new Map(
    [...names].flatMap((name) => {
      const flow = levelNames.includes(name) ? undefined : flowOf(axis, of(name));
      return flow === undefined ? [] : [[name, flow] as const];
    }),
  );
  const levels = new Map(levelNames.map((name) => [name, levelOf(axis, of(name))]));
  const featureUse = [...flows].flatMap(([name, flow]) => (isFeatureMetric(name) ? [flow] : []));
  const health = readingsFrom(axis, { flows, levels, featureUse });
  return { axis, flows, levels, featureUse, health, contracts, profile: profileSteps(facts), benchmarks };
};

/** The place of a day on the axis; negative before anything is known. */
export const placeOf = ({ axis }: AccountHistory, day: CalendarDate): number => dayNumber(day) - axis.start;
