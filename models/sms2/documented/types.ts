/**
 * What a documented defect is: one deviation of the shipped product from what it was meant to do,
 * as a knowledge base article describes it. It replaces rules of the shipped models, and nothing
 * else; a variant `documented+<defect>` runs one.
 */
import type { ShippedAgentParts } from '../shipped/agent/parts.js';
import type { ConsoleParts } from '../site/console.js';
import type { DatabaseParts } from '../site/database.js';
import type { MeteringServerParts } from '../shipped/metering-server/server.js';
import type { SiteParts } from '../site/site-server.js';

/** In order of release. */
export const VERSIONS = ['rtm', 'sp1', 'sp2', 'sp3', 'sp4'] as const;

export type Version = (typeof VERSIONS)[number];

/** What becomes of usage. `hidden`: kept, and not shown when it should be, or not as what it was. */
type DefectClass = 'lost' | 'duplicated' | 'misdated' | 'hidden';

export interface DocumentedDefect {
  readonly title: string;
  readonly articles: readonly string[];
  /** The first version that has it. Default: the first release. */
  readonly since?: Version;
  /** The service pack that is said to mend it; absent: no fix is documented, and all later have it. */
  readonly fixedIn?: Version;
  readonly trigger: string;
  readonly symptom: string;
  readonly class: DefectClass;
  /** What the article says to do; absent: nothing. */
  readonly workaround?: string;
  /** What users of the product are owed, where that is a judgement. */
  readonly owed?: string;
  /** Fields of a scenario that provoke it. */
  readonly fields: readonly string[];
  readonly agent?: Partial<ShippedAgentParts>;
  readonly server?: Partial<MeteringServerParts>;
  readonly site?: Partial<SiteParts>;
  readonly database?: Partial<DatabaseParts>;
  readonly console?: Partial<ConsoleParts>;
}
