/** Simple selectors: a tag, an id, classes, attributes, and lists of them. Combinators are refused. */
import { domString } from '../idl.js';
import { notSimulated } from '../../../realm/refusal.js';
import type { Element } from './element.js';

type Matches = (element: Element) => boolean;

const PART =
  /^(?:\*|([a-zA-Z][\w-]*)|#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:([*^$~|]?)=\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]+)))?\s*\])/;

const COMPARED: Readonly<Record<string, (has: string, wanted: string) => boolean>> = {
  '': (has, wanted) => has === wanted,
  '*': (has, wanted) => has.includes(wanted),
  '^': (has, wanted) => has.startsWith(wanted),
  $: (has, wanted) => has.endsWith(wanted),
  '~': (has, wanted) => has.split(/\s+/).includes(wanted),
  '|': (has, wanted) => has === wanted || has.startsWith(`${wanted}-`),
};

function partOf(found: RegExpExecArray): Matches {
  const [, tag, id, name, attribute, operator = '', ...wanted] = found;
  if (tag !== undefined) return (element) => element.tagName === tag.toUpperCase();
  if (id !== undefined) return (element) => element.id === id;
  if (name !== undefined) return (element) => element.className.split(/\s+/).includes(name);
  if (attribute === undefined) return () => true;
  const value = (wanted as readonly (string | undefined)[]).find((one) => one !== undefined);
  if (value === undefined) return (element) => element.hasAttribute(attribute);
  return (element) => {
    const has = element.getAttribute(attribute);
    return has !== null && (COMPARED[operator]?.(has, value) ?? false);
  };
}

export function selector(text: string): Matches {
  const choices = domString(text)
    .split(',')
    .map((choice) => {
      const parts: Matches[] = [];
      let rest = choice.trim();
      while (rest !== '') {
        const found = PART.exec(rest);
        if (found === null) throw notSimulated(`the selector ${text}`);
        parts.push(partOf(found));
        rest = rest.slice(found[0].length);
      }
      return parts;
    });
  return (element) => choices.some((parts) => parts.every((matches) => matches(element)));
}
