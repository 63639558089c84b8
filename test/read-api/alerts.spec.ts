import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../domain/catalogue.js';
import { ChannelName } from '../../domain/notice-plan.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { fact } from '../support/fact.js';
import { type ApiRequest, get, givenApi, graphql, post } from '../support/given-api.js';
import { readSideOf } from '../support/read-side-of.js';
import { sampleOpened } from '../support/sample-notice.js';
import { valid } from '../support/valid.js';

const opened = (alertId: string, accountId: string, hour: number, more: object = {}) =>
  sampleOpened({ alertId, accountId, occurredAt: `2026-03-03T${hour}:00:00Z`, ...more });
const at = (alertId: string, hour: number) => ({ alertId, occurredAt: `2026-03-03T${hour}:00:00Z` });
const rule = {
  name: 'Critical',
  watch: { what: 'health-band', bands: ['critical'] },
  accounts: {},
  plan: { channels: ['desk'], escalation: null, quietHours: null },
};

const book = {
  accounts: [{ accountId: 'acme', mergedFrom: ['acme-old'] }, { accountId: 'birch' }],
  facts: [
    fact('AlertRuleSaved', { ruleId: 'r1', occurredAt: '2026-03-01T00:00:00Z', ...rule }),
    fact('AlertRulePaused', { ruleId: 'r1', occurredAt: '2026-03-02T00:00:00Z' }),
    opened('k:a', 'acme', 10),
    opened('l:b', 'acme-old', 12),
    opened('m:c', 'birch', 11, { ruleId: 'r2', plan: { ...rule.plan, channels: ['desk', 'duty'] } }),
    fact('AlertNoticeDelivered', { ...at('m:c', 11), channel: 'desk', about: 'opened' }),
    fact('AlertNoticeFailed', {
      ...at('m:c', 11),
      ...{ channel: 'duty', about: 'opened', attempt: 2, reason: 'the receiver answered 500' },
      retryAt: '2026-03-03T11:05:00Z',
    }),
    fact('AlertAcknowledged', at('l:b', 13)),
    fact('AlertResolved', { ...at('k:a', 14), by: 'condition' }),
  ],
};

const list = (query = '') => get(`/api/v1/alerts${query}`, { as: 'csm' });
const idsOf = ({ items }: { readonly items: ReadonlyArray<{ readonly alertId: string }> }) =>
  items.map(({ alertId }) => alertId);

describe('alerts', () => {
  it.each([
    ['', ['l:b', 'm:c', 'k:a']],
    ['?status=open', ['m:c']],
    ['?status=resolved', ['k:a']],
    ['?account_id=acme-old', ['l:b', 'k:a']],
    ['?rule_id=r2', ['m:c']],
  ])('%s are told, the latest first', async (query, ids) => {
    expect(idsOf((await givenApi(book).when(list(query)).then200({})).json())).toEqual(ids);
  });

  it('are read page by page', async () => {
    const first = (await givenApi(book).when(list('?limit=2')).then200({})).json();
    expect(idsOf(first)).toEqual(['l:b', 'm:c']);
    const second = await givenApi(book)
      .when(list(`?limit=2&cursor=${first.nextCursor}`))
      .then200({ nextCursor: null });
    expect(idsOf(second.json())).toEqual(['k:a']);
    await givenApi(book).when(list('?cursor=nonsense')).thenProblem(400, 'invalid-request', ['/cursor']);
  });

  it('say what was seen, who resolved them, and what became of telling people', async () => {
    await givenApi(book)
      .when(get('/api/v1/alerts/m:c'))
      .then200({
        alert: {
          status: 'open',
          seen: { what: 'health', score: 31.25, band: 'critical' },
          deliveries: [
            { channel: 'desk', state: 'delivered', deliveredAt: '2026-03-03T11:00:00.000Z', reason: null },
            {
              ...{ channel: 'duty', state: 'failed', attempts: 2, reason: 'the receiver answered 500' },
              retryAt: '2026-03-03T11:05:00.000Z',
            },
          ],
        },
        freshness: { readModel: 'alerts' },
      });
    await givenApi(book)
      .when(get('/api/v1/alerts/k:a'))
      .then200({ alert: { status: 'resolved', resolvedBy: 'condition', resolvedAt: '2026-03-03T14:00:00.000Z' } });
    await givenApi(book).when(get('/api/v1/alerts/k:x')).thenProblem(404, 'alert-not-found');
  });

  it('and their rules are the same in GraphQL', async () => {
    await givenApi(book)
      .when(graphql('{ alerts(status: open) { items { alertId seen deliveries { channel state } } nextCursor } }'))
      .then200({ data: { alerts: { items: [{ alertId: 'm:c', seen: { what: 'health' } }], nextCursor: null } } });
    await givenApi(book)
      .when(graphql('{ alertRules { items { ruleId paused watch { what bands below } plan { channels } } } }'))
      .then200({
        data: {
          alertRules: {
            items: [
              {
                ...{ ruleId: 'r1', paused: true, plan: { channels: ['desk'] } },
                watch: { what: 'health-band', bands: ['critical'], below: null },
              },
            ],
          },
        },
      });
  });
});

const world = async (...facts: ReadonlyArray<DomainEvent>) => {
  const log = inMemoryEventStore();
  const metadata = { correlationId: 'spec', causationId: null, actor: 'spec', source: null };
  for (const [i, event] of facts.entries()) await log.append('alert-k', 'any', [{ id: `${i}`, event, metadata }])();
  return { ...readSideOf(book), eventStore: log };
};
const put = (url: string, body: object, as = 'admin'): ApiRequest => ({
  ...post(url, JSON.stringify(body), { as }),
  method: 'PUT',
});

describe('what is said of an alert', () => {
  const say = (what: string, as = 'csm') => post(`/api/v1/alerts/k:a/${what}`, '{}', { as });

  it('is recorded, and answered with its position', async () => {
    const options = await world(opened('k:a', 'acme', 10));
    await givenApi(book, options).when(say('acknowledge')).then200({ alertId: 'k:a', position: '1' });
    await givenApi(book, options)
      .when(graphql('mutation { resolveAlert(id: "k:a") { position } }', {}, { as: 'csm' }))
      .then200({ data: { resolveAlert: { position: '2' } } });
    await givenApi(book, options).when(say('acknowledge')).thenProblem(409, 'alert-resolved');
  });

  it('is not for everybody, and not of what was never opened', async () => {
    await givenApi(book, await world(opened('k:a', 'acme', 10)))
      .when(say('resolve', 'executive'))
      .thenProblem(403, 'forbidden');
    await givenApi(book, await world())
      .when(say('resolve'))
      .thenProblem(404, 'alert-not-found');
  });
});

describe('channels', () => {
  const channel = (name: string, body: object, as = 'admin') => put(`/api/v1/alert-channels/${name}`, body, as);
  const url = 'https://hooks.example/services/s3cret';

  it('are saved by an admin, and never say whom they reach', async () => {
    const options = await world();
    const secret = expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await givenApi(book, options)
      .when(channel('backend', { kind: 'webhook', url }))
      .then200({ name: 'backend', kind: 'webhook', secret });
    await givenApi(book, options)
      .when(channel('desk', { kind: 'slack', url }))
      .then200({ secret: null });
    await givenApi(book, options)
      .when(
        graphql('mutation ($t: AlertChannelInput!) { saveAlertChannel(name: "duty", target: $t) { kind secret } }', {
          t: { kind: 'mail', to: ['duty@example.com'] },
        }),
      )
      .then200({ data: { saveAlertChannel: { kind: 'mail', secret: null } } });
    const listed = await givenApi(book, options)
      .when(get('/api/v1/alert-channels', { as: 'csm' }))
      .then200({});
    expect(listed.json()).toEqual({
      items: [
        { name: 'backend', kind: 'webhook' },
        { name: 'desk', kind: 'slack' },
        { name: 'duty', kind: 'mail' },
      ],
    });
    await givenApi(book, options)
      .when(channel('desk', { kind: 'slack', url }, 'analyst'))
      .thenProblem(403, 'forbidden');
  });

  it('are not saved where they reach nobody', async () => {
    await givenApi(book)
      .when(channel('desk', { kind: 'mail', to: [] }))
      .thenProblem(400, 'invalid-request', ['/to']);
  });
});

describe('alert rules', () => {
  const withDesk = async () => {
    const options = await world();
    const target = { kind: 'slack', url: 'https://hooks.example/x' } as const;
    await options.alertChannels.save({ name: valid(ChannelName)('desk'), target });
    return options;
  };
  const save = (body: object, as = 'analyst') => put('/api/v1/alert-rules/critical', body, as);
  const minimal = { name: 'Critical', watch: rule.watch, plan: { channels: ['desk'] } };

  it('are saved, paused and resumed, each once', async () => {
    const options = await withDesk();
    await givenApi(book, options).when(save(minimal)).then200({ ruleId: 'critical', position: '0' });
    await givenApi(book, options)
      .when(save({ ...rule }))
      .then200({ position: '0' });
    const pause = (what: string) => post(`/api/v1/alert-rules/critical/${what}`, '{}', { as: 'analyst' });
    await givenApi(book, options).when(pause('pause')).then200({ position: '1' });
    await givenApi(book, options).when(pause('pause')).then200({ position: '1' });
    await givenApi(book, options).when(pause('resume')).then200({ position: '2' });
    await givenApi(book, options)
      .when(
        graphql('mutation ($r: AlertRuleInput!) { saveAlertRule(id: "critical", rule: $r) { position } }', {
          r: { ...minimal, name: 'Anew', watch: { what: 'anomaly', minimumSeverity: 0.5 }, accounts: { plan: 'pro' } },
        }),
      )
      .then200({ data: { saveAlertRule: { position: '3' } } });
  });

  it('are not for everybody, and have to be there', async () => {
    const options = await withDesk();
    await givenApi(book, options).when(save(minimal, 'csm')).thenProblem(403, 'forbidden');
    await givenApi(book, options)
      .when(post('/api/v1/alert-rules/other/pause', '{}'))
      .thenProblem(404, 'alert-rule-not-found');
  });

  it('are not saved where they tell nobody', async () => {
    const plan = { channels: ['desk', 'pager'], escalation: { afterMinutes: 30, channels: ['boss'] } };
    await givenApi(book, await withDesk())
      .when(save({ ...minimal, plan }))
      .thenProblem(400, 'invalid-request', ['/plan/channels/1', '/plan/escalation/channels/0']);
    await givenApi(book)
      .when(save({ ...minimal, watch: { what: 'health-band', bands: ['purple'] } }))
      .thenProblem(400, 'invalid-request', ['/watch/bands']);
  });
});

describe('trying a rule', () => {
  const now = '2026-03-10T12:00:00.000Z';
  const scored = (accountId: string, scores: ReadonlyArray<number>) =>
    scores.map((score, i) => ({ accountId, day: `2026-03-0${i + 1}`, score }));
  const anomaly = (anomalyId: string, accountId: string, day: string, severity: number) =>
    fact('AnomalyDetected', {
      ...{ anomalyId, occurredAt: `${day}T23:59:59.999Z`, accountId, metric: 'events', kind: 'point', from: day, day },
      ...{ value: 1, expected: 9, low: 4, high: 14, score: 4, severity, falseAlarmsPerYear: 1 },
    });
  const tried = {
    now,
    accounts: [
      { accountId: 'acme', plan: 'pro', mergedFrom: ['acme-old'] },
      { accountId: 'birch', plan: 'free' },
    ],
    health: [...scored('acme', [80, 80, 20, 20, 80, 30]), ...scored('birch', [80, 20])],
    facts: [
      anomaly('a1', 'acme-old', '2026-03-02', 0.9),
      anomaly('a2', 'birch', '2026-03-03', 0.9),
      anomaly('a3', 'birch', '2026-03-04', 0.1),
      anomaly('a4', 'birch', '2026-01-04', 0.9),
    ],
  };
  const trying = (more: object) =>
    post('/api/v1/alert-rules/try', JSON.stringify({ ...rule, ...more }), { as: 'analyst' });
  const severe = { what: 'anomaly', minimumSeverity: 0.5 };

  it('tells how often a condition came about in the last 30 days, the latest first', async () => {
    await givenApi(tried)
      .when(trying({}))
      .then200({
        ...{ from: '2026-02-09', to: '2026-03-10', accounts: 2, count: 3 },
        sample: [
          { accountId: 'acme', seen: { day: '2026-03-06', score: 30 } },
          { accountId: 'acme', seen: { day: '2026-03-03', score: 20 } },
          { accountId: 'birch', seen: { day: '2026-03-02', score: 20 } },
        ],
      });
  });

  it.each([
    [{ watch: severe }, ['a2', 'a1'], 2],
    [{ watch: severe, accounts: { plan: 'pro' } }, ['a1'], 1],
    [{ watch: { ...severe, kinds: ['level-shift'] } }, [], 2],
  ])('of anomalies: %j', async (more, ids, accounts) => {
    const { sample, count, accounts: watched } = (await givenApi(tried).when(trying(more)).then200({})).json();
    expect(sample.map(({ seen }: { seen: { anomalyId: string } }) => seen.anomalyId)).toEqual(ids);
    expect([count, watched]).toEqual([ids.length, accounts]);
  });

  it('is for who may change rules, and refuses a rule as saving it would', async () => {
    const asked = trying({ watch: { what: 'health-band', bands: ['awful'] } });
    await givenApi(tried).when(asked).thenProblem(400, 'invalid-request', ['/watch/bands']);
    const { headers } = post('', '', { as: 'csm' });
    await givenApi(tried)
      .when({ ...asked, headers })
      .thenProblem(403, 'forbidden');
  });
});
