import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../domain/catalogue.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { fact } from '../support/fact.js';
import { type ApiRequest, get, givenApi, graphql, post } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';

const onPlan = (value: string) => ({ field: 'plan', op: '=', value });
const name = 'key-accounts';
const defined = (day: string, plan: string, version: number) =>
  fact(version === 1 ? 'SegmentDefined' : 'SegmentRedefined', {
    ...{ name, occurredAt: `${day}T10:00:00Z`, version },
    ...{ description: `on ${plan}`, rule: onPlan(plan) },
  });
const retired = (day: string, version: number) =>
  fact('SegmentRetired', { name, occurredAt: `${day}T10:00:00Z`, version });

const accounts = [
  { accountId: 'acme', plan: 'pro', arr: '1200', segment: 'enterprise', mergedFrom: ['acme-old'] },
  { accountId: 'birch', plan: 'team', segment: name },
  { accountId: 'cedar', plan: 'pro' },
  { accountId: 'dogwood' },
];
const book = {
  accounts,
  daily: [
    { accountId: 'acme', metric: 'events', day: '2026-06-20', value: 1 },
    { accountId: 'acme-old', metric: 'events', day: '2026-06-20', value: 2 },
    { accountId: 'birch', metric: 'events', day: '2026-06-20', value: 40 },
    { accountId: 'cedar', metric: 'events', day: '2026-06-20', value: 10 },
  ],
};
const versions = [defined('2026-03-01', 'team', 1), defined('2026-05-01', 'pro', 2)];
const given = (...facts: ReadonlyArray<DomainEvent>) => givenApi({ ...book, facts });
const members = (query = '') => get(`/api/v1/segments/${name}/accounts${query}`, { as: 'csm' });
const idsOf = ({ items }: { readonly items: ReadonlyArray<{ readonly accountId: string }> }) =>
  items.map(({ accountId }) => accountId);

describe('segments', () => {
  it('are told with the rule that holds, and all there were', async () => {
    const last = { name, retired: false, version: 2, description: 'on pro', rule: onPlan('pro') };
    await given(...versions)
      .when(get('/api/v1/segments', { as: 'executive' }))
      .then200({ items: [last], freshness: { readModel: 'segments' } });
    await given(...versions, retired('2026-06-01', 3))
      .when(get(`/api/v1/segments/${name}`))
      .then200({ segment: { retired: true, rule: null, versions: [{ version: 1, rule: onPlan('team') }, {}, {}] } });
    await given().when(get('/api/v1/segments/nobody')).thenProblem(404, 'segment-not-found');
  });

  it('have the members that the rule of the day matches', async () => {
    await given(...versions)
      .when(members())
      .then200({
        ...{ name, version: 2, asOf: '2026-06-30', matching: 2, undecided: 1, accounts: 4, nextCursor: null },
        items: [{ accountId: 'acme', plan: 'pro', arr: 1200, seats: null, cohort: [] }, { accountId: 'cedar' }],
      });
    const before = await given(...versions)
      .when(members('?asOf=2026-04-30'))
      .then200({ version: 1 });
    expect(idsOf(before.json())).toEqual(['birch']);
    const anew = await given(...versions)
      .when(members('?asOf=2026-01-01&version=2'))
      .then200({ version: 2 });
    expect(idsOf(anew.json())).toEqual(['acme', 'cedar']);
  });

  it('are as the log knew them at the end of a day', async () => {
    await given(...versions)
      .when(members('?knownAt=2026-06-01'))
      .then200({ version: 2, asOf: '2026-06-01', knownAt: '2026-06-01', matching: 2 });
    await given(...versions)
      .when(members('?knownAt=2026-05-31'))
      .thenProblem(404, 'segment-not-found');
    await given(...versions)
      .when(
        graphql(`{ segmentAccounts(name: "${name}", knownAt: "2026-06-01", asOf: "2026-04-30") { version knownAt } }`),
      )
      .then200({ data: { segmentAccounts: { version: 1, knownAt: '2026-06-01' } } });
  });

  it('are read page by page', async () => {
    const first = (
      await given(...versions)
        .when(members('?limit=1'))
        .then200({ matching: 2 })
    ).json();
    expect(idsOf(first)).toEqual(['acme']);
    const second = await given(...versions)
      .when(members(`?limit=1&cursor=${first.nextCursor}`))
      .then200({ matching: 2, nextCursor: null });
    expect(idsOf(second.json())).toEqual(['cedar']);
    await given(...versions)
      .when(members('?cursor=!'))
      .thenProblem(400, 'invalid-request', ['/cursor']);
  });

  it.each([
    ['?asOf=2026-02-28', 404, 'segment-not-defined-then'],
    ['?asOf=2026-06-30', 404, 'segment-not-defined-then'],
    ['?version=3', 400, 'invalid-request'],
    ['?version=9', 400, 'invalid-request'],
    ['?asOf=yesterday', 400, 'invalid-request'],
  ])('have no members to be told of %s', async (query, status, problem) => {
    await given(...versions, retired('2026-06-01', 3))
      .when(members(query))
      .thenProblem(status, problem);
  });

  const accountsOf = async (request: ApiRequest, ...facts: ReadonlyArray<DomainEvent>) =>
    idsOf(
      (
        await given(...facts)
          .when(request)
          .then200({})
      ).json(),
    );

  it('narrow lists, series and anomalies before what a CRM calls so, until they are retired', async () => {
    const list = get(`/api/v1/accounts?segment=${name}`);
    expect(await accountsOf(list, ...versions)).toEqual(['acme', 'cedar']);
    expect(await accountsOf(list, ...versions, retired('2026-06-01', 3))).toEqual(['birch']);
    expect(await accountsOf(get('/api/v1/accounts?segment=nobody'), ...versions)).toEqual([]);
    expect(await accountsOf(get('/api/v1/accounts?segment=enterprise'), ...versions)).toEqual(['acme']);
  });

  it.each([
    [name, 13],
    [`${name}&plan=team`, undefined],
    ['enterprise', 3],
    ['nobody', undefined],
  ])('are books: %s', async (segment, value) => {
    const answer = await given(...versions)
      .when(get(`/api/v1/trends/series?metric=events&grain=all&segment=${segment}`))
      .then200({});
    expect(answer.json().series[0]?.points[0].value).toBe(value);
  });

  it('say whose anomalies are meant', async () => {
    const found = (anomalyId: string, accountId: string) =>
      fact('AnomalyDetected', {
        ...{ anomalyId, accountId, occurredAt: '2026-06-20T23:59:59Z', metric: 'events', kind: 'point' },
        ...{ from: '2026-06-20', day: '2026-06-20', value: 3, expected: 40, low: 25, high: 55 },
        ...{ score: 4.2, severity: 0.9, falseAlarmsPerYear: 1 },
      });
    const answer = await given(...versions, found('a1', 'acme-old'), found('a2', 'birch'))
      .when(get(`/api/v1/trends/anomalies/${name}`))
      .then200({});
    expect(answer.json().items.map((one: { anomalyId: string }) => one.anomalyId)).toEqual(['a1']);
  });
});

describe('a rule that is tried', () => {
  const tried = (rule: unknown, as = 'analyst') => post('/api/v1/segments/try', JSON.stringify({ rule }), { as });

  it('says how many it matches, and shows some of them', async () => {
    await given()
      .when(tried({ not: onPlan('team') }))
      .then200({
        ...{ asOf: '2026-06-30', matching: 2, undecided: 1, accounts: 4 },
        sample: [{ accountId: 'acme', plan: 'pro' }, { accountId: 'cedar' }],
      });
    await given()
      .when(
        tried({
          or: [
            { field: 'plan', op: 'is missing' },
            { field: 'arr', op: '>', value: 1000 },
          ],
        }),
      )
      .then200({ matching: 2, undecided: 2, sample: [{ accountId: 'acme' }, { accountId: 'dogwood' }] });
  });

  it('is refused where it makes no sense, and not tried for everybody', async () => {
    const wrong = { and: [onPlan('pro'), { field: 'arr', op: '=', value: 'much' }] };
    await given().when(tried(wrong)).thenProblem(400, 'invalid-request', ['/rule/and/1/value']);
    await given()
      .when(tried(onPlan('pro'), 'csm'))
      .thenProblem(403, 'forbidden');
  });
});

describe('what is said of a segment', () => {
  const world = () => ({ ...readSideOf(book), eventStore: inMemoryEventStore() });
  const say = (method: 'POST' | 'PUT', path: string, body: object, as = 'analyst'): ApiRequest => ({
    ...post(`/api/v1/segments${path}`, JSON.stringify(body), { as }),
    method,
  });
  const define = (plan: string, as?: string) => say('POST', '', { name, rule: onPlan(plan), description: 'key' }, as);

  it('is recorded, and answered with its position', async () => {
    const options = world();
    await givenApi(book, options).when(define('pro')).then200({ name, position: '0' });
    await givenApi(book, options).when(define('pro')).then200({ name, position: '0' });
    await givenApi(book, options).when(define('team')).thenProblem(409, 'segment-exists');
    await givenApi(book, options)
      .when(say('PUT', `/${name}`, { rule: onPlan('team') }))
      .then200({ position: '1' });
    await givenApi(book, options)
      .when(say('POST', `/${name}/retire`, {}, 'admin'))
      .then200({ position: '2' });
    await givenApi(book, options)
      .when(say('PUT', `/${name}`, { rule: onPlan('pro') }))
      .thenProblem(404, 'segment-not-found');
  });

  it('is not for everybody, and names what it is of', async () => {
    for (const as of ['csm', 'executive', 'auditor'])
      await givenApi(book, world()).when(define('pro', as)).thenProblem(403, 'forbidden');
    const unnamed = say('POST', '', { name: 'all', rule: onPlan('pro') });
    await givenApi(book, world()).when(unnamed).thenProblem(400, 'invalid-request', ['/name']);
  });

  it('is the same in GraphQL', async () => {
    const options = world();
    const rule = onPlan('pro');
    const mutation = `mutation ($rule: JSON!) { defineSegment(name: "${name}", rule: $rule) { name position } }`;
    await givenApi(book, options)
      .when(graphql(mutation, { rule }, { as: 'analyst' }))
      .then200({ data: { defineSegment: { name, position: '0' } } });
    await givenApi(book, options)
      .when(
        graphql(`mutation ($rule: JSON!) { redefineSegment(name: "${name}", rule: $rule) { position } }`, {
          rule: onPlan('x'),
        }),
      )
      .then200({ data: { redefineSegment: { position: '1' } } });
    await givenApi(book, options)
      .when(graphql(`mutation { retireSegment(name: "${name}") { position } }`))
      .then200({ data: { retireSegment: { position: '2' } } });
    await given(...versions)
      .when(
        graphql(`{ segment(name: "${name}") { segment { rule versions { version } } } segments { items { name } } }`),
      )
      .then200({ data: { segment: { segment: { rule, versions: [{ version: 1 }, { version: 2 }] } } } });
    await given(...versions)
      .when(
        graphql(`{ segmentAccounts(name: "${name}", first: 1) { matching items { accountId plan arr } nextCursor } }`),
      )
      .then200({ data: { segmentAccounts: { matching: 2, items: [{ accountId: 'acme', plan: 'pro', arr: 1200 }] } } });
    await given()
      .when(graphql('query ($rule: JSON!) { tryRule(rule: $rule) { matching sample { accountId } } }', { rule }))
      .then200({ data: { tryRule: { matching: 2, sample: [{ accountId: 'acme' }, { accountId: 'cedar' }] } } });
  });
});
