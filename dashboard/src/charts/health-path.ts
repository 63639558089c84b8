import type { EChartsCoreOption } from 'echarts/core';
import type { PathPoint } from '../api/prediction-types.js';
import { dayWords, scoreWords, shortDayWords } from '../words.js';
import { frameWithoutLegend } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

const bound = (points: ReadonlyArray<number>, area: object) => ({
  type: 'line',
  data: points,
  stack: 'interval',
  stackStrategy: 'all',
  silent: true,
  showSymbol: false,
  lineStyle: { opacity: 0 },
  ...area,
});

/** Where the score is to go, within the interval it stays in four times out of five. */
export const healthPathOption =
  (path: ReadonlyArray<PathPoint>) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameWithoutLegend(palette);
    return {
      ...frame,
      tooltip: {
        ...frame.tooltip,
        formatter: (params: ReadonlyArray<{ readonly dataIndex: number }>) => {
          const point = path[params[0]?.dataIndex ?? -1];
          if (point === undefined) return '';
          const interval = `${scoreWords(point.low80)} to ${scoreWords(point.high80)}`;
          return tooltipOf(dayWords(point.day), [
            { mark: palette.accent, name: 'Expected', value: scoreWords(point.score) },
            { mark: palette.line, name: '80% interval', value: interval },
          ]);
        },
      },
      xAxis: {
        ...frame.xAxis,
        type: 'category',
        boundaryGap: false,
        data: path.map(({ day }) => day),
        axisLabel: { ...frame.xAxis.axisLabel, formatter: shortDayWords },
      },
      yAxis: { ...frame.yAxis, min: 0, max: 100, interval: 25 },
      series: [
        bound(
          path.map(({ low80 }) => low80),
          {},
        ),
        bound(
          path.map(({ low80, high80 }) => high80 - low80),
          { areaStyle: { color: palette.accent, opacity: 0.18 } },
        ),
        {
          type: 'line',
          data: path.map(({ score }) => score),
          showSymbol: path.length === 1,
          lineStyle: { width: 2, color: palette.accent },
          itemStyle: { color: palette.accent },
        },
      ],
    };
  };
