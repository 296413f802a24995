/**
 * Turns the name of a variant, `correct` or `correct+<defect>+…`, into the rules that it runs by.
 */
import { partsWith } from '../rules/deviation.js';
import { deviationsOf } from '../rules/variant-name.js';
import { DEFAULT_AGENT_PARTS } from './agent/parts.js';
import type { AgentParts } from './agent/parts.js';
import { DEFECTS } from './defects/catalogue.js';
import { DEFAULT_SERVER_PARTS } from './server/parts.js';
import type { ServerParts } from './server/parts.js';

interface Parts {
  readonly agent: AgentParts;
  readonly server: ServerParts;
}

const NONE: Parts = { agent: DEFAULT_AGENT_PARTS, server: DEFAULT_SERVER_PARTS };

/** @throws SkewproofError SKEW-102 for a defect that is not known */
export const partsOf = (variant: string): Parts =>
  partsWith(variant, NONE, DEFECTS, 'a planted defect');

/** True where a defect may loop: its agents are watched, so that the run ends with a verdict. */
export const mayLoop = (variant: string): boolean =>
  deviationsOf(variant).some((name) => DEFECTS[name]?.property === 'no-hot-loop');
