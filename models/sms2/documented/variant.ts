/** From the name of a shipped variant, `documented+<defect>+…` or `h0+…`, to the rules that it runs by. */
import { SkewproofError } from '../../../sim/index.js';
import { DOCUMENTED_AGENT_PARTS } from '../agent-parts.js';
import type { ShippedAgentParts } from '../agent-parts.js';
import { DEFAULT_CONSOLE_PARTS } from '../console.js';
import type { ConsoleParts } from '../console.js';
import { DEFAULT_DATABASE_PARTS } from '../database.js';
import type { DatabaseParts } from '../database.js';
import { MECHANISMS } from '../mechanisms.js';
import type { MechanismName } from '../mechanisms.js';
import { DOCUMENTED_SERVER_PARTS } from '../metering-server.js';
import type { MeteringServerParts } from '../metering-server.js';
import { DEFAULT_SITE_PARTS } from '../site-server.js';
import type { SiteParts } from '../site-server.js';
import { DOCUMENTED_DEFECTS, OF_THE_HYPOTHESES } from './catalogue.js';
import type { DocumentedDefect } from './types.js';

interface ShippedParts {
  readonly agent: ShippedAgentParts;
  readonly server: MeteringServerParts;
  readonly site: SiteParts;
  readonly database: DatabaseParts;
  readonly console: ConsoleParts;
}

export const DOCUMENTED = 'documented';

/** The shipped design, with or without some of its defects; not one of the hypotheses. */
export const isDocumented = (variant: string): boolean => variant.split('+')[0] === DOCUMENTED;

/** @throws SkewproofError SKEW-102 for a defect that is not known */
function defectNamed(base: string, name: string): DocumentedDefect {
  const defect = Object.hasOwn(DOCUMENTED_DEFECTS, name) ? DOCUMENTED_DEFECTS[name] : undefined;
  if (defect !== undefined) return defect;
  throw new SkewproofError('SKEW-102', {
    place: `variant ${base}+${name}`,
    expected: `a documented defect (${Object.keys(DOCUMENTED_DEFECTS).join(', ')})`,
    got: `"${name}"`,
  });
}

const AS_DOCUMENTED: ShippedParts = {
  agent: DOCUMENTED_AGENT_PARTS,
  server: DOCUMENTED_SERVER_PARTS,
  site: DEFAULT_SITE_PARTS,
  database: DEFAULT_DATABASE_PARTS,
  console: DEFAULT_CONSOLE_PARTS,
};

const withDefect = (parts: ShippedParts, defect: DocumentedDefect): ShippedParts => ({
  agent: { ...parts.agent, ...defect.agent },
  server: { ...parts.server, ...defect.server },
  site: { ...parts.site, ...defect.site },
  database: { ...parts.database, ...defect.database },
  console: { ...parts.console, ...defect.console },
});

function hypothesis(name: MechanismName): ShippedParts {
  const parts = OF_THE_HYPOTHESES.reduce(withDefect, AS_DOCUMENTED);
  const agent = { ...parts.agent, mechanism: MECHANISMS[name], pollEndsRetries: true };
  return { ...parts, agent };
}

/** @throws SkewproofError SKEW-102 for a defect that is not known */
export function shippedPartsOf(variant: string): ShippedParts {
  const [base = '', ...names] = variant.split('+');
  const defects = names.map((name) => defectNamed(base, name));
  const parts = base === DOCUMENTED ? AS_DOCUMENTED : hypothesis(base as MechanismName);
  return defects.reduce(withDefect, parts);
}
