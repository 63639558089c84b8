import { describe, expect, it } from 'vitest';
import { opportunityAggregate } from '../../../domain/opportunity/aggregate.js';
import { OpportunityCommand } from '../../../domain/opportunity/commands.js';
import { OpportunityEvent } from '../../../domain/opportunity/events.js';
import { currencyOf, kindOf, statusOf, yearlyValueOf } from '../../../domain/opportunity/state.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(opportunityAggregate);
const at = (hour: string) => `2026-03-01T${hour}:00:00.000Z`;
const data = (more: object) => ({ opportunityId: 'deal', occurredAt: at('09'), ...more });
const command = (type: string, more: object = {}) => valid(OpportunityCommand)({ type, data: data(more) });
const event = (type: string, more: object = {}) => valid(OpportunityEvent)({ type, data: data(more) });

const statusAfter = (...events: ReadonlyArray<OpportunityEvent>) =>
  statusOf(events.reduce(opportunityAggregate.evolve, opportunityAggregate.initialState));

describe('an opportunity', () => {
  it('takes one property at a time, in any order', () => {
    const kind = { changes: { kind: 'renewal' } };
    given([event('OpportunityWon')])
      .when(command('DescribeOpportunity', kind))
      .then([event('OpportunityDescribed', kind)]);
  });

  it('goes by the yearly value and the kind that were said outright, whichever came last', () => {
    const { evolve, initialState } = opportunityAggregate;
    const outright = event('OpportunityDescribed', { changes: { kind: 'renewal', arr: '900', currency: 'USD' } });
    const coarse = event('OpportunityDescribed', {
      changes: { presumedKind: 'upsell', amount: '1200.50', presumedCurrency: 'EUR' },
      occurredAt: at('10'),
    });
    const known = [outright, coarse].reduce(evolve, initialState);
    expect([kindOf(known), yearlyValueOf(known), currencyOf(known)]).toEqual(['renewal', '900', 'USD']);
    const presumed = evolve(initialState, coarse);
    expect([kindOf(presumed), yearlyValueOf(presumed), currencyOf(presumed)]).toEqual(['upsell', '1200.50', 'EUR']);
  });

  it('has no value, kind or day once they were cleared, until they are said again', () => {
    const { evolve, initialState } = opportunityAggregate;
    const said = event('OpportunityDescribed', {
      changes: { arr: '900', amount: '1200', kind: 'renewal', presumedKind: 'upsell', closesOn: '2026-04-01' },
    });
    const cleared = event('OpportunityDescribed', {
      changes: { arr: null, kind: null, closesOn: null },
      occurredAt: at('10'),
    });
    for (const order of [
      [said, cleared],
      [cleared, said],
    ]) {
      const known = order.reduce(evolve, initialState);
      expect([yearlyValueOf(known), kindOf(known), known.closesOn?.value]).toEqual(['1200', 'upsell', null]);
    }
    const again = event('OpportunityDescribed', { changes: { closesOn: '2026-05-01' }, occurredAt: at('11') });
    expect([again, said, cleared].reduce(evolve, initialState).closesOn?.value).toBe('2026-05-01');
  });

  it('keeps the reason it was lost for, said before, with or after the loss', () => {
    const { evolve, initialState } = opportunityAggregate;
    const reason = event('OpportunityLost', { reason: 'price' });
    for (const when of ['08', '09', '10']) {
      const lost = event('OpportunityLost', { reason: null, occurredAt: at(when) });
      const known = [reason, lost].reduce(evolve, initialState);
      expect([statusOf(known), known.lostReason?.value]).toEqual(['lost', 'price']);
    }
  });

  it('has nothing to record when nothing is said, or nothing new', () => {
    const amount = { changes: { amount: '1200.50', closesOn: null } };
    given([])
      .when(command('DescribeOpportunity', { changes: {} }))
      .thenNothing();
    given([event('OpportunityDescribed', amount)])
      .when(command('DescribeOpportunity', amount))
      .thenNothing();
    given([event('OpportunityOpened')])
      .when(command('OpenOpportunity'))
      .thenNothing();
    given([event('OpportunityWon')])
      .when(command('WinOpportunity'))
      .thenNothing();
    given([event('OpportunityLost', { reason: 'price' })])
      .when(command('LoseOpportunity', { reason: 'price' }))
      .thenNothing();
    given([event('OpportunityStageChanged', { stage: 'demo' })])
      .when(command('ChangeOpportunityStage', { stage: 'demo' }))
      .thenNothing();
    given([event('OpportunityLinked', { accountId: 'acme' })])
      .when(command('LinkOpportunity', { accountId: 'acme' }))
      .thenNothing();
  });

  it('may be lost after it was won', () => {
    const lost = { reason: null, occurredAt: at('10') };
    given([event('OpportunityWon')])
      .when(command('LoseOpportunity', lost))
      .then([event('OpportunityLost', lost)]);
  });

  it('has the status of the latest time', () => {
    const opened = event('OpportunityOpened', { occurredAt: at('08') });
    const won = event('OpportunityWon', { occurredAt: at('10') });
    const lost = event('OpportunityLost', { occurredAt: at('11'), reason: null });
    const reopened = event('OpportunityOpened', { occurredAt: at('12') });
    expect(statusAfter()).toBe('open');
    expect(statusAfter(won, opened)).toBe('won');
    expect(statusAfter(lost, won, opened)).toBe('lost');
    expect(statusAfter(reopened, lost, won, opened)).toBe('open');
  });

  it('is closed when it opens and closes at the same moment', () => {
    expect(statusAfter(event('OpportunityLost', { reason: null }), event('OpportunityOpened'))).toBe('lost');
  });

  it('folds to the same state in any order, with any repetition', () => {
    foldsTheSameInAnyOrder(OpportunityEvent, opportunityAggregate);
  });
});
