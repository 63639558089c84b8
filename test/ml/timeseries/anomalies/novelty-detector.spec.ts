import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { replay } from '../../../../ml/timeseries/anomalies/detector.js';
import { noveltyDetector } from '../../../../ml/timeseries/anomalies/novelty/novelty-detector.js';
import { stored, withOneZero } from './support.js';

const detector = noveltyDetector();

const waves = (length: number, seed: number) => {
  const uniform = uniformOf(seed);
  return Float64Array.from({ length }, (_, i) => 100 + 10 * Math.sin(i / 8) + normalDraw(uniform));
};

const alarmsIn = (series: Float64Array) => replay(detector, series).flatMap(({ alarm }, at) => (alarm ? [at] : []));

describe('the detector of what has not been before', () => {
  it('alarms once at a value far out', () => {
    const series = waves(900, 1);
    series[500] = 180;
    expect(alarmsIn(series).filter((at) => at >= 500 && at <= 600)).toEqual([500]);
  });

  it('alarms where a wave goes flat, though each value is usual', () => {
    const series = waves(900, 1);
    series.fill(100, 700, 760);
    expect(alarmsIn(series).some((at) => at > 700 && at < 760)).toBe(true);
  });

  it('says nothing of a constant series, and alarms where it first moves', () => {
    const series = new Float64Array(300).fill(7);
    expect(alarmsIn(series)).toEqual([]);
    series[200] = 7.5;
    expect(alarmsIn(series)).toEqual([200]);
  });

  it('passes over what is missing', () => {
    const series = waves(400, 2);
    const holes = Float64Array.from([...series.subarray(0, 300), Number.NaN, Number.NaN, ...series.subarray(300)]);
    const scores = replay(detector, holes).map(({ score }) => score);
    expect(scores[300]).toBe(0);
    expect(scores.slice(0, 300)).toEqual(
      replay(detector, series)
        .slice(0, 300)
        .map(({ score }) => score),
    );
    expect(alarmsIn(new Float64Array(200).fill(Number.NaN))).toEqual([]);
  });

  it('keeps a state that JSON keeps, of bounded size', () => {
    const series = waves(3000, 3);
    let state = detector.initial;
    let sizeAt2000 = 0;
    series.forEach((value, i) => {
      [state] = detector.observe(state, value);
      if (i === 2000) sizeAt2000 = JSON.stringify(state).length;
    });
    expect(stored(state)).toEqual(withOneZero(state));
    expect(detector.observe(stored(state), 150)).toEqual(detector.observe(state, 150));
    expect(JSON.stringify(state).length).toBeLessThan(1.1 * sizeAt2000);
  });

  it('never throws, scores within bounds, and survives storage at any value', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 150 }), (values) => {
        let state = detector.initial;
        for (const value of values) {
          const [next, { score }] = detector.observe(state, value);
          expect(score >= 0 && score <= 1).toBe(true);
          expect(stored(next)).toEqual(withOneZero(next));
          state = next;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the unit', () => {
    const series = waves(400, 4);
    series[350] = 300;
    for (const power of [-20, 3, 40])
      expect(alarmsIn(series.map((value) => value * 2 ** power))).toEqual(alarmsIn(series));
  });
});
