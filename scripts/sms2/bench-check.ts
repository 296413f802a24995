/**
 * `npm run bench:check`: measures the states per second of the exhaustive search, and checks the
 * fix in a scope of millions.
 */
import { check } from '../../properties/check/check.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { count } from '../../reports/text/numbers.js';
import { DAY_MS } from '../../sim/model/time.js';
import type { ScopeOptions } from '../../properties/study/scope.js';
import { fail, outputOf, progressOf } from '../cli/context.js';

const STATES_WANTED = 5_000_000;
const PER_SECOND_WANTED = 200_000;

/** The last scope is measured against the targets; a scope that is not meant to end has a bound. */
const SCOPES: readonly (Omit<ScopeOptions, 'variant'> & { readonly statesMax?: number })[] = [
  { clients: 1, records: 1, faults: 1, actions: 0, offsetsMs: [0, -30 * DAY_MS] },
  { clients: 1, records: 1, faults: 2, actions: 0, offsetsMs: [0] },
  { clients: 1, records: 2, faults: 2, actions: 1, offsetsMs: [0], statesMax: 3_000_000 },
  { clients: 1, records: 2, faults: 2, actions: 0, offsetsMs: [0] },
];

const verdict = (reached: boolean): string => (reached ? 'reached' : 'NOT reached');

/** In seconds of this process's own time, so that other load does not count. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function bench(): number {
  const output = outputOf({});
  let largest = 0;
  let perSecond = 0;
  let fastest = 0;
  let clean = true;
  for (const scope of SCOPES) {
    const { clients, records, faults, actions, offsetsMs } = scope;
    const title = `fixed, ${String(clients)} client, ${String(records)} record(s), ${String(faults)} fault(s), ${String(actions)} action(s), ${String(offsetsMs.length)} clock offset(s)`;
    const progress = progressOf(output, title, STATES_WANTED);
    const started = cpuSeconds();
    const { ended, distinct, determined, generated, judged, nodeStates, modelSteps } = check(
      sms2Study,
      {
        ...scope,
        variant: 'fixed',
        onProgress: (so) => {
          progress.update(Math.min(STATES_WANTED, so.distinct), `${count(so.distinct)} states`);
        },
      },
    );
    progress.end();
    const seconds = cpuSeconds() - started;
    perSecond = distinct / seconds;
    fastest = Math.max(fastest, perSecond);
    largest = distinct;
    clean &&= ended === (scope.statesMax === undefined ? 'exhausted' : 'states');
    output.print(title);
    output.print(
      `  ${ended === 'exhausted' ? 'clean' : ended === 'states' ? 'clean up to its bound' : ended}: ${count(distinct)} distinct states (${count(determined)} with nothing left to choose), ${count(generated)} transitions, ${count(judged)} ends judged`,
    );
    output.print(
      `  ${count(nodeStates)} situations of machines, ${count(modelSteps)} steps of models`,
    );
    output.print(
      `  ${seconds.toFixed(1)} s of CPU, ${count(Math.round(perSecond))} distinct states and ${count(Math.round(generated / seconds))} transitions a second`,
    );
  }
  // Of the whole process, in MB: the search needs no more than this.
  const peak = process.resourceUsage().maxRSS / 1_024;
  output.print(`memory at most, all scopes one after another: ${count(Math.round(peak))} MB`);
  output.print(
    `at least ${count(STATES_WANTED)} states, all clean: ${verdict(clean && largest >= STATES_WANTED)}`,
  );
  output.print(
    `at least ${count(PER_SECOND_WANTED)} states a second: ${verdict(perSecond >= PER_SECOND_WANTED)} in the last scope, ${verdict(fastest >= PER_SECOND_WANTED)} in the fastest`,
  );
  return clean && largest >= STATES_WANTED ? 0 : 1;
}

try {
  process.exitCode = bench();
} catch (error) {
  process.exitCode = fail(error);
}
