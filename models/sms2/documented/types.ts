/**
 * A documented defect: one deviation of the shipped product from its intended behaviour, as a
 * knowledge base article describes it. It replaces rules of the shipped models, and nothing else; a
 * variant `documented+<defect>` runs one.
 */
import type { ShippedAgentParts } from '../shipped/agent/parts.js';
import type { ConsoleParts } from '../site/console.js';
import type { DatabaseParts } from '../site/database.js';
import type { MeteringServerParts } from '../shipped/metering-server/server.js';
import type { SiteParts } from '../site/site-state.js';

/** Versions in order of release. */
export const VERSIONS = ['rtm', 'sp1', 'sp2', 'sp3', 'sp4'] as const;

export type Version = (typeof VERSIONS)[number];

/**
 * Effect on usage. `hidden`: kept, and not shown when it should be, or shown under a wrong name.
 */
type DefectClass = 'lost' | 'duplicated' | 'misdated' | 'hidden';

export interface DocumentedDefect {
  readonly title: string;
  readonly articles: readonly string[];
  /** The first version that has it. Default: the first release. */
  readonly since?: Version;
  /**
   * The service pack that is documented to fix it; absent: none is, and all later versions have the
   * defect.
   */
  readonly fixedIn?: Version;
  readonly trigger: string;
  readonly symptom: string;
  readonly class: DefectClass;
  /** Workaround of the article; absent: none. */
  readonly workaround?: string;
  /** The behaviour that users of the product can expect, where that is a judgement. */
  readonly expected?: string;
  /** Part of the defect that no article states and the model adds; absent: none. */
  readonly inferred?: string;
  /** Fields of a scenario that provoke it. */
  readonly fields: readonly string[];
  readonly agent?: Partial<ShippedAgentParts>;
  readonly server?: Partial<MeteringServerParts>;
  readonly site?: Partial<SiteParts>;
  readonly database?: Partial<DatabaseParts>;
  readonly console?: Partial<ConsoleParts>;
}
