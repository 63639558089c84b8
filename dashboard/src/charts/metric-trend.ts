import type { EChartsCoreOption } from 'echarts/core';
import type { ForecastPoint } from '../api/trend-types.js';
import type { Line, Lines } from '../trends/lines.js';
import { axisWords, stepWords, toldWords } from '../trends/words.js';
import { compactWords, numberWords } from '../words.js';
import { frameOf } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

export const MOST_LINES = 8;
const FORECAST = 'Forecast';

/** A value between two gaps is on no line, so it is a dot. */
const isAlone = (values: Line['values'], i: number): boolean =>
  typeof values[i] === 'number' && typeof values[i - 1] !== 'number' && typeof values[i + 1] !== 'number';

const band = (
  before: number,
  ahead: ReadonlyArray<ForecastPoint>,
  [low, high]: readonly ['low80', 'high80'] | readonly ['low95', 'high95'],
  colour: string,
) => {
  const none = Array.from({ length: before }, () => null);
  const layer = {
    type: 'line',
    stack: low,
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
  };
  return [
    { ...layer, data: [...none, ...ahead.map((point) => point[low])] },
    {
      ...layer,
      data: [...none, ...ahead.map((point) => point[high] - point[low])],
      areaStyle: { color: colour, opacity: 0.16 },
    },
  ];
};

const forecastSeries = (before: number, ahead: ReadonlyArray<ForecastPoint>, colour: string) =>
  ahead.length === 0
    ? []
    : [
        ...band(before, ahead, ['low95', 'high95'], colour),
        ...band(before, ahead, ['low80', 'high80'], colour),
        {
          type: 'line',
          name: FORECAST,
          data: [...Array.from({ length: before }, () => null), ...ahead.map(({ value }) => value)],
          symbol: 'none',
          lineStyle: { width: 2, type: 'dashed', color: colour },
          itemStyle: { color: colour },
        },
      ];

const aheadLines = ({ value, low80, high80, low95, high95 }: ForecastPoint, colour: string) => [
  { mark: colour, name: FORECAST, value: numberWords(value) },
  { mark: 'transparent', name: '80% between', value: `${numberWords(low80)} and ${numberWords(high80)}` },
  { mark: 'transparent', name: '95% between', value: `${numberWords(low95)} and ${numberWords(high95)}` },
];

/** A metric step by step, with what it is forecast to be. What nobody told of is a gap in the line, not a zero. */
export const metricTrendOption =
  ({ grain, starts, lines, fromZero, ahead }: Lines) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameOf(palette);
    const drawn = lines.slice(0, MOST_LINES);
    const colour = (i: number): string => palette.series[i] ?? palette.muted;
    const all = [...starts, ...ahead.map(({ start }) => start)];
    const named = [...drawn.map(({ name }) => name), ...(ahead.length === 0 ? [] : [FORECAST])];
    return {
      ...frame,
      grid: { ...frame.grid, top: named.length > 1 ? 40 : 12, right: 12 },
      legend: { ...frame.legend, show: named.length > 1, data: named },
      tooltip: {
        ...frame.tooltip,
        formatter: (params: ReadonlyArray<{ readonly dataIndex: number }>) => {
          const at = params[0]?.dataIndex ?? 0;
          const point = ahead[at - starts.length];
          return tooltipOf(
            stepWords(all[at] ?? '', grain),
            point === undefined
              ? drawn.map(({ name, values }, i) => ({ mark: colour(i), name, value: toldWords(values[at]) }))
              : aheadLines(point, colour(0)),
          );
        },
      },
      xAxis: {
        ...frame.xAxis,
        type: 'category',
        boundaryGap: false,
        data: all,
        axisLabel: { ...frame.xAxis.axisLabel, formatter: (start: string) => axisWords(start, grain) },
      },
      yAxis: { ...frame.yAxis, scale: !fromZero, axisLabel: { ...frame.yAxis.axisLabel, formatter: compactWords } },
      series: [
        ...forecastSeries(starts.length, ahead, colour(0)),
        ...drawn.map(({ name, values }, i) => ({
          type: 'line',
          name,
          data: values,
          connectNulls: false,
          showAllSymbol: true,
          symbol: 'circle',
          symbolSize: (_: unknown, { dataIndex }: { readonly dataIndex: number }) =>
            isAlone(values, dataIndex) ? 5 : 0,
          lineStyle: { width: 2, color: colour(i) },
          itemStyle: { color: colour(i) },
        })),
      ],
    };
  };
