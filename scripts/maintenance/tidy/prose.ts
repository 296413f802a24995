/**
 * Rules of language for comments, messages and documents: words that hide the subject, docstrings
 * that begin with a question word, and sentences that are too long. They hold in the whole tree;
 * the words, their replacements and the exempt files stand in prose.json.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { TidyFinding } from './finding.js';
import { isTypeScript } from './tree.js';
import type { TextFile } from './tree.js';

export interface ProseRules {
  /** Longest sentence of a docstring or a document, in words. */
  readonly sentenceWords: number;
  /** Files that no rule reads, each with its reason. */
  readonly exempt: Readonly<Record<string, string>>;
  /** First words that a docstring must not have. */
  readonly openers: ProseRule;
  readonly banned: readonly ProseRule[];
}

/** A regular expression, matched without regard to case, and the words to use instead. */
export interface ProseRule {
  readonly pattern: string;
  readonly instead: string;
}

/** A piece of prose: one paragraph of a comment or document, or one message. */
export interface Passage {
  readonly kind: 'docstring' | 'comment' | 'message' | 'document';
  /** Line of its first character, from 1. */
  readonly line: number;
  readonly text: string;
}

export const proseRules = (): ProseRules =>
  JSON.parse(
    readFileSync(
      new URL('../../../../scripts/maintenance/tidy/prose.json', import.meta.url),
      'utf8',
    ),
  ) as ProseRules;

/** Replaces a match by as many line ends as it has, so that line numbers stay true. */
const blank = (match: string): string => match.replaceAll(/[^\n]+/g, ' ');

/** Code, addresses and generated blocks are no prose. */
const withoutCode = (text: string): string =>
  text
    .replaceAll(/`[^`]*`/g, blank)
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/https?:\S+/g, blank);

/** Splits at empty lines, and before list items, table rows and headings. */
function paragraphs(text: string, kind: Passage['kind'], firstLine: number): readonly Passage[] {
  const passages: Passage[] = [];
  let lines: string[] = [];
  let start = firstLine;
  const end = (): void => {
    if (lines.some((line) => line.trim() !== '')) {
      passages.push({ kind, line: start, text: lines.join('\n') });
    }
    lines = [];
  };
  for (const [index, line] of text.split('\n').entries()) {
    const begins = /^\s*([-*] |\d+\. |#|\||@\w)/.test(line);
    if (line.trim() === '' || begins) {
      end();
      start = firstLine + index + (line.trim() === '' ? 1 : 0);
    }
    if (line.trim() !== '') lines.push(line);
  }
  end();
  return passages;
}

const documentPassages = ({ text }: TextFile): readonly Passage[] =>
  paragraphs(
    withoutCode(
      text
        .replaceAll(/<!-- table: [\s\S]*?\n\n<!-- end -->/g, blank)
        .replaceAll(/<!--[\s\S]*?-->/g, blank)
        .replaceAll(/^```[\s\S]*?^```$/gm, blank)
        .replaceAll(/^ {4,}\S.*$/gm, blank),
    ),
    'document',
    1,
  );

const textOfComment = (comment: string): string =>
  comment
    .replace(/^\/\*\*?/, '')
    .replace(/\*\/$/, '')
    .replaceAll(/^[ \t]*\*(?!\/)[ \t]?/gm, '')
    .replaceAll(/^[ \t]*\/\/[ \t]?/gm, '');

/** Comments as the scanner finds them; neighbouring line comments are one passage. */
function commentsOf(source: ts.SourceFile): readonly Passage[] {
  const { text } = source;
  const seen = new Set<number>();
  const ranges: ts.CommentRange[] = [];
  const collect = (position: number): void => {
    for (const range of [
      ...(ts.getLeadingCommentRanges(text, position) ?? []),
      ...(ts.getTrailingCommentRanges(text, position) ?? []),
    ]) {
      if (seen.has(range.pos)) continue;
      seen.add(range.pos);
      ranges.push(range);
    }
  };
  const visit = (node: ts.Node): void => {
    collect(node.getFullStart());
    collect(node.getEnd());
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  ranges.sort((a, b) => a.pos - b.pos);
  const passages: Passage[] = [];
  let run: { start: number; end: number } | undefined;
  const lineOf = (position: number): number =>
    source.getLineAndCharacterOfPosition(position).line + 1;
  const flush = (): void => {
    if (run === undefined) return;
    const { start, end } = run;
    const comment = withoutCode(textOfComment(text.slice(start, end)));
    passages.push(...paragraphs(comment, 'comment', lineOf(start)));
    run = undefined;
  };
  for (const { pos, end } of ranges) {
    const isLine = text.startsWith('//', pos);
    if (isLine && run !== undefined && /^\s*$/.test(text.slice(run.end, pos))) {
      run.end = end;
      continue;
    }
    flush();
    if (isLine) run = { start: pos, end };
    else {
      const kind = text.startsWith('/**', pos) ? 'docstring' : 'comment';
      const comment = withoutCode(textOfComment(text.slice(pos, end)));
      passages.push(...paragraphs(comment, kind, lineOf(pos)));
    }
  }
  flush();
  return passages;
}

/** String and template literals with a space in them: what a user or a reader of tests sees. */
function messagesOf(source: ts.SourceFile): readonly Passage[] {
  const passages: Passage[] = [];
  const add = (node: ts.Node, text: string): void => {
    if (!/\w \w/.test(text)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    passages.push({ kind: 'message', line, text: withoutCode(text) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) add(node, node.text);
    else if (ts.isTemplateExpression(node))
      add(
        node,
        [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'),
      );
    ts.forEachChild(node, visit);
  };
  visit(source);
  return passages;
}

/** The prose of a document or a source; of other files none. */
export function passagesOf(file: TextFile): readonly Passage[] {
  if (file.path.endsWith('.md')) return documentPassages(file);
  if (!isTypeScript(file)) return [];
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  return [...commentsOf(source), ...messagesOf(source)];
}

const wordsOf = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Sentences end at a full stop, a question mark or an exclamation mark before a space. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.?!][)"*_]*) /)
    .map((sentence) => sentence.trim());

/** Cells of a table are sentences of their own. */
const unitsOf = ({ kind, text }: Passage): readonly string[] =>
  kind === 'document' && text.trimStart().startsWith('|') ? text.split('|') : [text];

const lineIn = (passage: Passage, index: number): number =>
  passage.line + passage.text.slice(0, index).split('\n').length - 1;

/** Every breach of the rules in one file; none in an exempt one. */
export function proseFindings(file: TextFile, rules: ProseRules): readonly TidyFinding[] {
  if (Object.hasOwn(rules.exempt, file.path)) return [];
  const banned = rules.banned.map((rule) => ({
    ...rule,
    // A space of the pattern may be a line's end in the text.
    pattern: new RegExp(rule.pattern.replaceAll(' ', '\\s+'), 'giu'),
  }));
  const opener = new RegExp(rules.openers.pattern, 'iu');
  const docstrings = new Set<number>();
  return passagesOf(file).flatMap((passage) => {
    const found: TidyFinding[] = [];
    const add = (line: number, what: string, instead: string): void => {
      found.push({ place: `${file.path}:${String(line)}`, what, instead });
    };
    for (const { pattern, instead } of banned)
      for (const match of passage.text.matchAll(pattern))
        add(lineIn(passage, match.index), `"${match[0].replaceAll(/\s+/g, ' ')}"`, instead);
    if (passage.kind === 'docstring' && !docstrings.has(passage.line)) {
      docstrings.add(passage.line);
      const first = opener.exec(passage.text.trim());
      if (first !== null)
        add(passage.line, `a docstring begins with "${first[0]}"`, rules.openers.instead);
    }
    if (passage.kind === 'docstring' || passage.kind === 'document')
      for (const sentence of unitsOf(passage).flatMap(sentencesOf)) {
        const words = wordsOf(sentence);
        if (words > rules.sentenceWords)
          add(
            passage.line,
            `a sentence of ${String(words)} words ("${sentence.slice(0, 40)}…")`,
            `at most ${String(rules.sentenceWords)}: split it`,
          );
      }
    return found;
  });
}

/** The first two folders of a path: `sim/clock`, `docs/guide`, or `.` for a file at the top. */
const roomOf = (path: string): string => path.split('/').slice(0, -1).slice(0, 2).join('/') || '.';

/** Number of breaches per room, by name of the room; rooms without one are left out. */
export function breachesByRoom(
  files: readonly TextFile[],
  rules: ProseRules,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of files) {
    const room = roomOf(file.path);
    counts.set(room, (counts.get(room) ?? 0) + proseFindings(file, rules).length);
  }
  return new Map([...counts].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}
