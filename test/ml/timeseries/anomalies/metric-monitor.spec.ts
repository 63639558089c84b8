import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../../ml/timeseries/anomalies/detector.js';
import { metricMonitor } from '../../../../ml/timeseries/anomalies/monitor/metric-monitor.js';
import { ANOMALY_OPTIONS } from '../../../../ml/timeseries/anomalies/options.js';
import { simulateDetector } from '../../../../ml/timeseries/anomalies/simulate-detector.js';
import { anySeries, changedFrom, stored, weekly, withOneZero } from './support.js';

const monitor = metricMonitor(ANOMALY_OPTIONS);

const alarmsIn = (series: Float64Array, options = ANOMALY_OPTIONS) => {
  const simulated = simulateDetector(series, options);
  if (E.isLeft(simulated)) throw new Error(simulated.left.option);
  return simulated.right;
};

const from200 = (change: (value: number, since: number) => number) =>
  alarmsIn(changedFrom(weekly(240, 1), 200, change)).filter(({ to }) => to >= 200);

describe('the monitor of a metric', () => {
  it('alarms on the day on which a value is out of its band, and says how far', () => {
    const [alarm, ...others] = from200((value, since) => (since === 0 ? value + 60 : value));
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ kind: 'point', from: 200, to: 200 });
    expect(alarm?.value).toBeGreaterThan(alarm?.high ?? Number.NaN);
    expect(alarm?.expected).toBeGreaterThan(80);
    expect(alarm?.severity).toBeGreaterThan(0.4);
    expect(alarm?.severity).toBeLessThan(0.8);
  });

  it('alarms no more often than it was told to where nothing happens', () => {
    const alarms = (falseAlarmsPerYear: number) =>
      Array.from(
        { length: 8 },
        (_, i) => alarmsIn(weekly(44 + 90, 50 + i), { ...ANOMALY_OPTIONS, falseAlarmsPerYear }).length,
      );
    const sum = (counts: ReadonlyArray<number>) => counts.reduce((total, count) => total + count, 0);
    expect(sum(alarms(1))).toBeLessThanOrEqual(2);
    expect(sum(alarms(12))).toBeLessThanOrEqual(24);
  });

  it('weighs an alarm by what the caller says it weighs', () => {
    const series = changedFrom(weekly(210, 1), 200, (value, since) => (since === 0 ? value + 60 : value));
    const [once] = alarmsIn(series);
    const [tenfold] = alarmsIn(series, { ...ANOMALY_OPTIONS, weight: 10 });
    expect(tenfold?.severity).toBeCloseTo(10 * (once?.severity ?? 0));
  });

  it('tells a new level within a week, once, and takes it as usual from then on', () => {
    const alarms = from200((value) => value - 12);
    expect(alarms.map(({ kind }) => kind)).toContain('level-shift');
    expect(alarms.find(({ kind }) => kind === 'level-shift')?.to).toBeLessThanOrEqual(210);
    expect(alarms.filter(({ to }) => to > 215)).toEqual([]);
  });

  it('tells a scatter that has grown', () => {
    const alarms = from200((value, since) => value + (since % 2 === 0 ? 14 : -14));
    expect(alarms.some(({ kind }) => kind === 'variance-change' || kind === 'collective')).toBe(true);
  });

  it('alarms once where data stay away, and not where they always did now and then', () => {
    const alarms = from200((value, since) => (since < 10 ? Number.NaN : value));
    expect(alarms.map(({ kind, severity }) => [kind, severity])).toEqual([['missing-data', 1]]);
    expect(alarms[0]?.to).toBeLessThanOrEqual(203);
    const gappy = weekly(240, 2).map((value, at) => (at % 5 === 0 ? Number.NaN : value));
    expect(alarmsIn(gappy).filter(({ kind }) => kind === 'missing-data')).toEqual([]);
  });

  it('is not surprised by rare events, nor by none', () => {
    const rare = Float64Array.from({ length: 300 }, (_, at) => (at % 23 === 5 ? 1 : 0));
    expect(alarmsIn(rare, { ...ANOMALY_OPTIONS, counts: true }).length).toBeLessThanOrEqual(2);
    expect(alarmsIn(new Float64Array(300).fill(50))).toEqual([]);
  });

  it('finds outages in counts that have one every twenty days', () => {
    const outage = (at: number) => at % 20 === 19;
    const counts = weekly(300, 3).map((value, at) => Math.round(outage(at) ? 0.3 * value : value));
    const alarms = alarmsIn(counts, { ...ANOMALY_OPTIONS, counts: true });
    expect(alarms.filter(({ to }) => outage(to)).length).toBeGreaterThanOrEqual(8);
    expect(alarms.filter(({ to }) => !outage(to)).length).toBeLessThanOrEqual(1);
  });

  it('sees a constant metric move for good', () => {
    const moved = changedFrom(new Float64Array(200).fill(50), 150, () => 30);
    const alarms = alarmsIn(moved);
    expect(alarms.map(({ kind }) => kind)).toEqual(['level-shift']);
    expect(alarms[0]?.to).toBeLessThanOrEqual(157);
  });

  it('gives each day the band in which it expected it', () => {
    const series = weekly(250, 3);
    const bands = replay(monitor, series).map(({ band }) => band);
    const judged = bands.flatMap((band, at) => (band === undefined ? [] : [{ ...band, value: series[at] as number }]));
    expect(judged.length).toBe(250 - 44);
    expect(judged.filter(({ low, high, value }) => value < low || value > high).length).toBeLessThanOrEqual(1);
  });

  it('says the same of a day whatever comes after, and after its state was stored', () => {
    const series = changedFrom(weekly(150, 4), 100, (value, since) => (since < 3 ? Number.NaN : value + 20));
    const whole = replay(monitor, series);
    expect(replay(monitor, series.subarray(0, 120))).toEqual(whole.slice(0, 120));
    let state = monitor.initial;
    series.forEach((value, at) => {
      const [next, observed] = monitor.observe(stored(state), value);
      expect(observed).toEqual(whole[at]);
      state = next;
    });
  });

  it('never throws, and keeps a state that JSON keeps, whatever it is given', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        let state = monitor.initial;
        for (const value of series) {
          const [next, { pValue }] = monitor.observe(state, value);
          expect(pValue >= 0 && pValue <= 1).toBe(true);
          expect(stored(next)).toEqual(withOneZero(next));
          state = next;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on unit or origin', () => {
    const series = changedFrom(weekly(220, 5), 150, (value, since) => (since === 0 ? value + 60 : value - 12));
    const said = (given: Float64Array) => alarmsIn(given).map(({ kind, from, to }) => [kind, from, to]);
    expect(said(series.map((value) => 1024 * value))).toEqual(said(series));
    expect(said(series.map((value) => value / 64))).toEqual(said(series));
    expect(said(series.map((value) => value - 1000))).toEqual(said(series));
  });

  it('refuses options that mean nothing', () => {
    expect(simulateDetector(weekly(10, 1), { ...ANOMALY_OPTIONS, falseAlarmsPerYear: 0 })).toEqual(
      E.left({ _tag: 'BadOption', option: 'falseAlarmsPerYear' }),
    );
    expect(simulateDetector(weekly(10, 1), { ...ANOMALY_OPTIONS, periods: [1.5] })).toEqual(
      E.left({ _tag: 'BadOption', option: 'periods' }),
    );
  });
});
