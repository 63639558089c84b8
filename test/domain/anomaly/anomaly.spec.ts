import { describe, it } from 'vitest';
import { anomalyAggregate } from '../../../domain/anomaly/aggregate.js';
import { AnomalyCommand } from '../../../domain/anomaly/commands.js';
import { AnomalyEvent } from '../../../domain/anomaly/events.js';
import { fact } from '../../support/fact.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const anomalyId = 'a1';
const found = (more: object = {}) => ({
  anomalyId,
  occurredAt: '2026-03-02T23:59:59.999Z',
  accountId: 'acme',
  metric: 'events',
  kind: 'point',
  from: '2026-03-02',
  day: '2026-03-02',
  value: 3,
  expected: 40,
  low: 25,
  high: 55,
  score: 4.2,
  severity: 0.9,
  falseAlarmsPerYear: 1,
  ...more,
});
const at = (hour: number) => ({ anomalyId, occurredAt: `2026-03-03T${String(hour).padStart(2, '0')}:00:00Z` });
const command = (type: string, data: object) => valid(AnomalyCommand)({ type, data });

const detected = fact('AnomalyDetected', found());
const acknowledged = fact('AnomalyAcknowledged', at(9));
const explanation = 'they were on holiday';
const explained = fact('AnomalyExplained', { ...at(10), explanation });
const resolved = fact('AnomalyResolved', at(11));
const reopened = fact('AnomalyReopened', at(12));
const given = givenDecider(anomalyAggregate);

describe('an anomaly', () => {
  it('is reported once, however often it is found', () => {
    given([]).when(command('ReportAnomaly', found())).then([detected]);
    given([detected])
      .when(command('ReportAnomaly', found({ score: 5 })))
      .thenNothing();
    given([detected, resolved]).when(command('ReportAnomaly', found())).thenNothing();
  });

  it('is acknowledged, explained, resolved and opened again', () => {
    given([detected])
      .when(command('AcknowledgeAnomaly', at(9)))
      .then([acknowledged]);
    given([detected, acknowledged])
      .when(command('ExplainAnomaly', { ...at(10), explanation }))
      .then([explained]);
    given([detected, explained])
      .when(command('ResolveAnomaly', at(11)))
      .then([resolved]);
    given([detected, resolved])
      .when(command('ReopenAnomaly', at(12)))
      .then([reopened]);
  });

  it('is not told again what it is', () => {
    given([detected, explained])
      .when(command('AcknowledgeAnomaly', at(12)))
      .thenNothing();
    given([detected, explained])
      .when(command('ExplainAnomaly', { ...at(12), explanation }))
      .thenNothing();
    given([detected, resolved])
      .when(command('ResolveAnomaly', at(12)))
      .thenNothing();
    given([detected])
      .when(command('ReopenAnomaly', at(12)))
      .thenNothing();
  });

  it('takes another explanation', () => {
    const another = { ...at(12), explanation: 'the tracking was broken' };
    given([detected, explained])
      .when(command('ExplainAnomaly', another))
      .then([fact('AnomalyExplained', another)]);
  });

  it('has to be there, and open again before anything is said of it', () => {
    given([])
      .when(command('AcknowledgeAnomaly', at(9)))
      .thenRefused('AnomalyUnknown');
    given([detected, resolved])
      .when(command('AcknowledgeAnomaly', at(12)))
      .thenRefused('AnomalyAlreadyResolved');
    given([detected, resolved])
      .when(command('ExplainAnomaly', { ...at(12), explanation }))
      .thenRefused('AnomalyAlreadyResolved');
  });

  it('is the same in whatever order its facts arrive', () => {
    foldsTheSameInAnyOrder(AnomalyEvent, anomalyAggregate);
  });
});
