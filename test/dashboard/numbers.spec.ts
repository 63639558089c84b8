import { describe, expect, it } from 'vitest';
import { linesOf } from '../../dashboard/src/trends/lines.js';
import { numbersOf } from '../../dashboard/src/trends/numbers.js';

const series = (part: string | null, ...points: ReadonlyArray<readonly [string, number | null]>) => ({
  metric: 'events',
  part,
  points: points.map(([start, value]) => ({ start, value })),
});
const other = { metric: 'csat', part: null, points: [{ start: '2026-06-01', value: 1 }] };
const of = (lines: ReturnType<typeof linesOf>) => ({
  ...lines,
  ...{ metric: 'events', grain: 'day' as const, fromZero: true, ahead: [] },
});

describe('the numbers of a metric', () => {
  it('say a gap as a gap, of every part at every step, the largest part first', () => {
    const parts = [
      series('small-business', ['2026-06-01', 2], ['2026-06-02', null]),
      series(null, ['2026-06-02', 1]),
      series('enterprise', ['2026-06-01', 0], ['2026-06-02', 9]),
    ];
    expect(numbersOf(of(linesOf('events', [...parts, other], 'segment')), undefined)).toEqual({
      columns: ['Enterprise', 'Small business', 'Not said'],
      rows: [
        { name: '1 Jun 2026', cells: ['0', '2', 'nothing told'] },
        { name: '2 Jun 2026', cells: ['9', 'nothing told', '1'] },
      ],
    });
  });

  it('go on with the forecast, and with what the told ones are made of', () => {
    const lines = of(linesOf('events', [series(null, ['2026-06-01', 12])], null));
    const ahead = [{ start: '2026-06-02', value: 11, low80: 9, high80: 13, low95: 7, high95: 15 }];
    const parts = {
      seasons: [{ period: 7, strength: 0.5 }],
      points: [{ start: '2026-06-01', value: 12, trend: 10, seasons: [1.5], remainder: 0.5 }],
    };
    expect(numbersOf({ ...lines, ahead }, parts)).toEqual({
      columns: ['Events', 'Trend', 'Season of 7 days', 'Rest', '80% between', '95% between'],
      rows: [
        { name: '1 Jun 2026', cells: ['12', '10', '1.5', '0.5', '–', '–'] },
        { name: '2 Jun 2026, forecast', cells: ['11', '–', '–', '–', '9 – 13', '7 – 15'] },
      ],
    });
  });
});
