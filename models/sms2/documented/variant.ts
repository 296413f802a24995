/**
 * Turns the name of a shipped variant, `documented+<defect>+…` or `h0+…`, into the rules that it
 * runs by.
 */
import { withDeviation, partsWith } from '../../rules/deviation.js';
import { baseOf } from '../../rules/variant-name.js';
import { DOCUMENTED_AGENT_PARTS } from '../shipped/agent/parts.js';
import type { ShippedAgentParts } from '../shipped/agent/parts.js';
import { DEFAULT_CONSOLE_PARTS } from '../site/console.js';
import type { ConsoleParts } from '../site/console.js';
import { DEFAULT_DATABASE_PARTS } from '../site/database.js';
import type { DatabaseParts } from '../site/database.js';
import { MECHANISMS } from '../shipped/mechanisms.js';
import type { MechanismName } from '../shipped/mechanisms.js';
import { DOCUMENTED_SERVER_PARTS } from '../shipped/metering-server/server.js';
import type { MeteringServerParts } from '../shipped/metering-server/server.js';
import { DEFAULT_SITE_PARTS } from '../site/site-state.js';
import type { SiteParts } from '../site/site-state.js';
import { DOCUMENTED_DEFECTS, OF_THE_HYPOTHESES } from './catalogue.js';

interface ShippedParts {
  readonly agent: ShippedAgentParts;
  readonly server: MeteringServerParts;
  readonly site: SiteParts;
  readonly database: DatabaseParts;
  readonly console: ConsoleParts;
}

export const DOCUMENTED = 'documented';

/** True for the shipped design, with or without some of its defects; false for a hypothesis. */
export const isDocumented = (variant: string): boolean => baseOf(variant) === DOCUMENTED;

const AS_DOCUMENTED: ShippedParts = {
  agent: DOCUMENTED_AGENT_PARTS,
  server: DOCUMENTED_SERVER_PARTS,
  site: DEFAULT_SITE_PARTS,
  database: DEFAULT_DATABASE_PARTS,
  console: DEFAULT_CONSOLE_PARTS,
};

function hypothesis(name: MechanismName): ShippedParts {
  const parts = OF_THE_HYPOTHESES.reduce<ShippedParts>(withDeviation, AS_DOCUMENTED);
  const agent = { ...parts.agent, mechanism: MECHANISMS[name], pollEndsRetries: true };
  return { ...parts, agent };
}

/** @throws SkewproofError SKEW-102 for a defect that is not known */
export function shippedPartsOf(variant: string): ShippedParts {
  const parts = isDocumented(variant)
    ? AS_DOCUMENTED
    : hypothesis(baseOf(variant) as MechanismName);
  return partsWith(variant, parts, DOCUMENTED_DEFECTS, 'a documented defect');
}
