import { describe, expect, it } from 'vitest';
import { stakeholderAggregate } from '../../../domain/stakeholder/aggregate.js';
import { StakeholderCommand } from '../../../domain/stakeholder/commands.js';
import { StakeholderEvent } from '../../../domain/stakeholder/events.js';
import { netPromoterOf } from '../../../domain/stakeholder/net-promoter.js';
import { hasLeft } from '../../../domain/stakeholder/state.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(stakeholderAggregate);
const on = (day: string) => `${day}T08:00:00.000Z`;
const data = (more: object) => ({ stakeholderId: 'ada', occurredAt: on('2026-03-01'), ...more });
const command = (type: string, more: object = {}) => valid(StakeholderCommand)({ type, data: data(more) });
const event = (type: string, more: object = {}) => valid(StakeholderEvent)({ type, data: data(more) });

const personal = (subject: string, value: string) => ({ _tag: 'Present', subject, value });
const unsaid = { firstName: null, lastName: null, email: null, title: null, role: null };

describe('a net promoter score', () => {
  it('is the share of who promote less that of who detract', () => {
    const answers = Array.from({ length: 11 }, (_, i) => netPromoterOf(i / 10));
    expect(answers).toEqual([-100, -100, -100, -100, -100, -100, -100, 0, 0, 100, 100]);
  });
});

describe('a stakeholder', () => {
  it('is identified by whatever is known, before or after being tied to an account', () => {
    const name = { ...unsaid, firstName: personal('s1', 'Ada') };
    given([event('StakeholderLinked', { accountId: 'acme' })])
      .when(command('IdentifyStakeholder', name))
      .then([event('StakeholderIdentified', name)]);
  });

  it('answers surveys, of which the latest of each kind is held', () => {
    const answer = (survey: string, day: string, score: number) => ({
      survey,
      score,
      raw: String(score * 10),
      comment: null,
      occurredAt: on(day),
    });
    const [first, second] = [answer('nps', '2026-03-01', 0.9), answer('nps', '2026-03-05', 0.6)];
    given([event('SurveyAnswered', second)])
      .when(command('AnswerSurvey', first))
      .then([event('SurveyAnswered', first)]);
    given([event('SurveyAnswered', second)])
      .when(command('AnswerSurvey', second))
      .thenNothing();
    const { surveys } = [second, first, answer('ces', '2026-03-02', 1)]
      .map((said) => event('SurveyAnswered', said))
      .reduce(stakeholderAggregate.evolve, stakeholderAggregate.initialState);
    expect(surveys.nps?.value.score).toBe(0.6);
    expect(surveys.ces?.value.score).toBe(1);
  });

  it('has nothing to record when nothing is said, or nothing new', () => {
    const role = { ...unsaid, role: 'champion' };
    given([]).when(command('IdentifyStakeholder', unsaid)).thenNothing();
    given([event('StakeholderIdentified', role)])
      .when(command('IdentifyStakeholder', role))
      .thenNothing();
    given([event('StakeholderLinked', { accountId: null })])
      .when(command('LinkStakeholder', { accountId: null }))
      .thenNothing();
    given([event('StakeholderLeft')])
      .when(command('RecordDeparture'))
      .thenNothing();
  });

  it('is refused as two people', () => {
    given([])
      .when(
        command('IdentifyStakeholder', {
          ...unsaid,
          lastName: personal('s1', 'Lovelace'),
          email: personal('s2', 'grace@example.test'),
        }),
      )
      .thenRefused('StakeholderIsSeveralPeople');
  });

  it('engages as often as it is said', () => {
    given([event('StakeholderEngaged', { engagement: 'call' })])
      .when(command('RecordEngagement', { engagement: 'email' }))
      .then([event('StakeholderEngaged', { engagement: 'email' })]);
  });

  it('has left until there is engagement after it', () => {
    const { evolve, initialState } = stakeholderAggregate;
    const left = event('StakeholderLeft', { occurredAt: on('2026-03-05') });
    const before = event('StakeholderEngaged', { engagement: 'call', occurredAt: on('2026-03-04') });
    const after = event('StakeholderEngaged', { engagement: 'call', occurredAt: on('2026-03-06') });
    expect(hasLeft(initialState)).toBe(false);
    expect(hasLeft([left, before].reduce(evolve, initialState))).toBe(true);
    expect(hasLeft([after, left].reduce(evolve, initialState))).toBe(false);
  });

  it('is back once its record is there again, until it leaves once more', () => {
    const { evolve, initialState } = stakeholderAggregate;
    const left = event('StakeholderLeft', { occurredAt: on('2026-03-05') });
    const returned = event('StakeholderReturned', { occurredAt: on('2026-03-06') });
    const leftAgain = event('StakeholderLeft', { occurredAt: on('2026-03-07') });
    expect(hasLeft([returned, left].reduce(evolve, initialState))).toBe(false);
    expect(hasLeft([leftAgain, returned, left].reduce(evolve, initialState))).toBe(true);
    given([left])
      .when(command('RecordReturn'))
      .then([event('StakeholderReturned')]);
    given([event('StakeholderReturned')])
      .when(command('RecordReturn'))
      .thenNothing();
  });

  it('folds to the same state in any order, with any repetition', () => {
    foldsTheSameInAnyOrder(StakeholderEvent, stakeholderAggregate);
  });
});
