/**
 * `skewproof simulate`: replays real usage with real clock offsets through the model of one
 * variant.
 *
 * Exit 0 when every use would be shown (or its loss reported), 1 when one would be lost silently, 2
 * for input that cannot be read.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { passGate } from '../../properties/campaign/gate.js';
import { simulateRecorded } from '../../properties/campaign/simulate.js';
import { simulateUsage } from '../../properties/sms2/simulation.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { askedVariant } from '../../properties/study/variant.js';
import type { Studies } from '../config/studies.js';
import { simulationReport } from '../../reports/sms2/simulation.js';
import { inputError } from '../../sim/model/errors.js';
import type { Simulation, SimulationInput } from '../../properties/study/usage.js';
import { readRegular } from '../files/read-file.js';
import { DEFAULT_SEED, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { badRowsError, counted } from './inputs/bad-row.js';
import { parseClocks } from './inputs/clocks.js';
import { parseDuration } from './inputs/duration.js';
import { isZone } from './inputs/instant.js';
import { clockNotes, usageNotes } from './inputs/notes.js';
import { decodeText } from './inputs/text.js';
import { parseUsage } from './inputs/usage.js';
import type { BadRow } from './inputs/bad-row.js';
import type { ClockReading } from './inputs/clocks.js';
import type { ParsedUsage } from './inputs/usage.js';
import { exitOf } from '../commands/explore.js';

export interface SimulateCommand {
  readonly study: string;
  readonly variant?: string | undefined;
  readonly usage: string;
  /** Files, or folders of files. */
  readonly clocks: readonly string[];
  readonly installedBefore: number;
  readonly dateTolerance: number;
  readonly zone?: string;
  readonly skipBadRows: boolean;
  readonly assumeRightClock: boolean;
  readonly all: boolean;
}

/** A span of time as an option, ms. */
export function durationOption(text: string): number {
  const value = parseDuration(text);
  if (typeof value === 'number' && value >= 0) return value;
  throw new InvalidArgumentError(
    `expected a time of 0 or more with its unit (90s, 15min, 1h, 30d), got "${text}".`,
  );
}

export function zoneOption(text: string): string {
  if (isZone(text)) return text;
  throw new InvalidArgumentError(`expected Z or an offset such as +01:00, got "${text}".`);
}

interface BadRows {
  readonly file: string;
  readonly rows: readonly BadRow[];
}

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const textOf = (path: string): string =>
  decodeText(readRegular(path, 'a file that can be read'), path);

/** A folder stands for its files, in order of name; hidden files are no output of a tool. */
function filesOf(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const files = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(path, entry.name))
      .sort();
    if (files.length > 0) return files;
  } catch (error) {
    throw inputError({ place: path, expected: 'a file or folder of clocks', got: why(error) });
  }
  throw inputError({ place: path, expected: 'files in this folder', got: 'none' });
}

function readClocks(paths: readonly string[]): {
  readings: ReadonlyMap<string, ClockReading>;
  bad: readonly BadRows[];
} {
  const readings = new Map<string, ClockReading>();
  const bad: BadRows[] = [];
  for (const path of paths.flatMap(filesOf)) {
    const parsed = parseClocks(textOf(path), path);
    if (parsed.bad.length > 0) bad.push({ file: path, rows: parsed.bad });
    for (const reading of parsed.readings) {
      const known = readings.get(reading.client);
      if (known !== undefined)
        throw inputError({
          place: path,
          expected: 'each client in one file of clocks',
          got: `"${reading.client}", which is in ${known.place} as well`,
        });
      readings.set(reading.client, reading);
    }
  }
  return { readings, bad };
}

const NAMED_MAX = 10;

/** `"a", "b" and 3 more` */
function listOf(names: readonly string[]): string {
  const named = names
    .slice(0, NAMED_MAX)
    .map((name) => JSON.stringify(name))
    .join(', ');
  return names.length > NAMED_MAX ? `${named} and ${names.length - NAMED_MAX} more` : named;
}

function missingClocks(
  missing: readonly string[],
  readings: ReadonlyMap<string, ClockReading>,
): Error {
  const unusable = missing.filter((name) => readings.has(name));
  const known = new Set([...readings.keys()].map((name) => name.toLowerCase()));
  const otherCase = missing.some((name) => !readings.has(name) && known.has(name.toLowerCase()));
  return inputError({
    place: '--clocks',
    expected: 'a clock for every client of the usage',
    got: `none for ${missing.length}: ${listOf(missing)}${unusable.length > 0 ? ` (no usable sample for ${listOf(unusable)})` : ''}`,
    advice: `${otherCase ? 'Upper and lower case differ between usage and clocks. ' : ''}Add them, or pass --assume-right-clock to assume right clocks for them and count them.`,
  });
}

/** All input that was read, ready to run. */
interface Read {
  readonly usage: ParsedUsage;
  readonly names: readonly string[];
  readonly readings: ReadonlyMap<string, ClockReading>;
  readonly bad: readonly BadRows[];
  readonly assumedRight: readonly string[];
  readonly notInUsage: readonly string[];
}

function read(command: SimulateCommand): Read {
  const usage = parseUsage(textOf(command.usage), command.usage, command.zone);
  const clocks = readClocks(command.clocks);
  const bad = [
    ...(usage.bad.length > 0 ? [{ file: command.usage, rows: usage.bad }] : []),
    ...clocks.bad,
  ];
  const [first] = bad;
  if (first !== undefined && !command.skipBadRows) throw badRowsError(first.file, first.rows);
  const { readings } = clocks;
  const names = [...new Set(usage.sessions.map((session) => session.client))].sort();
  const assumedRight = names.filter((name) => readings.get(name)?.offsetMs === undefined);
  if (assumedRight.length > 0 && !command.assumeRightClock)
    throw missingClocks(assumedRight, readings);
  const used = new Set(names);
  const notInUsage = [...readings.keys()].filter((name) => !used.has(name)).sort();
  return { usage, names, readings, bad, assumedRight, notInUsage };
}

function played(
  study: AnyStudy,
  command: SimulateCommand,
  variant: string,
  input: Read,
): Simulation {
  const index = new Map(input.names.map((name, at) => [name, at]));
  if (input.usage.sessions.length === 0)
    throw inputError({ place: command.usage, expected: 'at least one session', got: 'none' });
  const simulated: SimulationInput = {
    variant,
    seed: DEFAULT_SEED,
    clients: input.names.map((name) => ({
      name,
      offsetMs: input.readings.get(name)?.offsetMs ?? 0,
    })),
    uses: input.usage.sessions.map(({ client, user, program, startMs, endMs }) => ({
      client: index.get(client) ?? 0,
      user,
      program,
      startMs,
      endMs,
    })),
    installedBeforeMs: command.installedBefore,
    dateToleranceMs: command.dateTolerance,
  };
  return study.usage === undefined ? simulateUsage(simulated) : simulateRecorded(study, simulated);
}

function exitFor(simulation: Simulation): number {
  const { verdict, totals } = simulation;
  if (verdict !== 'pass' && verdict !== 'violation' && verdict !== 'not-live')
    return exitOf(verdict);
  return totals.lostSilently + totals.notMetered > 0 ? EXIT.violation : EXIT.ok;
}

export function runSimulate(command: SimulateCommand, output: Output, studies: Studies): number {
  const study = studies.named(command.study);
  const variant = askedVariant(study, command.variant);
  if (study.name !== 'sms2' && study.usage === undefined)
    throw inputError({
      place: 'study',
      expected: 'a study that real usage can be played through (sms2, or that of a program)',
      got: `"${study.name}"`,
    });
  const input = read(command);
  passGate(study, variant);
  const simulation = played(study, command, variant, input);
  const notes = [
    ...usageNotes(input.usage, input.bad),
    ...clockNotes(input.names.flatMap((name) => input.readings.get(name) ?? [])),
  ];
  if (input.assumedRight.length > 0)
    notes.push(
      `${counted(input.assumedRight.length, 'client')} without a clock, assumed right: ${listOf(input.assumedRight)}.`,
    );
  if (input.notInUsage.length > 0)
    notes.push(
      `${counted(input.notInUsage.length, 'client')} with a clock but no usage: ${listOf(input.notInUsage)}.`,
    );
  const exit = exitFor(simulation);
  output.print(
    simulationReport(simulation, { study: study.name, all: command.all, notes }, output),
  );
  if (simulation.reason !== undefined)
    output.print(`\nVerdict ${simulation.verdict}: ${simulation.reason}.`);
  output.result({
    study: study.name,
    exit,
    ...simulation,
    dateToleranceMs: command.dateTolerance,
    clients: simulation.clients.map((client) => ({
      ...client,
      clock: input.assumedRight.includes(client.name)
        ? { from: 'assumed right' }
        : input.readings.get(client.name),
    })),
    badRows: input.bad.flatMap(({ file, rows }) =>
      rows.map(({ line, reason }) => ({ file, line, ...reason })),
    ),
    assumedRightClock: input.assumedRight,
    clocksWithoutUsage: input.notInUsage,
    ignoredColumns: input.usage.ignoredColumns,
    commentLines: input.usage.comments,
  });
  return exit;
}
