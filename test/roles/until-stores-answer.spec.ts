import { NatsError } from 'nats';
import { describe, expect, it } from 'vitest';
import { untilStoresAnswer } from '../../roles/until-stores-answer.js';

const noWait = () => 0;

const answering = (...answers: ReadonlyArray<unknown>) => {
  const left = [...answers];
  const said: Array<unknown> = [];
  const attempt = async () => {
    const answer = left.shift();
    if (typeof answer === 'object') throw answer;
    return answer;
  };
  const log = { warn: (what: unknown) => void said.push(what) };
  return { said, outcome: () => untilStoresAnswer(log, attempt, noWait) };
};

const withCode = (code: string) => Object.assign(new Error('no'), { code });

describe('a role that starts while its stores are away', () => {
  it('waits for them, and says for which reason', async () => {
    const { said, outcome } = answering(
      withCode('ECONNREFUSED'),
      withCode('57P03'),
      new Error('Knex: Timeout acquiring a connection. The pool is probably full.'),
      NatsError.errorForCode('CONNECTION_REFUSED'),
      { _tag: 'StoreUnavailable', reason: 'gone again' },
      'started',
    );
    expect(await outcome()).toBe('started');
    expect(said.map((each) => (each as { readonly reason: string }).reason)).toEqual([
      'ECONNREFUSED',
      '57P03',
      'the connection was lost',
      'CONNECTION_REFUSED',
      'gone again',
    ]);
  });

  it.each([
    withCode('28P01'),
    new Error('Another Treering uses this data folder'),
    NatsError.errorForCode('AUTHORIZATION_VIOLATION'),
  ])('does not wait where waiting mends nothing: %s', async (error) => {
    const { said, outcome } = answering(error, 'started');
    await expect(outcome()).rejects.toBe(error);
    expect(said).toEqual([]);
  });
});
