/**
 * Budgets and progress of a path: what the adversary may still spend, the use in progress, and
 * healing.
 */
import { Interner, IntTable } from './table.js';

/** The adversary acts; then uses in progress finish without new ones; then faults are over. */
type Phase = 'adversary' | 'finishing' | 'healed';

export interface Control {
  readonly phase: Phase;
  readonly faults: number;
  readonly records: number;
  readonly actions: number;
  readonly recordsDone: number;
  readonly actionsDone: number;
  /** Index of the use in progress, and how many of its inputs were played; -1: none. */
  readonly use: number;
  readonly part: number;
  /** Number of the instant at which faults ended; -1: they have not. */
  readonly healedAt: number;
  /** Inputs after the faults that were played. */
  readonly inputs: number;
}

/** The control before the adversary's first choice. */
export const initialControl = ({
  faults,
  records,
  actions,
}: Pick<Control, 'faults' | 'records' | 'actions'>): Control => ({
  ...{ phase: 'adversary', faults, records, actions },
  ...{ recordsDone: 0, actionsDone: 0, use: -1, part: 0, healedAt: -1, inputs: 0 },
});

const textOf = (control: Control): string => Object.values(control).join();

export class Controls {
  readonly #known = new Interner<Control>();
  readonly #next = new IntTable();

  id(control: Control): number {
    return this.#known.id(textOf(control), () => control);
  }

  at(id: number): Control {
    return this.#known.at(id);
  }

  /** The control after a change that `kind` and `argument` identify; computed once for each. */
  changed(
    id: number,
    kind: number,
    argument: number,
    change: (before: Control) => Control,
  ): number {
    const known = this.#next.get(id, kind, argument);
    if (known >= 0) return known;
    const next = this.id(change(this.at(id)));
    this.#next.set(id, kind, argument, next);
    return next;
  }
}

/** The control after one more input of a use that consists of `inputs` inputs. */
export function withInput(before: Control, use: number, inputs: number): Control {
  const part = before.part + 1;
  const begun = before.part === 0 ? { ...before, records: before.records - 1 } : before;
  return part < inputs
    ? { ...begun, use, part }
    : { ...begun, use: -1, part: 0, recordsDone: before.recordsDone + 1 };
}

/** Moves the use in progress to the symmetric node that takes its node's place under `to`. */
export function permutedUse(
  controls: Controls,
  id: number,
  uses: readonly { readonly node: string }[],
  names: readonly string[],
  to: readonly number[],
): number {
  const control = controls.at(id);
  if (control.use < 0) return id;
  const name = uses[control.use]?.node ?? '';
  const other = names[to[names.indexOf(name)] ?? 0] ?? '';
  const rank = uses.slice(0, control.use).filter(({ node }) => node === name).length;
  const places = [...uses.keys()].filter((place) => uses[place]?.node === other);
  return controls.id({ ...control, use: places[rank] ?? control.use });
}
