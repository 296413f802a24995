/** `skewproof replay`: runs the whole corpus again; an entry whose hash has changed is reported. */
import { existsSync } from 'node:fs';
import { worstOf } from '../../properties/oracle/verdict.js';
import type { Studies } from '../config/studies.js';
import type { Output } from '../cli/context.js';
import { printCode } from '../campaign/code-blocks.js';
import { replayed, replayTable, stillFailing } from '../campaign/corpus.js';
import { exitOf } from './explore.js';

export interface ReplayCommand {
  readonly corpus: string;
  /** Real time that each run may take, s. */
  readonly runSeconds?: number;
}

export async function runReplay(
  { corpus: folder, runSeconds }: ReplayCommand,
  output: Output,
  studies: Studies,
): Promise<number> {
  const entries = await replayed(folder, { runSeconds }, output, studies);
  const failing = stillFailing(entries).length;
  const changed = entries.filter((entry) => !entry.same).length;
  if (entries.length > 0) output.print(replayTable(entries, output));
  for (const { study, stories = [] } of entries) printCode(studies.named(study), stories, output);
  if (entries.length > 0) output.print('');
  const none = existsSync(folder) ? `${folder} holds no entry` : `there is no folder ${folder} yet`;
  output.print(
    entries.length === 0
      ? `Nothing to replay: ${none}. "skewproof explore" keeps what it finds there.`
      : `${String(entries.length)} entries in ${folder}, ${String(failing)} still fail, ${String(changed)} run differently from when they were saved.`,
  );
  output.result({ folder, entries });
  return exitOf(worstOf(entries.map((entry) => entry.verdict)));
}
