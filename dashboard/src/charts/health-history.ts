import type { EChartsCoreOption } from 'echarts/core';
import { bandRuns } from '../account/scored-days.js';
import type { HealthPoint } from '../api/types.js';
import { bandWords } from '../bands.js';
import { dayOnAxis } from '../days.js';
import { dayWords, monthWords, scoreWords, shortDayWords } from '../words.js';
import { frameWithoutLegend } from './frame.js';
import type { Palette } from './palette.js';
import { tooltipOf } from './tooltip.js';

/** The score by day over the bands it stood for, with days marked. A score holds until the next one. */
export const healthHistoryOption =
  (points: ReadonlyArray<HealthPoint>, marked: ReadonlyArray<string>) =>
  (palette: Palette): EChartsCoreOption => {
    const frame = frameWithoutLegend(palette);
    const byDay = new Map(points.map((point) => [point.day, point]));
    const runs = bandRuns(points).map(({ band, from, to }) => ({ from, to, colour: palette.bandOf(band) }));
    const areas = runs.map(({ from, to, colour }) => [
      { xAxis: from, itemStyle: { color: colour, opacity: 0.11 } },
      { xAxis: to },
    ]);
    const ribbon = runs.map(({ from, to, colour }) => ({
      type: 'line',
      data: [from, to].map((day) => [day, 0]),
      silent: true,
      showSymbol: false,
      lineStyle: { width: 7, color: colour, cap: 'butt' },
    }));
    return {
      ...frame,
      tooltip: {
        ...frame.tooltip,
        formatter: (params: ReadonlyArray<{ readonly value: readonly [string, number | null] }>) => {
          const point = byDay.get(params[0]?.value[0] ?? '');
          if (point === undefined) return '';
          const line = {
            mark: palette.bandOf(point.band),
            name: bandWords(point.band),
            value: scoreWords(point.score),
          };
          return tooltipOf(dayWords(point.day), [line]);
        },
      },
      xAxis: {
        ...frame.xAxis,
        type: 'time',
        axisLabel: { ...frame.xAxis.axisLabel, formatter: (time: number) => axisWords(time) },
      },
      yAxis: { ...frame.yAxis, min: 0, max: 100, interval: 25 },
      series: [
        {
          type: 'line',
          name: 'Health score',
          step: 'end',
          data: points.map(({ day, score }) => [day, score]),
          showSymbol: points.length === 1,
          symbolSize: 6,
          lineStyle: { width: 2, color: palette.text },
          itemStyle: { color: palette.text },
          markArea: { silent: true, data: areas },
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: palette.accent, width: 1.5, type: 'solid' },
            data: marked.map((day) => ({ xAxis: day })),
          },
        },
        ...ribbon,
      ],
    };
  };

const axisWords = (time: number): string => {
  const day = dayOnAxis(time);
  return day.slice(8, 10) === '01' ? monthWords(day) : shortDayWords(day);
};
