/** Places of a program that the instrumented code reports, with their text in the original source. */
import type { DecisionSite, Program } from '../program.js';

/**
 * Kinds of places. The first seven decide where control goes, and are what two runs are compared by:
 * - `comparison`: `<`, `<=`, `>`, `>=`, and an equality whose operands may be numbers
 * - `test`: any other condition; `nullish`: the left side of `??`
 * - `case`: a clause of a switch is entered; `turn`: a body of for-of or for-in is; `catch`: a handler is
 *
 * The others only say where numbers come from:
 * - `switch`: its discriminant; `arithmetic`: the result of `+ - * /`
 * - `select`: the result of Math.max or Math.min with two arguments; `rounding`: of Math.floor and its kin
 * - `operand`: an argument of one of those calls
 */
export type SiteKind =
  | 'comparison'
  | 'test'
  | 'nullish'
  | 'case'
  | 'turn'
  | 'catch'
  | 'switch'
  | 'arithmetic'
  | 'select'
  | 'rounding'
  | 'operand';

/** The kinds by the number under which a recorder keeps them. */
export const SITE_KINDS: readonly SiteKind[] = [
  'comparison',
  'test',
  'nullish',
  'case',
  'turn',
  'catch',
  'switch',
  'arithmetic',
  'select',
  'rounding',
  'operand',
];

/** A site as instrumentation leaves it. */
export interface RecordedSite extends DecisionSite {
  readonly kind: SiteKind;
  /** Text of the operands of a comparison, of arithmetic, of Math.max. */
  readonly left?: string;
  readonly right?: string;
  /** Id of the site that this one belongs to: the switch of a case, the call of an operand. */
  readonly of?: number;
}

/**
 * A program whose code reports its decisions.
 * @since 0.1.0
 */
export interface InstrumentedProgram extends Program {
  readonly sites: readonly RecordedSite[];
}

/** Installed files go by their package, without the folder that all of them are in. */
export const fileLabel = (file: string): string => file.replace(/^node_modules\//, '');
