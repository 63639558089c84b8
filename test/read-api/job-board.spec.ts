import type { FastifyPluginCallback } from 'fastify';
import { describe, expect, it } from 'vitest';
import { apiOver, get, givenApi, post, tokenOf } from '../support/given-api.js';

const board: FastifyPluginCallback<{ readonly prefix: string }> = (app, { prefix }, done) => {
  app.get('/', async () => ({ shown: prefix }));
  app.put('/retry', async () => ({ retried: true }));
  done();
};
const queues = '/admin/queues';

/** What a browser keeps of an answer. */
const cookieIn = (header: unknown): string => String(header).split(';')[0] ?? '';

describe('the job board', () => {
  it('is shown to admins', async () => {
    await givenApi({}, { jobBoard: board }).when(get(queues)).then200({ shown: queues });
    await givenApi({}, { jobBoard: board })
      .when(get(queues, { as: 'analyst' }))
      .thenProblem(403, 'forbidden');
    await givenApi({}, { jobBoard: board })
      .when(get(queues, { as: null }))
      .thenProblem(401, 'unauthenticated');
  });

  it('says plainly that there is none without Redis', async () => {
    await givenApi({}).when(get(queues)).thenProblem(404, 'no-job-board');
    await givenApi({})
      .when(get(queues, { as: 'csm' }))
      .thenProblem(403, 'forbidden');
  });

  it('is opened in a browser by a cookie that only an admin is given', async () => {
    const app = apiOver({}, { jobBoard: board });
    const session = await app.inject(post('/admin/session', '{}'));
    expect(session.statusCode).toBe(204);
    const given = String(session.headers['set-cookie']);
    expect(given).toContain(`${tokenOf('admin').split('.')[0]}.`);
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/admin', 'Max-Age='])
      expect(given).toContain(attribute);
    const cookie = cookieIn(given);
    const answered = async (method: 'GET' | 'PUT', url: string, headers: object) =>
      (await app.inject({ method, url, headers: { ...headers } })).statusCode;
    expect(await answered('GET', queues, { cookie })).toBe(200);
    expect(await answered('PUT', `${queues}/retry`, { cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await answered('PUT', `${queues}/retry`, { cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await answered('PUT', `${queues}/retry`, { cookie, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await answered('GET', queues, { cookie: 'treering_admin=damaged' })).toBe(401);
    expect(await answered('GET', queues, { cookie: `treering_admin=${tokenOf('csm')}` })).toBe(403);
    await app.close();
  });

  it('gives the cookie to nobody else, and takes it for nothing else', async () => {
    await givenApi({})
      .when(post('/admin/session', '{}', { as: 'analyst' }))
      .thenProblem(403, 'forbidden');
    await givenApi({})
      .when(post('/admin/session', '{}', { as: null }))
      .thenProblem(401, 'unauthenticated');
    const headers = { cookie: `treering_admin=${tokenOf('admin')}` };
    await givenApi({})
      .when(get('/api/v1/accounts', { as: null, headers }))
      .thenProblem(401, 'unauthenticated');
  });
});
