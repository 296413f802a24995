/** The path of one record through a run: every step that touches it, from its use to its end. */
import { msOf, trueMs } from '../../sim/model/time.js';
import type { Effect } from '../../sim/model/node.js';
import { momentOfStep } from './provenance.js';
import type { StoryMoment } from './story-types.js';
import type { ScenarioBase, TracerFields } from '../study/contract.js';
import type { CopyChange, FollowedRun, TraceStep } from '../trace/steps.js';
import { effectWords, briefly, incidentBriefly } from '../trace/words.js';
import { holdsTracer } from '../oracle/tracers.js';
import type { Fate } from '../oracle/verdict.js';

/** Effects by which a copy can be deleted. */
const DROPPING: ReadonlySet<Effect<unknown>['kind']> = new Set(['truncate', 'remove']);

function changeWords({ took, holders }: CopyChange): string {
  if (took) return 'has a copy from now on';
  return holders === 0 ? 'the last copy is gone' : 'its copy is gone';
}

/** Words for the step's effect on the record; `undefined`: it has none. */
function touchOf(
  step: TraceStep,
  tracer: number,
  changes: readonly CopyChange[],
  decisive: boolean,
  fields: TracerFields,
): string | undefined {
  const gone = changes.some((change) => !change.took);
  const effects = step.effects.filter(
    (effect) =>
      holdsTracer(effect, tracer, fields) ||
      (gone && DROPPING.has(effect.kind)) ||
      (decisive && effect.kind === 'decide' && !effect.decision.held),
  );
  if (effects.length === 0 && changes.length === 0 && !holdsTracer(step.event, tracer, fields))
    return decisive ? briefly(step.event) : undefined;
  return [
    briefly(step.event),
    ...new Set(effects.map((effect) => effectWords(effect))),
    ...changes.map(changeWords),
  ].join('; ');
}

type AnyRun = FollowedRun<ScenarioBase, unknown, unknown>;

function incidentMoments(run: AnyRun, tracer: number): StoryMoment[] {
  const local = (node: string, atMs: number): number =>
    msOf(run.world.clockOf(node).wallAt(trueMs(atMs)));
  const ofMachines = run.changes.flatMap((change): StoryMoment[] => {
    const { step, atMs, node, incident } = change;
    if (incident === undefined) return [];
    const what = `${incidentBriefly(incident)}; ${changeWords(change)}`;
    return [{ step, atMs, node, localMs: local(node, atMs), what }];
  });
  const onTheWay = run.entries.flatMap(({ step, atMs, what }): StoryMoment[] => {
    if (what.kind !== 'incident' || what.incident.kind !== 'lost-message') return [];
    const { incident } = what;
    if (!holdsTracer(incident.message, tracer, run.ledger.fields)) return [];
    const { from: node } = incident;
    return [{ step, atMs, node, localMs: local(node, atMs), what: incidentBriefly(incident) }];
  });
  return [...ofMachines, ...onTheWay];
}

/** Of moments that repeat in the same words, the first and the last. */
function withoutRepetitions(moments: readonly StoryMoment[]): StoryMoment[] {
  const keyOf = ({ node, what }: StoryMoment): string => `${node} ${what}`;
  const last = new Map(moments.map((moment, i) => [keyOf(moment), i]));
  const seen = new Set<string>();
  return moments.filter((moment, i) => {
    const first = !seen.has(keyOf(moment));
    seen.add(keyOf(moment));
    return first || last.get(keyOf(moment)) === i;
  });
}

interface Ending {
  readonly fate: Fate;
  readonly holder: string | undefined;
  readonly endMs: number;
}

/** @param decidedStep the deciding step, which is always part of the path */
export function recordPathOf(
  run: AnyRun,
  tracer: number,
  decidedStep: number | undefined,
  ending: Ending,
): readonly StoryMoment[] {
  const changesAt = new Map<number, CopyChange[]>();
  for (const change of run.changes)
    if (change.incident === undefined)
      changesAt.set(change.step, [...(changesAt.get(change.step) ?? []), change]);
  const touched = run.steps.flatMap((step): StoryMoment[] => {
    const changes = changesAt.get(step.step) ?? [];
    const what = touchOf(step, tracer, changes, step.step === decidedStep, run.ledger.fields);
    return what === undefined ? [] : [momentOfStep(step, what)];
  });
  const moments = [...touched, ...incidentMoments(run, tracer)].sort((a, b) => a.step - b.step);
  const { fate, holder, endMs } = ending;
  const chain = withoutRepetitions(moments);
  const node = holder ?? chain.at(-1)?.node;
  if (fate === 'destroyed' || node === undefined || !run.world.nodeNames.includes(node))
    return chain;
  const what = fate === 'stranded' ? 'the run ends, and the record is still here' : 'the run ends';
  const localMs = msOf(run.world.clockOf(node).wallAt(trueMs(endMs)));
  return [
    ...chain,
    { step: run.steps.length, atMs: endMs, node, localMs, what: `${what}: ${fate}` },
  ];
}
