/** The project's documents as the tests and the updater see them: blocks, links, headings, names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export const textAt = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export interface Document {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .sort();

export function documents(): readonly Document[] {
  const top = readdirSync(ROOT).filter((path) => path.endsWith('.md'));
  return [...top.sort(), ...markdownIn('docs'), ...markdownIn('examples')].map((path) => ({
    path,
    text: textAt(path),
  }));
}

/** Some lines of a text: from the first with `from`, to the next with `to` or to the line before it. */
export interface Cut {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly toIsKept: boolean;
}

/** A fenced block whose text is printed by a command or stands in a file, as a comment above it says. */
export interface Block {
  readonly kind: 'session' | 'include';
  /** The command, or the file. */
  readonly of: string;
  /** Exit code that the command must have. */
  readonly exit: number;
  /** The parts to show, in order; a cut without bounds is the whole text. */
  readonly cuts: readonly Cut[];
  readonly body: string;
  /** Positions at which the body begins and ends in the document. */
  readonly start: number;
  readonly end: number;
}

const BLOCK =
  /<!-- (session|include)(?:, exit (\d))?: (.+?)((?:,? (?:from|to|before) "[^"]+")*) -->\n\n?```\w*\n([\s\S]*?)```/g;

/** `from "a" before "b", from "c"` as two cuts. */
const cutsIn = (text: string): readonly Cut[] =>
  text.split(/(?<="),/).map((part) => {
    const [, from] = /from "([^"]+)"/.exec(part) ?? [];
    const [, bound, to] = /(to|before) "([^"]+)"/.exec(part) ?? [];
    return { from, to, toIsKept: bound !== 'before' };
  });

export const blocksOf = (text: string): readonly Block[] =>
  [...text.matchAll(BLOCK)].map((match) => {
    const [whole, kind, exit, of = '', cuts = '', body = ''] = match;
    const end = match.index + whole.length - '```'.length;
    return {
      kind: kind === 'session' ? 'session' : 'include',
      of,
      exit: Number(exit ?? 0),
      cuts: cutsIn(cuts),
      body,
      start: end - body.length,
      end,
    };
  });

/** Without fenced blocks: what is left is prose, headings and tables. */
export const proseOf = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, '');

/** Returns the texts between backticks on one line. */
export const namesIn = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);

export const linksIn = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** Headings as the fragments that links to them use. */
export const anchorsIn = (text: string): readonly string[] =>
  [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The rows of the first table whose header begins with `header`, as cells. */
export function tableIn(text: string, header: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| ${header} |`));
  if (at === -1) return [];
  const rows = lines.slice(at + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** A file's name or path as a pattern for the end of a path; `*` stands for any part of a name. */
export const asPattern = (name: string): RegExp =>
  new RegExp(`(^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
