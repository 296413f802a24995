/** `skewproof reproduce` and `replay`: scenarios again, exactly. */
import { existsSync, readFileSync } from 'node:fs';
import {
  checkedScenario,
  decodeToken,
  encodeToken,
  explain,
  heading,
  inputError,
  judgedRun,
  loadCorpus,
  Recorder,
  reproduce,
  storyOf,
  storyReport,
  studyNamed,
  tableOf,
  timelineReport,
} from '../../reports/index.js';
import type { AnyStudy, JudgedRun, ScenarioBase } from '../../reports/index.js';
import { EXIT } from '../context.js';
import type { Output } from '../context.js';
import { exitOf } from './explore.js';

export interface ReproduceCommand {
  /** A token, or the path of a scenario or corpus file. */
  readonly what: string;
  readonly until?: number;
  readonly node?: string;
  readonly step?: number;
  readonly all: boolean;
}

const LINES_MAX = 60;

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw inputError({
      place,
      expected: 'JSON',
      got: error instanceof Error ? error.message : String(error),
    });
  }
}

function loaded(what: string, output: Output): { study: AnyStudy; scenario: ScenarioBase } {
  let value: unknown;
  let place = what;
  if (existsSync(what)) {
    value = parsed(readFileSync(what, 'utf8'), what);
    const entry = value as { format?: unknown; scenario?: unknown } | null;
    if (entry?.format === 1 && entry.scenario !== undefined) value = entry.scenario;
  } else if (what.startsWith('sk')) {
    const decoded = decodeToken(what);
    value = decoded.scenario;
    place = 'token';
    if (decoded.warning !== undefined) output.note(`warning: ${decoded.warning}`);
  } else {
    throw inputError({
      place: what,
      expected: 'a file, or a token that begins with sk1.',
      got: 'neither',
    });
  }
  const name = (value as { study?: unknown } | null)?.study;
  if (typeof name !== 'string')
    throw inputError({
      place,
      expected: 'a scenario with a field "study"',
      got: JSON.stringify(value).slice(0, 60),
    });
  const study = studyNamed(name);
  return { study, scenario: checkedScenario(study, value, place) };
}

function ledgerTable(run: JudgedRun<ScenarioBase, unknown, unknown>, output: Output): string {
  const { totals } = run.result.fates;
  const rows = Object.entries(totals)
    .filter(([, number]) => number > 0)
    .map(([fate, number]) => [fate, String(number)]);
  return `${String(run.result.metered)} record(s) metered.\n${tableOf(['fate', 'records'], rows, output)}`;
}

export function runReproduce(command: ReproduceCommand, output: Output): number {
  const { study, scenario } = loaded(command.what, output);
  const recorder = new Recorder();
  // Whole runs are checked on both timelines; a run cut short is only looked at.
  if (command.until === undefined) reproduce(study, scenario);
  const run = judgedRun(study, scenario, {
    observers: [recorder],
    ...(command.until === undefined ? {} : { untilMs: command.until }),
  });
  const { result } = run;
  if (command.node !== undefined && !run.world.nodeNames.includes(command.node))
    throw inputError({
      place: '--node',
      expected: `one of ${run.world.nodeNames.join(', ')}`,
      got: `"${command.node}"`,
    });
  output.print(heading(`${study.name}/${scenario.variant}, seed ${String(scenario.seed)}`, output));
  output.print(
    timelineReport(
      study,
      recorder.entries,
      {
        ...(command.node === undefined ? {} : { node: command.node }),
        ...(command.step === undefined ? {} : { step: command.step }),
        ...(command.all ? {} : { linesMax: LINES_MAX }),
      },
      output,
    ),
  );
  output.print(heading('Ledger', output));
  output.print(ledgerTable(run, output));
  const explanations =
    command.until === undefined
      ? result.violations.map((violation) => explain(study, scenario, violation))
      : [];
  const stories = explanations.map((explanation) => storyOf(study, scenario, explanation));
  for (const story of stories) output.print(`\n${storyReport(study, story, output)}`);
  output.print(
    `\nverdict: ${result.verdict}${result.reason === undefined ? '' : ` (${result.reason})`}`,
  );
  output.print(`trace hash: ${result.summary.hash} (${String(result.summary.events)} events)`);
  output.result({
    study: study.name,
    scenario,
    token: encodeToken(scenario),
    verdict: result.verdict,
    hash: result.summary.hash,
    events: result.summary.events,
    metered: result.metered,
    fates: result.fates.totals,
    explanations,
    stories,
    ...(command.all ? { trace: recorder.entries } : {}),
  });
  return exitOf(result.verdict);
}

/** Replays the whole corpus: each entry must still run to the same hash, or say that it does not. */
export function runReplay(folder: string, output: Output): number {
  const entries = loadCorpus(folder);
  const rows = entries.map(({ path, entry }) => {
    const study = studyNamed(entry.study);
    const scenario = checkedScenario(study, entry.scenario, path);
    const { result } = reproduce(study, scenario);
    return {
      path,
      verdict: result.verdict,
      hash: result.summary.hash,
      same: result.summary.hash === entry.hash,
    };
  });
  output.print(
    tableOf(
      ['corpus entry', 'verdict', 'trace hash', ''],
      rows.map((row) => [
        row.path,
        row.verdict,
        row.hash,
        row.same ? 'as saved' : 'DIFFERS from the saved one: the models have changed its meaning',
      ]),
      output,
    ),
  );
  const broken = rows.filter((row) => row.verdict !== 'pass').length;
  output.print(`\n${String(rows.length)} entries in ${folder}, ${String(broken)} still fail.`);
  output.result({ folder, entries: rows });
  return broken > 0 ? EXIT.violation : EXIT.ok;
}
