import type { EChartsCoreOption } from 'echarts/core';
import type { PredictedDay } from '../api/prediction-types.js';
import { dayOnAxis } from '../days.js';
import { dayWords, percentWords, shortDayWords } from '../words.js';
import { frameWithoutLegend } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

/** The chance within a horizon, as it was said on each day. */
export const chanceTrendOption =
  (history: ReadonlyArray<PredictedDay>, horizon: number) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameWithoutLegend(palette);
    const points = history.flatMap(({ day, horizons }) => {
      const said = horizons.find(({ days }) => days === horizon);
      return said === undefined ? [] : [[day, said.probability] as const];
    });
    return {
      ...frame,
      tooltip: {
        ...frame.tooltip,
        formatter: (params: ReadonlyArray<{ readonly value: readonly [string, number] }>) => {
          const [day, chance] = params[0]?.value ?? [];
          if (day === undefined || chance === undefined) return '';
          return tooltipOf(dayWords(day), [{ mark: palette.accent, name: 'Risk', value: percentWords(chance) }]);
        },
      },
      xAxis: {
        ...frame.xAxis,
        type: 'time',
        axisLabel: { ...frame.xAxis.axisLabel, formatter: (time: number) => shortDayWords(dayOnAxis(time)) },
      },
      yAxis: { ...frame.yAxis, min: 0, max: 1, axisLabel: { ...frame.yAxis.axisLabel, formatter: percentWords } },
      series: [
        {
          type: 'line',
          data: points,
          showSymbol: points.length === 1,
          lineStyle: { width: 2, color: palette.accent },
          itemStyle: { color: palette.accent },
        },
      ],
    };
  };
