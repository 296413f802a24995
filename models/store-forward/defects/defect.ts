/**
 * A planted defect: one rule of the correct system replaced, with a public report of such a
 * mistake.
 */
import type { AgentParts } from '../agent/parts.js';
import type { ServerParts } from '../server/parts.js';

/** A public report of the same class of mistake. */
export interface Incident {
  readonly title: string;
  readonly address: string;
}

export interface Defect {
  readonly title: string;
  /** Class of the mistake. */
  readonly class: string;
  /** The property that detects it. */
  readonly property:
    | 'conservation'
    | 'no-duplicates'
    | 'dates'
    | 'eventual-delivery'
    | 'console-monotone'
    | 'reports-true'
    | 'no-hot-loop';
  readonly incident?: Incident;
  readonly agent?: Partial<AgentParts>;
  readonly server?: Partial<ServerParts>;
}

export type Defects = Readonly<Record<string, Defect>>;
