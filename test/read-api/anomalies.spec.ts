import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../domain/catalogue.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { fact } from '../support/fact.js';
import { get, givenApi, graphql, post } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';

const found = (anomalyId: string, accountId: string, day: string, more: object = {}) =>
  fact('AnomalyDetected', {
    anomalyId,
    occurredAt: `${day}T23:59:59.999Z`,
    accountId,
    metric: 'events',
    kind: 'point',
    from: day,
    day,
    value: 3,
    expected: 40,
    low: 25,
    high: 55,
    score: 4.2,
    severity: 0.9,
    falseAlarmsPerYear: 1,
    ...more,
  });
const said = (type: 'AnomalyAcknowledged' | 'AnomalyResolved', anomalyId: string) =>
  fact(type, { anomalyId, occurredAt: '2026-06-29T10:00:00Z' });

const book = {
  accounts: [
    { accountId: 'acme', segment: 'enterprise', mergedFrom: ['acme-old'] },
    { accountId: 'birch', segment: 'smb' },
  ],
  facts: [
    found('a1', 'acme', '2026-06-20'),
    found('a2', 'acme-old', '2026-06-25', { metric: 'health', kind: 'level-shift' }),
    found('a3', 'birch', '2026-06-25', { kind: 'missing-data', value: null }),
    found('a4', 'birch', '2026-06-28'),
    said('AnomalyAcknowledged', 'a3'),
    said('AnomalyResolved', 'a4'),
  ],
};

const list = (segment: string, query = '') => get(`/api/v1/trends/anomalies/${segment}${query}`, { as: 'csm' });
const idsOf = ({ items }: { readonly items: ReadonlyArray<{ readonly anomalyId: string }> }) =>
  items.map(({ anomalyId }) => anomalyId);

describe('anomalies', () => {
  it.each([
    ['all', '', ['a4', 'a2', 'a3', 'a1']],
    ['enterprise', '', ['a2', 'a1']],
    ['nobody', '', []],
    ['all', '?status=open', ['a2', 'a1']],
    ['all', '?metric=health', ['a2']],
    ['all', '?account_id=acme-old', ['a2', 'a1']],
    ['all', '?from=2026-06-25&to=2026-06-25', ['a2', 'a3']],
  ])('of %s%s are told, the latest days first', async (segment, query, ids) => {
    const response = await givenApi(book).when(list(segment, query)).then200({});
    expect(idsOf(response.json())).toEqual(ids);
  });

  it.each([
    ['*', '', ['b1']],
    ['all', '?account_id=*', ['b1']],
    ['all', '?status=open', ['b1', 'a2', 'a1']],
    ['enterprise', '', ['a2', 'a1']],
  ])('of the whole book are told beside those of accounts: %s%s', async (segment, query, ids) => {
    const withBook = { ...book, facts: [...book.facts, found('b1', '*', '2026-06-28')] };
    const response = await givenApi(withBook).when(list(segment, query)).then200({});
    expect(idsOf(response.json())).toEqual(ids);
    await givenApi(withBook)
      .when(get('/api/v1/anomalies/b1'))
      .then200({ anomaly: { accountId: '*' }, facts: [], factCount: 0 });
  });

  it('say what was expected, and what came of them', async () => {
    await givenApi(book)
      .when(list('all', '?status=acknowledged'))
      .then200({
        items: [
          {
            accountId: 'birch',
            kind: 'missing-data',
            day: '2026-06-25',
            value: null,
            expected: 40,
            low: 25,
            high: 55,
            status: 'acknowledged',
            statusSince: '2026-06-29T10:00:00.000Z',
            explanation: null,
          },
        ],
        nextCursor: null,
        freshness: { readModel: 'anomalies' },
      });
  });

  it('are read page by page', async () => {
    const first = (await givenApi(book).when(list('all', '?limit=3')).then200({})).json();
    expect(idsOf(first)).toEqual(['a4', 'a2', 'a3']);
    const second = await givenApi(book)
      .when(list('all', `?limit=3&cursor=${first.nextCursor}`))
      .then200({ nextCursor: null });
    expect(idsOf(second.json())).toEqual(['a1']);
    await givenApi(book).when(list('all', '?cursor=nonsense')).thenProblem(400, 'invalid-request', ['/cursor']);
  });

  it('are found one by one', async () => {
    await givenApi(book)
      .when(get('/api/v1/anomalies/a1'))
      .then200({ anomaly: { anomalyId: 'a1', status: 'open' }, facts: [], factCount: 0 });
    await givenApi(book).when(get('/api/v1/anomalies/a9')).thenProblem(404, 'anomaly-not-found');
  });

  it('come with what else happened about then, but not with what was measured', async () => {
    const stage = (day: string, accountId = 'acme') =>
      fact('LifecycleStageChanged', { accountId, occurredAt: `${day}T10:00:00Z`, stage: 'at-risk' });
    const used = fact('UsageRecorded', {
      accountId: 'acme',
      metric: 'events',
      feature: null,
      window: { start: '2026-06-20T00:00:00Z', end: '2026-06-20T01:00:00Z' },
      occurredAt: '2026-06-20T01:00:00Z',
      quantity: 3,
    });
    const more = [stage('2026-06-12'), stage('2026-06-14', 'acme-old'), stage('2026-06-20'), used, stage('2026-06-21')];
    await givenApi({ ...book, facts: [...book.facts, ...more] })
      .when(get('/api/v1/anomalies/a1'))
      .then200({
        factCount: 2,
        facts: [
          { type: 'LifecycleStageChanged', stream: 'account-acme', occurredAt: '2026-06-20T10:00:00.000Z' },
          { type: 'LifecycleStageChanged', stream: 'account-acme-old' },
        ],
      });
  });

  it('are the same in GraphQL', async () => {
    await givenApi(book)
      .when(graphql('{ anomalies(segment: "enterprise", first: 1) { items { anomalyId kind status } nextCursor } }'))
      .then200({ data: { anomalies: { items: [{ anomalyId: 'a2', kind: 'level-shift', status: 'open' }] } } });
    await givenApi(book)
      .when(graphql('{ anomaly(id: "a1") { anomaly { metric } } }'))
      .then200({ data: { anomaly: { anomaly: { metric: 'events' } } } });
  });
});

describe('what is said of an anomaly', () => {
  const world = async (...facts: ReadonlyArray<DomainEvent>) => {
    const log = inMemoryEventStore();
    const metadata = { correlationId: 'spec', causationId: null, actor: 'spec', source: null };
    for (const [i, event] of facts.entries())
      await log.append('anomaly-a1', 'any', [{ id: `${i}`, event, metadata }])();
    return { ...readSideOf(book), eventStore: log };
  };
  const say = (what: string, body: object = {}, as = 'csm') =>
    post(`/api/v1/anomalies/a1/${what}`, JSON.stringify(body), { as });
  const detected = found('a1', 'acme', '2026-06-20');

  it('is recorded, and answered with its position', async () => {
    const options = await world(detected);
    await givenApi(book, options).when(say('acknowledge')).then200({ anomalyId: 'a1', position: '1' });
    await givenApi(book, options)
      .when(say('explain', { explanation: ' a public holiday ' }))
      .then200({ position: '2' });
    await givenApi(book, options)
      .when(graphql('mutation { resolveAnomaly(id: "a1") { anomalyId position } }', {}, { as: 'analyst' }))
      .then200({ data: { resolveAnomaly: { anomalyId: 'a1', position: '3' } } });
    await givenApi(book, options)
      .when(say('explain', { explanation: 'late' }))
      .thenProblem(409, 'anomaly-resolved');
    await givenApi(book, options).when(say('reopen')).then200({ position: '4' });
  });

  it('is not for everybody, and not of what was never found', async () => {
    await givenApi(book, await world(detected))
      .when(say('resolve', {}, 'executive'))
      .thenProblem(403, 'forbidden');
    await givenApi(book, await world())
      .when(say('resolve'))
      .thenProblem(404, 'anomaly-not-found');
  });

  it('is refused without words', async () => {
    await givenApi(book, await world(detected))
      .when(say('explain', { explanation: ' ' }))
      .thenProblem(400, 'invalid-request', ['/explanation']);
  });
});
