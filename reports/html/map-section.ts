/** The frontier maps of the page: rules and boundary in words; the client draws the plane. */
import type {
  FrontierEdge,
  FrontierMap,
  FrontierRule,
  PlanePoint,
} from '../../properties/frontier/types.js';
import type { ReportMap } from '../document/data.js';
import { count } from '../text/numbers.js';
import { axisText } from './axis.js';
import { mapSvg } from '../map/svg.js';
import { html, Markup, NOTHING } from './markup.js';

const pointText = (map: FrontierMap, point: PlanePoint): string =>
  `${axisText(map.x, point.x)}, ${axisText(map.y, point.y)}`;

const edgeRow = (map: FrontierMap, edge: FrontierEdge): Markup =>
  html`<tr>
    <td>${pointText(map, edge.low)}</td>
    <td><span class="fate ${edge.low.class}">${edge.low.class}</span></td>
    <td>${pointText(map, edge.high)}</td>
    <td><span class="fate ${edge.high.class}">${edge.high.class}</span></td>
  </tr>`;

/** Rules shown at once; the rest is folded. */
const RULES_SHOWN = 5;

const ruleItem = ({ text }: FrontierRule): Markup => html`<li>${text}</li>`;

const classesOf = (map: FrontierMap): readonly string[] => [...new Set(map.classes.flat())];

const classesText = (map: FrontierMap): string => classesOf(map).join(', ');

const block = ({ map, title }: ReportMap, number: number, open: boolean): Markup => {
  const broken = map.checks.filter((check) => !check.held);
  return html`<details class="map group" data-map="${number}" ${open ? html`open` : NOTHING}>
    <summary>
      <h3>${title}</h3>
      <span class="quiet">${classesText(map)}</span>
    </summary>
    <div class="map-body">
      <div class="plane" data-plane>${new Markup(mapSvg(map))}</div>
      <div class="point" data-point role="group" aria-label="The chosen point of map ${number + 1}">
        <p class="quiet" data-hint hidden>
          Choose a point: click it, or move with the arrow keys and press Enter.
        </p>
      </div>
    </div>
    <ul class="rules">
      ${map.rules.slice(0, RULES_SHOWN).map(ruleItem)}
    </ul>
    ${
      map.rules.length <= RULES_SHOWN
        ? NOTHING
        : html`<details>
            <summary>${map.rules.length - RULES_SHOWN} more boundaries in words</summary>
            <ul class="rules">
              ${map.rules.slice(RULES_SHOWN).map(ruleItem)}
            </ul>
          </details>`
    }
    ${
      broken.length === 0
        ? NOTHING
        : html`<ul class="rules quiet">
            ${broken.map((check) => html`<li>Probed further: ${check.detail}</li>`)}
          </ul>`
    }
    <p class="quiet">
      ${count(map.runs)} runs; every point of this plane, one unit apart, would have taken
      ${count(map.gridRuns)}. ${count(map.edges.length)} boundary points were run one unit either
      side.
    </p>
    ${
      map.edges.length === 0
        ? NOTHING
        : html`<details>
            <summary>The boundary to the unit, as a table</summary>
            <div class="scroll" tabindex="0" role="group" aria-label="Boundary points">
              <table class="edges">
                <thead>
                  <tr>
                    <th scope="col">on one side</th>
                    <th scope="col">becomes</th>
                    <th scope="col">one unit on</th>
                    <th scope="col">becomes</th>
                  </tr>
                </thead>
                <tbody>
                  ${map.edges.map((edge) => edgeRow(map, edge))}
                </tbody>
              </table>
            </div>
          </details>`
    }
  </details>`;
};

/** Index of the map with the most classes, which is open at first. */
function richest(maps: readonly ReportMap[]): number {
  const counts = maps.map(({ map }) => classesOf(map).length);
  return counts.indexOf(Math.max(...counts));
}

export const mapsSection = (maps: readonly ReportMap[]): Markup =>
  maps.length === 0
    ? NOTHING
    : html`<section id="frontier" aria-labelledby="frontier-title">
        <h2 id="frontier-title">Where records are lost</h2>
        ${maps.map((one, number) => block(one, number, number === richest(maps)))}
      </section>`;
