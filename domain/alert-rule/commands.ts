import * as t from 'io-ts';
import { commandTo } from '../event.js';
import { AlertRulePaused, AlertRuleResumed, AlertRuleSaved } from './events.js';

export const AlertRuleCommand = t.union(
  [
    commandTo('SaveAlertRule', AlertRuleSaved),
    commandTo('PauseAlertRule', AlertRulePaused),
    commandTo('ResumeAlertRule', AlertRuleResumed),
  ],
  'AlertRuleCommand',
);
export type AlertRuleCommand = t.TypeOf<typeof AlertRuleCommand>;
