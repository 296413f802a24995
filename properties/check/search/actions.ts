/** What happens in one step of a search, as one integer: a kind, a machine, and what is done. */

export const KIND = {
  /** The search begins with this one of its initial states. */
  begin: 0,
  /** A timer, the disk or the boot of a machine. */
  local: 1,
  deliver: 2,
  lose: 3,
  double: 4,
  hold: 5,
  crash: 6,
  clock: 7,
  use: 8,
  act: 9,
  /** Time goes on to the next instant at which something is due. */
  advance: 10,
  heal: 11,
  /** An input that the scenario has after the faults: the last look. */
  input: 12,
} as const;

/** Machines and arguments that fit. */
export const NODES_MAX = 32;
export const ARGUMENTS_MAX = 4_194_304;

export const actionOf = (kind: number, node: number, argument: number): number =>
  kind | (node << 4) | (argument << 9);

export const kindOf = (action: number): number => action & 15;
export const nodeOf = (action: number): number => (action >> 4) & 31;
export const argumentOf = (action: number): number => action >>> 9;
