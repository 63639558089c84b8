import { describe, expect, it } from 'vitest';
import type { MeasuredProgress } from '../../read-api/deps.js';
import { get, givenApi } from '../support/given-api.js';

const book = { position: '700', head: '900' };
const behind: MeasuredProgress = {
  reader: 'trends_v2_g1',
  name: 'trends',
  version: 2,
  position: { commit: 650n, prepare: 650n },
  events: 65,
  lagSeconds: 12.5,
  behind: { events: 25, isEstimate: true },
  parked: 2,
};
const reactor: MeasuredProgress = { ...behind, name: 'score-health', version: undefined, events: undefined, parked: 0 };
const unknown: MeasuredProgress = {
  ...behind,
  name: 'health',
  position: undefined,
  behind: undefined,
  events: undefined,
};

const metricsOf = async (options: Parameters<typeof givenApi>[1]) =>
  (
    await givenApi(book, options)
      .when(get('/metrics', { as: null }))
      .thenStatus(200)
  ).body.split('\n');

describe('what is measured of projections', () => {
  it('is how far each has come, and how far it is behind', async () => {
    const lines = await metricsOf({ progress: async () => [behind, reactor, unknown] });
    expect(lines).toEqual(
      expect.arrayContaining([
        'treering_projection_lag_seconds{read_model="trends"} 12.5',
        'treering_projection_lag_events{read_model="trends"} 25',
        'treering_projection_lag_events_estimated{read_model="trends"} 1',
        'treering_projection_position{read_model="trends"} 650',
        'treering_projection_events_total{read_model="trends"} 65',
        'treering_projection_parked_streams{read_model="trends"} 2',
        'treering_reactor_lag_seconds{reactor="score-health"} 12.5',
        'treering_reactor_lag_events{reactor="score-health"} 25',
        'treering_reactor_position{reactor="score-health"} 650',
        'treering_log_head_position 900',
      ]),
    );
  });

  it('leaves out what is not known', async () => {
    const lines = await metricsOf({ progress: async () => [unknown] });
    expect(lines.filter((line) => line.includes('read_model="health"'))).toEqual([
      'treering_projection_lag_seconds{read_model="health"} 12.5',
      'treering_projection_parked_streams{read_model="health"} 2',
    ]);
  });

  it('is nothing, and no failure, while the database is away', async () => {
    const lines = await metricsOf({ progress: () => Promise.reject(new Error('connection refused')) });
    expect(lines.some((line) => line.startsWith('treering_projection_lag_seconds{'))).toBe(false);
    expect(lines).toContain('treering_log_head_position 900');
  });

  it('is asked for once, however much is told of it', async () => {
    let asked = 0;
    await metricsOf({
      progress: async () => {
        asked++;
        return [behind];
      },
    });
    expect(asked).toBe(1);
  });

  it('is which partitions this process reads, and how they do', async () => {
    const share = { position: '1', caughtUp: true, reason: null, parked: [] };
    const lines = await metricsOf({
      readers: () => [
        { ...share, name: 'trends', partitions: 3, state: 'running' },
        { ...share, name: 'trends', partitions: 1, state: 'running' },
        { ...share, name: 'trends', partitions: 2, state: 'stopped' },
      ],
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        'treering_reader_partitions{reader="trends",state="running"} 4',
        'treering_reader_partitions{reader="trends",state="stopped"} 2',
        'treering_reader_partitions{reader="trends",state="waiting"} 0',
      ]),
    );
    expect((await metricsOf({})).some((line) => line.startsWith('treering_reader_partitions'))).toBe(false);
  });
});
