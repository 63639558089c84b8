import { type Dated, latest } from '../latest.js';
import type { AlertRuleDefinition, AlertRuleEvent } from './events.js';

export type AlertRuleState = {
  readonly saved: Dated<AlertRuleDefinition> | undefined;
  readonly paused: Dated<boolean> | undefined;
};

export const initialAlertRule: AlertRuleState = { saved: undefined, paused: undefined };

export const isPaused = ({ paused }: AlertRuleState): boolean => paused?.value ?? false;

export const evolve = (state: AlertRuleState, event: AlertRuleEvent): AlertRuleState => {
  const { occurredAt: at } = event.data;
  switch (event.type) {
    case 'AlertRuleSaved': {
      const { name, watch, accounts, plan } = event.data;
      return { ...state, saved: latest(state.saved, { value: { name, watch, accounts, plan }, at }) };
    }
    case 'AlertRulePaused':
      return { ...state, paused: latest(state.paused, { value: true, at }) };
    case 'AlertRuleResumed':
      return { ...state, paused: latest(state.paused, { value: false, at }) };
  }
};
