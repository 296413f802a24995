/** The lists of docs/files.md: every source file by folder, with the first sentence of its docstring. */
import { ROOT } from './markdown.js';
import { textFiles } from '../tidy/tree.js';
import type { TextFile } from '../tidy/tree.js';

/** Top folders in the order in which they import one another; the users of the library come last. */
const FOLDERS = [
  'sim',
  'models',
  'properties',
  'reports',
  'library',
  'scripts',
  'bench',
  'examples',
];

/** Test files and their helpers stand beside the sources and are not listed. */
const isListed = ({ path }: TextFile): boolean =>
  /\.(ts|mjs)$/.test(path) && !/\.(test|spec)\.ts$|(^|\/)_[^/]*$/.test(path);

/** Returns the first sentence of a file's first docstring, or undefined where there is none. */
export function firstSentence(text: string): string | undefined {
  const [, comment] = /^[ \t]*\/\*\*([\s\S]*?)\*\//m.exec(text) ?? [];
  if (comment === undefined) return undefined;
  const [paragraph = ''] = comment
    .replaceAll(/^[ \t]*\*[ \t]?/gm, '')
    .trim()
    .split(/\n\s*\n/);
  const flat = paragraph.replaceAll(/\s+/g, ' ');
  return /^.*?[.!?](?= [A-Z0-9`]|$)/.exec(flat)?.[0] ?? flat;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/[[\]]/g, '\\$&');

/** A table for each folder that holds sources, under a heading for each top folder. */
export function fileTables(files: readonly TextFile[] = textFiles(ROOT)): string {
  const listed = files.filter(isListed);
  return FOLDERS.flatMap((top) => {
    const inside = listed.filter(({ path }) => path.startsWith(`${top}/`));
    const folders = [...new Set(inside.map(({ path }) => path.slice(0, path.lastIndexOf('/'))))];
    return [
      `## ${top}`,
      ...folders.sort().map((folder) => {
        const rows = inside
          .filter(({ path }) => path.slice(0, path.lastIndexOf('/')) === folder)
          .map(({ path, text }) => {
            const name = path.slice(folder.length + 1);
            return `| [${name}](../${path}) | ${cell(firstSentence(text) ?? '')} |`;
          });
        return [
          ...(folder === top ? [] : [`### ${folder}`, '']),
          '| file | holds |',
          '| --- | --- |',
          ...rows,
        ].join('\n');
      }),
    ];
  }).join('\n\n');
}

/** Listed sources without any docstring. */
export const undescribed = (files: readonly TextFile[] = textFiles(ROOT)): readonly string[] =>
  files
    .filter((file) => isListed(file) && FOLDERS.some((top) => file.path.startsWith(`${top}/`)))
    .filter(({ text }) => firstSentence(text) === undefined)
    .map(({ path }) => path);
