/** The contents of `skewproof.config.ts`: a team's studies, and defaults for the command line. */
import type { Study } from '../properties/study/contract.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any scenario, message and input
type OfAnyTypes = Study<any, any, any>;

/**
 * A study of any types, a promise of one as `program` returns it, or the path of a file that exports
 * one or several, from the config's folder.
 * @since 0.1.0
 */
export type ConfiguredStudy = string | OfAnyTypes | Promise<OfAnyTypes>;

/**
 * Every field is optional. An option on the command line overrides the field of its name.
 * @since 0.1.0
 */
export interface SkewproofConfig {
  /** Studies that commands, tokens and corpus entries find by name. */
  readonly studies?: ConfiguredStudy | readonly ConfiguredStudy[];
  /** Folder where failing scenarios are kept and run first, from the config's folder. */
  readonly corpus?: string;
  /** Folder for the report of `explore` and `verify`, from the config's folder. */
  readonly report?: string;
  /** Runs of `explore` and `verify` per variant, from 1. */
  readonly runs?: number;
  /** Time that `explore` searches, and that `verify` divides among the variants, s, from 1. */
  readonly seconds?: number;
  /** Root of every campaign, an unsigned 32-bit integer. */
  readonly seed?: number;
  /** Threads, from 1. Default: one for each core. */
  readonly workers?: number;
  /** `explore` and `verify` stop at the first unexpected finding. */
  readonly bail?: boolean;
}

/**
 * Types a config; identity at run time.
 * @since 0.1.0
 */
export const defineConfig = (config: SkewproofConfig): SkewproofConfig => config;
