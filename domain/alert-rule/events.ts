import * as t from 'io-ts';
import { message } from '../event.js';
import { AlertRuleId } from '../ids.js';
import { NoticePlan } from '../notice-plan.js';
import { Count, FiniteNumber, NonEmptyString, oneOf, Quantity, Score, Timestamp } from '../primitives.js';

const Names = t.readonlyArray(NonEmptyString);

/** An anomaly of one of these metrics and kinds, of any where none is named, that is at least as severe. */
const AnomalyWatch = t.strict(
  { what: t.literal('anomaly'), metrics: Names, kinds: Names, minimumSeverity: Quantity },
  'AnomalyWatch',
);
/** Health came into one of these bands. */
const BandWatch = t.strict({ what: t.literal('health-band'), bands: Names }, 'BandWatch');
/** Health came below a score. */
const ScoreWatch = t.strict({ what: t.literal('health-score'), below: Score }, 'ScoreWatch');
/** Health is so many points lower than it was at its best within so many days. */
const FallWatch = t.strict({ what: t.literal('health-fall'), points: Quantity, days: Count }, 'FallWatch');
/** What happened of a metric within so many days, up to and with the last that was scored, is less or more than so much. */
const MetricWatch = t.strict(
  { what: t.literal('metric'), metric: NonEmptyString, is: oneOf('below', 'above'), limit: FiniteNumber, days: Count },
  'MetricWatch',
);

/** What a rule waits for. */
export const Watch = t.union([AnomalyWatch, BandWatch, ScoreWatch, FallWatch, MetricWatch], 'Watch');
export type Watch = t.TypeOf<typeof Watch>;
export type WatchOf<W extends Watch['what']> = Extract<Watch, { readonly what: W }>;

/** Accounts that have all of what is named; every account where nothing is. */
export const Watched = t.exact(
  t.partial({ segment: NonEmptyString, industry: NonEmptyString, plan: NonEmptyString, region: NonEmptyString }),
  'Watched',
);
export type Watched = t.TypeOf<typeof Watched>;

export const AlertRuleDefinition = t.strict(
  { name: NonEmptyString, watch: Watch, accounts: Watched, plan: NoticePlan },
  'AlertRuleDefinition',
);
export type AlertRuleDefinition = t.TypeOf<typeof AlertRuleDefinition>;

const rule = { ruleId: AlertRuleId, occurredAt: Timestamp };

/** All that the rule says from now on. */
export const AlertRuleSaved = message('AlertRuleSaved', { ...rule, ...AlertRuleDefinition.type.props });
export const AlertRulePaused = message('AlertRulePaused', rule);
export const AlertRuleResumed = message('AlertRuleResumed', rule);

export const AlertRuleEvent = t.union([AlertRuleSaved, AlertRulePaused, AlertRuleResumed], 'AlertRuleEvent');
export type AlertRuleEvent = t.TypeOf<typeof AlertRuleEvent>;
