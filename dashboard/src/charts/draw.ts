import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export type Drawing = { readonly show: (option: EChartsCoreOption) => void; readonly remove: () => void };

/** Draws into an element and keeps to its size. `pick` is told where on the horizontal axis somebody clicks. */
export const drawIn = (element: HTMLElement, pick: (x: number) => void): Drawing => {
  const chart = init(element);
  chart.getZr().on('click', ({ offsetX, offsetY }: { readonly offsetX: number; readonly offsetY: number }) => {
    if (chart.containPixel('grid', [offsetX, offsetY])) pick(chart.convertFromPixel({ xAxisIndex: 0 }, offsetX));
  });
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
