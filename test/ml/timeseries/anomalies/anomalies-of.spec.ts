import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { ANOMALY_OPTIONS } from '../../../../ml/timeseries/anomalies/options.js';
import { anomaliesOf } from '../../../../ml/timeseries/anomalies/retrospective/anomalies-of.js';
import { anySeries, changedFrom, weekly } from './support.js';

const anomaliesIn = (series: Float64Array) => {
  const found = anomaliesOf(series, ANOMALY_OPTIONS);
  if (E.isLeft(found)) throw new Error(found.left._tag);
  return found.right;
};

const from200 = (change: (value: number, since: number) => number) =>
  anomaliesIn(changedFrom(weekly(300, 11), 200, change));

describe('anomalies of a whole history', () => {
  it('are none where nothing happens', () => {
    expect(anomaliesIn(weekly(300, 11))).toEqual([]);
    expect(anomaliesIn(new Float64Array(100).fill(3))).toEqual([]);
  });

  it('are single values, with the band around what was expected there', () => {
    const [point, ...others] = from200((value, since) => (since === 0 ? value + 50 : value));
    expect(others).toEqual([]);
    expect(point).toMatchObject({ kind: 'point', from: 200, to: 200 });
    expect(point?.low).toBeLessThan(point?.expected ?? Number.NaN);
    expect(point?.value).toBeGreaterThan(point?.high ?? Number.NaN);
  });

  it('are runs of values that belong together', () => {
    const found = from200((value, since) => (since < 4 ? value + 40 : value));
    expect(found.map(({ kind, from, to }) => [kind, from, to])).toEqual([['collective', 200, 203]]);
  });

  it('are levels and slopes that change, from then on', () => {
    const [shift] = from200((value) => value + 25);
    expect(shift?.kind).toBe('level-shift');
    expect(Math.abs((shift?.from ?? 0) - 200)).toBeLessThanOrEqual(1);
    expect(shift?.to).toBe(299);
    const turn = from200((value, since) => value - since).find(({ kind }) => kind === 'trend-change');
    expect(Math.abs((turn?.from ?? 0) - 200)).toBeLessThanOrEqual(10);
  });

  it('are scatter that grows, and data that stay away', () => {
    const wide = from200((value, since) => value + 22 * Math.sin(2.4 * since));
    const grown = wide.find(({ kind }) => kind === 'variance-change');
    expect(grown?.severity).toBeGreaterThan(1);
    expect(grown?.severity).toBeLessThan(8);
    const away = from200((value, since) => (since >= 10 && since < 20 ? Number.NaN : value));
    expect(away.map(({ kind, from, to }) => [kind, from, to])).toEqual([['missing-data', 210, 219]]);
  });

  it('are found in counts of which one day in twenty is an outage', () => {
    const outage = (at: number) => at % 20 === 10;
    const counts = weekly(300, 11).map((value, at) => Math.round(outage(at) ? 0.3 * value : value));
    const found = anomaliesOf(counts, { ...ANOMALY_OPTIONS, counts: true });
    const places = E.isRight(found) ? found.right.map(({ from }) => from) : [];
    expect(places.filter(outage).length).toBeGreaterThanOrEqual(12);
    expect(places.filter((at) => !outage(at))).toEqual([]);
  });

  it('never throw: there is an answer or a refusal, for any series', () => {
    fc.assert(
      fc.property(anySeries, fc.boolean(), (series, counts) => {
        const found = anomaliesOf(series, { ...ANOMALY_OPTIONS, counts });
        if (E.isLeft(found)) expect(['TooShort', 'TooFewValues', 'OutOfRange']).toContain(found.left._tag);
        else for (const { from, to } of found.right) expect(from >= 0 && to >= from && to < series.length).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on unit or origin', () => {
    const series = changedFrom(weekly(200, 12), 120, (value, since) => (since === 0 ? value + 60 : value - 20));
    const said = (given: Float64Array) => anomaliesIn(given).map(({ kind, from, to }) => [kind, from, to]);
    expect(said(series.map((value) => 4096 * value))).toEqual(said(series));
    expect(said(series.map((value) => value / 128))).toEqual(said(series));
    expect(said(series.map((value) => value + 4096))).toEqual(said(series));
  });

  it('refuse options that mean nothing', () => {
    expect(anomaliesOf(weekly(50, 1), { ...ANOMALY_OPTIONS, weight: Number.NaN })).toEqual(
      E.left({ _tag: 'BadOption', option: 'weight' }),
    );
  });
});
