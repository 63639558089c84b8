import { describe, expect, it } from 'vitest';
import { predictionModelAggregate } from '../../../domain/prediction-model/aggregate.js';
import { PredictionModelCommand } from '../../../domain/prediction-model/commands.js';
import { PredictionModelEvent } from '../../../domain/prediction-model/events.js';
import { ModelVersion } from '../../../domain/prediction-model/names.js';
import { championOf, initialModel, statusOf } from '../../../domain/prediction-model/state.js';
import { timestampOf } from '../../../domain/primitives.js';
import { fact } from '../../support/fact.js';
import { givenDecider } from '../../support/given.js';
import {
  comparedWith,
  evaluated,
  evaluation,
  noon,
  promotedByRule,
  rolledBack,
  rule,
  trained,
  training,
} from '../../support/models-said.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(predictionModelAggregate);
const command = (type: string, data: object) => valid(PredictionModelCommand)({ type, data });
const at = (version: string, day: number) => ({ model: 'churn', version, occurredAt: noon(day) });
const consider = (version: string, day: number, held = rule) =>
  command('ConsiderModel', { ...at(version, day), rule: held });
const promote = (version: string, day: number) =>
  command('PromoteModel', { ...at(version, day), rule, person: 'user:ada' });
const rollBack = (to: string | null, day: number) =>
  command('RollBackModel', {
    model: 'churn',
    to,
    occurredAt: noon(day),
    reason: 'it misses renewals',
    person: 'user:ada',
  });

const first = [trained('v1', 1), evaluated('v1', 2), promotedByRule('v1', 3)];
const second = [trained('v2', 8), evaluated('v2', 9, comparedWith('v1', 0.02, 0.01))];

describe('a version of a model', () => {
  it('is trained and evaluated, and nothing is put down twice', () => {
    given([])
      .when(command('RecordTraining', training('v1', 1)))
      .then([trained('v1', 1)]);
    given([trained('v1', 1)])
      .when(command('RecordTraining', training('v1', 4)))
      .thenNothing();
    given([trained('v1', 1)])
      .when(command('RecordEvaluation', evaluation('v1', 2)))
      .then([evaluated('v1', 2)]);
    given(first)
      .when(command('RecordEvaluation', evaluation('v1', 2)))
      .thenNothing();
  });

  it('is one training only, and has to be there before anything is said of it', () => {
    given([trained('v1', 1)])
      .when(command('RecordTraining', training('v1', 4, { artifact: 'another' })))
      .thenRefused('ModelVersionTaken');
    given([])
      .when(command('RecordEvaluation', evaluation('v1', 2)))
      .thenRefused('ModelVersionUnknown');
    given([]).when(promote('v1', 2)).thenRefused('ModelVersionUnknown');
  });

  it('challenges the champion once', () => {
    given([...first, ...second])
      .when(command('AppointChallenger', at('v2', 10)))
      .then([fact('ChallengerAppointed', at('v2', 10))]);
    given([...first, ...second, fact('ChallengerAppointed', at('v2', 10))])
      .when(command('AppointChallenger', at('v2', 11)))
      .thenNothing();
    given(first)
      .when(command('AppointChallenger', at('v1', 11)))
      .thenNothing();
  });
});

describe('the first champion', () => {
  it('is better than the naive baseline, if not significantly', () => {
    given([trained('v1', 1), evaluated('v1', 2)])
      .when(consider('v1', 3))
      .then([promotedByRule('v1', 3)]);
    given(first).when(consider('v1', 4)).thenNothing();
  });

  it.each([
    ['not-better', comparedWith(null, 0, 0.001)],
    ['not-compared', { comparison: null }],
    ['badly-calibrated', { calibrationError: 0.031 }],
  ])('is none that is %s', (reason, more) => {
    const said = [trained('v1', 1), evaluated('v1', 2, more)];
    const refused = fact('ModelRefused', { ...at('v1', 3), rule, reasons: [reason] });
    given(said).when(consider('v1', 3)).then([refused]);
    given(said).when(promote('v1', 3)).thenRefused('PromotionRuleNotKept');
    given([...said, refused])
      .when(consider('v1', 4))
      .thenNothing();
  });

  it('is none that was not evaluated', () => {
    given([trained('v1', 1)])
      .when(promote('v1', 3))
      .thenRefused('PromotionRuleNotKept');
  });
});

describe('a challenger', () => {
  it('takes the place of the champion where it is better by the paired test', () => {
    given([...first, ...second])
      .when(consider('v2', 10))
      .then([promotedByRule('v2', 10, 'v1')]);
    given([...first, ...second])
      .when(promote('v2', 10))
      .then([
        fact('ModelPromoted', {
          ...{ ...at('v2', 10), inPlaceOf: 'v1', rule },
          approvedBy: { kind: 'person', name: 'user:ada' },
        }),
      ]);
  });

  it.each([
    [['not-significant'], comparedWith('v1', 0.02, 0.06)],
    [['not-better'], comparedWith('v1', -0.02, 0.01)],
    [['compared-with-another'], comparedWith('v0', 0.02, 0.01)],
    [['compared-with-another'], comparedWith(null, 0.2, 0.001)],
    [['badly-calibrated', 'not-significant'], { ...comparedWith('v1', 0.02, 0.06), calibrationError: 0.1 }],
  ])('does not where it is %s', (reasons, more) => {
    given([...first, trained('v2', 8), evaluated('v2', 9, more)])
      .when(consider('v2', 10))
      .then([fact('ModelRefused', { ...at('v2', 10), rule, reasons })]);
  });

  it('may be considered again by another rule, or once it was compared again', () => {
    const said = [...first, trained('v2', 8), evaluated('v2', 9, comparedWith('v1', 0.02, 0.06))];
    const refused = fact('ModelRefused', { ...at('v2', 10), rule, reasons: ['not-significant'] });
    const milder = { ...rule, maximumPValue: 0.1 };
    given([...said, refused])
      .when(consider('v2', 11, milder))
      .then([
        fact('ModelPromoted', {
          ...{ ...at('v2', 11), inPlaceOf: 'v1', rule: milder },
          approvedBy: { kind: 'rule', name: rule.name },
        }),
      ]);
    given([...said, refused, evaluated('v2', 11, comparedWith('v1', 0.02, 0.04))])
      .when(consider('v2', 12))
      .then([promotedByRule('v2', 12, 'v1')]);
  });

  it('reigns after the champion, whatever the clock said', () => {
    const { data } = promotedByRule('v2', 3, 'v1');
    given([...first, ...second])
      .when(consider('v2', 2))
      .then([fact('ModelPromoted', { ...data, occurredAt: '2026-03-03T12:00:00.001Z' })]);
  });
});

const stateOf = (events: ReadonlyArray<PredictionModelEvent>) =>
  events.reduce(predictionModelAggregate.evolve, initialModel);

describe('going back', () => {
  const twice = [...first, ...second, promotedByRule('v2', 10, 'v1')];

  it('makes the champion before the champion again', () => {
    given(twice)
      .when(rollBack(null, 11))
      .then([rolledBack('v1', 11, 'v2')]);
    given(twice)
      .when(rollBack('v1', 11))
      .then([rolledBack('v1', 11, 'v2')]);
    given(twice).when(rollBack('v2', 11)).thenNothing();
  });

  it('does not go to what was gone back from', () => {
    given([...twice, rolledBack('v1', 11, 'v2')])
      .when(rollBack(null, 12))
      .thenRefused('NoEarlierChampion');
    given([...twice, rolledBack('v1', 11, 'v2')])
      .when(rollBack('v2', 12))
      .then([rolledBack('v2', 12, 'v1')]);
  });

  it('needs a version that was champion and is not retired', () => {
    given([]).when(rollBack(null, 11)).thenRefused('NoEarlierChampion');
    given(first).when(rollBack(null, 11)).thenRefused('NoEarlierChampion');
    given([...first, trained('v2', 8)])
      .when(rollBack('v2', 11))
      .thenRefused('ModelNeverChampion');
    given(first).when(rollBack('v9', 11)).thenRefused('ModelVersionUnknown');
    given([...twice, fact('ModelRetired', at('v1', 11))])
      .when(rollBack('v1', 12))
      .thenRefused('ModelIsRetired');
    given([...twice, fact('ModelRetired', at('v1', 11))])
      .when(rollBack(null, 12))
      .thenRefused('NoEarlierChampion');
  });
});

describe('a retired version', () => {
  it('is never used again, and is no champion', () => {
    const retired = fact('ModelRetired', at('v2', 11));
    given([...first, ...second])
      .when(command('RetireModel', at('v2', 11)))
      .then([retired]);
    given([...first, ...second, retired])
      .when(command('RetireModel', at('v2', 12)))
      .thenNothing();
    given([...first, ...second, retired])
      .when(promote('v2', 12))
      .thenRefused('ModelIsRetired');
    given(first)
      .when(command('RetireModel', at('v1', 11)))
      .thenRefused('ModelIsChampion');
  });
});

describe('the state of a model', () => {
  it('tells who was champion when, and where each version stands', () => {
    const state = stateOf([
      ...first,
      ...second,
      promotedByRule('v2', 10, 'v1'),
      rolledBack('v1', 12, 'v2'),
      trained('v3', 13),
    ]);
    const champion = (day: number) => championOf(state, timestampOf(new Date(noon(day))))?.version;
    expect([2, 3, 9, 10, 11, 12, 20].map(champion)).toEqual([undefined, 'v1', 'v1', 'v2', 'v2', 'v1', 'v1']);
    const status = (version: string) => statusOf(state, valid(ModelVersion)(version));
    expect(['v1', 'v2', 'v3'].map(status)).toEqual(['champion', 'former-champion', 'trained']);
  });

  it('is the same in whatever order its facts arrive', () => {
    foldsTheSameInAnyOrder(PredictionModelEvent, predictionModelAggregate);
  });
});
