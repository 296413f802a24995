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
import type { Holding } from './holdings.js';
import type { Noted } from '../rules/node.js';
import type { Scope, Script } from '../../study/scope.js';

interface End<Message> {
  readonly names: readonly string[];
  /** By machine: wall clock minus true time, ms. */
  readonly offsetsMs: readonly number[];
  readonly holdings: readonly Holding[];
  /** By machine, in order. */
  readonly noted: readonly (readonly Noted[])[];
  readonly underWay: readonly {
    readonly from: string;
    readonly to: string;
    readonly message: Message;
  }[];
  readonly healAt: number;
}

/** All observations in order of time; within an instant, node by node. */
const notesOf = ({ noted }: Pick<End<unknown>, 'noted'>): readonly Noted[] =>
  noted.flat().sort((a, b) => a.at - b.at);

function faultOf({ at, node, what }: Noted): Fault | undefined {
  if (what.kind === 'crash') return { kind: 'crash', at, node, severity: what.severity, downMs: 0 };
  if (what.kind !== 'clock') return undefined;
  return { kind: 'clock', at, node, adjustment: { kind: 'step', byMs: what.byMs } };
}

/** The script of a path without its order of messages: all that the oracle reads of a scenario. */
function scriptOf<Input>(
  end: End<unknown>,
  notes: readonly Noted[],
  given: readonly string[],
  offsetsMs: Script<Input>['offsetsMs'],
): Script<Input> {
  const faults = notes.flatMap((note) => faultOf(note) ?? []);
  // Each node received the study's own inputs first.
  const own = new Map<string, number>();
  for (const node of given) own.set(node, (own.get(node) ?? 0) + 1);
  const inputs = notes.flatMap(({ at, node, what }) => {
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
  { names, offsetsMs, noted }: End<unknown>,
  { nodes }: { readonly nodes: readonly Pick<WorldSpec<never, never>['nodes'][number], 'clock'>[] },
): Record<string, number> {
  const steppedMs = (notes: readonly Noted[] = []): number =>
    notes.reduce((sum, { what }) => (what.kind === 'clock' ? sum + what.byMs : sum), 0);
  return Object.fromEntries(
    offsetsMs.map((offsetMs, i) => [
      names[i] ?? '',
      offsetMs - steppedMs(noted[i]) - (nodes[i]?.clock?.offsetMs ?? 0),
    ]),
  );
}

function tell<S extends ScenarioBase, M, I>(ledger: Ledger<S, M, I>, note: Noted): void {
  const { node, what } = note;
  const at = trueMs(note.at);
  const fault = faultOf(note);
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
  readonly byNotesAlone: boolean;
}

/**
 * @param given nodes to which the study itself plays inputs before the adversary's first
 * @throws SkewproofError SKEW-401 when the two judges disagree
 */
export function judged<S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  scope: Scope<S, I>,
  spec: Pick<WorldSpec<M, I>, 'nodes'>,
  end: End<M>,
  given: readonly string[],
): Judgement {
  const notes = notesOf(end);
  const offsetsMs = initialOffsets(end, spec);
  const scenario = scope.scripted(scriptOf<I>(end, notes, given, offsetsMs));
  const ledger = new Ledger(study, scenario);
  const placeOf = (name: string): Holding | undefined => end.holdings[end.names.indexOf(name)];
  let looked = false;
  const holders: WorldData<M> = {
    nodeNames: end.names,
    stateOf: (name) => {
      looked = true;
      return placeOf(name)?.state;
    },
    diskOf: (name) => placeOf(name)?.contents ?? {},
    durableOf: (name) => placeOf(name)?.durable ?? {},
    inFlight: () => end.underWay,
  };
  ledger.onStart(holders);
  for (const note of notes) tell(ledger, note);
  const complete = ledger.lastLookAtMs >= end.healAt;
  const fates = fatesOf(ledger, fateOptions(study, scenario, spec, complete));
  const disputed = ledger.rows === undefined ? 'no view was shown' : disagreement(ledger, fates);
  if (disputed !== undefined)
    throw new SkewproofError('SKEW-401', {
      place: `check of ${study.name}, faults ended at ${String(msOf(trueMs(end.healAt)))} ms`,
      expected: 'two judges that agree at every end',
      got: disputed,
    });
  return { violations: violationsOf(ledger, fates), byNotesAlone: !looked };
}
