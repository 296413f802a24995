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

/** A fenced block whose text is printed by a command or stands in a file, as a comment above it says. */
export interface Block {
  readonly kind: 'session' | 'include';
  /** The command, or the file. */
  readonly of: string;
  /** Exit code that the command must have. */
  readonly exit: number;
  /** Only the lines from the first with this text, up to the next with `to`, or to that before it. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly toIsKept: boolean;
  readonly body: string;
  /** Positions at which the body begins and ends in the document. */
  readonly start: number;
  readonly end: number;
}

const BLOCK =
  /<!-- (session|include)(?:, exit (\d))?: (.+?)(?: from "([^"]+)")?(?: (to|before) "([^"]+)")? -->\n\n?```\w*\n([\s\S]*?)```/g;

export const blocksOf = (text: string): readonly Block[] =>
  [...text.matchAll(BLOCK)].map((match) => {
    const [whole, kind, exit, of = '', from, bound, to, body = ''] = match;
    const end = match.index + whole.length - '```'.length;
    return {
      kind: kind === 'session' ? 'session' : 'include',
      of,
      exit: Number(exit ?? 0),
      from,
      to,
      toIsKept: bound !== 'before',
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
