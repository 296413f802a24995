/** The comparison of a program's code that decides a loss, in the shape of a model's decision. */
import type { Deciding, DecidingLine, LastRead } from '../../hosting/decisions/deciding-line.js';
import type { Origin } from '../../hosting/decisions/origin.js';
import type { Decision, DecisionSide } from '../../sim/model/node.js';
import type { Violation } from '../oracle/verdict.js';
import type { MeteredRecord, RunnableStudy, ScenarioBase } from '../study/contract.js';
import type { DecidedByCode } from '../study/deciding-pair.js';
import type { FollowedRun, TraceStep } from '../trace/steps.js';
import { avoidsViolation } from './avoids-violation.js';
import { momentOfStep, sideOf } from './provenance.js';
import { quantitiesOf } from './words/quantity.js';
import type { Quantity } from './words/quantity.js';
import type {
  StoryDecision,
  StoryLastRead,
  StoryMoment,
  StoryRead,
  StorySide,
  StoryUndecided,
} from './story-types.js';

type Run = FollowedRun<ScenarioBase, unknown, unknown>;

/** The answer for a story; both are absent where no code was recorded. */
export interface CodeDecision {
  readonly decision?: StoryDecision;
  readonly undecided?: StoryUndecided;
}

/** Steps of a node by the numbers of its events. */
class NodeSteps {
  readonly #steps: readonly TraceStep[];
  readonly #decided: DecidedByCode;

  constructor(run: Run, decided: DecidedByCode) {
    this.#steps = run.steps.filter(({ node }) => node === decided.node);
    this.#decided = decided;
  }

  /** The step in which the losing run made its decision of that number. */
  at(decision: number): TraceStep | undefined {
    return this.#steps[this.#decided.eventOf(decision)];
  }

  /** The step of a reading, by the number of decisions before it; the step's own task is one of them. */
  momentAt(decisions: number): { readonly moment?: StoryMoment } {
    const step = this.at(decisions - 1);
    return step === undefined ? {} : { moment: momentOfStep(step) };
  }
}

/** The readings of clocks from which a value was computed, with the operand that held each. */
function readsOf(name: string, origin: Origin, steps: NodeSteps): readonly StoryRead[] {
  const { clock, details, losing, passing, at, parts, words } = origin;
  if (clock !== undefined) {
    // Of a reading, the only detail is the line that called the helper which made it.
    const place = [origin.place, ...details].join(', ');
    return [{ ...{ name, place, clock, value: losing, passing }, ...steps.momentAt(at) }];
  }
  // A variable keeps its name, unless it stands for several readings.
  const isExpression = parts.length > 1 || words.startsWith(`${name} at `);
  return parts.flatMap((part) => readsOf(isExpression ? part.name : name, part.origin, steps));
}

const lastReadOf = (
  lastRead: LastRead | undefined,
  steps: NodeSteps,
): { readonly lastRead?: StoryLastRead } => {
  if (lastRead === undefined) return {};
  const { words, clock, at, losing, passing } = lastRead;
  return {
    lastRead: {
      ...{ words, clock },
      ...(losing === undefined ? {} : { losing }),
      ...(passing === undefined ? {} : { passing }),
      ...steps.momentAt(at),
    },
  };
};

/** Kinds of both sides: by their origins, or as dates are recognised in any comparison. */
function quantities(
  { losing, origins }: DecidingLine,
  step: TraceStep,
  epochMs: number,
): readonly [Quantity, Quantity] {
  const known = origins.left?.quantity ?? origins.right?.quantity;
  if (known !== undefined) return [known, known];
  const [left, right] = quantitiesOf(losing, { ownMs: step.localMs, trueMs: step.atMs + epochMs });
  // Without an origin a number may be in seconds as well: only a date shows itself.
  const shown = (one: Quantity): Quantity => (one === 'date' ? one : 'count');
  return [shown(left), shown(right)];
}

function sideWith(
  run: Run,
  side: DecisionSide,
  origin: Origin | undefined,
  { step, quantity, steps }: { step: TraceStep; quantity: Quantity; steps: NodeSteps },
): StorySide {
  const { latched: _, ...known } = sideOf(run, side, step, undefined, { quantity });
  const reads = origin === undefined ? [] : readsOf(side.name, origin, steps);
  return {
    ...known,
    ...(side.text === undefined ? {} : { text: side.text }),
    ...(reads.length === 0 ? {} : { reads }),
  };
}

const valueOf = ({ value, text }: DecisionSide) =>
  text === undefined ? { value } : { value, text };

const placeOf = ({ name }: Decision): readonly [place: string, text: string] => {
  const [place = '', ...text] = name.split('  ');
  return [place, text.join('  ')];
};

function storyDecision(
  run: Run,
  decided: DecidedByCode,
  line: DecidingLine,
  epochMs: number,
): StoryDecision | undefined {
  const steps = new NodeSteps(run, decided);
  const step = steps.at(line.index);
  const { losing, passing, origins, confirmed = false } = line;
  if (step === undefined || losing.source === undefined) return undefined;
  const { left, comparison, right, held, outcome } = losing;
  const [a, b] = quantities(line, step, epochMs);
  const [place, text] = placeOf(losing);
  return {
    moment: momentOfStep(step),
    ...{ name: losing.name, comparison, held, outcome },
    left: sideWith(run, left, origins.left, { step, quantity: a, steps }),
    right: sideWith(run, right, origins.right, { step, quantity: b, steps }),
    passing: { left: valueOf(passing.left), right: valueOf(passing.right), held: passing.held },
    source: {
      ...losing.source,
      ...{ program: decided.program, place, text, confirmed },
      ...lastReadOf(line.lastRead, steps),
    },
  };
}

function storyUndecided(
  run: Run,
  decided: DecidedByCode,
  line: Exclude<Deciding, DecidingLine>,
): StoryUndecided {
  const { program, node } = decided;
  const { words, losing, passing, selected } = line;
  return {
    ...{ program, node, words, losing, passing },
    ...(selected === undefined ? {} : { selected: selected.losing.name }),
    ...lastReadOf(line.lastRead, new NodeSteps(run, decided)),
  };
}

const unnamed = (program: string, node: string, error: unknown): StoryUndecided => ({
  ...{ program, node },
  words: `The deciding line could not be named: ${error instanceof Error ? error.message : String(error)}`,
  ...{ losing: 'unknown', passing: 'unknown' },
});

/** The passing scenario, and what the record meets in the losing one. */
interface Pair {
  readonly passing: ScenarioBase;
  readonly violation: Violation;
  readonly record: MeteredRecord | undefined;
}

export function codeDecisionOf(
  study: RunnableStudy<ScenarioBase, unknown, unknown>,
  run: Run,
  losing: ScenarioBase,
  { passing, violation, record }: Pair,
): CodeDecision {
  let decided: DecidedByCode | undefined;
  try {
    decided = study.decidingLine?.({
      ...{ losing, passing },
      ...(record === undefined ? {} : { node: record.node }),
      loses: (recorded) => !avoidsViolation(recorded, losing, violation, record),
    });
  } catch (error) {
    // The rest of the story is known: a program that cannot be recorded must not cost it.
    return { undecided: unnamed(study.name, record?.node ?? '', error) };
  }
  if (decided === undefined) return {};
  const { deciding } = decided;
  if (deciding.kind === 'none') return { undecided: storyUndecided(run, decided, deciding) };
  const decision = storyDecision(run, decided, deciding, study.epochMs);
  return decision === undefined ? {} : { decision };
}
