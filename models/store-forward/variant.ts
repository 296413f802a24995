/** From the name of a variant, `correct` or `correct+<defect>+…`, to the rules that it runs by. */
import { SkewproofError } from '../../sim/index.js';
import { DEFAULT_AGENT_PARTS } from './agent-parts.js';
import type { AgentParts } from './agent-parts.js';
import { DEFECTS } from './defects/index.js';
import type { Defect } from './defects/index.js';
import { DEFAULT_SERVER_PARTS } from './server-parts.js';
import type { ServerParts } from './server-parts.js';

const CORRECT = 'correct';

interface Parts {
  readonly agent: AgentParts;
  readonly server: ServerParts;
}

const NONE: Parts = { agent: DEFAULT_AGENT_PARTS, server: DEFAULT_SERVER_PARTS };

/** @throws SkewproofError SKEW-102 for a defect that is not known */
function defectNamed(name: string): Defect {
  const defect = Object.hasOwn(DEFECTS, name) ? DEFECTS[name] : undefined;
  if (defect !== undefined) return defect;
  throw new SkewproofError('SKEW-102', {
    place: `variant ${CORRECT}+${name}`,
    expected: `a planted defect (${Object.keys(DEFECTS).join(', ')})`,
    got: `"${name}"`,
  });
}

/** @throws SkewproofError SKEW-102 for a defect that is not known */
export const partsOf = (variant: string): Parts =>
  variant
    .split('+')
    .slice(1)
    .map(defectNamed)
    .reduce<Parts>(
      (parts, defect) => ({
        agent: { ...parts.agent, ...defect.agent },
        server: { ...parts.server, ...defect.server },
      }),
      NONE,
    );
