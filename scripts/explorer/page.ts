/** The explorer as one HTML file: no network, no other file, and scripts by their hash alone. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { xmlText } from '../../reports/markup/xml.js';
import { EXPLORER_STYLE } from './view/lanes-style.js';

/** A word of the page that another page of explorers is recognised by, before it is overwritten. */
export const MARK = '<!-- explorer of skewproof -->';

const STYLE = new URL('./style.css', import.meta.url);

export interface ExplorerPage {
  readonly title: string;
  readonly script: string;
  /** Shown where scripts are off: what the page is about, as words and a drawing. */
  readonly still: { readonly words: string; readonly svg: string };
}

/** Returns the page as text. */
export function explorerPage({ title, script, still }: ExplorerPage): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${xmlText(title)}</title>
<style>${EXPLORER_STYLE}${readFileSync(STYLE, 'utf8')}</style>
</head>
<body>
<div id="app"><noscript><main><h1>${xmlText(title)}</h1><p class="sentence">${xmlText(still.words)}</p>${still.svg}<p>The explorer runs the simulation in this page, which needs JavaScript.</p></main></noscript></div>
<script>${script}</script>
${MARK}
</body>
</html>
`;
}
