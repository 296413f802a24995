/** A recorded comparison in the shape in which a model states its decisions. */
import type { Decision, DecisionSide } from '../../sim/model/node.js';
import { FORM } from './operand.js';
import type { Origin } from './origin.js';
import type { SiteText } from './original-text.js';
import type { Operand } from './recorder.js';
import type { RecordedSite } from './sites.js';

/** A recorded comparison in one of the two runs. */
interface Compared {
  readonly site: RecordedSite;
  readonly texts: SiteText;
  readonly place: string;
  readonly operands: readonly [Operand, Operand];
  readonly held: boolean;
  readonly origins: { readonly left?: Origin; readonly right?: Origin };
  readonly run: 'losing' | 'passing';
  /** The node whose program it is. */
  readonly node: string;
}

const COMPARISONS: Readonly<Record<string, Decision['comparison']>> = {
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '===': '=',
  '==': '=',
  '!==': '!=',
  '!=': '!=',
};

/** The reading from which a number was computed, if it was computed from one alone. */
function readingOf(
  { clock, parts, losing, passing }: Origin,
  run: Compared['run'],
): number | undefined {
  if (clock !== undefined) return run === 'losing' ? losing : passing;
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? readingOf(only.origin, run) : undefined;
}

/** True if one reading of a wall clock is in it, and not the difference of two. */
function dated({ clock, parts }: Origin): boolean {
  if (clock !== undefined) return clock === 'wall';
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 && dated(only.origin);
}

function sideOf(
  name: string,
  { value, form, text }: Operand,
  origin: Origin | undefined,
  { node, run }: Compared,
): DecisionSide {
  const reading = origin && readingOf(origin, run);
  const ofClock = form === FORM.date || (origin !== undefined && dated(origin));
  return {
    ...{ name, value: Number.isFinite(value) ? value : 0 },
    ...(ofClock ? { clock: node } : {}),
    ...(origin === undefined ? {} : { latchedBy: origin.words }),
    ...(reading === undefined || reading === value ? {} : { stored: reading }),
    ...(Number.isFinite(value) ? {} : { text: text ?? String(value) }),
  };
}

const truth = (name: string, value: number): DecisionSide => ({ name, value });

/** A test without a comparison asks whether its value counts as true. */
function testSides(one: Compared): Pick<Decision, 'left' | 'comparison' | 'right'> {
  const { site, texts, operands, held, origins } = one;
  if (site.kind === 'nullish')
    return {
      left: truth(texts.source, held ? 0 : 1),
      comparison: '=',
      right: truth('null or undefined', 0),
    };
  const [{ form, value }] = operands;
  if (form === FORM.number && !Number.isNaN(value))
    return {
      left: sideOf(texts.source, operands[0], origins.left, one),
      comparison: '!=',
      right: truth('0', 0),
    };
  return { left: truth(texts.source, held ? 1 : 0), comparison: '=', right: truth('true', 1) };
}

/** States a recorded comparison as a decision; `name` is the place and the source text. */
export function asDecision(one: Compared): Decision {
  const { site, texts, place, operands, held, origins, run } = one;
  const { file, line, column } = site;
  const comparison = COMPARISONS[site.operator];
  const sides =
    site.kind === 'comparison' && comparison !== undefined
      ? {
          left: sideOf(texts.left ?? texts.source, operands[0], origins.left, one),
          comparison,
          right: sideOf(texts.right ?? '', operands[1], origins.right, one),
        }
      : testSides(one);
  return {
    name: `${place}  ${texts.source}`,
    ...sides,
    held,
    outcome:
      run === 'losing'
        ? 'the program takes the way on which the record is lost'
        : 'the program takes the way on which the record is kept',
    source: { file, line, column },
  };
}
