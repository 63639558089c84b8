import { describe, expect, it } from 'vitest';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { get, givenApi, post } from '../support/given-api.js';

const URL = '/api/v1/connections/custom-crm/own/mapping';
const cents = { to: 'arr', from: '/value', type: 'decimal', multiply: '0.01', required: true };
const definition = (...fields: ReadonlyArray<object>) => ({
  records: [{ kind: 'opportunity', records: '/deals', id: '/id', changedAt: { from: '/at' }, fields }],
});
const deal = { id: 'D1', at: '2026-03-01T09:30:00Z', value: 1250, owner: 'U1' };
const sample = { deals: [deal] };
const put = (body: unknown, query = '', as = 'admin') => ({
  ...post(`${URL}${query}`, JSON.stringify(body), { as }),
  method: 'PUT' as const,
});

const system = async () => {
  const connections = makeInMemoryConnections();
  await connections.save({ source: 'custom-crm', name: 'own', secrets: [], settings: {} });
  return givenApi({ now: '2026-03-02T12:00:00.000Z' }, { connections, eventStore: inMemoryEventStore() });
};

describe('the mapping of a connection', () => {
  it('is saved with what it gives for the sample, and counts its versions', async () => {
    const api = await system();
    await api.when(put({ definition: definition(cents), sample })).then200({
      version: 1,
      dryRun: false,
      records: [
        {
          place: '/deals/0',
          kind: 'opportunity',
          id: 'D1',
          changedAt: '2026-03-01T09:30:00.000Z',
          fields: [{ to: 'arr', from: '/value', value: '12.50' }],
          unmapped: ['/owner'],
        },
      ],
    });
    await api.when(put({ definition: definition(cents), sample })).then200({ version: 1 });
    await api.when(put({ definition: definition({ ...cents, multiply: '1' }), sample })).then200({ version: 2 });
    await api.when(get(URL, { as: 'auditor' })).then200({
      versions: [
        { version: 1, savedAt: '2026-03-02T12:00:00.000Z', definition: definition(cents) },
        { version: 2, definition: definition({ ...cents, multiply: '1' }) },
      ],
    });
  });

  it('is only tried in a dry run', async () => {
    const api = await system();
    await api
      .when(put({ definition: definition(cents), sample }, '?dryRun=true'))
      .then200({ version: 0, dryRun: true });
    await api.when(get(URL)).then200({ versions: [] });
  });

  it('is refused where it makes no sense, by place', async () => {
    const api = await system();
    const wrong = (body: unknown, ...pointers: ReadonlyArray<string>) =>
      api.when(put(body)).thenProblem(400, 'invalid-request', pointers);
    await wrong({ sample }, '/definition');
    await wrong({ definition: definition({ ...cents, to: 'ar' }), sample }, '/definition/records/0/fields/0/to');
    await wrong({ definition: definition(cents), sample, extra: 1 }, '/extra');
    await api.when(get(URL)).then200({ versions: [] });
  });

  it('is refused where it makes nothing of the sample', async () => {
    const api = await system();
    const wrong = (broken: unknown, ...pointers: ReadonlyArray<string>) =>
      api.when(put({ definition: definition(cents), sample: broken })).thenProblem(400, 'invalid-request', pointers);
    await wrong(undefined, '/sample');
    await wrong({ deals: [] }, '/sample');
    await wrong({ deals: [{ ...deal, at: '2026-03-01' }] }, '/definition/records/0');
    await wrong({ deals: [{ ...deal, value: undefined }] }, '/definition/records/0/fields/0', '/definition/records/0');
    await wrong(
      { deals: [deal, { ...deal, value: 'lots' }] },
      '/definition/records/0/fields/0',
      '/definition/records/0',
    );
    const nothing = definition({ ...cents, required: false });
    const without = { deals: [{ id: 'D1', at: deal.at }] };
    await api
      .when(put({ definition: nothing, sample: without }))
      .thenProblem(400, 'invalid-request', ['/definition/records/0']);
  });

  it('is for an admin to change, of a connection there is', async () => {
    const api = await system();
    await api.when(put({ definition: definition(cents), sample }, '', 'csm')).thenProblem(403, 'forbidden');
    await api.when(get(URL, { as: 'analyst' })).thenProblem(403, 'forbidden');
    const elsewhere = URL.replace('own', 'other');
    await api.when(get(elsewhere)).thenProblem(404, 'connection-not-found');
    const body = { definition: definition(cents), sample };
    await api.when({ ...put(body), url: elsewhere }).thenProblem(404, 'connection-not-found');
  });

  it('keeps no value of a sample', async () => {
    const api = await system();
    const response = await api
      .when(put({ definition: definition(cents), sample: { deals: [{ ...deal, value: 'Ada' }] } }))
      .answered();
    expect(response.body).not.toContain('Ada');
  });
});
