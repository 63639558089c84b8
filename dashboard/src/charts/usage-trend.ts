import type { EChartsCoreOption } from 'echarts/core';
import type { TrendSeries } from '../api/types.js';
import { everyStep } from '../days.js';
import { compactWords, dayWords, numberWords, shortDayWords } from '../words.js';
import { frameOf } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

/** `step`: days from one point to the next. */
export type UsageTrend = {
  readonly byFeature: ReadonlyArray<TrendSeries>;
  readonly people: ReadonlyArray<TrendSeries>;
  readonly step: 1 | 7;
};

type Values = { readonly name: string; readonly values: ReadonlyArray<number | null> };

const NOT_TOLD = 'nothing told';
const REST = 'Other features';

const valuesAt = (starts: ReadonlyArray<string>, { points }: TrendSeries): ReadonlyArray<number | null> => {
  const byStart = new Map(points.map(({ start, value }) => [start, value]));
  return starts.map((start) => byStart.get(start) ?? null);
};

const total = ({ values }: Values): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

const added = (all: ReadonlyArray<Values>): ReadonlyArray<number | null> =>
  (all[0]?.values ?? []).map((_, i) => {
    const told = all.map(({ values }) => values[i]).filter((value) => typeof value === 'number');
    return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
  });

/** The most used features one by one, and the others as one, so that every colour is told apart. */
export const mostUsed = (all: ReadonlyArray<Values>, most: number): ReadonlyArray<Values> => {
  const sorted = [...all].sort((a, b) => total(b) - total(a));
  if (sorted.length <= most) return sorted;
  return [...sorted.slice(0, most - 1), { name: REST, values: added(sorted.slice(most - 1)) }];
};

const told = (value: number | null | undefined): string => (typeof value === 'number' ? numberWords(value) : NOT_TOLD);

/** Things done by feature as stacked bars, and people active as a line on its own axis. What nobody told of is left out, not drawn as zero. */
export const usageTrendOption =
  ({ byFeature, people, step }: UsageTrend) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameOf(palette);
    const starts = everyStep(
      [...byFeature, ...people].flatMap(({ points }) => points.map(({ start }) => start)),
      step,
    );
    const features = mostUsed(
      byFeature.map((series) => ({ name: series.feature ?? 'Other use', values: valuesAt(starts, series) })),
      palette.series.length,
    );
    const active = people[0] === undefined ? [] : valuesAt(starts, people[0]);
    const colour = (i: number): string => palette.series[i] ?? palette.muted;
    return {
      ...frame,
      tooltip: {
        ...frame.tooltip,
        axisPointer: { type: 'shadow' },
        formatter: (params: ReadonlyArray<{ readonly dataIndex: number }>) => {
          const at = params[0]?.dataIndex ?? 0;
          const day = dayWords(starts[at] ?? null);
          return tooltipOf(step === 1 ? day : `Week of ${day}`, [
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
