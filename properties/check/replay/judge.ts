/** Judges the end of a path like the end of any run: ledger, fates and the second judge. */
import { SkewproofError } from '../../../sim/model/errors.js';
import { msOf, trueMs } from '../../../sim/model/time.js';
import type { Fault } from '../../../sim/world/fault.js';
import type { WorldSpec } from '../../../sim/world/spec.js';
import { fateOptions } from '../../oracle/fate-options.js';
import { fatesOf } from '../../oracle/fates.js';
import { violationsOf } from '../../oracle/invariants.js';
import { disagreement } from '../../oracle/second-judge.js';
import { Ledger } from '../../oracle/ledger.js';
import type { WorldData } from '../../../sim/world/view.js';
import type { ScenarioBase, Study } from '../../study/contract.js';
import type { Violation } from '../../oracle/verdict.js';
import type { HeldRecords } from './held-records.js';
import type { Observation } from '../rules/node.js';
import type { Scope, Script } from '../../study/scope.js';

interface End<Message> {
  readonly names: readonly string[];
  /** By machine: wall clock minus true time, ms. */
  readonly offsetsMs: readonly number[];
  readonly heldRecords: readonly HeldRecords[];
  /** By machine, in order. */
  readonly observations: readonly (readonly Observation[])[];
  readonly inFlight: readonly {
    readonly from: string;
    readonly to: string;
    readonly message: Message;
  }[];
  readonly healAt: number;
}

/** All observations in order of time; within an instant, node by node. */
const observationsInOrder = ({
  observations,
}: Pick<End<unknown>, 'observations'>): readonly Observation[] =>
  observations.flat().sort((a, b) => a.at - b.at);

function faultOf({ at, node, what }: Observation): Fault | undefined {
  if (what.kind === 'crash') return { kind: 'crash', at, node, severity: what.severity, downMs: 0 };
  if (what.kind !== 'clock') return undefined;
  return { kind: 'clock', at, node, adjustment: { kind: 'step', byMs: what.byMs } };
}

/** The script of a path without its order of messages: all that the oracle reads of a scenario. */
function scriptOf<Input>(
  end: End<unknown>,
  observations: readonly Observation[],
  ownInputs: readonly string[],
  offsetsMs: Script<Input>['offsetsMs'],
): Script<Input> {
  const faults = observations.flatMap((observation) => faultOf(observation) ?? []);
  // Each node received the study's own inputs first.
  const own = new Map<string, number>();
  for (const node of ownInputs) own.set(node, (own.get(node) ?? 0) + 1);
  const inputs = observations.flatMap(({ at, node, what }) => {
    if (what.kind !== 'event' || what.event.kind !== 'input' || at >= end.healAt) return [];
    const left = own.get(node) ?? 0;
    own.set(node, left - 1);
    return left > 0 ? [] : [{ at, node, input: what.event.input as Input }];
  });
  return {
    healAt: end.healAt,
    offsetsMs,
    inputs,
    faults,
    schedule: { messages: [], order: [] },
  };
}

/** Initial wall-clock offset of each node, ms. */
function initialOffsets(
  { names, offsetsMs, observations }: End<unknown>,
  { nodes }: { readonly nodes: readonly Pick<WorldSpec<never, never>['nodes'][number], 'clock'>[] },
): Record<string, number> {
  const steppedMs = (observations: readonly Observation[] = []): number =>
    observations.reduce((sum, { what }) => (what.kind === 'clock' ? sum + what.byMs : sum), 0);
  return Object.fromEntries(
    offsetsMs.map((offsetMs, i) => [
      names[i] ?? '',
      offsetMs - steppedMs(observations[i]) - (nodes[i]?.clock?.offsetMs ?? 0),
    ]),
  );
}

function replayTo<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  observation: Observation,
): void {
  const { node, what } = observation;
  const at = trueMs(observation.at);
  const fault = faultOf(observation);
  if (fault !== undefined) ledger.onIncident(at, { kind: 'fault', fault });
  switch (what.kind) {
    case 'event':
      ledger.onEvent(at, node, what.event as Parameters<typeof ledger.onEvent>[2]);
      return;
    case 'effect':
      ledger.onEffect(at, node, what.effect as Parameters<typeof ledger.onEffect>[2]);
      return;
    case 'down':
    case 'up':
      ledger.onIncident(at, { kind: what.kind, node, why: what.why });
      return;
    default:
  }
}

export interface Judgement {
  readonly violations: readonly Violation[];
  /** True if no state was searched for records: the observations alone decided. */
  readonly byObservationsAlone: boolean;
  /** Records that were metered on the path. */
  readonly metered: Iterable<number>;
}

/**
 * @param ownInputs nodes to which the study itself plays inputs before the adversary's first
 * @throws SkewproofError SKEW-401 when the two judges disagree
 */
export function judged<S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  scope: Scope<S, I>,
  spec: Pick<WorldSpec<M, I>, 'nodes'>,
  end: End<M>,
  ownInputs: readonly string[],
): Judgement {
  const observations = observationsInOrder(end);
  const offsetsMs = initialOffsets(end, spec);
  const scenario = scope.scripted(scriptOf<I>(end, observations, ownInputs, offsetsMs));
  const ledger = new Ledger(study, scenario);
  const placeOf = (name: string): HeldRecords | undefined =>
    end.heldRecords[end.names.indexOf(name)];
  let looked = false;
  const holders: WorldData<M> = {
    nodeNames: end.names,
    stateOf: (name) => {
      looked = true;
      return placeOf(name)?.state;
    },
    diskOf: (name) => placeOf(name)?.contents ?? {},
    durableOf: (name) => placeOf(name)?.durable ?? {},
    inFlight: () => end.inFlight,
  };
  ledger.onStart(holders);
  for (const observation of observations) replayTo(ledger, observation);
  const complete = ledger.lastLookAtMs >= end.healAt;
  const fates = fatesOf(ledger, fateOptions(study, scenario, spec, complete));
  const disputed = ledger.rows === undefined ? 'no view was shown' : disagreement(ledger, fates);
  if (disputed !== undefined)
    throw new SkewproofError('SKEW-401', {
      place: `check of ${study.name}, faults ended at ${String(msOf(trueMs(end.healAt)))} ms`,
      expected: 'two judges that agree at every end',
      got: disputed,
    });
  const violations = violationsOf(ledger, fates);
  return { violations, byObservationsAlone: !looked, metered: ledger.metered.keys() };
}
