/** A map and the panel that shows the chosen point's scenario. */
import type { ReportMap } from '../../document/data.js';
import { axisText } from '../axis.js';
import { address, addressed } from './address.js';
import { commandBlock, reproduceCommandHere } from './copy.js';
import { differencesOfToken } from './data.js';
import { element, fateBadge } from './dom.js';
import { explorerLink } from './explorer-link.js';
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
    ...explorerLink(point.token, 'Refine the map around this point in the explorer'),
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
    panel.querySelector<HTMLElement>('[data-hint]')?.removeAttribute('hidden');
    let isLinked = false;
    const view = new PlaneView(plane, report, number, (cell) => {
      void showPoint(panel, report, number, cell);
      const { xs, ys } = report.map;
      if (!isLinked) address({ map: number + 1, x: xs[cell.column] ?? 0, y: ys[cell.row] ?? 0 });
    });
    const fromAddress = (): void => {
      const asked = addressed();
      if (Number(asked.get('map')) !== number + 1) return;
      const block = document.querySelector<HTMLDetailsElement>(within);
      if (block !== null) block.open = true;
      isLinked = true;
      view.pickNear(Number(asked.get('x')), Number(asked.get('y')));
      isLinked = false;
      block?.scrollIntoView();
    };
    window.addEventListener('hashchange', fromAddress);
    fromAddress();
  }
}
