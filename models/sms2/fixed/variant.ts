/** Turns the name of a variant, `fixed` or `fixed+<defect>+…`, into the rules that it runs by. */
import { partsWith } from '../../rules/deviation.js';
import { baseOf } from '../../rules/variant-name.js';
import { DEFAULT_CONSOLE_PARTS } from '../site/console.js';
import type { ConsoleParts } from '../site/console.js';
import { DEFAULT_DATABASE_PARTS } from '../site/database.js';
import type { DatabaseParts } from '../site/database.js';
import { DEFAULT_SITE_PARTS } from '../site/site-state.js';
import type { SiteParts } from '../site/site-state.js';
import { DEFAULT_AGENT_PARTS } from './agent/parts.js';
import type { AgentParts } from './agent/parts.js';
import { DEFECTS } from './defects.js';
import { DEFAULT_SERVER_PARTS } from './server/server.js';
import type { ServerParts } from './server/server.js';

interface FixedParts {
  readonly agent: AgentParts;
  readonly server: ServerParts;
  readonly site: SiteParts;
  readonly database: DatabaseParts;
  readonly console: ConsoleParts;
}

const FIXED = 'fixed';

export const isFixed = (variant: string): boolean => baseOf(variant) === FIXED;

const NONE: FixedParts = {
  agent: DEFAULT_AGENT_PARTS,
  server: DEFAULT_SERVER_PARTS,
  site: DEFAULT_SITE_PARTS,
  database: DEFAULT_DATABASE_PARTS,
  console: DEFAULT_CONSOLE_PARTS,
};

/** @throws SkewproofError SKEW-102 for a defect that is not known */
export const partsOf = (variant: string): FixedParts =>
  partsWith(variant, NONE, DEFECTS, 'a planted defect');
