import { left } from 'fp-ts/lib/TaskEither.js';
import { describe, expect, it } from 'vitest';
import { fact } from '../support/fact.js';
import { get, givenApi } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';

const registered = fact('AccountRegistered', {
  accountId: 'acme',
  occurredAt: '2026-01-05T09:00:00Z',
  ref: { source: 'hubspot', connection: 'demo', id: '17' },
});
const named = fact('AccountProfileChanged', {
  accountId: 'acme',
  occurredAt: '2026-03-01T12:00:00Z',
  changes: { name: 'Acme' },
});
const linked = fact('StakeholderLinked', {
  stakeholderId: 'ada',
  occurredAt: '2026-02-01T08:00:00Z',
  accountId: 'acme',
});
const person = { _tag: 'Present', subject: 'subject-1', value: 'Ada Example' };
const identified = fact('StakeholderIdentified', {
  stakeholderId: 'ada',
  occurredAt: '2026-02-01T08:00:00Z',
  firstName: person,
  lastName: null,
  email: { _tag: 'Erased', subject: 'subject-2' },
  title: null,
  role: 'champion',
});

const book = {
  accounts: [{ accountId: 'acme', mergedFrom: ['acme-old'] }],
  facts: [registered, named, linked, identified],
};
const history = (query = '', as = 'admin') => get(`/api/v1/accounts/acme/history${query}`, { as });
const types = (response: { json: () => { items: ReadonlyArray<{ type: string }> } }) =>
  response.json().items.map(({ type }) => type);

describe('the history of an account', () => {
  it('is every fact of every stream of the account, in log order, with both clocks', async () => {
    const response = await givenApi(book)
      .when(history())
      .then200({ accountId: 'acme', nextCursor: null, freshness: { readModel: 'accounts' } });
    expect(types(response)).toEqual([
      'AccountRegistered',
      'AccountProfileChanged',
      'StakeholderLinked',
      'StakeholderIdentified',
    ]);
    expect(response.json().items[1]).toEqual({
      id: 'event-2',
      type: 'AccountProfileChanged',
      stream: 'account-acme',
      revision: '1',
      position: '200',
      occurredAt: '2026-03-01T12:00:00.000Z',
      recordedAt: '2026-06-01T00:00:02.000Z',
      actor: 'test',
      source: null,
      data: { accountId: 'acme', occurredAt: '2026-03-01T12:00:00.000Z', changes: { name: 'Acme' } },
    });
  });

  it('reads from the newest fact back too, page by page', async () => {
    const newest = await givenApi(book).when(history('?order=newest&limit=3')).then200({});
    expect(types(newest)).toEqual(['StakeholderIdentified', 'StakeholderLinked', 'AccountProfileChanged']);
    const query = `?order=newest&limit=3&cursor=${newest.json().nextCursor}`;
    expect(types(await givenApi(book).when(history(query)).then200({ nextCursor: null }))).toEqual([
      'AccountRegistered',
    ]);
  });

  it('of a merged account is that of the account it became', async () => {
    await givenApi(book)
      .when(get('/api/v1/accounts/acme-old/history'))
      .then200({ accountId: 'acme', items: [{}, {}, {}, {}] });
  });

  it('ends at a business time, a day counting to its end', async () => {
    expect(types(await givenApi(book).when(history('?asOf=2026-02-01')).then200({}))).toEqual([
      'AccountRegistered',
      'StakeholderLinked',
      'StakeholderIdentified',
    ]);
    expect(types(await givenApi(book).when(history('?asOf=2026-02-01T07:59:59Z')).then200({}))).toEqual([
      'AccountRegistered',
    ]);
  });

  it('ends where the log stood, by position or by time', async () => {
    const both = ['AccountRegistered', 'AccountProfileChanged'];
    expect(types(await givenApi(book).when(history('?knownAt=200')).then200({}))).toEqual(both);
    expect(types(await givenApi(book).when(history('?knownAt=2026-06-01T00:00:02Z')).then200({}))).toEqual(both);
  });

  it('is the same as known then, whatever was said later', async () => {
    const then = await givenApi({ ...book, facts: book.facts.slice(0, 2) })
      .when(history('?knownAt=200'))
      .then200({});
    const now = await givenApi(book).when(history('?knownAt=200')).then200({});
    expect(now.json().items).toEqual(then.json().items);
  });

  it('goes no further than the accounts read model', async () => {
    expect(
      types(
        await givenApi({ ...book, position: '100' })
          .when(history())
          .then200({}),
      ),
    ).toEqual(['AccountRegistered']);
  });

  it('is read in pages that do not tear when facts arrive between them', async () => {
    const first = await givenApi(book)
      .when(history('?limit=3'))
      .then200({ items: [{}, {}, {}] });
    const more = { ...book, facts: [...book.facts, named] };
    const rest = await givenApi(more)
      .when(history(`?cursor=${first.json().nextCursor}`))
      .then200({ nextCursor: null });
    expect(types(rest)).toEqual(['StakeholderIdentified']);
  });

  it('shows persons to those who may see them', async () => {
    const response = await givenApi(book).when(history('', 'compliance')).then200({});
    expect(response.json().items[3].data).toMatchObject({
      firstName: { value: 'Ada Example', subject: 'subject-1' },
      email: { erased: true },
    });
  });

  it('masks them from an auditor, and tells masked from erased', async () => {
    const response = await givenApi(book).when(history('', 'auditor')).then200({});
    expect(response.json().items[3].data).toMatchObject({
      firstName: { masked: true },
      email: { erased: true },
      title: null,
    });
    expect(response.body).not.toContain('Ada Example');
  });

  it.each([
    ['?asOf=yesterday', '/asOf'],
    ['?asOf=2026-02-30', '/asOf'],
    ['?asOf=0000-01-01', '/asOf'],
    ['?knownAt=soon', '/knownAt'],
    ['?cursor=%20', '/cursor'],
    ['?limit=-1', '/limit'],
  ])('is refused for %s, naming the field', async (query, pointer) => {
    await givenApi(book).when(history(query)).thenProblem(400, 'invalid-request', [pointer]);
  });

  it('is not there for an account nobody knows', async () => {
    await givenApi(book).when(get('/api/v1/accounts/elm/history')).thenProblem(404, 'account-not-found');
  });

  it('asks to come back when the log does not answer', async () => {
    const readStream = () => left({ _tag: 'LogUnavailable' as const, reason: 'connection refused at 10.0.0.7' });
    const response = await givenApi(book, { eventStore: { ...readSideOf(book).eventStore, readStream } })
      .when(history())
      .thenStatus(503);
    expect(response.headers['retry-after']).toBe('1');
    expect(response.body).not.toContain('10.0.0.7');
  });
});
