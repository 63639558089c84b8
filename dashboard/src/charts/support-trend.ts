import type { EChartsCoreOption } from 'echarts/core';
import type { TrendSeries } from '../api/types.js';
import { everyStep } from '../days.js';
import { dayWords, numberWords, shortDayWords } from '../words.js';
import { frameOf } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

export const SUPPORT_METRICS: ReadonlyArray<string> = ['tickets_opened', 'tickets_solved'];

/** Cases opened and solved, week by week. */
export const supportTrendOption =
  (series: ReadonlyArray<TrendSeries>) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameOf(palette);
    const starts = everyStep(
      series.flatMap(({ points }) => points.map(({ start }) => start)),
      7,
    );
    const bars = SUPPORT_METRICS.map((metric, i) => {
      const byStart = new Map(
        series.find((one) => one.metric === metric)?.points.map(({ start, value }) => [start, value]),
      );
      return {
        name: i === 0 ? 'Opened' : 'Solved',
        colour: (i === 0 ? palette.series[2] : palette.series[0]) ?? palette.text,
        values: starts.map((start) => byStart.get(start) ?? null),
      };
    });
    return {
      ...frame,
      tooltip: {
        ...frame.tooltip,
        axisPointer: { type: 'shadow' },
        formatter: (params: ReadonlyArray<{ readonly dataIndex: number }>) => {
          const at = params[0]?.dataIndex ?? 0;
          return tooltipOf(
            `Week of ${dayWords(starts[at] ?? null)}`,
            bars.map(({ name, colour, values }) => ({ mark: colour, name, value: numberWords(values[at] ?? 0) })),
          );
        },
      },
      xAxis: {
        ...frame.xAxis,
        type: 'category',
        data: starts,
        axisLabel: { ...frame.xAxis.axisLabel, formatter: shortDayWords },
      },
      yAxis: { ...frame.yAxis, minInterval: 1 },
      series: bars.map(({ name, colour, values }) => ({
        type: 'bar',
        name,
        data: values,
        barGap: '10%',
        itemStyle: { color: colour, borderRadius: [2, 2, 0, 0] },
      })),
    };
  };
