import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { quietUntil } from '../../application/alerts/quiet-until.js';
import { isTimeZone } from '../../application/zone-time.js';
import { AlertRuleDefinition, type Watch } from '../../domain/alert-rule/events.js';
import { AnomalyKind } from '../../domain/anomaly/names.js';
import { HealthBand } from '../../domain/health/events.js';
import type { NoticePlan } from '../../domain/notice-plan.js';
import { timestampOf } from '../../domain/primitives.js';
import { summedMetrics } from '../../projections/trends/queries.js';
import { documented, propertySchemasOf } from '../plugins/io-ts-schemas.js';

const MOST_CHANNELS = 20;
const MOST_DAYS = 365;
const MOST_MINUTES = 10_080;
const LONGEST_NAME = 200;

type Objection = readonly [pointer: string, message: string];

const isPlain = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u);

/** What does not have to be said. */
const withDefaults = (u: unknown): unknown => {
  if (!isPlain(u)) return u;
  const { watch, plan } = u;
  const isOfAnomalies = isPlain(watch) && watch['what'] === 'anomaly';
  return {
    accounts: {},
    ...u,
    ...(isPlain(plan) ? { plan: { escalation: null, quietHours: null, ...plan } } : {}),
    ...(isOfAnomalies ? { watch: { metrics: [], kinds: [], minimumSeverity: 0, ...watch } } : {}),
  };
};

/** Fields that decoding left out, which say nothing though somebody thought that they do. */
const unknownIn = (given: unknown, read: unknown, pointer = ''): ReadonlyArray<Objection> => {
  if (!isPlain(given) || !isPlain(read)) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(read, key)
      ? unknownIn(value, read[key], `${pointer}/${key}`)
      : [[`${pointer}/${key}`, 'is not known here'] as const],
  );
};

const unless = (isFine: boolean, pointer: string, message: string): ReadonlyArray<Objection> =>
  isFine ? [] : [[pointer, message]];

const areDays = (days: number): ReadonlyArray<Objection> =>
  unless(days >= 1 && days <= MOST_DAYS, '/watch/days', `must be 1 to ${MOST_DAYS} days`);

const watchObjections = (watch: Watch): ReadonlyArray<Objection> => {
  switch (watch.what) {
    case 'anomaly':
      return unless(watch.kinds.every(AnomalyKind.is), '/watch/kinds', `must be of ${AnomalyKind.name}`);
    case 'health-band': {
      const { bands } = watch;
      return unless(bands.length > 0 && bands.every(HealthBand.is), '/watch/bands', `must be of ${HealthBand.name}`);
    }
    case 'health-score':
      return [];
    case 'health-fall':
      return [...unless(watch.points > 0, '/watch/points', 'must be more than 0'), ...areDays(watch.days)];
    case 'metric': {
      const isSummed = summedMetrics.some((name) => name === watch.metric);
      return [
        ...unless(isSummed, '/watch/metric', `must be one of ${summedMetrics.join(', ')}`),
        ...areDays(watch.days),
      ];
    }
  }
};

const channelObjections = (pointer: string, channels: ReadonlyArray<string>): ReadonlyArray<Objection> =>
  unless(
    channels.length > 0 && channels.length <= MOST_CHANNELS,
    `${pointer}/channels`,
    `must be 1 to ${MOST_CHANNELS} channels`,
  );

/** Hours that never end would keep everything from everybody. */
const isEverFree = (quietHours: NonNullable<NoticePlan['quietHours']>): boolean => {
  const until = quietUntil(quietHours, timestampOf(0));
  return quietUntil(quietHours, until) === until;
};

const planObjections = ({ channels, escalation, quietHours }: NoticePlan): ReadonlyArray<Objection> => {
  const { afterMinutes = 1 } = escalation ?? {};
  const isZone = quietHours === null || isTimeZone(quietHours.timeZone);
  return [
    ...channelObjections('/plan', channels),
    ...(escalation === null ? [] : channelObjections('/plan/escalation', escalation.channels)),
    ...unless(
      afterMinutes >= 1 && afterMinutes <= MOST_MINUTES,
      '/plan/escalation/afterMinutes',
      `must be 1 to ${MOST_MINUTES} minutes`,
    ),
    ...unless(isZone, '/plan/quietHours/timeZone', 'must be an IANA time zone, such as Europe/Berlin'),
    ...unless(
      quietHours === null || !isZone || isEverFree(quietHours),
      '/plan/quietHours',
      'must leave some hours in which somebody can be told',
    ),
  ];
};

const objectionsTo = ({ name, watch, plan }: AlertRuleDefinition): ReadonlyArray<Objection> => [
  ...unless(name.length <= LONGEST_NAME, '/name', `must be at most ${LONGEST_NAME} characters`),
  ...watchObjections(watch),
  ...planObjections(plan),
];

/** At the place that the pointer names. */
const errorOf =
  (context: t.Context) =>
  ([pointer, message]: Objection): t.ValidationError => ({
    value: undefined,
    context: pointer
      .slice(1)
      .split('/')
      .reduce<t.Context>((path, key) => t.appendContext(path, key, t.unknown), context),
    message,
  });

/** A rule that can be meant. What it leaves out is: of every account, never escalated, never quiet; of anomalies, every one. */
export const AlertRuleInput = documented(
  new t.Type<AlertRuleDefinition, unknown, unknown>(
    'AlertRuleInput',
    AlertRuleDefinition.is,
    (u, context) => {
      const given = withDefaults(u);
      const decoded = AlertRuleDefinition.validate(given, context);
      if (E.isLeft(decoded)) return decoded;
      const wrong = [...unknownIn(given, decoded.right), ...objectionsTo(decoded.right)];
      return wrong.length === 0 ? decoded : t.failures(wrong.map(errorOf(context)));
    },
    t.identity,
  ),
  { ...propertySchemasOf(AlertRuleDefinition), required: ['name', 'watch', 'plan'] },
);
