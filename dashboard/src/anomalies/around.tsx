import type { Anomaly } from '../api/anomaly-types.js';
import type { MetricPoint } from '../api/trend-types.js';
import { foundWords } from './words.js';

const [WIDTH, HEIGHT, MARGIN] = [320, 72, 4];

/** A path over the values, broken where nobody told of one. */
const pathOf = (points: ReadonlyArray<MetricPoint>, x: (i: number) => number, y: (value: number) => number): string =>
  points
    .flatMap(({ value }, i) => {
      if (value === null) return [];
      const begins = typeof points[i - 1]?.value !== 'number';
      const ends = typeof points[i + 1]?.value !== 'number';
      return [`${begins ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}${begins && ends ? 'h0.1' : ''}`];
    })
    .join('');

type Props = { readonly anomaly: Anomaly; readonly points: ReadonlyArray<MetricPoint> };

/** The days around an anomaly, with what was expected on its own. */
export const Around = ({ anomaly, points }: Props) => {
  const { from, day, value, expected, low, high } = anomaly;
  const values = [...points.flatMap((point) => point.value ?? []), low, high, value ?? expected];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = (WIDTH - 2 * MARGIN) / Math.max(points.length, 1);
  const x = (i: number): number => MARGIN + (i + 0.5) * step;
  const y = (of: number): number => HEIGHT - MARGIN - ((of - least) / (most - least || 1)) * (HEIGHT - 2 * MARGIN);
  const [first, last] = [from, day].map((of) => points.findIndex(({ start }) => start === of));
  const [start, end] = [Math.max(first ?? -1, 0), last ?? -1];
  return (
    <svg class="around" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{foundWords(anomaly)}</title>
      {end >= 0 && (
        <>
          <rect
            class="expected"
            x={x(start) - step / 2}
            width={step * (end - start + 1)}
            y={y(high)}
            height={Math.max(y(low) - y(high), 1)}
          />
          <path class="middle" d={`M${x(start) - step / 2} ${y(expected)}H${x(end) + step / 2}`} />
        </>
      )}
      <path class="values" d={pathOf(points, x, y)} />
      {end >= 0 && value !== null && <path class="unusual" d={`M${x(end)} ${y(value)}h0.1`} />}
    </svg>
  );
};
