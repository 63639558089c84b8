import { describe, it } from 'vitest';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { fact } from '../support/fact.js';
import { get, givenApi, graphql, post } from '../support/given-api.js';

const at = '2026-03-01T09:00:00.000Z';
const set = (version: number, metric: string | null, segment: string | null, falseAlarmsPerYear: number | null) =>
  fact('SensitivitySet', { occurredAt: at, version, metric, segment, falseAlarmsPerYear });
const book = { facts: [set(1, 'events', 'smb', 4), set(2, 'health', null, null)] };
const put = (body: object, as: string) => ({
  ...post('/api/v1/detector-sensitivity', JSON.stringify(body), { as }),
  method: 'PUT' as const,
});

describe('how closely the detector looks', () => {
  it('is told, what was taken back left out', async () => {
    const told = {
      ...{ version: 2, usual: 1 },
      settings: [{ metric: 'events', segment: 'smb', falseAlarmsPerYear: 4, since: at }],
    };
    await givenApi(book)
      .when(get('/api/v1/detector-sensitivity', { as: 'csm' }))
      .then200(told);
    const query = '{ detectorSensitivity { version usual settings { metric segment falseAlarmsPerYear since } } }';
    await givenApi(book)
      .when(graphql(query, {}, { as: 'csm' }))
      .then200({ data: { detectorSensitivity: told } });
  });

  it('is changed by analysts, and read at once', async () => {
    const eventStore = inMemoryEventStore();
    const api = givenApi({}, { eventStore });
    await api.when(put({ metric: 'events', falseAlarmsPerYear: 12 }, 'analyst')).then200({});
    const setting = 'mutation { setSensitivity(segment: "smb", falseAlarmsPerYear: 0) { position } }';
    await api.when(graphql(setting, {}, { as: 'analyst' })).then200({ data: { setSensitivity: {} } });
    await api.when(get('/api/v1/detector-sensitivity')).then200({
      version: 2,
      settings: [
        { metric: 'events', segment: null, falseAlarmsPerYear: 12 },
        { metric: null, segment: 'smb', falseAlarmsPerYear: 0 },
      ],
    });
    await api.when(put({ metric: 'events' }, 'analyst')).then200({});
    await api.when(get('/api/v1/detector-sensitivity')).then200({ version: 3, settings: [{ segment: 'smb' }] });
  });

  it('is not changed by others, nor to what nobody can mean', async () => {
    await givenApi(book)
      .when(put({ falseAlarmsPerYear: 2 }, 'csm'))
      .thenProblem(403, 'forbidden');
    await givenApi(book)
      .when(put({ falseAlarmsPerYear: -1 }, 'analyst'))
      .thenProblem(400, 'invalid-request', ['/falseAlarmsPerYear']);
  });
});
