/** Under GitHub Actions, findings also appear as annotations and as a job summary. */
import { appendFileSync } from 'node:fs';
import { printableName } from '../../properties/words/printable.js';
import type { Output } from './context.js';

interface Annotations {
  readonly annotations: readonly string[];
  /** Markdown. */
  readonly summary: string;
}

/** Makes the texts only under GitHub Actions. */
export function annotateGithub(output: Output, texts: () => Annotations): void {
  const { env, stdout, stderr } = output.host;
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  const { annotations, summary } = texts();
  // The runner reads both streams; a JSON document must not be disturbed.
  const sink = output.json ? stderr : stdout;
  for (const line of annotations) sink.write(`${printableName(line)}\n`);
  const file = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file === '') return;
  try {
    appendFileSync(file, summary);
  } catch (error) {
    // The result stands even if its summary cannot be written.
    output.note(
      `no job summary: ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
