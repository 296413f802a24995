/** The lines of a program that decide its losses, below a table that only counts them. */
import type { Story } from '../../properties/explain/story-types.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { codeText } from '../../reports/text/code-line.js';
import type { Output } from '../cli/context.js';

/** Prints the block of each story that is about a program's code, each block once. */
export function printCode(
  { epochMs }: AnyStudy,
  stories: readonly (Story | undefined)[],
  output: Output,
): void {
  const blocks = stories.flatMap((story) => (story && codeText(story, epochMs, output)) ?? []);
  for (const block of new Set(blocks)) output.print(`\n${block}`);
}
