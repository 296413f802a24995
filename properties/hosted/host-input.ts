/** Inputs that a hosted program takes. */

export type HostInput =
  /** One use: the adapter puts the record's marker into a property of it. */
  | { readonly kind: 'track'; readonly record: number }
  | { readonly kind: 'flush' }
  /** Anything else that an adapter offers. */
  | { readonly kind: 'call'; readonly name: string; readonly value?: unknown }
  /** What the operating system tells the process. */
  | { readonly kind: 'machine'; readonly diskFull?: boolean; readonly online?: boolean };
