import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { readBenchmarkFile } from '../../../ingestion-adapters/benchmarks/read-file.js';

const HEADER = 'metric,segment,period,p25,p50,p75,sample_size,source,published_at';
const csv = (...lines: ReadonlyArray<string>) => readBenchmarkFile(Buffer.from([HEADER, ...lines].join('\n')));
const problems = (read: ReturnType<typeof csv>) => (E.isLeft(read) ? read.left.problems : []);

const benchmark = {
  metric: 'grr',
  segment: 'ARR 1–5m, EU',
  period: '2025-H1',
  p25: '85.1',
  p50: '90',
  p75: '94',
  sampleSize: 212,
  source: 'Own survey',
  occurredAt: '2026-01-15T00:00:00.000Z',
};

describe('a file of benchmarks', () => {
  it('is read as CSV with a header, quotes and empty cells', () => {
    expect(
      csv('grr,"ARR 1–5m, EU",2025-H1, 85.1 ,90,94,212,Own survey,2026-01-15', '', 'nrr,all,2025,,101,,,X,2026-01-15'),
    ).toEqual(
      E.right([
        benchmark,
        expect.objectContaining({ metric: 'nrr', p25: null, p50: '101', p75: null, sampleSize: null }),
      ]),
    );
  });

  it('is read as a JSON list of the same', () => {
    const row = { metric: 'grr', segment: 'ARR 1–5m, EU', period: '2025-H1', p25: 85.1, p50: 90, p75: '94' };
    const rest = { sample_size: 212, source: 'Own survey', published_at: '2026-01-15' };
    expect(readBenchmarkFile(Buffer.from(JSON.stringify([{ ...row, ...rest }])))).toEqual(E.right([benchmark]));
  });

  it('is refused as a whole, with the line of everything that is wrong', () => {
    const wrong = csv(
      'grr,all,2025,85,90,94,212,X,2026-01-15',
      '"two\nlines",all,2025,85,90,94,212,X,2026-01-15',
      'grr,all,25,85,,94,some,X,soon',
      'grr,all,2025,95,90,94,212,X,2026-01-15',
    );
    expect(problems(wrong)).toEqual([
      'line 4: metric must be a name of small letters, digits and _-., such as net_revenue_retention',
      'line 5: period must be a year, quarter, half or month, such as 2025, 2025-Q3, 2025-H1 or 2025-07',
      'line 5: published_at must be an ISO-8601 instant with a zone, such as 2026-03-01T09:30:00Z',
      'line 5: p50 must be a decimal number as text, such as 1200.50',
      'line 5: sample_size must be a whole number of at least 0, or must be null',
      'line 6: p25, p50 and p75 must not fall',
    ]);
  });

  it.each([
    ['a row of another length', `${HEADER}\ngrr,all`, /line 2/],
    ['a column nobody knows', `${HEADER},p90\na,b,2025,1,2,3,4,x,2026-01-01,5`, /^line 2: p90 is not a column/],
    ['nothing', '', /^holds no benchmark$/],
    ['JSON that breaks', '[{', /^line 1, column 3: is not JSON$/],
    ['another JSON', '{}', /^must be a list of benchmarks$/],
    ['a list of something else', '[1]', /^\/0: must be an object$/],
  ])('is refused with %s', (_what, text, message) => {
    expect(problems(readBenchmarkFile(Buffer.from(text)))[0]).toMatch(message);
  });
});
