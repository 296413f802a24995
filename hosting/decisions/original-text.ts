/** The text of an expression in its original file, with the programmer's names and spacing. */
import type * as acornModule from 'acorn';
import type { AnyNode, Options } from 'acorn';
import type { RecordedSite } from './sites.js';

/** A site with the texts that a report shows. */
export interface SiteText {
  readonly source: string;
  readonly left?: string;
  readonly right?: string;
}

type Acorn = typeof acornModule;

const PARSING: Options = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  checkPrivateFields: false,
};

/** A longer text does not fit a line of a report, characters. */
const LENGTH_MAX = 160;

/** In one line, cut to what a report holds. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LENGTH_MAX ? `${line.slice(0, LENGTH_MAX - 1)}…` : line;
}

/** Without what a bundler writes in its own way: spacing, quotes, numbers, names of imports. */
const bare = (text: string): string =>
  text
    .replace(/\b(0[xob][\da-f_]+|\d[\d_]*(\.\d+)?(e\d+)?)\b/gi, (number) =>
      String(Number(number.replaceAll('_', ''))),
    )
    .replace(/\bimport_\w+\.|\(0, /g, '')
    .replace(/([A-Za-z_$])\d+\b/g, '$1')
    .replace(/[\s'"`();]/g, '');

/** Every node that begins at the offset, outermost first; parentheses around it may come before. */
function* beginningAt(node: unknown, offset: number): Iterable<AnyNode> {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node as readonly unknown[]) yield* beginningAt(item, offset);
    return;
  }
  const { type, start } = node as AnyNode;
  if (typeof type !== 'string') return;
  if (start > offset) return;
  if (start === offset) yield node as AnyNode;
  for (const value of Object.values(node)) yield* beginningAt(value, offset);
}

/** Only a node of the same form as in the script; several have the text of the script, or none is meant. */
function meant(
  nodes: readonly AnyNode[],
  text: string,
  { kind, operator, source }: RecordedSite,
): AnyNode | undefined {
  const binary = kind === 'comparison' || kind === 'arithmetic';
  const candidates = nodes.filter((node) =>
    binary ? node.type === 'BinaryExpression' && node.operator === operator : true,
  );
  const same = candidates.find(({ start, end }) => bare(text.slice(start, end)) === bare(source));
  return same ?? (binary && candidates.length === 1 ? candidates[0] : undefined);
}

/**
 * Gives the texts of a site as its source file has them, or as the script has them where the source
 * cannot be read as JavaScript.
 * @param text the whole file
 * @param offset of the site in it
 */
export function originalText(
  acorn: Acorn,
  site: RecordedSite,
  text: string,
  offset: number,
): SiteText {
  const plain: SiteText = site;
  if (['catch', 'case', 'turn'].includes(site.kind)) return plain;
  let parsed: unknown;
  try {
    parsed = acorn.parseExpressionAt(text, offset, PARSING);
  } catch {
    return plain;
  }
  const node = meant([...beginningAt(parsed, offset)], text, site);
  if (node === undefined) return plain;
  const of = ({ start, end }: AnyNode): string => shortened(text.slice(start, end));
  if (node.type !== 'BinaryExpression') return { ...plain, source: of(node) };
  return { source: of(node), left: of(node.left), right: of(node.right) };
}
