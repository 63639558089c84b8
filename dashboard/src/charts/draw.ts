import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export type Drawing = { readonly show: (option: EChartsCoreOption) => void; readonly remove: () => void };

/** Draws into an element and keeps to its size. */
export const drawIn = (element: HTMLElement): Drawing => {
  const chart = init(element);
  const sizes = new ResizeObserver(() => chart.resize());
  sizes.observe(element);
  return {
    show: (option) => chart.setOption(option, { notMerge: true }),
    remove: () => {
      sizes.disconnect();
      chart.dispose();
    },
  };
};
