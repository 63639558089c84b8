import * as E from 'fp-ts/lib/Either.js';
import type { SaidFact } from '../../application/ports/feature-inputs.js';
import { type EventType, eventCatalogue } from '../../domain/catalogue.js';
import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { uniformOf } from '../statistics/random.js';
import { accountHistory, placeOf } from './account-history.js';
import type { BenchmarkStep } from './benchmark-steps.js';
import { seriesFrom } from './daily-entries.js';
import type { AccountOnDay } from './definition.js';

const FIRST = '2024-01-01' as CalendarDate;
const DAYS = 600;
const FLOWS = ['events', 'events/reports', 'events/export', 'active_users', 'engagements', 'features_adopted'];

const NAMELESS = { firstName: null, lastName: null, email: null, title: null };
const UNSAID = { raw: '', comment: null };
const DETECTED = {
  ...{ metric: 'events', kind: 'point', from: FIRST, day: FIRST, value: 1 },
  ...{ expected: 2, low: 1, high: 3, score: 1, severity: 1, falseAlarmsPerYear: 1 },
};

const event = (type: EventType, occurredAt: string, data: object): SaidFact => {
  const { codec } = eventCatalogue[type];
  const decoded = codec.decode({ type, data: { occurredAt, ...data } });
  if (E.isLeft(decoded)) throw new TypeError(`a probe says what no ${type} can say`);
  return { event: decoded.right, recordedAt: decoded.right.data.occurredAt };
};

const factsOf = (n: number, draw: () => number): ReadonlyArray<SaidFact> => {
  const day = (): CalendarDate => addDays(FIRST, Math.floor(draw() * DAYS));
  const at = (): string => `${day()}T10:00:00.000Z`;
  const id = { accountId: `probe-${n}` };
  const arr = () => ({ amount: String(Math.round(1000 + draw() * 9000)), currency: 'EUR' });
  const some = (times: number, make: (i: number) => ReadonlyArray<SaidFact>) =>
    Array.from({ length: times }, (_, i) => i).flatMap(make);
  return [
    event('AccountProfileChanged', at(), {
      ...id,
      changes: { segment: `s${n}`, industry: 'i', plan: 'p', region: 'r' },
    }),
    event('ContractSigned', `${FIRST}T09:00:00.000Z`, {
      ...id,
      contractId: 'c',
      arr: arr(),
      startsOn: FIRST,
      endsOn: addDays(FIRST, 365),
    }),
    event('ContractSigned', `${FIRST}T09:00:00.000Z`, {
      ...id,
      contractId: 'd',
      arr: arr(),
      startsOn: addDays(FIRST, 30),
      endsOn: addDays(FIRST, 395),
    }),
    event('ContractSigned', `${addDays(FIRST, 450)}T09:00:00.000Z`, {
      ...id,
      contractId: 'e',
      arr: arr(),
      startsOn: addDays(FIRST, 450),
      endsOn: addDays(FIRST, 815),
    }),
    event('ContractSigned', `${addDays(FIRST, 100)}T09:00:00.000Z`, {
      ...{ ...id, contractId: 'worthless', arr: { amount: '0', currency: 'EUR' } },
      ...{ startsOn: addDays(FIRST, -50), endsOn: addDays(FIRST, 150) },
    }),
    event('ContractCancelled', `${addDays(FIRST, 200)}T09:00:00.000Z`, {
      ...{ ...id, contractId: 'd', effectiveOn: addDays(FIRST, 280), reason: null },
    }),
    ...some(n, (i) => [
      event('ContractAmended', at(), { ...id, contractId: 'c', arr: arr(), effectiveOn: addDays(FIRST, 60 * (i + 1)) }),
    ]),
    ...some(12, (i) => {
      const opened = at();
      const caseId = `case-${i}`;
      const later = (hours: number) => new Date(Date.parse(opened) + hours * 3_600_000).toISOString();
      return [
        event('CaseOpened', opened, { caseId, channel: 'ticket' }),
        event('CasePriorityChanged', later(1), { caseId, priority: i % 3 === 0 ? 'urgent' : 'normal' }),
        event('CaseReplied', later(draw() * 10), { caseId }),
        event('CaseSolved', later(20 + draw() * 90), { caseId }),
        ...(i % 4 === 0
          ? [
              event('CaseReopened', later(200), { caseId }),
              event('CaseSlaBreached', later(48), { caseId, metric: null, exact: true }),
            ]
          : []),
        event('CaseSatisfactionRated', later(130), { caseId, score: draw(), ...UNSAID }),
      ];
    }),
    ...some(6, (i) => {
      const stakeholderId = `person-${i}`;
      return [
        event('StakeholderLinked', `${addDays(FIRST, i * 20)}T10:00:00.000Z`, { stakeholderId, ...id }),
        event('StakeholderIdentified', `${addDays(FIRST, i * 25)}T10:00:00.000Z`, {
          stakeholderId,
          ...NAMELESS,
          role: i % 2 === 0 ? 'champion' : 'user',
        }),
        event('SurveyAnswered', at(), { stakeholderId, survey: i % 2 === 0 ? 'nps' : 'ces', score: draw(), ...UNSAID }),
        ...(i < 4
          ? [event('StakeholderLeft', `${addDays(FIRST, 300 + i * 60)}T10:00:00.000Z`, { stakeholderId })]
          : []),
      ];
    }),
    ...some(4, (i) => {
      const opportunityId = `deal-${i}`;
      const kind = i === 0 ? 'renewal' : 'upsell';
      return [
        event('OpportunityOpened', `${addDays(FIRST, 100 + i * 90)}T10:00:00.000Z`, { opportunityId }),
        event('OpportunityDescribed', `${addDays(FIRST, 101 + i * 90)}T10:00:00.000Z`, {
          opportunityId,
          changes: { kind, arr: '500' },
        }),
        event(i % 2 === 0 ? 'OpportunityLost' : 'OpportunityWon', `${addDays(FIRST, 150 + i * 90)}T10:00:00.000Z`, {
          opportunityId,
          reason: null,
        }),
      ];
    }),
    ...some(5, (i) => [event('AnomalyDetected', at(), { ...id, anomalyId: `a-${i}`, ...DETECTED })]),
  ];
};

const seriesOf = (draw: () => number) =>
  seriesFrom(
    Array.from({ length: DAYS }, (_, i) => addDays(FIRST, i)).flatMap((day, i) => [
      ...FLOWS.flatMap((name) =>
        draw() < 0.7
          ? [{ name, day, value: Math.round(draw() * 40 * (Math.abs((i % 240) - 120) / 60) * (i % 7 > 4 ? 0.3 : 1)) }]
          : [],
      ),
      ...(i % 120 === 0 ? [{ name: 'seats', day, value: 5 + Math.round(draw() * 40) }] : []),
    ]),
    addDays(FIRST, DAYS),
  );

const benchmarks: ReadonlyArray<BenchmarkStep> = ['csat', 'nps', 'net_revenue_retention'].flatMap((metric, i) => [
  { day: addDays(FIRST, 30), metric, segment: 'all', median: [70, 31, 104][i] ?? 0 },
  { day: addDays(FIRST, 300), metric, segment: 'i', median: [0.8, 45, 98][i] ?? 0 },
]);

/** Accounts made up, always the same, each on several days: what a definition makes of them is what it computes. */
export const makeProbes = (): ReadonlyArray<AccountOnDay> =>
  [0, 1, 2, 3].flatMap((n) => {
    const draw = uniformOf(n + 1);
    const signals = n === 0 ? { facts: [], series: [] } : { facts: factsOf(n, draw), series: [seriesOf(draw)] };
    const history = accountHistory({ ...signals, benchmarks }, addDays(FIRST, DAYS));
    return [40, 130, 230, 390, 470, 580].map((after) => {
      const day = addDays(FIRST, after);
      return { history, day, place: placeOf(history, day) };
    });
  });
