import { describe, it } from 'vitest';
import { predictionAggregate } from '../../../domain/prediction/aggregate.js';
import { PredictionCommand } from '../../../domain/prediction/commands.js';
import { PredictionEvent } from '../../../domain/prediction/events.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import {
  churnOf,
  churnPredicted,
  expansionOf,
  expansionPredicted,
  trajectoryOf,
  trajectoryPredicted,
} from '../../support/predictions-said.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(predictionAggregate);
const command = (type: string, data: object) => valid(PredictionCommand)({ type, data });
const day = '2026-06-01';
const later = { occurredAt: '2026-06-02T08:00:00.000Z' };
const said = churnPredicted('acme', day);

describe('what is predicted of an account', () => {
  it('is put down for each day and kind', () => {
    given([])
      .when(command('RecordChurnPrediction', churnOf('acme', day)))
      .then([said]);
    given([said])
      .when(command('RecordExpansionPrediction', expansionOf('acme', day)))
      .then([expansionPredicted('acme', day)]);
    given([said])
      .when(command('RecordHealthTrajectory', trajectoryOf('acme', day)))
      .then([trajectoryPredicted('acme', day)]);
    given([said])
      .when(command('RecordChurnPrediction', churnOf('acme', '2026-06-02')))
      .then([churnPredicted('acme', '2026-06-02')]);
  });

  it('is not put down again where nothing else is said', () => {
    given([said])
      .when(command('RecordChurnPrediction', churnOf('acme', day, 0.4, later)))
      .thenNothing();
  });

  it.each([
    ['answer', churnOf('acme', day, 0.5, later)],
    ['version', churnOf('acme', day, 0.4, { ...later, modelVersion: 'v2' })],
    ['facts', churnOf('acme', day, 0.4, { ...later, featureDigest: 'others' })],
  ])('is restated for a day by another %s', (_, data) => {
    const restated = valid(PredictionEvent)({ type: 'ChurnPredicted', data });
    given([said]).when(command('RecordChurnPrediction', data)).then([restated]);
    given([said, restated]).when(command('RecordChurnPrediction', data)).thenNothing();
  });

  it('is the same in whatever order its facts arrive', () => {
    foldsTheSameInAnyOrder(PredictionEvent, predictionAggregate);
  });
});
