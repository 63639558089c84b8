import { describe, expect, it } from 'vitest';
import { detectAnomalies } from '../../../ml/analysis/detect-anomalies.js';
import { normalDraw, uniformOf } from '../../../ml/statistics/random.js';

const DAYS = 120;
const counted = (seed: number, values = DAYS) => {
  const uniform = uniformOf(seed);
  return Float64Array.from({ length: values }, () => Math.round(40 + 6 * normalDraw(uniform)));
};
const daily = (values: Float64Array) => ({
  ...{ values, counts: true, step: 'day' as const, falseAlarmsPerYear: 1 },
});
const struck = (values: Float64Array, ago: number, value: number) => values.with(values.length - 1 - ago, value);

describe('anomalies among many series', () => {
  it('are found in those that were struck, and hardly anywhere else', () => {
    const series = Array.from({ length: 60 }, (_, i) => daily(i < 3 ? struck(counted(i), 1, 0) : counted(i)));
    const found = detectAnomalies(series, 7);
    expect(found.slice(0, 3).map((each) => each.map(({ to, value }) => [to, value]))).toEqual(
      Array.from({ length: 3 }, () => [[DAYS - 2, 0]]),
    );
    /* Of 57 series seven days each, about one alarms by chance. */
    expect(found.slice(3).flat().length).toBeLessThan(5);
  });

  it('are told of the days that are judged only', () => {
    const series = [daily(struck(counted(1), 10, 0))];
    expect(detectAnomalies(series, 7)).toEqual([[]]);
    expect(detectAnomalies(series, 14)[0]?.map(({ to }) => to)).toContain(DAYS - 11);
  });

  it('of weeks are told when their week is over, and of a gap there is no value', () => {
    const weekly = { values: struck(counted(2), 0, 0), counts: true, step: 'week' as const, falseAlarmsPerYear: 1 };
    expect(detectAnomalies([weekly], 1)[0]).toMatchObject([{ to: DAYS - 1, value: 0 }]);
    const gone = counted(3);
    gone.fill(Number.NaN, DAYS - 5);
    expect(detectAnomalies([daily(gone)], 7)[0]).toMatchObject([{ kind: 'missing-data', value: null }]);
  });

  it('are none in what cannot be judged', () => {
    const odd = [[], [1], Array.from({ length: DAYS }, () => Number.NaN), Array.from({ length: DAYS }, () => 5)];
    expect(
      detectAnomalies(
        odd.map((values) => daily(Float64Array.from(values))),
        7,
      ),
    ).toEqual([[], [], [], []]);
  });
});
