// The curve of ratings in time.
import { init, use } from 'echarts/core';
import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { badOf } from './figures.js';

use([BarChart, AriaComponent, GridComponent, TooltipComponent, CanvasRenderer]);

export function curve(place) {
  const chart = init(place);
  new ResizeObserver(() => chart.resize()).observe(place);

  function show(rows, text, hourly) {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink-soft');
    const line = style.getPropertyValue('--line');
    chart.setOption({
      // A picture taken while bars grow would lie.
      animation: false,
      aria: { enabled: true },
      grid: { left: 8, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'category',
        data: rows.map((row) => (hourly ? row.key.slice(11, 16) : row.key.slice(5))),
        axisLabel: { color: ink },
        axisLine: { lineStyle: { color: line } },
      },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } },
      series: [
        {
          name: text.ratings,
          type: 'bar',
          barMaxWidth: 48,
          stack: 'all',
          itemStyle: { color: style.getPropertyValue('--good') },
          data: rows.map((row) => row.ratings - badOf(row)),
        },
        {
          name: text.bad,
          type: 'bar',
          barMaxWidth: 48,
          stack: 'all',
          itemStyle: { color: style.getPropertyValue('--bad') },
          data: rows.map((row) => badOf(row)),
        },
      ],
    });
    const sum = rows.reduce((all, row) => all + row.ratings, 0);
    place.setAttribute('aria-label', text.curveText(sum, rows.length));
  }

  return { show, picture: () => chart.getDataURL({ pixelRatio: 2, backgroundColor: getComputedStyle(document.body).backgroundColor }) };
}
