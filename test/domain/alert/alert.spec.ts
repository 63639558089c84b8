import { describe, expect, it } from 'vitest';
import { alertAggregate } from '../../../domain/alert/aggregate.js';
import { AlertCommand } from '../../../domain/alert/commands.js';
import { AlertEvent } from '../../../domain/alert/events.js';
import { nextDue, pendingNotices } from '../../../domain/alert/notices.js';
import { evolveAlert, initialAlert, resolutionOf } from '../../../domain/alert/state.js';
import { fact } from '../../support/fact.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const alertId = 'k:a1';
const at = (hour: number, id = alertId) => ({
  alertId: id,
  occurredAt: `2026-03-03T${String(hour).padStart(2, '0')}:00:00.000Z`,
});
const health = { what: 'health', day: '2026-03-03', score: 30, band: 'critical', fall: null };
const anomaly = {
  what: 'anomaly',
  anomalyId: 'x',
  metric: 'events',
  kind: 'point',
  day: '2026-03-02',
  value: 3,
  expected: 40,
  severity: 0.9,
};
const open = (hour: number, id = alertId, seen: object = health) => ({
  ...at(hour, id),
  ruleId: 'r1',
  ruleName: 'Critical',
  ruleSavedAt: '2026-03-01T00:00:00Z',
  accountId: 'acme',
  seen,
  plan: { channels: ['slack'], escalation: { afterMinutes: 90, channels: ['boss'] }, quietHours: null },
});
const command = (type: string, data: object) => valid(AlertCommand)({ type, data });
const opened = fact('AlertOpened', open(9));
const acknowledged = fact('AlertAcknowledged', at(10));
const byPerson = fact('AlertResolved', { ...at(11), by: 'person' });
const byCondition = (hour: number, id = alertId) => fact('AlertResolved', { ...at(hour, id), by: 'condition' });
const clear = (hour: number) =>
  command('ClearAlertCondition', { alerts: 'k', occurredAt: `2026-03-03T${hour}:00:00.000Z` });
const given = givenDecider(alertAggregate);

describe('an alert of a condition', () => {
  it('is opened once while the condition holds', () => {
    given([])
      .when(command('OpenAlert', open(9)))
      .then([opened]);
    given([opened])
      .when(command('OpenAlert', open(10)))
      .thenNothing();
    given([opened, acknowledged])
      .when(command('OpenAlert', open(12, 'k:a2')))
      .thenNothing();
  });

  it('is not opened anew after somebody resolved it, until the condition has ended', () => {
    given([opened, byPerson])
      .when(command('OpenAlert', open(12, 'k:a2')))
      .thenNothing();
    given([opened, byPerson])
      .when(clear(13))
      .then([byCondition(13)]);
    given([opened, byPerson, byCondition(13)])
      .when(command('OpenAlert', open(14, 'k:a2')))
      .then([fact('AlertOpened', open(14, 'k:a2'))]);
  });

  it('is resolved by the end of the condition, once', () => {
    given([opened])
      .when(clear(12))
      .then([byCondition(12)]);
    given([opened, byCondition(12)])
      .when(clear(13))
      .thenNothing();
    given([]).when(clear(13)).thenNothing();
  });

  it('tells who resolved it first', () => {
    const resolved = (...events: ReadonlyArray<AlertEvent>) => resolutionOf(events.reduce(evolveAlert, initialAlert));
    expect(resolved(opened)).toBeUndefined();
    expect(resolved(opened, byCondition(12), byPerson)).toMatchObject({ by: 'person' });
    expect(resolved(opened, byCondition(10), byPerson)).toMatchObject({ by: 'condition' });
  });
});

describe('an alert of an anomaly', () => {
  it('is one for each anomaly', () => {
    const first = fact('AlertOpened', open(9, 'k:x', anomaly));
    given([first])
      .when(command('OpenAlert', open(10, 'k:y', anomaly)))
      .then([fact('AlertOpened', open(10, 'k:y', anomaly))]);
    given([first, byCondition(10, 'k:x')])
      .when(command('OpenAlert', open(11, 'k:x', anomaly)))
      .thenNothing();
    given([first]).when(clear(12)).thenNothing();
  });
});

describe('an open alert', () => {
  it('is acknowledged, and resolved by a person', () => {
    given([opened])
      .when(command('AcknowledgeAlert', at(10)))
      .then([acknowledged]);
    given([opened, acknowledged])
      .when(command('AcknowledgeAlert', at(11)))
      .thenNothing();
    given([opened, acknowledged])
      .when(command('ResolveAlert', { ...at(11), by: 'person' }))
      .then([byPerson]);
    given([opened, byPerson])
      .when(command('ResolveAlert', { ...at(12), by: 'person' }))
      .thenNothing();
    given([opened, byPerson])
      .when(command('AcknowledgeAlert', at(12)))
      .thenRefused('AlertAlreadyResolved');
    given([])
      .when(command('ResolveAlert', { ...at(12), by: 'person' }))
      .thenRefused('AlertUnknown');
  });

  it('is escalated once, and not where somebody acknowledged or resolved it', () => {
    const escalate = command('EscalateAlert', at(12));
    const escalated = fact('AlertEscalated', at(12));
    given([opened]).when(escalate).then([escalated]);
    given([opened, escalated])
      .when(command('EscalateAlert', at(13)))
      .thenNothing();
    given([opened, acknowledged]).when(escalate).thenNothing();
    given([opened, byCondition(11)])
      .when(escalate)
      .thenNothing();
  });

  it('is the same in whatever order its facts arrive', () => {
    foldsTheSameInAnyOrder(AlertEvent, alertAggregate);
  });
});

describe('what is told of an alert', () => {
  const notice = (hour: number, channel = 'slack', about = 'opened') => ({ ...at(hour), channel, about });
  const failed = (attempt: number, retryAt: string | null) =>
    fact('AlertNoticeFailed', { ...notice(9 + attempt), attempt, reason: 'status 500', retryAt });
  const due = (...events: ReadonlyArray<AlertEvent>) => {
    const state = events.reduce(evolveAlert, initialAlert);
    return { next: nextDue(state), to: pendingNotices(state).map(({ channel, about }) => `${about} ${channel}`) };
  };
  const escalatesAt = '2026-03-03T10:30:00.000Z';

  it('goes to every channel until it has been delivered', () => {
    expect(due(opened)).toEqual({ next: open(9).occurredAt, to: ['opened slack'] });
    expect(due(opened, fact('AlertNoticeDelivered', notice(9)))).toEqual({ next: escalatesAt, to: [] });
    expect(due(opened, fact('AlertNoticeDelivered', notice(9)), acknowledged)).toEqual({ next: undefined, to: [] });
    expect(due(opened, fact('AlertNoticeDelivered', notice(9)), fact('AlertEscalated', at(12)))).toEqual({
      next: at(12).occurredAt,
      to: ['escalated boss'],
    });
  });

  it('is tried again when that was said, and not once it is given up', () => {
    const retryAt = '2026-03-03T10:05:00.000Z';
    expect(due(opened, failed(1, retryAt)).next).toBe(retryAt);
    expect(due(opened, failed(1, retryAt), failed(2, null))).toEqual({ next: escalatesAt, to: [] });
  });

  it('is recorded once', () => {
    given([opened])
      .when(command('RecordNoticeDelivered', notice(9)))
      .then([fact('AlertNoticeDelivered', notice(9))]);
    given([opened, fact('AlertNoticeDelivered', notice(9))])
      .when(command('RecordNoticeDelivered', notice(10)))
      .thenNothing();
    given([opened, failed(1, null)])
      .when(command('RecordNoticeFailed', { ...notice(12), attempt: 1, reason: 'status 500', retryAt: null }))
      .thenNothing();
  });
});
