/**
 * The parser and the reader of source maps that naming a line needs. They are loaded when a program is,
 * so that a line can be named within a run's diagnosis, which waits for nothing.
 */
import type * as acornModule from 'acorn';
import type * as mappingModule from '@jridgewell/trace-mapping';

export type Mapping = typeof mappingModule;

export interface DecisionTools {
  readonly acorn: typeof acornModule;
  readonly mapping: Mapping;
}

export async function loadDecisionTools(): Promise<DecisionTools> {
  const [acorn, mapping] = await Promise.all([
    import('acorn'),
    import('@jridgewell/trace-mapping'),
  ]);
  return { acorn, mapping };
}
