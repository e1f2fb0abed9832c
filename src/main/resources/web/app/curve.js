// The curves of ratings in time.
import { init, use } from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { badOf } from './figures.js';

use([BarChart, LineChart, AriaComponent, GridComponent, TooltipComponent, CanvasRenderer]);

export function curve(place) {
  const chart = init(place);
  let drawn = () => {};
  new ResizeObserver(() => {
    chart.resize();
    drawn();
  }).observe(place);

  /**
   * @param rows without gaps
   * @param label of a row's key
   * @param before rows to lay over them as a line, or null
   */
  function show(rows, label, text, before = null) {
    drawn = () => draw(rows, label, text, before);
    drawn();
    const sum = rows.reduce((all, row) => all + row.ratings, 0);
    place.setAttribute('aria-label', text.curveText(sum, rows.length));
  }

  function draw(rows, label, text, before) {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name);
    const rem = Number.parseFloat(style.fontSize);
    const axisLabel = { color: color('--ink-soft'), fontSize: 0.85 * rem, hideOverlap: true };
    const series = (name, fill, value) => ({
      name, type: 'bar', stack: 'all', barMaxWidth: 3 * rem, barCategoryGap: '25%', itemStyle: { color: color(fill) }, data: rows.map(value),
    });
    const all = [series(text.good, '--good', (row) => row.ratings - badOf(row)), series(text.bad, '--bad', badOf)];
    if (before) all.push(beside(text.yesterday, before, color('--ink-soft'), 0.12 * rem));
    chart.setOption({
      // A picture taken while bars grow would lie.
      animation: false,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      aria: { enabled: true },
      grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: rows.map(({ key }) => label(key)), axisLabel, axisLine: { lineStyle: { color: color('--line') } } },
      yAxis: { type: 'value', minInterval: 1, axisLabel, splitLine: { lineStyle: { color: color('--line') } }, splitNumber: 4 },
      series: all,
    }, { replaceMerge: ['series'] });
  }

  function beside(name, rows, color, width) {
    return {
      name, type: 'line', step: 'middle', symbol: 'none', z: 3, lineStyle: { color, type: 'dashed', width }, itemStyle: { color },
      data: rows.map((row) => row.ratings),
    };
  }

  return { show, picture: () => chart.getDataURL({ pixelRatio: 2, backgroundColor: getComputedStyle(document.body).backgroundColor }) };
}
