import { describe, it } from 'vitest';
import { alertRuleAggregate } from '../../../domain/alert-rule/aggregate.js';
import { AlertRuleCommand } from '../../../domain/alert-rule/commands.js';
import { AlertRuleEvent } from '../../../domain/alert-rule/events.js';
import { fact } from '../../support/fact.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const at = (hour: number) => ({ ruleId: 'r1', occurredAt: `2026-03-03T${String(hour).padStart(2, '0')}:00:00Z` });
const rule = (hour: number, name = 'Falling') => ({
  ...at(hour),
  name,
  watch: { what: 'health-band', bands: ['critical'] },
  accounts: { segment: 'enterprise' },
  plan: { channels: ['slack'], escalation: null, quietHours: null },
});
const command = (type: string, data: object) => valid(AlertRuleCommand)({ type, data });

const saved = fact('AlertRuleSaved', rule(9));
const paused = fact('AlertRulePaused', at(10));
const given = givenDecider(alertRuleAggregate);

describe('an alert rule', () => {
  it('is saved, and saved again where it says something else', () => {
    given([])
      .when(command('SaveAlertRule', rule(9)))
      .then([saved]);
    given([saved])
      .when(command('SaveAlertRule', rule(11)))
      .thenNothing();
    given([saved])
      .when(command('SaveAlertRule', rule(11, 'Critical')))
      .then([fact('AlertRuleSaved', rule(11, 'Critical'))]);
  });

  it('is paused and resumed', () => {
    given([saved])
      .when(command('PauseAlertRule', at(10)))
      .then([paused]);
    given([saved, paused])
      .when(command('PauseAlertRule', at(11)))
      .thenNothing();
    given([saved, paused])
      .when(command('ResumeAlertRule', at(11)))
      .then([fact('AlertRuleResumed', at(11))]);
    given([saved])
      .when(command('ResumeAlertRule', at(11)))
      .thenNothing();
  });

  it('is as it was said last, whatever clocks say', () => {
    const rightAfter = (hour: number) => ({ occurredAt: `${at(hour).occurredAt.slice(0, 19)}.001Z` });
    given([saved])
      .when(command('SaveAlertRule', rule(8, 'Critical')))
      .then([fact('AlertRuleSaved', { ...rule(9, 'Critical'), ...rightAfter(9) })]);
    given([saved, paused])
      .when(command('ResumeAlertRule', at(10)))
      .then([fact('AlertRuleResumed', { ...at(10), ...rightAfter(10) })]);
  });

  it('has to be there', () => {
    given([])
      .when(command('PauseAlertRule', at(10)))
      .thenRefused('AlertRuleUnknown');
  });

  it('is the same in whatever order its facts arrive', () => {
    foldsTheSameInAnyOrder(AlertRuleEvent, alertRuleAggregate);
  });
});
