/** A link to a scenario in the page beside the report, if there is one. */
import { element } from './dom.js';

export function explorerLink(token: string, title: string): readonly HTMLElement[] {
  const { explorer } = document.documentElement.dataset;
  return explorer === undefined ? [] : [element('a', { href: `${explorer}#${token}` }, title)];
}
