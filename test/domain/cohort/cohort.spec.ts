import { describe, expect, it } from 'vitest';
import { cohortAggregate } from '../../../domain/cohort/aggregate.js';
import { CohortCommand } from '../../../domain/cohort/commands.js';
import { CohortMembershipChanged } from '../../../domain/cohort/events.js';
import { membersIn } from '../../../domain/cohort/state.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(cohortAggregate);
const data = (hour: string, member: string, belongs: boolean, name: string | null = 'Loyal') => ({
  cohortId: 'mixpanel:demo:9',
  accountId: 'acme',
  occurredAt: `2026-03-01T${hour}:00:00.000Z`,
  cohort: { source: 'mixpanel', connection: 'demo', id: '9' },
  name,
  member,
  belongs,
});
const said = (...of: Parameters<typeof data>) =>
  valid(CohortMembershipChanged)({ type: 'CohortMembershipChanged', data: data(...of) });
const command = (...of: Parameters<typeof data>) =>
  valid(CohortCommand)({ type: 'ChangeCohortMembership', data: data(...of) });

describe('an account in a cohort', () => {
  it('has in it who was said to be last', () => {
    const facts = [said('09', 'ann', true), said('09', 'ben', true), said('11', 'ben', false), said('10', 'ben', true)];
    const { evolve, initialState } = cohortAggregate;
    for (const order of [facts, facts.toReversed()]) expect(membersIn(order.reduce(evolve, initialState))).toBe(1);
  });

  it('is told of each change once', () => {
    given([said('09', 'ann', true)])
      .when(command('09', 'ann', true))
      .thenNothing();
    given([said('09', 'ann', true)])
      .when(command('09', 'ann', true, 'Renamed'))
      .then([said('09', 'ann', true, 'Renamed')]);
    given([said('09', 'ann', true)])
      .when(command('10', 'ann', false, null))
      .then([said('10', 'ann', false, null)]);
  });

  it('folds to the same state in any order, with any repetition', () => {
    foldsTheSameInAnyOrder(CohortMembershipChanged, cohortAggregate);
  });
});
