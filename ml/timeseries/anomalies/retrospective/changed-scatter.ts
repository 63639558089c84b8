import { meanOf } from '../../../statistics/means.js';
import { studentTail } from '../../../statistics/student.js';
import { neighbours } from '../../change-points/neighbours.js';
import { inflationOf, noiseOf } from '../../change-points/noise.js';
import { spreadsOf } from '../../change-points/variance-changes.js';

import type { Stretch } from './stretch.js';

const NOISE = 2;

/** Where values begin to scatter more or less; the stretch is what scatters so from there on. */
export const changedScatter = (remainders: Float64Array, level: number): ReadonlyArray<Stretch> =>
  neighbours(spreadsOf(remainders, NOISE)).flatMap(([left, right]) => {
    const [before, after] = [left, right].map(({ from, until }) => remainders.subarray(from, until).map(Math.abs)) as [
      Float64Array,
      Float64Array,
    ];
    const relative = (sizes: Float64Array) => sizes.map((size) => size / meanOf(sizes));
    const both = Float64Array.from([...relative(before), ...relative(after)], (size) => (size - 1) ** 2);
    const inflation = inflationOf(noiseOf(both).correlation);
    const error = Math.sqrt(meanOf(both) * inflation * (1 / before.length + 1 / after.length));
    const scatter = meanOf(after) / meanOf(before);
    const t = Math.abs(Math.log(scatter)) / error;
    const pValue = Number.isNaN(t) ? 1 : 2 * studentTail(t, Math.max(3, both.length / inflation));
    return pValue < level ? [{ from: right.from, to: right.until - 1, pValue, scatter }] : [];
  });
