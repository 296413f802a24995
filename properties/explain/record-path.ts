/** The path of one record through a run: every step that touches it, from its use to its end. */
import { msOf, trueMs } from '../../sim/model/time.js';
import type { Effect } from '../../sim/model/node.js';
import { momentOfStep } from './provenance.js';
import type { StoryMoment } from './story-types.js';
import type { ScenarioBase, TracerFields } from '../study/contract.js';
import type { CopyChange, FollowedRun, TraceStep } from '../trace/steps.js';
import { effectWords, briefly, incidentBriefly } from '../trace/words.js';
import { eachTracer, holdsTracer } from '../oracle/tracers.js';
import type { Fate } from '../oracle/verdict.js';
import { droppedCopies } from './dropped-copies.js';
import type { DroppedCopy } from './dropped-copies.js';

/** Effects by which a copy can be deleted. */
const DROPPING: ReadonlySet<Effect<unknown>['kind']> = new Set(['truncate', 'remove']);

function changeWords({ took, holders }: CopyChange): string {
  if (took) return 'has a copy from now on';
  return holders === 0 ? 'the last copy is gone' : 'its copy is gone';
}

const NAMED_MAX = 3;

/** The other records that the event brings, such as those that overwrite this one. */
function broughtWords({ event }: TraceStep, tracer: number, fields: TracerFields): string {
  const found = new Set<number>();
  if (event.kind !== 'message' && event.kind !== 'input') return '';
  eachTracer(event, (one) => found.add(one), fields);
  if (found.size === 0 || found.has(tracer)) return '';
  // An input of one record names it already.
  if (event.kind === 'input' && found.size === 1) return '';
  const named = [...found].slice(0, NAMED_MAX).join(', ');
  if (found.size === 1) return `, with record ${named}`;
  return found.size <= NAMED_MAX
    ? `, with records ${named}`
    : `, with ${String(found.size)} records (${named}, …)`;
}

/** Changes that a step makes to the copies of one record. */
interface StepChanges {
  readonly changes: readonly CopyChange[];
  readonly dropped: readonly DroppedCopy[];
  readonly decisive: boolean;
}

/** The node's copy after several changes of one step: the last of them counts. */
const copyOf = (changes: readonly CopyChange[]): Pick<StoryMoment, 'copy'> => {
  const last = changes.at(-1);
  return last === undefined ? {} : { copy: last.took ? 'taken' : 'gone' };
};

/** Words for the step's effect on the record; `undefined`: it has none. */
function touchOf(
  step: TraceStep,
  tracer: number,
  { changes, dropped, decisive }: StepChanges,
  fields: TracerFields,
): string | undefined {
  const gone = changes.some((change) => !change.took);
  const isDropping = (effect: Effect<unknown>): boolean =>
    dropped.some((one) => one.effect === effect);
  const effects = step.effects.filter(
    (effect) =>
      holdsTracer(effect, tracer, fields) ||
      isDropping(effect) ||
      (gone && DROPPING.has(effect.kind)) ||
      (decisive && effect.kind === 'decide' && !effect.decision.held),
  );
  if (effects.length === 0 && changes.length === 0 && !holdsTracer(step.event, tracer, fields))
    return decisive ? briefly(step.event) : undefined;
  const wordsFor = (effect: Effect<unknown>): string =>
    effect.kind === 'write' && isDropping(effect) && !gone
      ? `${effectWords(effect)}, without it`
      : effectWords(effect);
  const brought = gone || dropped.length > 0 ? broughtWords(step, tracer, fields) : '';
  return [
    `${briefly(step.event)}${brought}`,
    ...new Set(effects.map(wordsFor)),
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
    return [{ step, atMs, node, localMs: local(node, atMs), what, ...copyOf([change]) }];
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

/** The path of a record, and the step that dropped the copy that was gone last. */
interface RecordPath {
  readonly chain: readonly StoryMoment[];
  /**
   * Present if that copy left the disk in a later step than the one that wrote the file without it.
   */
  readonly dropped?: StoryMoment;
}

/** The step that wrote the file without the record, which was then synced. */
function droppedBefore(
  { steps, changes }: AnyRun,
  dropped: ReadonlyMap<number, readonly DroppedCopy[]>,
): TraceStep | undefined {
  const last = changes.findLast(({ took, holders }) => !took && holders === 0);
  const end = last && steps.find(({ step }) => step === last.step);
  if (last?.incident !== undefined || end?.event.kind !== 'synced') return undefined;
  const { file } = end.event;
  return steps.findLast(
    ({ step, node }) =>
      node === end.node &&
      step < end.step &&
      dropped.get(step)?.some((one) => one.file === file) === true,
  );
}

/** @param decidedStep the deciding step, which is always part of the path */
export function recordPathOf(
  run: AnyRun,
  tracer: number,
  decidedStep: number | undefined,
  ending: Ending,
): RecordPath {
  const changesAt = new Map<number, CopyChange[]>();
  for (const change of run.changes)
    if (change.incident === undefined)
      changesAt.set(change.step, [...(changesAt.get(change.step) ?? []), change]);
  const { fields } = run.ledger;
  const droppedAt = droppedCopies(run.steps, tracer, fields);
  const momentOf = (step: TraceStep): StoryMoment | undefined => {
    const what = touchOf(
      step,
      tracer,
      {
        changes: changesAt.get(step.step) ?? [],
        dropped: droppedAt.get(step.step) ?? [],
        decisive: step.step === decidedStep,
      },
      fields,
    );
    return what === undefined
      ? undefined
      : { ...momentOfStep(step, what), ...copyOf(changesAt.get(step.step) ?? []) };
  };
  const touched = run.steps.flatMap((step) => momentOf(step) ?? []);
  const moments = [...touched, ...incidentMoments(run, tracer)].sort((a, b) => a.step - b.step);
  const droppedStep = droppedBefore(run, droppedAt);
  const dropped = droppedStep && momentOf(droppedStep);
  const chain = withEnd(run, withoutRepetitions(moments), ending);
  return { chain, ...(dropped === undefined ? {} : { dropped }) };
}

/** The path up to the end of the run, where the record still exists then. */
function withEnd(
  run: AnyRun,
  chain: readonly StoryMoment[],
  { fate, holder, endMs }: Ending,
): readonly StoryMoment[] {
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
