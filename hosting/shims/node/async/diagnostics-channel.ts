/**
 * `diagnostics_channel`: channels of this process alone. The real table is shared by the whole host and
 * forgets channels that are collected; here each name has one channel as long as the process lives.
 */
import * as real from 'node:diagnostics_channel';
import { invalidArgument } from '../node-errors.js';
import { standIn } from '../stand-in.js';

type Name = string | symbol;
type Made = new (name: Name) => real.Channel;

/** A channel object as the functions of the module use it. */
interface Subscribable {
  subscribe(listener: real.ChannelListener): void;
  unsubscribe(listener: real.ChannelListener): boolean;
}

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;

export function diagnosticsChannelShim(): Record<string, unknown> {
  const channels = new Map<Name, real.Channel>();
  const Channel = standIn<Made>(real.Channel);
  const channel = (name: Name): real.Channel => {
    if (typeof name !== 'string' && typeof name !== 'symbol')
      throw invalidArgument('channel', 'one of type string or symbol', name);
    const known = channels.get(name) ?? new Channel(name);
    channels.set(name, known);
    return known;
  };
  const tracingChannel = (given: string | Record<string, real.Channel>): unknown =>
    real.tracingChannel(
      (typeof given === 'string'
        ? Object.fromEntries(EVENTS.map((one) => [one, channel(`tracing:${given}:${one}`)]))
        : given) as never,
    );
  return {
    ...real,
    channel,
    tracingChannel,
    hasSubscribers: (name: Name) => channels.get(name)?.hasSubscribers ?? false,
    subscribe: (name: Name, listener: real.ChannelListener) => {
      standIn<Subscribable>(channel(name)).subscribe(listener);
    },
    unsubscribe: (name: Name, listener: real.ChannelListener): boolean =>
      standIn<Subscribable>(channel(name)).unsubscribe(listener),
  };
}
