import type { EChartsCoreOption } from 'echarts/core';
import type { Grain } from '../api/trend-types.js';
import type { Line } from '../trends/lines.js';
import { axisWords, stepWords, toldWords } from '../trends/words.js';
import { compactWords } from '../words.js';
import { frameOf } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

export type Part = {
  readonly grain: Grain;
  readonly starts: ReadonlyArray<string>;
  readonly line: Line;
  readonly kind: 'trend' | 'season' | 'rest';
};

const PLACES = { trend: 0, season: 1, rest: 7 } as const;

/** One of the parts that a metric was taken apart into. What is left over is drawn as bars, for it has no course. */
export const metricPartOption =
  ({ grain, starts, line: { name, values }, kind }: Part) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameOf(palette);
    const colour = palette.series[PLACES[kind]] ?? palette.muted;
    return {
      ...frame,
      grid: { ...frame.grid, top: 8, right: 12 },
      legend: { show: false },
      tooltip: {
        ...frame.tooltip,
        formatter: (params: ReadonlyArray<{ readonly dataIndex: number }>) => {
          const at = params[0]?.dataIndex ?? 0;
          return tooltipOf(stepWords(starts[at] ?? '', grain), [{ mark: colour, name, value: toldWords(values[at]) }]);
        },
      },
      xAxis: {
        ...frame.xAxis,
        type: 'category',
        boundaryGap: false,
        data: starts,
        axisLabel: { ...frame.xAxis.axisLabel, formatter: (start: string) => axisWords(start, grain) },
      },
      yAxis: {
        ...frame.yAxis,
        splitNumber: 2,
        scale: kind === 'trend',
        axisLabel: { ...frame.yAxis.axisLabel, formatter: compactWords },
      },
      series: [
        {
          type: kind === 'rest' ? 'bar' : 'line',
          name,
          data: values,
          symbol: 'none',
          lineStyle: { width: 1.5, color: colour },
          itemStyle: { color: colour },
        },
      ],
    };
  };
