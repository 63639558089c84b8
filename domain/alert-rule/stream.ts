import type { AlertRuleId } from '../ids.js';

export const alertRuleStream = (ruleId: AlertRuleId): string => `alertrule-${ruleId}`;
