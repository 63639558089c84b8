import type { Palette } from './palette.js';

/** What the axes and the legend of a chart look like. */
export const frameOf = (palette: Palette) => {
  const label = { color: palette.muted, fontFamily: palette.font, fontSize: 12 };
  const axisLine = { lineStyle: { color: palette.line } };
  return {
    textStyle: { fontFamily: palette.font },
    grid: { left: 4, right: 4, top: 40, bottom: 4, containLabel: true },
    legend: {
      type: 'scroll' as const,
      top: 0,
      left: 0,
      itemWidth: 10,
      itemHeight: 10,
      itemGap: 16,
      icon: 'roundRect',
      textStyle: { ...label, color: palette.text },
      pageTextStyle: label,
      pageIconColor: palette.text,
      pageIconInactiveColor: palette.line,
    },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      className: 'tooltip-frame',
      backgroundColor: 'transparent',
      borderWidth: 0,
      padding: 0,
      extraCssText: 'box-shadow: none',
      axisPointer: { type: 'line' as const, lineStyle: { color: palette.muted, type: 'dashed' as const } },
    },
    xAxis: {
      axisLabel: { ...label, hideOverlap: true },
      axisLine,
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value' as const,
      axisLabel: label,
      nameTextStyle: label,
      splitLine: { lineStyle: { color: palette.line } },
      splitNumber: 4,
    },
  };
};

/** The same for a chart whose lines need no legend. */
export const frameWithoutLegend = (palette: Palette) => {
  const frame = frameOf(palette);
  return { ...frame, grid: { ...frame.grid, top: 12 }, legend: { show: false } };
};
