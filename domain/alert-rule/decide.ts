import * as E from 'fp-ts/lib/Either.js';
import { canonical } from '../canonical.js';
import { unlessHeld } from '../decider.js';
import { after } from '../latest.js';
import type { AlertRuleCommand } from './commands.js';
import type { AlertRuleRefusal } from './errors.js';
import type { AlertRuleEvent } from './events.js';
import { type AlertRuleState, isPaused } from './state.js';

export const decide = (
  command: AlertRuleCommand,
  state: AlertRuleState,
): E.Either<AlertRuleRefusal, ReadonlyArray<AlertRuleEvent>> => {
  const { data } = command;
  if (command.type === 'SaveAlertRule') {
    const { name, watch, accounts, plan } = command.data;
    const isSaid = canonical(state.saved?.value ?? null) === canonical({ name, watch, accounts, plan });
    const occurredAt = after(state.saved?.at, data.occurredAt);
    return unlessHeld(isSaid, { type: 'AlertRuleSaved', data: { ...command.data, occurredAt } });
  }
  if (state.saved === undefined) return E.left({ _tag: 'AlertRuleUnknown', ruleId: data.ruleId });
  const said = { ruleId: data.ruleId, occurredAt: after(state.paused?.at, data.occurredAt) };
  return command.type === 'PauseAlertRule'
    ? unlessHeld(isPaused(state), { type: 'AlertRulePaused', data: said })
    : unlessHeld(!isPaused(state), { type: 'AlertRuleResumed', data: said });
};
