import type { AlertRuleId } from '../ids.js';

export type AlertRuleRefusal = { readonly _tag: 'AlertRuleUnknown'; readonly ruleId: AlertRuleId };
