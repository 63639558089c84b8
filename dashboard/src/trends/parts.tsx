import { useMemo } from 'preact/hooks';
import type { Decomposition, Grain } from '../api/trend-types.js';
import { Chart } from '../charts/chart.js';
import { metricPartOption, type Part } from '../charts/metric-part.js';
import { percentWords } from '../words.js';
import { seasonWords } from './numbers.js';

const PartChart = ({ part, title }: { readonly part: Part; readonly title: string }) => {
  const option = useMemo(() => metricPartOption(part), [part]);
  return (
    <div class="part">
      <h3>{title}</h3>
      <Chart option={option} label={`${title}; its numbers are in the table below`} />
    </div>
  );
};

type Props = { readonly decomposition: Decomposition; readonly grain: Grain };

/** Trend, each season, and the rest: together they are what was told. */
export const Parts = ({ decomposition: { seasons, points }, grain }: Props) => {
  const parts = useMemo(() => {
    const starts = points.map(({ start }) => start);
    const part = (kind: Part['kind'], name: string, values: ReadonlyArray<number | null>, title = name) => ({
      title,
      part: { grain, starts, kind, line: { name, values } },
    });
    return [
      part(
        'trend',
        'Trend',
        points.map(({ trend }) => trend),
      ),
      ...seasons.map(({ period, strength }, i) =>
        part(
          'season',
          seasonWords(period, grain),
          points.map((point) => point.seasons[i] ?? null),
          `${seasonWords(period, grain)}: ${percentWords(strength)} of what is not trend`,
        ),
      ),
      part(
        'rest',
        'Rest',
        points.map(({ remainder }) => remainder),
      ),
    ];
  }, [seasons, points, grain]);
  return (
    <div class="parts">
      {seasons.length === 0 && <p class="caption">No season is clear enough to be one.</p>}
      {parts.map(({ title, part }) => (
        <PartChart key={title} title={title} part={part} />
      ))}
    </div>
  );
};
