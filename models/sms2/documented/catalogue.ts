/** Documented defects by name, in the order of their listing; each has a file of its own. */
import { blindWhileSynchronising } from './blind-while-synchronising.js';
import { dosProgramsUnseen } from './dos-programs-unseen.js';
import { earlierProgramsUnseen } from './earlier-programs-unseen.js';
import { localCheckSplits } from './local-check-splits.js';
import { logNotWritable } from './log-not-writable.js';
import { logonTriedAgain } from './logon-tried-again.js';
import { longListFails } from './long-list-fails.js';
import { lowDiskSuspends } from './low-disk-suspends.js';
import { nextSyncTimeLatched } from './next-sync-time-latched.js';
import { noServerAtInstallation } from './no-server-at-installation.js';
import { notStartedInSession } from './not-started-in-session.js';
import { offlineLogsWithheld } from './offline-logs-withheld.js';
import { oneServerKnown } from './one-server-known.js';
import { onlyProductsWithPeak } from './only-products-with-peak.js';
import { originalNameIgnoredOffline } from './original-name-ignored-offline.js';
import { passwordChangeStopsService } from './password-change-stops-service.js';
import { registryResidue } from './registry-residue.js';
import { renamedEscapes } from './renamed-escapes.js';
import { reportJustMisses } from './report-just-misses.js';
import { retryStarved } from './retry-starved.js';
import { serverAffinity } from './server-affinity.js';
import { serviceHangs } from './service-hangs.js';
import { yearsOf365Days } from './years-of-365-days.js';
import type { DocumentedDefect } from './types.js';

export const DOCUMENTED_DEFECTS: Readonly<Record<string, DocumentedDefect>> = {
  'offline-logs-withheld': offlineLogsWithheld,
  'next-sync-time-latched': nextSyncTimeLatched,
  'low-disk-suspends': lowDiskSuspends,
  'blind-while-synchronising': blindWhileSynchronising,
  'earlier-programs-unseen': earlierProgramsUnseen,
  'not-started-in-session': notStartedInSession,
  'no-server-at-installation': noServerAtInstallation,
  'log-not-writable': logNotWritable,
  'registry-residue': registryResidue,
  'dos-programs-unseen': dosProgramsUnseen,
  'original-name-ignored-offline': originalNameIgnoredOffline,
  'renamed-escapes': renamedEscapes,
  'local-check-splits': localCheckSplits,
  'long-list-fails': longListFails,
  'retry-starved': retryStarved,
  'server-affinity': serverAffinity,
  'one-server-known': oneServerKnown,
  'logon-tried-again': logonTriedAgain,
  'password-change-stops-service': passwordChangeStopsService,
  'service-hangs': serviceHangs,
  'years-of-365-days': yearsOf365Days,
  'report-just-misses': reportJustMisses,
  'only-products-with-peak': onlyProductsWithPeak,
};

/**
 * Rules that h0 to h5 share with the first release, besides their hypothesis. All but the first two
 * need a field of the scenario to act. Of Q235153 they have one half, a poll that ends the wait;
 * their delay is the one set in the console.
 */
export const OF_THE_HYPOTHESES: readonly DocumentedDefect[] = [
  nextSyncTimeLatched,
  registryResidue,
  lowDiskSuspends,
  blindWhileSynchronising,
  earlierProgramsUnseen,
  notStartedInSession,
  noServerAtInstallation,
  logNotWritable,
  dosProgramsUnseen,
  originalNameIgnoredOffline,
  renamedEscapes,
  localCheckSplits,
  longListFails,
];
