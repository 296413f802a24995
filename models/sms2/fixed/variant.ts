/** From the name of a variant, `fixed` or `fixed+<defect>+…`, to the rules that it runs by. */
import { SkewproofError } from '../../../sim/index.js';
import { DEFAULT_CONSOLE_PARTS } from '../console.js';
import type { ConsoleParts } from '../console.js';
import { DEFAULT_DATABASE_PARTS } from '../database.js';
import type { DatabaseParts } from '../database.js';
import { DEFAULT_SITE_PARTS } from '../site-server.js';
import type { SiteParts } from '../site-server.js';
import { DEFAULT_AGENT_PARTS } from './agent-parts.js';
import type { AgentParts } from './agent-parts.js';
import { DEFECTS } from './defects.js';
import type { Defect } from './defects.js';
import { DEFAULT_SERVER_PARTS } from './server.js';
import type { ServerParts } from './server.js';

interface FixedParts {
  readonly agent: AgentParts;
  readonly server: ServerParts;
  readonly site: SiteParts;
  readonly database: DatabaseParts;
  readonly console: ConsoleParts;
}

const FIXED = 'fixed';

export const isFixed = (variant: string): boolean => variant.split('+')[0] === FIXED;

/** @throws SkewproofError SKEW-102 for a defect that is not known */
function defectNamed(name: string): Defect {
  const defect = Object.hasOwn(DEFECTS, name) ? DEFECTS[name] : undefined;
  if (defect !== undefined) return defect;
  throw new SkewproofError('SKEW-102', {
    place: `variant ${FIXED}+${name}`,
    expected: `a planted defect (${Object.keys(DEFECTS).join(', ')})`,
    got: `"${name}"`,
  });
}

/** @throws SkewproofError SKEW-102 for a defect that is not known */
export function partsOf(variant: string): FixedParts {
  const defects = variant.split('+').slice(1).map(defectNamed);
  return defects.reduce<FixedParts>(
    (parts, defect) => ({
      agent: { ...parts.agent, ...defect.agent },
      server: { ...parts.server, ...defect.server },
      site: { ...parts.site, ...defect.site },
      database: { ...parts.database, ...defect.database },
      console: { ...parts.console, ...defect.console },
    }),
    {
      agent: DEFAULT_AGENT_PARTS,
      server: DEFAULT_SERVER_PARTS,
      site: DEFAULT_SITE_PARTS,
      database: DEFAULT_DATABASE_PARTS,
      console: DEFAULT_CONSOLE_PARTS,
    },
  );
}
