/** Plays given scenarios of one study in a thread of its own, which is ended if a model hangs. */
import type { AnyStudy } from '../../properties/study/erase.js';
import type { Output } from '../cli/context.js';
import type { Studies } from '../config/studies.js';
import { inOneThread } from './one-thread.js';
import type { Plays, PlaysJobOptions } from './plays-worker.js';
import { DEFAULT_RUN_SECONDS } from './real-time.js';

export interface PlaysOptions extends PlaysJobOptions {
  readonly study: AnyStudy;
  /** In an error: `the corpus`, `the gate`. */
  readonly what: string;
  /** Real time that each run may take, s. */
  readonly runSeconds?: number | undefined;
}

/**
 * Without anything to play, no thread is started.
 * @throws SkewproofError what a run throws; SKEW-101 for a model that does not return
 */
export async function played(
  { study, what, runSeconds = DEFAULT_RUN_SECONDS, gates = [], ...options }: PlaysOptions,
  output: Output,
  studies: Studies,
): Promise<Plays> {
  const isGated = study.gate !== undefined && gates.length > 0;
  const hasCanary = options.canary !== undefined && study.canary !== undefined;
  if (!isGated && !hasCanary && (options.entries ?? []).length === 0)
    return { replayed: [], canary: undefined };
  const { result } = await inOneThread<PlaysJobOptions, Plays>(
    new URL('./plays-worker.js', import.meta.url),
    {
      ...{ study, ref: studies.refOf(study), reproduceOptions: studies.optionFor(study) },
      what: `${what} of ${study.name}`,
      runSeconds,
      options: { gates, ...options },
      interruptible: false,
    },
    output,
  );
  if (result === undefined) throw new Error('plays that nothing stops have a result');
  return result;
}
