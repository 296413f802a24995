/**
 * Makes a program report every test, `&&`, `||`, `??`, case and comparison, with its operands. The
 * code computes what it computed before; only text inside lines is added, so that lines stay.
 */
import { inputError } from '../../sim/model/errors.js';
import type { Program } from '../program.js';
import { edited, lineStarts, shiftedMap } from './edits.js';
import { finder } from './finder.js';
import type { Find, Position } from './finder.js';
import { shortened } from './original-text.js';
import { PlaceFinder } from './places.js';
import type { Place } from './places.js';
import type { InstrumentedProgram, RecordedSite } from './sites.js';
import { loadDecisionTools } from './tools.js';
import type { DecisionTools } from './tools.js';

/** Names that instrumented code calls; the realm provides them. */
const REPORTS = /\b__skewproof_[bc]\b/;

/** Positions of offsets: line counted from 1, column from 0. */
function positions(starts: readonly number[]): (offset: number) => Position {
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] ?? 0)];
  };
}

function siteOf(place: Place, id: number, code: string, at: Position, find: Find): RecordedSite {
  const { kind, operator, start, end, gap, of } = place;
  const text = (from: number, to: number): string => shortened(code.slice(from, to));
  return {
    ...{ id, kind, operator },
    ...find(at, start),
    source: text(start, end),
    ...(of === undefined ? {} : { of }),
    ...(gap === undefined ? {} : { left: text(start, gap[0]), right: text(gap[1], end) }),
  };
}

function parsed(
  { acorn }: DecisionTools,
  { code, name }: Program,
): Parameters<PlaceFinder['visit']>[0] {
  try {
    return acorn.parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      allowHashBang: true,
    });
  } catch (error) {
    throw inputError({
      place: `program ${name}`,
      expected: 'JavaScript of the latest edition',
      got: (error as Error).message,
    });
  }
}

/**
 * The same program, reporting its decisions. Its hash stays that of the code before.
 * @throws SKEW-101 the code is not JavaScript, or reports already
 * @since 0.1.0
 */
export const instrumentProgram = async (program: Program): Promise<InstrumentedProgram> =>
  instrumentedBy(await loadDecisionTools(), program);

/**
 * Instruments a program at once.
 * @throws SKEW-101 the code is not JavaScript, or reports already
 */
export function instrumentedBy(tools: DecisionTools, program: Program): InstrumentedProgram {
  const { code, map, name } = program;
  if (REPORTS.test(code))
    throw inputError({
      place: `program ${name}`,
      expected: 'code that does not report its decisions',
      got: 'code that uses the names of the reports',
      advice: 'Instrument the program as it was bundled.',
    });
  const places = new PlaceFinder(code);
  places.visit(parsed(tools, program));
  const positionOf = positions(lineStarts(code));
  const find = finder(tools.mapping, program);
  return {
    ...program,
    code: edited(code, places.edits),
    ...(map === undefined ? {} : { map: shiftedMap(tools.mapping, map, places.edits, code) }),
    sites: places.places.map((place, id) => siteOf(place, id, code, positionOf(place.start), find)),
  };
}
