import type { AlertRuleDefinition } from '../../domain/alert-rule/events.js';
import type { AlertRuleId } from '../../domain/ids.js';
import type { Timestamp } from '../../domain/primitives.js';

/** A rule as it was saved last. */
export type RuleInUse = AlertRuleDefinition & { readonly ruleId: AlertRuleId; readonly savedAt: Timestamp };

/** Every rule that is not paused. */
export type RulesInUse = () => Promise<ReadonlyArray<RuleInUse>>;
