import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { ContractSigned } from '../../domain/account/events.js';
import { decodeError } from '../../domain/errors.js';
import { nullable, Timestamp } from '../../domain/primitives.js';
import { StakeholderIdentified } from '../../domain/stakeholder/events.js';

const wrongWith = (codec: t.Mixed, input: unknown) => {
  const decoded = codec.decode(input);
  return E.isLeft(decoded) ? decodeError('body', decoded.left).violations : [];
};

describe('a decode error', () => {
  it('names each field that is wrong, and what it should be', () => {
    const data = { accountId: 'acme', contractId: 'c1', occurredAt: 'soon', arr: { amount: '1', currency: 'euro' } };
    expect(wrongWith(ContractSigned, { type: 'ContractSigned', data: { ...data, startsOn: '2026-03-01' } })).toEqual([
      {
        pointer: '/data/occurredAt',
        message: 'must be an ISO-8601 instant with a zone, such as 2026-03-01T09:30:00Z',
      },
      { pointer: '/data/arr/currency', message: 'must be an ISO 4217 currency code, such as EUR' },
      { pointer: '/data/endsOn', message: 'must be a calendar date, such as 2026-03-01' },
    ]);
  });

  it('says once what is wrong with a field that may be one of several things', () => {
    const codec = t.strict({ 'a/b': t.strict({ '~': nullable(Timestamp) }) });
    expect(wrongWith(codec, { 'a/b': { '~': 'soon' } })).toEqual([
      {
        pointer: '/a~1b/~0',
        message: 'must be an ISO-8601 instant with a zone, such as 2026-03-01T09:30:00Z, or must be null',
      },
    ]);
  });

  it('names a field of an object of several parts by the keys that lead to it', () => {
    const codec = t.exact(
      t.intersection([t.type({ a: t.string }), t.partial({ b: t.exact(t.partial({ c: t.string })) })]),
    );
    expect(wrongWith(codec, { a: 1, b: { c: 2 } }).map(({ pointer }) => pointer)).toEqual(['/a', '/b/c']);
  });

  it('never repeats a value, which may be personal', () => {
    const data = { stakeholderId: 'ada', occurredAt: 'Ada', email: 'ada@example.test', firstName: { value: 'Ada' } };
    const said = JSON.stringify(wrongWith(StakeholderIdentified, { type: 'StakeholderIdentified', data }));
    expect(said).toContain('/data/email');
    expect(said).not.toMatch(/ada@|Ada/);
  });
});
