import type { EChartsCoreOption } from 'echarts/core';
import { type UsageTrend, usageValues } from '../account/usage-values.js';
import { compactWords, dayWords, numberWords, shortDayWords } from '../words.js';
import { frameOf } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

const NOT_TOLD = 'nothing told';

const told = (value: number | null | undefined): string => (typeof value === 'number' ? numberWords(value) : NOT_TOLD);

/** Things done by feature as stacked bars, and people active as a line on its own axis. What nobody told of is left out, not drawn as zero. */
export const usageTrendOption =
  (trend: UsageTrend) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameOf(palette);
    const { starts, features, active } = usageValues(trend, palette.series.length);
    const colour = (i: number): string => palette.series[i] ?? palette.muted;
    return {
      ...frame,
      tooltip: {
        ...frame.tooltip,
        axisPointer: { type: 'shadow' },
        formatter: (params: ReadonlyArray<{ readonly dataIndex: number }>) => {
          const at = params[0]?.dataIndex ?? 0;
          const day = dayWords(starts[at] ?? null);
          return tooltipOf(trend.step === 1 ? day : `Week of ${day}`, [
            { mark: palette.text, name: 'Active users', value: told(active[at]) },
            ...features.map(({ name, values }, i) => ({ mark: colour(i), name, value: told(values[at]) })),
          ]);
        },
      },
      xAxis: {
        ...frame.xAxis,
        type: 'category',
        data: starts,
        axisLabel: { ...frame.xAxis.axisLabel, formatter: shortDayWords },
      },
      yAxis: [
        { ...frame.yAxis, axisLabel: { ...frame.yAxis.axisLabel, formatter: compactWords } },
        { ...frame.yAxis, minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        ...features.map(({ name, values }, i) => ({
          type: 'bar',
          name,
          stack: 'events',
          data: values,
          barCategoryGap: '20%',
          itemStyle: { color: colour(i) },
        })),
        {
          type: 'line',
          name: 'Active users',
          yAxisIndex: 1,
          data: active,
          connectNulls: false,
          symbol: 'circle',
          symbolSize: 4,
          lineStyle: { width: 2, color: palette.text },
          itemStyle: { color: palette.text },
          z: 5,
        },
      ],
    };
  };
