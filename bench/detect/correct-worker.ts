/** Runs one share of a campaign that must find nothing. */
import { explore } from '../../properties/campaign/explore.js';
import { studyNamed } from '../../scripts/studies.js';
import { cpuMs } from './cpu.js';

export interface CorrectShare {
  readonly study: string;
  readonly variant: string;
  readonly seed: number;
  readonly from: number;
  readonly runs: number;
  readonly guided: boolean;
}

export interface CorrectResult {
  readonly runs: number;
  readonly seconds: number;
  /** Findings of a share, or the harness's own objection to it. */
  readonly alarms: readonly string[];
}

export default function runShare(share: CorrectShare): CorrectResult {
  const { study, variant, guided, ...rest } = share;
  const started = cpuMs();
  const exploration = explore(studyNamed(study), variant, { ...rest, guided, shrink: false });
  const { verdict, reason = '', findings, statistics } = exploration;
  const alarms = findings.map(
    ({ fingerprint, found }) => `${fingerprint}: ${JSON.stringify(found)}`,
  );
  // A share of a campaign need not reach every mark that the whole campaign must.
  const harness = verdict === 'pass' || verdict === 'vacuous' || alarms.length > 0;
  return {
    runs: statistics.runs,
    seconds: (cpuMs() - started) / 1_000,
    alarms: harness ? alarms : [`${verdict}: ${reason}`],
  };
}
