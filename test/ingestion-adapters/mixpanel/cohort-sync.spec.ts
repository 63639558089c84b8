import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { Receipts } from '../../../application/ports/receipts.js';
import { type CohortState, membersIn } from '../../../domain/cohort/state.js';
import { makeReceive } from '../../../ingestion-adapters/receive.js';
import { webhookRoutes } from '../../../ingestion-adapters/webhook-routes.js';
import { ingestionUnderTest } from '../ingesting.js';

const sync = (action: string, members: number, page = 1, session = 's1') => ({
  action,
  parameters: {
    mixpanel_project_id: '42',
    mixpanel_cohort_id: '9',
    mixpanel_cohort_name: 'Loyal users',
    mixpanel_session_id: session,
    page_info: { total_pages: 2, page_count: page },
    members: Array.from({ length: members }, (_, i) => ({
      mixpanel_distinct_id: `user ${page} ${i}`,
      email: `user${i}@example.test`,
    })),
  },
});

const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const noon = Date.parse('2026-03-01T12:00:00Z');

const system = async (over: Partial<Receipts> = {}) => {
  let hours = 0;
  const ingestion = await ingestionUnderTest();
  const app = Fastify();
  closing.push(() => app.close());
  await app.register(webhookRoutes, {
    authorise: async () => false,
    receive: makeReceive({
      connections: ingestion.deps.connections,
      receipts: { ...ingestion.receipts, ...over },
      now: () => new Date(noon + hours * 3_600_000),
      wake: () => undefined,
      report: () => undefined,
    }),
  });
  const post = async (body: unknown, credentials = 'treering:m', indent = 0) => {
    const payload = JSON.stringify(body, null, indent);
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const answer = await app.inject({
      method: 'POST',
      url: '/ingest/mixpanel/demo',
      payload,
      headers: { authorization },
    });
    return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json() };
  };
  const anHourPasses = () => void hours++;
  return { ...ingestion, post, anHourPasses };
};

describe('a cohort that Mixpanel syncs', () => {
  it('is answered as Mixpanel demands, whatever the action', async () => {
    const { post } = await system();
    for (const action of ['members', 'add_members', 'remove_members']) {
      const answer = await post(sync(action, 2));
      expect(answer).toEqual({
        status: 200,
        type: 'application/json; charset=utf-8',
        body: { action, status: 'success' },
      });
    }
  });

  it('is kept page by page, repeats once, and its members counted', async () => {
    const { post, ingest, receipts, events } = await system();
    for (const page of [1, 2, 1, 2]) expect((await post(sync('members', 3, page))).status).toBe(200);
    await post(sync('add_members', 1, 1, 's2'), 'treering:m', 2);
    expect(await receipts.waiting()).toBe(3);
    await ingest();
    expect(await receipts.notUnderstood()).toEqual({
      'mixpanel/demo cohort members': 6,
      'mixpanel/demo cohort add_members': 1,
    });
    expect([await events(), await receipts.quarantine(1)]).toEqual([[], []]);
  });

  it('says of members whose account is known that they came or went when we were told', async () => {
    const { post, ingest, receipts, states, events, anHourPasses } = await system();
    const of = (body: ReturnType<typeof sync>, company_id: unknown) => ({
      ...body,
      parameters: { ...body.parameters, members: body.parameters.members.map((one) => ({ ...one, company_id })) },
    });
    await post(of(sync('members', 3), 7));
    await post(sync('members', 2, 2));
    await ingest();
    const accountId = accountIdOf({ source: 'hubspot', connection: 'demo', id: '7' });
    const stream = `cohort-mixpanel:demo:9-${accountId}`;
    const held = async () => (await states())[stream] as CohortState;
    expect(await held()).toMatchObject({
      cohort: { value: { source: 'mixpanel', connection: 'demo', id: '9' } },
      name: { value: 'Loyal users', at: '2026-03-01T12:00:00.000Z' },
    });
    expect(membersIn(await held())).toBe(3);
    expect(await receipts.notUnderstood()).toEqual({ 'mixpanel/demo cohort members': 2 });
    expect(JSON.stringify(await events())).not.toMatch(/example\.test|user 1 0/);
    anHourPasses();
    await post(of(sync('remove_members', 1, 1, 's2'), 7));
    await ingest();
    expect(Object.values((await held()).members).filter(({ value }) => !value)).toHaveLength(1);
  });

  it('may grow actions and fields', async () => {
    const { post, ingest, receipts } = await system();
    expect((await post({ ...sync('archive', 0), extra: 1 })).body).toEqual({ action: 'archive', status: 'success' });
    await ingest();
    expect(await receipts.notUnderstood()).toEqual({ 'mixpanel/demo cohort sync of another kind': 1 });
  });

  it('goes on when the fault is ours: only a 5xx is tried again, where a 4xx would pause it', async () => {
    const { post } = await system({ keep: async () => Promise.reject(new Error('disk full')) });
    expect((await post(sync('members', 1))).status).toBe(503);
  });

  it('is refused without the secret', async () => {
    const { post, receipts } = await system();
    expect((await post(sync('members', 1), 'treering:other')).status).toBe(401);
    expect(await receipts.waiting()).toBe(0);
  });
});

describe('an export that is posted', () => {
  it('is answered with its receipt, as before', async () => {
    const { post } = await system();
    const line = { event: 'A', properties: { time: 1_772_359_200, company_id: '7', parameters: {} } };
    expect(await post(line)).toMatchObject({ status: 202, body: { status: 'accepted' } });
  });
});
