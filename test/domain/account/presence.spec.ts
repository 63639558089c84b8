import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAggregate } from '../../../domain/account/aggregate.js';
import { AccountCommand } from '../../../domain/account/commands.js';
import { AccountEvent } from '../../../domain/account/events.js';
import { recordRemovedAt, removedAtOf } from '../../../domain/account/presence.js';
import { givenDecider } from '../../support/given.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(accountAggregate);
const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T12:00:00.000Z`;
const refOf = (source: string) => ({ source, connection: 'demo', id: '17' });

const event = (type: string, on: number, more: object = {}) =>
  valid(AccountEvent)({ type, data: { accountId: 'acme', occurredAt: day(on), ...more } });
const registered = (source: string) => event('AccountRegistered', 1, { ref: refOf(source) });
const removed = (source: string, on: number) => event('AccountRecordRemoved', on, { ref: refOf(source) });
const restored = (source: string, on: number) => event('AccountRecordRestored', on, { ref: refOf(source) });
const renamed = (on: number) => event('AccountProfileChanged', on, { changes: { name: 'Acme' } });

const stateAfter = (events: ReadonlyArray<AccountEvent>) =>
  events.reduce(accountAggregate.evolve, accountAggregate.initialState);

/** In every order of the events. */
const removedAfter = (...events: ReadonlyArray<AccountEvent>): string | undefined => {
  const expected = removedAtOf(stateAfter(events));
  fc.assert(
    fc.property(fc.shuffledSubarray([...events], { minLength: events.length }), (order) => {
      expect(removedAtOf(stateAfter(order))).toBe(expected);
    }),
    { seed: 2026 },
  );
  return expected;
};

describe('an account whose record was deleted', () => {
  it('is said to be so once', () => {
    const command = (type: string, ref = refOf('hubspot')) =>
      valid(AccountCommand)({ type, data: { accountId: 'acme', occurredAt: day(2), ref } });
    given([])
      .when(command('RemoveAccountRecord'))
      .then([removed('hubspot', 2)]);
    given([removed('hubspot', 2)])
      .when(command('RemoveAccountRecord'))
      .thenNothing();
    given([removed('hubspot', 2)])
      .when(command('RemoveAccountRecord', refOf('salesforce')))
      .then([removed('salesforce', 2)]);
    given([restored('hubspot', 2)])
      .when(command('RestoreAccountRecord'))
      .thenNothing();
    given([removed('hubspot', 1)])
      .when(command('RestoreAccountRecord'))
      .then([restored('hubspot', 2)]);
  });

  it('is gone until it is restored, or says something of itself again', () => {
    const known = [registered('hubspot'), renamed(1)];
    expect(removedAfter(...known, removed('hubspot', 3))).toBe(day(3));
    expect(removedAfter(...known, removed('hubspot', 3), restored('hubspot', 4))).toBeUndefined();
    expect(removedAfter(...known, removed('hubspot', 3), renamed(4))).toBeUndefined();
    expect(removedAfter(...known, removed('hubspot', 3), restored('hubspot', 2), renamed(3))).toBe(day(3));
    expect(removedAfter(...known, removed('hubspot', 3), restored('hubspot', 4), removed('hubspot', 5))).toBe(day(5));
  });

  it('is there while another CRM has it, whatever the support desk still has', () => {
    const both = [registered('hubspot'), registered('salesforce'), registered('zendesk')];
    expect(removedAfter(...both, removed('hubspot', 3))).toBeUndefined();
    expect(removedAfter(...both, removed('hubspot', 3), removed('salesforce', 5))).toBe(day(5));
    expect(removedAfter(registered('hubspot'), registered('zendesk'), removed('zendesk', 3))).toBeUndefined();
  });

  it('is gone with its support desk, where no CRM ever knew it', () => {
    expect(removedAfter(registered('zendesk'), removed('zendesk', 3))).toBe(day(3));
    expect(removedAfter(removed('zendesk', 3))).toBeUndefined();
  });

  it('says of each record whether it is there', () => {
    const state = stateAfter([registered('hubspot'), registered('salesforce'), removed('hubspot', 3)]);
    expect(['hubspot', 'salesforce'].map((source) => recordRemovedAt(state, refOf(source)))).toEqual([
      day(3),
      undefined,
    ]);
  });
});
