/**
 * Turns a user's own models into nodes of a pipeline: uses and looks reach them in the form that
 * they take.
 */
import { NO_EFFECTS } from '../../sim/model/node.js';
import type { Model } from '../../sim/model/node.js';
import type { AgentModel, ServerModel } from './parts.js';
import { useOf } from './protocol.js';
import type { Input } from './protocol.js';

/** Wraps the agent's model: each use is turned into one of its inputs. */
export function withUses<Variant extends string, Message, ModelInput>(
  agent: AgentModel<Variant, Message, ModelInput>,
  name: string,
  variant: Variant,
): Model<unknown, Message, Input> {
  const inner = agent.model(name, variant);
  return {
    name: inner.name,
    initial: inner.initial,
    step: (state, event, now) => {
      if (event.kind !== 'input') return inner.step(state, event, now);
      if (event.input.kind !== 'use') return [state, NO_EFFECTS];
      const input = agent.input(useOf(event.input));
      return inner.step(state, { ...event, input }, now);
    },
  };
}

/** Wraps the server's model: its rows are shown at each look. */
export function withLooks<Variant extends string, State, Message, ModelInput>(
  server: ServerModel<Variant, State, Message, ModelInput>,
  variant: Variant,
): Model<State, Message, Input> {
  const inner = server.model(variant);
  return {
    name: inner.name,
    initial: inner.initial,
    step: (state, event, now) =>
      event.kind === 'input'
        ? [state, [{ kind: 'show', view: [...server.rows(state)] }]]
        : inner.step(state, event, now),
  };
}
