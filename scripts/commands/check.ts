/** `skewproof check`: every interleaving of a study within a small scope. */
import { InvalidArgumentError } from 'commander';
import { reproduce } from '../../properties/campaign/reproduce.js';
import { check } from '../../properties/check/check.js';
import { saveEntry } from '../campaign/corpus-directory.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import { PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import { didYouMean } from '../../properties/words/nearest.js';
import { checkedVariant } from '../../properties/study/variant.js';
import { count } from '../../reports/text/numbers.js';
import { storyReport } from '../../reports/text/story.js';
import { heading } from '../../reports/text/text.js';
import { inputError } from '../../sim/model/errors.js';
import type { Checked, Counterexample } from '../../properties/check/check.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { PropertyName, ScenarioBase } from '../../properties/study/contract.js';
import { EXIT, progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { deferring } from '../cli/deferring.js';
import type { Studies } from '../config/studies.js';
import { checkedFolder } from '../campaign/corpus.js';
import { parseDuration } from '../sms2/inputs/duration.js';

export interface CheckCommand {
  readonly study: string;
  readonly variant: string;
  readonly clients: number;
  readonly records: number;
  readonly faults: number;
  readonly actions: number;
  readonly offsets: readonly number[];
  readonly steps?: number;
  readonly seconds?: number;
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

function printFound(
  study: AnyStudy,
  { scenario, violation, choices, steps }: Counterexample<ScenarioBase>,
  command: string,
  output: Output,
): string {
  const explanation = explain(study, scenario, violation);
  output.print(
    heading(
      `The shortest path to a violation: ${several(choices, 'choice')}, ${count(steps)} steps to its end`,
      output,
    ),
  );
  output.print(storyReport(study, storyOf(study, scenario, explanation), output));
  output.print(`\n  ${command}`);
  return explanation.fingerprint;
}

export function runCheck(command: CheckCommand, output: Output, studies: Studies): number {
  const study = studies.named(command.study);
  const commandFor = (scenario: ScenarioBase): string =>
    reproduceCommand(encodeToken(study, scenario), studies.optionFor(study));
  const variant = checkedVariant(study, command.variant);
  const folder = checkedFolder(command.corpus);
  const properties = checkedProperties(command.property);
  const { clients, records, faults, actions } = command;
  const progress = progressOf(output, `${study.name}/${variant}`, command.states);
  const started = performance.now();
  const secondsOf = (): number => (performance.now() - started) / 1_000;
  const checked = check(study, {
    variant,
    clients,
    records,
    faults,
    actions,
    offsetsMs: command.offsets,
    properties,
    symmetry: command.symmetry,
    statesMax: command.states,
    ...(command.steps === undefined ? {} : { stepsMax: command.steps }),
    ...(command.seconds === undefined ? {} : { secondsMax: command.seconds }),
    now: () => performance.now(),
    onProgress: ({ distinct, depth }) => {
      const perSecond = count(Math.round(distinct / Math.max(0.001, secondsOf())));
      progress.update(distinct, `states, depth ${String(depth)}, ${perSecond} a second`);
    },
  });
  progress.end();
  const seconds = secondsOf();
  const { counterexample, ...counts } = checked;
  let path: string | undefined;
  if (counterexample !== undefined) {
    const fingerprint = printFound(
      study,
      counterexample,
      commandFor(counterexample.scenario),
      output,
    );
    const { scenario, choices } = counterexample;
    const entry = {
      format: 1,
      study: study.name,
      variant,
      fingerprint,
      hash: reproduce(study, scenario).result.summary.hash,
      foundWith: { seed: scenario.seed, run: choices },
      scenario,
    } as const;
    if (command.save) path = deferring(output, () => saveEntry(folder, entry));
    if (path !== undefined) output.print(`  saved as ${path}`);
  }
  const { distinct, determined, generated, depth, judged, modelSteps } = checked;
  output.print(heading('Searched', output));
  output.print(`scope              ${scopeWords(command)}`);
  output.print(
    `distinct states    ${count(distinct)}, of which ${count(determined)} with nothing left to choose`,
  );
  output.print(`transitions        ${count(generated)}, by ${count(modelSteps)} steps of models`);
  output.print(`depth              ${several(depth, 'choice')}; ${several(judged, 'end')} judged`);
  output.note(
    `${count(Math.round(distinct / Math.max(0.001, seconds)))} states a second, ${seconds.toFixed(1)} s`,
  );
  output.print(`\n${study.name}/${variant}: ${endWords(checked, properties.length)}.`);
  output.result({
    study: study.name,
    variant,
    scope: { clients, records, faults, actions, offsetsMs: command.offsets, steps: command.steps },
    properties,
    ...counts,
    seconds,
    statesPerSecond: Math.round(distinct / Math.max(0.001, seconds)),
    ...(counterexample === undefined
      ? {}
      : {
          counterexample,
          token: encodeToken(study, counterexample.scenario),
          reproduce: commandFor(counterexample.scenario),
          path,
        }),
  });
  return exitOf(checked);
}
