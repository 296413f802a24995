/** The command's message to the page about its study. */
import type { Runner } from '../../init/runner.js';
import type { StudyImport } from '../../init/test-text.js';

export interface ExplorerSetting {
  readonly variant: string;
  /** The scenario to begin with, as a token. */
  readonly token: string;
  /** Options by which a later `reproduce` finds the study; empty if it needs none. */
  readonly reproduceOptions: string;
  /** For each runner the name of a saved test, and how it imports the study. */
  readonly tests: Readonly<Record<Runner, { readonly file: string; readonly study: StudyImport }>>;
  /** Collectors that can serve the study's agent; empty: none can. */
  readonly collectors: readonly OfferedCollector[];
}

export interface OfferedCollector {
  readonly name: string;
  /** The product, and the dates that it accepts. */
  readonly words: string;
}
