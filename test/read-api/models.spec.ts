import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../domain/catalogue.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { get, givenApi, graphql, post } from '../support/given-api.js';
import { comparedWith, evaluated, promotedByRule, rolledBack, trained } from '../support/models-said.js';
import { readSideOf } from '../support/read-side-of.js';

const twice = [
  ...[trained('v1', 1), evaluated('v1', 2), promotedByRule('v1', 3)],
  ...[trained('v2', 8), evaluated('v2', 9, comparedWith('v1', 0.02, 0.01)), promotedByRule('v2', 10, 'v1')],
];
const book = { facts: [...twice, rolledBack('v1', 12, 'v2')] };
const history = (query = '') => get(`/api/v1/models/churn/history${query}`, { as: 'auditor' });

describe('models', () => {
  it('are listed with their champion and how each version did', async () => {
    const response = await givenApi(book)
      .when(get('/api/v1/models', { as: 'executive' }))
      .then200({ freshness: { readModel: 'models', position: '700' } });
    expect(response.json().items).toMatchObject([
      {
        model: 'churn',
        champion: { version: 'v1', approvedBy: { kind: 'person', name: 'user:ada' }, rollBack: 'it misses renewals' },
        versions: [
          { version: 'v2', status: 'former-champion', seed: 7, evaluation: { calibrationError: 0.012 } },
          { version: 'v1', status: 'champion', logPosition: '100/100', features: [{ name: 'health.score' }] },
        ],
      },
    ]);
  });

  it.each([
    ['', 'v1'],
    ['?at=2026-03-11', 'v2'],
    ['?at=2026-03-04T00:00:00Z', 'v1'],
    ['?known_at=600', 'v2'],
    ['?known_at=300&at=2026-03-11', 'v1'],
  ])('tell by history%s whose predictions were shown', async (query, version) => {
    await givenApi(book).when(history(query)).then200({ model: 'churn', champion: { version } });
  });

  it('had no champion before the first, and are not there before they are trained', async () => {
    await givenApi(book).when(history('?at=2026-03-02')).then200({ champion: null });
    await givenApi(book).when(get('/api/v1/models/expansion/history')).thenProblem(404, 'model-not-found');
    await givenApi(book).when(history('?known_at=1')).thenProblem(404, 'model-not-found');
    await givenApi(book).when(get('/api/v1/models/weather/history')).thenProblem(400, 'invalid-request', ['/name']);
  });
});

const world = async (...facts: ReadonlyArray<DomainEvent>) => {
  const log = inMemoryEventStore();
  const metadata = { correlationId: 'spec', causationId: null, actor: 'spec', source: null };
  for (const [i, event] of facts.entries()) await log.append('model-churn', 'any', [{ id: `${i}`, event, metadata }])();
  return { ...readSideOf(book), eventStore: log };
};
const change = (what: string, body: object, as = 'admin') =>
  post(`/api/v1/models/churn/${what}`, JSON.stringify(body), { as });

describe('deciding about versions', () => {
  const reason = ' it misses renewals ';

  it('goes back once, and says where that can be read', async () => {
    const options = await world(...twice);
    const answered = { model: 'churn', position: '6' };
    await givenApi(book, options).when(change('roll-back', { reason })).then200(answered);
    await givenApi(book, options)
      .when(change('roll-back', { reason, to: 'v1' }))
      .then200(answered);
    await givenApi(book, options)
      .when(history('?known_at=6'))
      .then200({ champion: { version: 'v1', approvedBy: { name: 'user:spec-admin' }, rollBack: reason.trim() } });
    await givenApi(book, options).when(change('roll-back', { reason })).thenProblem(409, 'no-earlier-champion');
  });

  it('promotes what keeps the rule, and nothing else', async () => {
    const better = await world(...twice.slice(0, 5));
    await givenApi(book, better)
      .when(change('promote', { version: 'v2' }))
      .then200({ position: '5' });
    await givenApi(book, better)
      .when(history('?known_at=5'))
      .then200({ champion: { version: 'v2' } });
    const worse = await world(...twice.slice(0, 4), evaluated('v2', 9, comparedWith('v1', 0.02, 0.2)));
    const refused = await givenApi(book, worse)
      .when(change('promote', { version: 'v2' }))
      .answered();
    expect(refused.json()).toMatchObject({ status: 409, detail: expect.stringContaining('may be chance') });
    await givenApi(book, worse)
      .when(change('promote', { version: 'v9' }))
      .thenProblem(404, 'model-not-found');
  });

  it('retires what is not in use', async () => {
    const options = await world(...twice);
    await givenApi(book, options)
      .when(change('retire', { version: 'v1' }))
      .then200({ position: '6' });
    await givenApi(book, options)
      .when(change('retire', { version: 'v2' }))
      .thenProblem(409, 'model-is-champion');
    await givenApi(book, options)
      .when(change('promote', { version: 'v1' }))
      .thenProblem(409, 'model-retired');
  });

  it('is for admins, with a reason', async () => {
    const options = await world(...twice);
    await givenApi(book, options)
      .when(change('roll-back', { reason }, 'analyst'))
      .thenProblem(403, 'forbidden');
    await givenApi(book, options)
      .when(change('roll-back', { reason: ' ' }))
      .thenProblem(400, 'invalid-request', ['/reason']);
  });

  it('is the same in GraphQL', async () => {
    const options = await world(...twice);
    await givenApi(book, options)
      .when(graphql('mutation { rollBackModel(name: "churn", reason: "worse") { model position } }'))
      .then200({ data: { rollBackModel: { model: 'churn', position: '6' } } });
    await givenApi(book, options)
      .when(
        graphql(`{ modelHistory(name: "churn", knownAt: "6") { champion { version rollBack } versions { status settings } }
          models { items { model champion { approvedBy { kind } } } } }`),
      )
      .then200({
        data: {
          modelHistory: {
            champion: { version: 'v1', rollBack: 'worse' },
            versions: [{ status: 'former-champion' }, { status: 'champion' }],
          },
          models: { items: [{ model: 'churn', champion: { approvedBy: { kind: 'person' } } }] },
        },
      });
  });
});
