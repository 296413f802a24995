/** Encodes one step of a search as an integer: its kind, its node and its argument. */

export const KIND = {
  /** Chooses one of the initial states. */
  begin: 0,
  /** Fires a timer, answers from the disk or boots, on one node. */
  node: 1,
  deliver: 2,
  lose: 3,
  duplicate: 4,
  hold: 5,
  crash: 6,
  clock: 7,
  use: 8,
  act: 9,
  /** Moves time to the next instant at which an event is due. */
  advance: 10,
  heal: 11,
  /** Plays an input that the scenario has after its faults: the last look at the service. */
  input: 12,
} as const;

/** Largest node count and argument that the encoding holds. */
export const NODES_MAX = 32;
export const ARGUMENTS_MAX = 4_194_304;

export const actionOf = (kind: number, node: number, argument: number): number =>
  kind | (node << 4) | (argument << 9);

export const kindOf = (action: number): number => action & 15;
export const nodeOf = (action: number): number => (action >> 4) & 31;
export const argumentOf = (action: number): number => action >>> 9;
