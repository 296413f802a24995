/** Messages between the machines of a pipeline, and inputs from outside. */
import type { Use } from './parts.js';

export const SERVER = 'server';
export const agentName = (index: number): string => `agent-${String(index + 1)}`;

/** A request of an agent, or the server's answer, around what the user's handlers return. */
export type Message =
  | { readonly kind: 'upload'; readonly body: unknown }
  | { readonly kind: 'answer'; readonly body: unknown };

export type Input = UseInput | { readonly kind: 'look' };

export interface UseInput extends Use {
  readonly kind: 'use';
}

/** The use in an input. */
export const useOf = ({ record, agent, item }: UseInput): Use => ({ record, agent, item });
