/** A map and the panel that shows the chosen point's scenario. */
import type { ReportMap } from '../../document/data.js';
import { axisText } from '../axis.js';
import { commandBlock, reproduceCommandHere } from './copy.js';
import { differencesOfToken } from './data.js';
import { element, fateBadge } from './dom.js';
import { PlaneView } from './plane.js';
import type { Cell } from './plane.js';

async function showPoint(
  panel: HTMLElement,
  report: ReportMap,
  number: number,
  { row, column }: Cell,
): Promise<void> {
  const { map, points } = report;
  const point = points[row]?.[column];
  if (point === undefined) return;
  const differences = await differencesOfToken(point.token);
  panel.replaceChildren(
    element('p', { class: 'chosen' }, fateBadge(map.classes[row]?.[column] ?? 'unknown')),
    element(
      'dl',
      {},
      element('dt', {}, map.x.title),
      element('dd', {}, axisText(map.x, map.xs[column] ?? 0)),
      element('dt', {}, map.y.title),
      element('dd', {}, axisText(map.y, map.ys[row] ?? 0)),
    ),
    commandBlock(reproduceCommandHere(point.token), point.hash, `map-${number}-command`),
    element(
      'details',
      { open: '' },
      element('summary', {}, 'Its scenario: the simplest one, except for'),
      element('pre', { class: 'scenario', tabindex: '0', 'aria-label': 'Scenario' }, differences),
    ),
  );
}

export function showMaps(maps: readonly ReportMap[]): void {
  for (const [number, report] of maps.entries()) {
    const within = `[data-map="${number}"]`;
    const plane = document.querySelector<HTMLElement>(`${within} [data-plane]`);
    const panel = document.querySelector<HTMLElement>(`${within} [data-point]`);
    if (plane === null || panel === null) continue;
    new PlaneView(plane, report, number, (cell) => {
      void showPoint(panel, report, number, cell);
    });
  }
}
