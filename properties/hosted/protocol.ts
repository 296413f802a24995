/** The machines of a study of a program, and the inputs that reach them from outside. */
import type { HostInput } from '../../hosting/host-model.js';
import type { Weather } from './scenario/weather.js';

/** The node behind the program's own model collector, if it has one. */
export const COLLECTOR = 'collector';

/** Inputs of the machines: those of a hosted program, and those of this study. */
export type HostedInput =
  | HostInput
  /** The program's machine may rest from now on, if every record that was taken has arrived. */
  | { readonly kind: 'rest' }
  /** The weather from now on; absent: requests are served. */
  | { readonly kind: 'weather'; readonly weather?: Weather }
  | { readonly kind: 'look' };
