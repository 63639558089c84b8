import { describe, expect, it } from 'vitest';
import { connectionAggregate } from '../../../domain/connection/aggregate.js';
import { ConnectionCommand } from '../../../domain/connection/commands.js';
import { ConnectionEvent } from '../../../domain/connection/events.js';
import { isPaused, liveSecrets, settingsOf } from '../../../domain/connection/state.js';
import { Timestamp } from '../../../domain/primitives.js';
import { givenDecider } from '../../support/given.js';
import { foldsTheSameInAnyOrder } from '../../support/order-insensitive.js';
import { valid } from '../../support/valid.js';

const given = givenDecider(connectionAggregate);
const at = (day: number, hour = 9) => `2026-03-0${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const data = (more: object) => ({ source: 'hubspot', connection: 'production', occurredAt: at(1), ...more });
const command = (type: string, more: object = {}) => valid(ConnectionCommand)({ type, data: data(more) });
const event = (type: string, more: object = {}) => valid(ConnectionEvent)({ type, data: data(more) });
const stateAfter = (...events: ReadonlyArray<ConnectionEvent>) =>
  events.reduce(connectionAggregate.evolve, connectionAggregate.initialState);
const liveAt = (time: string, ...events: ReadonlyArray<ConnectionEvent>) =>
  liveSecrets(stateAfter(...events), valid(Timestamp)(time)).map(({ fingerprint }) => fingerprint);

const created = event('ConnectionCreated', { settings: { currency: 'EUR' }, fingerprints: ['one'] });
const rotated = (fingerprint: string, occurredAt: string, ends: object) =>
  event('ConnectionSecretRotated', {
    fingerprint,
    occurredAt,
    ends: Object.entries(ends).map(([ending, time]) => ({ fingerprint: ending, at: time })),
  });
const toTwo = rotated('two', at(2), { one: at(3) });

describe('a connection', () => {
  it('is created once', () => {
    const create = { settings: { currency: 'EUR' }, fingerprints: ['one'] };
    given([]).when(command('CreateConnection', create)).then([created]);
    given([created]).when(command('CreateConnection', create)).thenRefused('ConnectionAlreadyExists');
  });

  it.each([
    ['ConfigureConnection', { settings: {} }],
    ['PauseConnection', {}],
    ['ResumeConnection', {}],
    ['RotateConnectionSecret', { fingerprint: 'two', oldEndsAt: at(3) }],
    ['RetireOldSecrets', {}],
    ['ChangeConnectionCredentials', { names: [], fingerprint: 'c' }],
  ])('that nobody created refuses %s', (type, more) => {
    given([]).when(command(type, more)).thenRefused('ConnectionUnknown');
  });

  it('is configured by what is said to differ, and keeps the rest', () => {
    const change = { occurredAt: at(1, 10), settings: { currency: 'USD', timeZone: 'Europe/Berlin' } };
    given([created])
      .when(command('ConfigureConnection', { ...change, settings: { ...change.settings, accountIdsAre: null } }))
      .then([event('ConnectionConfigured', change)]);
    given([created])
      .when(command('ConfigureConnection', { settings: { currency: 'EUR' } }))
      .thenNothing();
    const taken = event('ConnectionConfigured', { occurredAt: at(2), settings: { currency: null } });
    expect(settingsOf(stateAfter(taken, event('ConnectionConfigured', change), created))).toEqual({
      timeZone: 'Europe/Berlin',
    });
  });

  it('is paused and resumed, and says so only where that changes something', () => {
    const paused = event('ConnectionPaused', { occurredAt: at(2) });
    const resumed = event('ConnectionResumed', { occurredAt: at(3) });
    given([created])
      .when(command('PauseConnection', { occurredAt: at(2) }))
      .then([paused]);
    given([created, paused]).when(command('PauseConnection')).thenNothing();
    given([created, paused])
      .when(command('ResumeConnection', { occurredAt: at(3) }))
      .then([resumed]);
    given([created]).when(command('ResumeConnection')).thenNothing();
    expect(isPaused(stateAfter(created, resumed, paused))).toBe(false);
  });

  it('dates what is said last after all that was said, whatever the clock', () => {
    const paused = event('ConnectionPaused', { occurredAt: at(2) });
    for (const clock of [at(2), at(1)])
      given([created, paused])
        .when(command('ResumeConnection', { occurredAt: clock }))
        .then([event('ConnectionResumed', { occurredAt: '2026-03-02T09:00:00.001Z' })]);
  });

  it('says which credentials it shows from now on, and the same ones once', () => {
    const credentials = { names: ['accessToken'], fingerprint: 'c1' };
    const changed = event('ConnectionCredentialsChanged', { ...credentials, occurredAt: at(2) });
    given([created])
      .when(command('ChangeConnectionCredentials', { ...credentials, occurredAt: at(2) }))
      .then([changed]);
    given([created, changed]).when(command('ChangeConnectionCredentials', credentials)).thenNothing();
  });

  it('folds to the same state in any order, with any repetition', () => {
    foldsTheSameInAnyOrder(ConnectionEvent, connectionAggregate);
  });
});

describe('the secret of a connection', () => {
  it('stays live beside the new one until it ends', () => {
    given([created])
      .when(command('RotateConnectionSecret', { fingerprint: 'two', occurredAt: at(2), oldEndsAt: at(3) }))
      .then([toTwo]);
    expect(liveAt(at(2, 8), created, toTwo)).toEqual(['two', 'one']);
    expect(liveAt(at(3), created, toTwo)).toEqual(['two']);
  });

  it('ends at once when it is rotated again: two are live at most', () => {
    const toThree = rotated('three', at(2, 10), { two: at(4), one: at(2, 10) });
    given([created, toTwo])
      .when(command('RotateConnectionSecret', { fingerprint: 'three', occurredAt: at(2, 10), oldEndsAt: at(4) }))
      .then([toThree]);
    expect(liveAt(at(2, 10), created, toTwo, toThree)).toEqual(['three', 'two']);
  });

  it('never comes back, and is not rotated to itself', () => {
    const back = { occurredAt: at(4), oldEndsAt: at(5) };
    given([created, toTwo])
      .when(command('RotateConnectionSecret', { ...back, fingerprint: 'one' }))
      .thenRefused('SecretUsedBefore');
    given([created, toTwo])
      .when(command('RotateConnectionSecret', { ...back, fingerprint: 'two' }))
      .thenNothing();
  });

  it('that is to end before it was rotated ends at once', () => {
    given([created])
      .when(command('RotateConnectionSecret', { fingerprint: 'two', occurredAt: at(2), oldEndsAt: at(1) }))
      .then([rotated('two', at(2), { one: at(2) })]);
  });

  it('is retired before its time, but not the newest', () => {
    const retire = command('RetireOldSecrets', { occurredAt: at(2, 11) });
    const retired = event('ConnectionSecretRetired', { occurredAt: at(2, 11), fingerprint: 'one' });
    given([created, toTwo]).when(retire).then([retired]);
    given([created, toTwo, retired]).when(retire).thenNothing();
    expect(liveAt(at(2, 11), retired, created, toTwo)).toEqual(['two']);
  });
});
