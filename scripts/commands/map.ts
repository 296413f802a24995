/** `skewproof map`: maps a plane of two numbers of a scenario, and the exact boundaries in it. */
import { existsSync, statSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { scenarioAt } from '../../properties/frontier/frontier.js';
import { askedVariant } from '../../properties/study/variant.js';
import { mapReport } from '../../reports/map/map.js';
import { mapPage } from '../../reports/map/page.js';
import { mapSvg } from '../../reports/map/svg.js';
import { edgeOf } from '../../reports/map/words.js';
import { inputError } from '../../sim/model/errors.js';
import type { FrontierRange } from '../../properties/frontier/frontier.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { DEFAULT_SEED, EXIT, progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { deferring } from '../cli/deferring.js';
import type { MapJobOptions } from '../campaign/map-worker.js';
import { inOneThread, SOLO_CELL } from '../campaign/one-thread.js';
import { DEFAULT_RUN_SECONDS } from '../campaign/real-time.js';
import { readRegular } from '../files/read-file.js';
import { writeAllWhole } from '../files/write-whole.js';
import type { Studies } from '../config/studies.js';
import { parseDuration } from '../sms2/inputs/duration.js';
import { openReport, reportedMap, writeReport } from '../cli/report.js';

export interface MapCommand {
  readonly study: string;
  readonly variant?: string | undefined;
  readonly x?: string;
  readonly y?: string;
  readonly xRange?: FrontierRange;
  readonly yRange?: FrontierRange;
  readonly set?: Readonly<Record<string, number>>;
  readonly resolution?: number;
  readonly seed?: number;
  /** Real time that a single run may take, s. */
  readonly runSeconds?: number;
  readonly out?: string;
  /** Overwrite a file that is no earlier map. */
  readonly force?: boolean;
  /** Folder for the report's files. */
  readonly report?: string;
}

/** An integer, or a time with its unit in ms. */
function numberOf(text: string): number | undefined {
  if (/^[+-]?\d+$/.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const value = parseDuration(text);
  return typeof value === 'number' ? value : undefined;
}

export function rangeOption(text: string): FrontierRange {
  const [first = '', second, ...more] = text.split('..');
  const from = numberOf(first);
  const to = second === undefined || more.length > 0 ? undefined : numberOf(second);
  if (from !== undefined && to !== undefined && from < to) return { from, to };
  throw new InvalidArgumentError(
    `expected two numbers or times, the lower one first (-5h..1d, 0..2048), got "${text}".`,
  );
}

/** `--set logCapacity=64`, any number of times. */
export function setOption(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const at = text.indexOf('=');
  const value = numberOf(text.slice(at + 1));
  if (at > 0 && value !== undefined) return { ...before, [text.slice(0, at)]: value };
  throw new InvalidArgumentError(
    `expected parameter=number or parameter=time (logCapacity=64, tolerance=4h), got "${text}".`,
  );
}

/** Ends a map's file, so that a later map may overwrite it and no other file. */
const MARK = '<!-- map of skewproof -->\n';

interface Writer {
  readonly write: (map: FrontierMap) => string;
  readonly isOurs: (text: string) => boolean;
}

const marked = (write: (map: FrontierMap) => string): Writer => ({
  write: (map) => write(map) + MARK,
  isOurs: (text) => text.endsWith(MARK),
});

const WRITERS: Readonly<Record<string, Writer>> = {
  '.svg': marked(mapSvg),
  '.html': marked(mapPage),
  '.json': {
    write: (map) => `${JSON.stringify(map, null, 2)}\n`,
    isOurs: (text) =>
      /^\{\n {2}"study": .*\n {2}"variant": .*\n {2}"x": \{\n/.test(text) &&
      text.includes('\n  "gridRuns": '),
  },
};

/** Refused before the work is done, not after it. */
function checkedOut(path: string, force: boolean): (map: FrontierMap) => string {
  const writer = WRITERS[extname(path).toLowerCase()];
  if (writer === undefined)
    throw inputError({
      place: '--out',
      expected: `a file that ends in ${Object.keys(WRITERS).join(', ')}`,
      got: `"${path}"`,
    });
  const folder = dirname(path);
  const isFolder = (what: string): boolean => {
    try {
      return statSync(what).isDirectory();
    } catch {
      return false;
    }
  };
  if (!isFolder(folder) || isFolder(path))
    throw inputError({
      place: '--out',
      expected: 'a file in a folder that exists',
      got: `"${path}"`,
    });
  if (
    !force &&
    existsSync(path) &&
    !writer.isOurs(readRegular(path, 'an earlier map').toString('utf8'))
  )
    throw inputError({
      place: '--out',
      expected: 'no file of that name but an earlier map',
      got: `"${path}"`,
      advice: 'Give another name, or --force: the map would overwrite it.',
    });
  return writer.write;
}

/** Both sides of the worst boundary, as scenarios that can be run. */
function tokensOf(study: AnyStudy, map: FrontierMap, options: string): readonly string[] {
  const [rule] = map.rules;
  const edge = rule === undefined ? undefined : edgeOf(map, rule);
  if (edge === undefined) return [];
  const sides = [edge.low, edge.high].map(
    (side) =>
      `  ${side.class}: ${reproduceCommand(encodeToken(study, scenarioAt(study, map, side.x, side.y)), options)}`,
  );
  return ['', 'The two sides of the first boundary:', ...sides];
}

/** Draws the map in a thread of its own; undefined if Ctrl-C ended it. */
async function drawn(
  command: MapCommand,
  study: AnyStudy,
  variant: string,
  output: Output,
  studies: Studies,
): Promise<FrontierMap | undefined> {
  const { set, x, y, xRange, yRange, resolution } = command;
  // The number of runs is not known before: the bar counts them against a usual map's.
  const progress = progressOf(output, `map of ${study.name}/${variant}`, RUNS_USUAL);
  const { result } = await inOneThread<MapJobOptions, FrontierMap>(
    new URL('../campaign/map-worker.js', import.meta.url),
    {
      ...{ study, ref: studies.refOf(study), reproduceOptions: studies.optionFor(study) },
      what: `map of ${study.name}/${variant}`,
      runSeconds: command.runSeconds ?? DEFAULT_RUN_SECONDS,
      options: {
        variant,
        frontier: {
          ...(resolution === undefined ? {} : { resolution }),
          seed: command.seed ?? DEFAULT_SEED,
          ...(x === undefined ? {} : { x }),
          ...(y === undefined ? {} : { y }),
          ...(xRange === undefined ? {} : { xRange }),
          ...(yRange === undefined ? {} : { yRange }),
          ...(set === undefined ? {} : { set }),
        },
      },
    },
    output,
    (cells) => {
      const runs = Atomics.load(cells, SOLO_CELL.done);
      progress.update(Math.min(runs, RUNS_USUAL), `${String(runs)} runs`);
    },
  ).finally(() => {
    progress.end();
  });
  return result;
}

/** Runs of a map of the default resolution, about. */
const RUNS_USUAL = 1_200;

export async function runMap(
  command: MapCommand,
  output: Output,
  studies: Studies,
): Promise<number> {
  const { out } = command;
  const study = studies.named(command.study);
  const variant = askedVariant(study, command.variant);
  const seed = command.seed ?? DEFAULT_SEED;
  if (command.report !== undefined) openReport(command.report);
  const writer = out === undefined ? undefined : checkedOut(out, command.force === true);
  const map = await drawn(command, study, variant, output, studies);
  if (map === undefined) {
    output.note('Interrupted: the map is not finished, and nothing was written.');
    return EXIT.interrupted;
  }
  output.print(mapReport(map, output));
  for (const line of tokensOf(study, map, studies.optionFor(study))) output.print(line);
  if (out !== undefined && writer !== undefined)
    deferring(output, () => {
      writeAllWhole([[out, writer(map)]]);
      output.print(`\nWritten to ${out}.`);
    });
  if (command.report !== undefined)
    writeReport(
      command.report,
      {
        ...reportedMap(study, seed, map),
        reproduceOptions: studies.optionFor(study),
        ref: studies.refOf(study),
      },
      output,
    );
  output.result(map);
  return EXIT.ok;
}
