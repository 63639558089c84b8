import { describe, it } from 'vitest';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { publishBenchmarks } from '../../ingestion-adapters/benchmarks/publish.js';
import { readBenchmarkFile } from '../../ingestion-adapters/benchmarks/read-file.js';
import { get, givenApi } from '../support/given-api.js';

const file = `metric,segment,period,p25,p50,p75,sample_size,source,published_at
nrr,smb,2025,91,98.5,104,310,A survey,2026-02-01
nrr,smb,2025,91,99,104,320,A survey,2026-05-01
nrr,enterprise,2025,,110,,,A survey,2026-02-01
nrr,smb,2024,90,97,103,280,A survey,2025-02-01
`;

const published = async () => {
  const eventStore = inMemoryEventStore();
  const read = readBenchmarkFile(Buffer.from(file));
  if (read._tag === 'Left') throw new TypeError(read.left.problems.join());
  await publishBenchmarks(eventStore)(read.right, 'spec')();
  return givenApi({}, { eventStore });
};

const url = '/api/v1/benchmarks?metric=nrr';

describe('benchmarks', () => {
  it('are found by metric, segment and period, in their latest revision', async () => {
    const api = await published();
    await api.when(get(`${url}&period=2025`, { as: 'csm' })).then200({
      items: [
        { segment: 'enterprise', p50: '110', p25: null, sampleSize: null, revisions: 1 },
        { segment: 'smb', p50: '99', sampleSize: 320, publishedAt: '2026-05-01T00:00:00.000Z', revisions: 2 },
      ],
    });
    await api.when(get(`${url}&segment=smb&period=2024`)).then200({ items: [{ p50: '97', source: 'A survey' }] });
    await api.when(get('/api/v1/benchmarks?metric=unheard-of')).then200({ items: [] });
  });

  it('are found as they were published by a time', async () => {
    const api = await published();
    await api.when(get(`${url}&segment=smb&period=2025&asOf=2026-03-01`)).then200({
      items: [{ p50: '98.5', revisions: 1 }],
    });
    await api.when(get(`${url}&asOf=2025-01-01`)).then200({ items: [] });
    await api.when(get(`${url}&knownAt=1969-01-01T00:00:00Z`)).then200({ items: [] });
  });

  it('are asked for by a metric that can be one', async () => {
    const api = await published();
    await api.when(get('/api/v1/benchmarks')).thenProblem(400, 'invalid-request', ['/metric']);
    await api.when(get('/api/v1/benchmarks?metric=N%20R')).thenProblem(400, 'invalid-request', ['/metric']);
  });
});
