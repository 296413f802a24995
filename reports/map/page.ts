/** A frontier map as one page that opens from disk: the picture, its boundaries, its checks, its scenario. */
import type { FrontierMap } from '../../properties/frontier/types.js';
import { checkWords, costWords, shownClasses, shownEdge } from './words.js';
import { mapSvg } from './svg.js';
import { escaped } from '../markup/markdown.js';

const STYLE = `:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
svg{width:100%;height:auto}
li{margin-bottom:.5rem}
small{display:block}
pre{overflow:auto;padding:.75rem;border:1px solid}
th,td{text-align:left;padding:.15rem .75rem .15rem 0;vertical-align:top}`;

/**
 * Returns a map as one HTML page.
 * @since 0.1.0
 */
export function mapPage(map: FrontierMap): string {
  const title = `${map.study}/${map.variant}: where records are lost`;
  const rules = map.rules.map(
    (rule) => `<li>${escaped(rule.text)}<small>${escaped(shownEdge(map, rule))}</small></li>`,
  );
  const classes = shownClasses(map).map(
    ({ name, means }) => `<tr><th scope="row">${name}</th><td>${escaped(means)}</td></tr>`,
  );
  const lines = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    // A picture and tables: nothing in it is to run, or to be loaded.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    mapSvg(map).trimEnd(),
    `<table>${classes.join('')}</table>`,
    '<h2>Boundaries, each run one unit either side</h2>',
    rules.length === 0
      ? `<p>None: ${map.classes[0]?.[0] ?? 'unknown'} everywhere.</p>`
      : `<ul>${rules.join('\n')}</ul>`,
    '<h2>How it was found</h2>',
    ...checkWords(map).map((line) => `<p>${escaped(line)}</p>`),
    `<p>${escaped(costWords(map))}</p>`,
    '<h2>The scenario in which the two are varied</h2>',
    `<pre tabindex="0">${escaped(JSON.stringify(map.base, null, 2))}</pre>`,
    '</main>',
    '</body>',
    '</html>',
  ];
  return `${lines.join('\n')}\n`;
}
