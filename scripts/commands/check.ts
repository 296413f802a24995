/** `skewproof check`: every interleaving of a study within a small scope. */
import { InvalidArgumentError } from 'commander';
import { saveEntry } from '../campaign/corpus-directory.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import { didYouMean } from '../../properties/words/nearest.js';
import { askedVariant } from '../../properties/study/variant.js';
import { count } from '../../reports/text/numbers.js';
import { heading } from '../../reports/text/text.js';
import { inputError } from '../../sim/model/errors.js';
import type { Checked, Counterexample } from '../../properties/check/check.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { PropertyName, ScenarioBase } from '../../properties/study/contract.js';
import { EXIT, progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { deferring } from '../cli/deferring.js';
import { printFinding } from '../cli/detail.js';
import type { DetailOptions } from '../cli/detail.js';
import type { Studies } from '../config/studies.js';
import type { CheckJobOptions, CheckResult } from '../campaign/check-worker.js';
import { checkedFolder } from '../campaign/corpus.js';
import { inOneThread, SOLO_CELL } from '../campaign/one-thread.js';
import { DEFAULT_RUN_SECONDS } from '../campaign/real-time.js';
import { parseDuration } from '../sms2/inputs/duration.js';

export interface CheckCommand extends DetailOptions {
  readonly study: string;
  readonly variant?: string | undefined;
  readonly clients: number;
  readonly records: number;
  readonly faults: number;
  readonly actions: number;
  readonly offsets: readonly number[];
  readonly steps?: number;
  readonly seconds?: number;
  /** Real time that one step may take, s. */
  readonly runSeconds?: number;
  readonly states: number;
  readonly property?: readonly string[];
  readonly symmetry: boolean;
  readonly corpus: string;
  readonly save: boolean;
}

/** Offsets of a clock, separated by commas; 0 needs no unit. */
export const offsetsOption = (text: string): readonly number[] =>
  text.split(',').map((part) => {
    const value = part === '0' ? 0 : parseDuration(part);
    if (typeof value === 'number') return value;
    throw new InvalidArgumentError(
      `expected times with their unit, separated by commas (0,-30d,1h), got "${part}".`,
    );
  });

/** @throws SkewproofError SKEW-101 */
function checkedProperties(names: readonly string[] | undefined): readonly PropertyName[] {
  return (names ?? PROPERTY_NAMES).map((name) => {
    const known = PROPERTY_NAMES.find((property) => property === name);
    if (known !== undefined) return known;
    throw inputError({
      place: '--property',
      expected: `one of ${PROPERTY_NAMES.join(', ')}`,
      got: `"${name}"`,
      advice: didYouMean(name, PROPERTY_NAMES),
    });
  });
}

const several = (number: number, one: string): string =>
  `${count(number)} ${one}${number === 1 ? '' : 's'}`;

/** The bounds of the search, in words. */
const scopeWords = (command: CheckCommand): string =>
  [
    several(command.clients, 'client'),
    several(command.records, 'record'),
    several(command.faults, 'fault'),
    several(command.actions, 'action'),
    several(command.offsets.length, 'clock offset'),
    ...(command.steps === undefined ? [] : [`at most ${several(command.steps, 'choice')}`]),
  ].join(', ');

function endWords({ ended, distinct }: Checked<ScenarioBase>, properties: number): string {
  const all = properties === PROPERTY_NAMES.length ? 'every property' : 'the chosen property';
  switch (ended) {
    case 'violation':
      return 'violation';
    case 'exhausted':
      return `clean: ${all} holds at every end of every interleaving`;
    case 'steps':
      return `clean as far as it goes: ${all} holds at every end within that many choices`;
    case 'states':
      return `bound reached: ${count(distinct)} states, and there are more; none seen so far is bad`;
    case 'seconds':
      return 'bound reached: time is up, and there are more states; none seen so far is bad';
  }
}

const exitOf = ({ ended }: Checked<ScenarioBase>): number => {
  if (ended === 'violation') return EXIT.violation;
  return ended === 'exhausted' || ended === 'steps' ? EXIT.ok : EXIT.inconclusive;
};

/** A finished check, and how it was asked for. */
interface Finished extends CheckResult {
  readonly command: CheckCommand;
  readonly study: AnyStudy;
  readonly variant: string;
  readonly properties: readonly PropertyName[];
  readonly interrupted: boolean;
}

function printFound(
  { command, study, found }: Finished,
  { choices, steps, scenario }: Counterexample<ScenarioBase>,
  reproduceOptions: string,
  output: Output,
): void {
  if (found === undefined) return;
  const { explanation, story } = found;
  output.print(
    heading(
      `The shortest path to a violation: ${several(choices, 'choice')}, ${count(steps)} steps to its end`,
      output,
    ),
  );
  printFinding({ study, scenario, explanation, story, reproduceOptions }, command, output);
}

const statesPerSecond = ({ checked, seconds }: CheckResult): number =>
  Math.round(checked.distinct / Math.max(0.001, seconds));

function printSearched({ command, checked, ...timed }: Finished, output: Output): void {
  const { distinct, determined, generated, depth, judged, modelSteps } = checked;
  output.print(heading('Searched', output));
  output.print(`scope              ${scopeWords(command)}`);
  output.print(
    `distinct states    ${count(distinct)}, of which ${count(determined)} with nothing left to choose`,
  );
  output.print(`transitions        ${count(generated)}, by ${count(modelSteps)} steps of models`);
  output.print(`depth              ${several(depth, 'choice')}; ${several(judged, 'end')} judged`);
  output.note(
    `${count(statesPerSecond({ checked, ...timed }))} states a second, ${timed.seconds.toFixed(1)} s`,
  );
}

/** Saves the counterexample in the corpus and returns the entry's path; undefined without one. */
function saved(
  { command, study, variant, checked, found }: Finished,
  folder: string,
  output: Output,
): string | undefined {
  const { counterexample } = checked;
  if (!command.save || counterexample === undefined || found === undefined) return undefined;
  const { scenario, choices } = counterexample;
  const entry = {
    format: 1,
    study: study.name,
    variant,
    fingerprint: found.explanation.fingerprint,
    hash: found.hash,
    foundWith: { seed: scenario.seed, run: choices },
    scenario,
  } as const;
  return deferring(output, () => saveEntry(folder, entry));
}

/** Runs the check in a thread of its own, with its progress shown. */
async function finished(
  command: CheckCommand,
  output: Output,
  studies: Studies,
): Promise<Finished> {
  const study = studies.named(command.study);
  const variant = askedVariant(study, command.variant);
  const properties = checkedProperties(command.property);
  const { clients, records, faults, actions, offsets, symmetry, steps, seconds } = command;
  const progress = progressOf(output, `${study.name}/${variant}`, command.states);
  const started = performance.now();
  const { result, interrupted } = await inOneThread<CheckJobOptions, CheckResult>(
    new URL('../campaign/check-worker.js', import.meta.url),
    {
      ...{ study, ref: studies.refOf(study), reproduceOptions: studies.optionFor(study) },
      what: `check of ${study.name}/${variant}`,
      runSeconds: command.runSeconds ?? DEFAULT_RUN_SECONDS,
      options: {
        ...{ variant, clients, records, faults, actions, properties, symmetry },
        offsetsMs: offsets,
        statesMax: command.states,
        ...(steps === undefined ? {} : { stepsMax: steps }),
        ...(seconds === undefined ? {} : { secondsMax: seconds }),
      },
    },
    output,
    (cells) => {
      const distinct = Atomics.load(cells, SOLO_CELL.done);
      const depth = String(Atomics.load(cells, SOLO_CELL.depth));
      const passed = Math.max(1, performance.now() - started) / 1_000;
      const perSecond = count(Math.round(distinct / passed));
      progress.update(distinct, `states, depth ${depth}, ${perSecond} a second`);
    },
  ).finally(() => {
    progress.end();
  });
  if (result === undefined) throw new Error('a check that is stopped has a result all the same');
  return { command, study, variant, properties, interrupted, ...result };
}

export async function runCheck(
  command: CheckCommand,
  output: Output,
  studies: Studies,
): Promise<number> {
  const folder = checkedFolder(command.corpus);
  const done = await finished(command, output, studies);
  const { study, variant, properties, checked, found, interrupted } = done;
  const { counterexample, ...counts } = checked;
  // Only an end of time may have been the user's.
  const stopped = interrupted && checked.ended === 'seconds';
  const ended = stopped
    ? `interrupted after ${count(checked.distinct)} states; none seen so far is bad`
    : endWords(checked, properties.length);
  output.print(`${study.name}/${variant}: ${ended}.`);
  for (const warning of checked.warnings ?? []) output.print(`WARNING: ${warning}.`);
  const reproduced =
    counterexample === undefined
      ? undefined
      : {
          token: encodeToken(study, counterexample.scenario),
          reproduce: reproduceCommand(
            encodeToken(study, counterexample.scenario),
            studies.optionFor(study),
          ),
        };
  if (counterexample !== undefined && found !== undefined && reproduced !== undefined)
    printFound(done, counterexample, studies.optionFor(study), output);
  const path = saved(done, folder, output);
  if (path !== undefined) output.print(`  saved as ${path}`);
  if (command.brief !== true) printSearched(done, output);
  const { clients, records, faults, actions, steps } = command;
  output.result({
    study: study.name,
    variant,
    scope: { clients, records, faults, actions, offsetsMs: command.offsets, steps },
    properties,
    ...counts,
    ...(stopped ? { ended: 'interrupted' } : {}),
    seconds: done.seconds,
    statesPerSecond: statesPerSecond(done),
    ...(reproduced === undefined ? {} : { counterexample, ...reproduced, path }),
  });
  return stopped ? EXIT.interrupted : exitOf(checked);
}
