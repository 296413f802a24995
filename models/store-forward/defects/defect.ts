/** What a planted defect is: one rule of the correct system replaced, and where it has been seen. */
import type { AgentParts } from '../agent/parts.js';
import type { ServerParts } from '../server/parts.js';

/** A public report of the same class of mistake. */
export interface Incident {
  readonly title: string;
  readonly address: string;
}

export interface Defect {
  readonly title: string;
  /** The class of mistake that it is of. */
  readonly class: string;
  /** The property that catches it. */
  readonly property:
    | 'conservation'
    | 'no-duplicates'
    | 'dates'
    | 'eventual-delivery'
    | 'console-monotone'
    | 'reports-true';
  readonly incident?: Incident;
  readonly agent?: Partial<AgentParts>;
  readonly server?: Partial<ServerParts>;
}

export type Defects = Readonly<Record<string, Defect>>;
