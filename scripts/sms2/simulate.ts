/**
 * `skewproof simulate`: replays real usage with real clock offsets through the model of one
 * variant.
 *
 * Exit 0 when every use would be shown (or its loss reported), 1 when one would be lost silently. Exit
 * 2 for input that cannot be read, and for a use that was left out unasked.
 */
import { InvalidArgumentError } from 'commander';
import { passGate } from '../../properties/campaign/gate.js';
import { simulateRecorded } from '../../properties/campaign/simulate.js';
import { simulateUsage } from '../../properties/sms2/simulation.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { askedVariant } from '../../properties/study/variant.js';
import type { Studies } from '../config/studies.js';
import { simulationReport } from '../../reports/sms2/simulation.js';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import type { PlayedUse, Simulation, SimulationInput } from '../../properties/study/usage.js';
import { DEFAULT_SEED, EXIT, progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { deferring } from '../cli/deferring.js';
import { writeAllWhole } from '../files/write-whole.js';
import { counted } from './inputs/bad-row.js';
import { parseColumns } from './inputs/columns.js';
import { parseDuration } from './inputs/duration.js';
import { clockNotes, coverageNotes, fleetNotes, listOf, usageNotes } from './inputs/notes.js';
import { isEncoding } from './inputs/text.js';
import { TIME_FORMS } from './inputs/time-forms.js';
import type { TimeForm } from './inputs/time-forms.js';
import { zoneOf } from './inputs/zone.js';
import { exitOf } from '../commands/explore.js';
import { pictureWriter } from './picture-writer.js';
import { readInput, undatedError } from './simulate-input.js';
import type { InputOptions, Read } from './simulate-input.js';

export interface SimulateCommand extends InputOptions {
  readonly study: string;
  readonly variant?: string | undefined;
  readonly installedBefore: number;
  readonly dateTolerance: number;
  readonly all: boolean;
  /** File for a picture of every use: `.svg`, or `.html` with a list. */
  readonly out?: string;
  readonly force?: boolean;
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
  if (zoneOf(text) !== undefined) return text;
  throw new InvalidArgumentError(
    `expected Z, an offset such as +01:00, or an area and a city such as Europe/Berlin, got "${text}".`,
  );
}

export function columnsOption(text: string): string {
  const columns = parseColumns(text);
  if (!('expected' in columns)) return text;
  throw new InvalidArgumentError(`expected ${columns.expected}, got ${columns.got}.`);
}

export function timesOption(text: string): TimeForm {
  const form = TIME_FORMS.find((one) => one === text);
  if (form !== undefined) return form;
  throw new InvalidArgumentError(`expected one of ${TIME_FORMS.join(', ')}, got "${text}".`);
}

export function encodingOption(text: string): string {
  if (isEncoding(text)) return text;
  throw new InvalidArgumentError(
    `expected an encoding such as utf-8, windows-1252, cp850 or shift_jis, got "${text}".`,
  );
}

function played(
  study: AnyStudy,
  command: SimulateCommand,
  variant: string,
  input: Read,
  output: Output,
  onUse: SimulationInput['onUse'],
): Simulation {
  const index = new Map(input.names.map((name, at) => [name, at]));
  const progress = output.interactive ? progressOf(output, 'playing', 100) : undefined;
  let percent = 0;
  const simulated: SimulationInput = {
    variant,
    seed: DEFAULT_SEED,
    clients: input.names.map((name) => {
      const { offsetMs = 0, boundMs, history } = input.readings.get(name) ?? {};
      return {
        name,
        offsetMs,
        ...(boundMs === undefined ? {} : { boundMs }),
        ...(history === undefined ? {} : { history }),
      };
    }),
    uses: input.usage.sessions.map(({ client, user, program, startMs, endMs }) => ({
      client: index.get(client) ?? 0,
      user,
      program,
      startMs,
      endMs,
    })),
    installedBeforeMs: command.installedBefore,
    dateToleranceMs: command.dateTolerance,
    ...(onUse === undefined ? {} : { onUse }),
    ...(progress === undefined
      ? {}
      : {
          onProgress: (part) => {
            if (part * 100 < percent + 1) return;
            percent = Math.floor(part * 100);
            progress.update(percent);
          },
        }),
  };
  try {
    return study.usage === undefined
      ? simulateUsage(simulated)
      : simulateRecorded(study, simulated);
  } finally {
    progress?.end();
  }
}

function exitFor(simulation: Simulation): number {
  const { verdict, totals } = simulation;
  if (verdict !== 'pass' && verdict !== 'violation' && verdict !== 'not-live')
    return exitOf(verdict);
  return totals.lostSilently + totals.notMetered > 0 ? EXIT.violation : EXIT.ok;
}

function notesOf(input: Read, place: string, simulation: Simulation): string[] {
  const { usage, clocks, readings, names, bad, passedOver, assumedRight, notInUsage } = input;
  const used = names.flatMap((name) => readings.get(name) ?? []);
  const notes = [
    ...usageNotes(usage, place, bad),
    ...clockNotes(used),
    ...coverageNotes(used, simulation.installedAtMs, simulation.lastUseMs),
    ...fleetNotes(clocks.unread, passedOver, clocks.files),
  ];
  if (assumedRight.length > 0)
    notes.push(
      `${counted(assumedRight.length, 'client')} without a clock, assumed right: ${listOf(assumedRight)}.`,
    );
  if (notInUsage.length > 0)
    notes.push(
      `${counted(notInUsage.length, 'client')} with a clock but no usage: ${listOf(notInUsage)}.`,
    );
  return notes;
}

/** The reading of a client for the output, without what only the run needs. */
function clockOf(input: Read, name: string): object | undefined {
  if (input.assumedRight.includes(name)) return { from: 'assumed right' };
  const reading = input.readings.get(name);
  if (reading === undefined) return undefined;
  const { history, remarks, ...rest } = reading;
  return {
    ...rest,
    ...(history === undefined ? {} : { points: history.length }),
    ...(remarks.length === 0 ? {} : { remarks: remarks.map(({ text }) => text) }),
  };
}

function resultOf(
  command: SimulateCommand,
  input: Read,
  simulation: Simulation,
  exit: number,
): object {
  const { usage, bad, passedOver, clocks } = input;
  return {
    study: command.study,
    exit,
    ...simulation,
    dateToleranceMs: command.dateTolerance,
    clients: simulation.clients.map(({ history: _, ...client }) => ({
      ...client,
      clock: clockOf(input, client.name),
    })),
    badRows: bad.flatMap(({ file, rows }) =>
      rows.map(({ line, reason }) => ({ file, line, ...reason })),
    ),
    passedOver: passedOver.flatMap(({ file, rows }) =>
      rows.map(({ line, reason }) => ({ file, line, ...reason })),
    ),
    unreadFiles: clocks.unread.map(({ place, client, why }) => ({ file: place, client, why })),
    undatedRows: usage.undated.map((row) => ({ file: command.usage, ...row })),
    assumedRightClock: input.assumedRight,
    clocksWithoutUsage: input.notInUsage,
    ignoredColumns: usage.ignoredColumns,
    commentLines: usage.comments,
    duplicateRows: usage.duplicates,
    timeForms: Object.fromEntries(usage.forms),
    ...(usage.zone === undefined
      ? {}
      : {
          zone: {
            name: usage.zone.name,
            ...(usage.zone.tzdb === undefined ? {} : { tzdb: usage.zone.tzdb }),
            folds: usage.folds,
            gaps: usage.gaps,
          },
        }),
  };
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
  const input = readInput(command);
  passGate(study, variant);
  const { out } = command;
  const write = out === undefined ? undefined : pictureWriter(out, command.force === true);
  const uses: PlayedUse[] = [];
  const simulation = played(
    study,
    command,
    variant,
    input,
    output,
    write && ((use) => void uses.push(use)),
  );
  const ended = exitFor(simulation);
  const partial = input.usage.undated.length > 0 && !command.skipBadRows;
  const notes = notesOf(input, command.usage, simulation);
  output.print(
    simulationReport(simulation, { study: study.name, all: command.all, notes }, output),
  );
  if (out !== undefined && write !== undefined)
    deferring(output, () => {
      writeAllWhole([[out, write(simulation, uses)]]);
      output.print(`\nEach use drawn: ${out}`);
    });
  if (simulation.reason !== undefined)
    output.print(`\nVerdict ${simulation.verdict}: ${simulation.reason}.`);
  if (partial) {
    const error = undatedError(input.usage, command.usage);
    if (error instanceof SkewproofError) output.defer(error);
  }
  output.result(
    resultOf(
      { ...command, study: study.name },
      input,
      simulation,
      ended === EXIT.ok && partial ? EXIT.badInput : ended,
    ),
  );
  return ended;
}
