/** Interprets effects: the only place where an effect changes the world. */
import { nodeAt, unknownEffect } from './contract.js';
import type { FaultInjector } from './faults.js';
import type { Effect, LocalTime } from '../model/node.js';
import type { KernelParts } from './kernel-parts.js';
import type { NodeState } from './node-state.js';
import { diskFullEvent, messageEvent, syncedEvent } from './queued-event.js';
import { msOf, plus } from '../model/time.js';

export class Effects<Message, Input> {
  readonly #kernel: KernelParts<Message, Input>;
  readonly #faults: FaultInjector<Message, Input>;

  constructor(kernel: KernelParts<Message, Input>, faults: FaultInjector<Message, Input>) {
    this.#kernel = kernel;
    this.#faults = faults;
  }

  /** Adds the effect to the trace hash, and carries it out. */
  carryOut(node: NodeState<Message, Input>, effect: Effect<Message>, now: LocalTime): void {
    const { hash, timers } = this.#kernel;
    switch (effect.kind) {
      case 'send': {
        const { to, message } = effect;
        const target = node.peer?.name === to ? node.peer : (node.peer = this.#kernel.node(to));
        hash.send(target.nameHash);
        this.#send(node, target, message);
        return;
      }
      case 'append':
        this.#append(node, effect.file, effect.entry);
        return;
      case 'write':
        hash.effect(effect);
        node.disk.write(effect.file, effect.entries);
        return;
      case 'truncate':
        hash.truncate(effect.file, effect.count);
        node.disk.truncate(effect.file, effect.count);
        return;
      case 'remove':
        hash.onFile('remove', effect.file);
        node.disk.remove(effect.file);
        return;
      case 'sync':
        this.#sync(node, effect.file);
        return;
      case 'wall-timer': {
        const due = msOf(effect.at);
        hash.timerSet('wall-timer', timers.arm(node, effect.timer, 'wall', due), due);
        return;
      }
      case 'elapsed-timer': {
        const due = msOf(plus(now.elapsed, effect.afterMs));
        const nameHash = timers.arm(node, effect.timer, 'elapsed', due);
        hash.timerSet('elapsed-timer', nameHash, effect.afterMs);
        return;
      }
      case 'cancel-timer':
        hash.effect(effect);
        timers.cancel(node, effect.timer);
        return;
      case 'decide':
        hash.decide(effect.decision);
        return;
      case 'mark':
        hash.mark(effect.mark);
        return;
      case 'report':
      case 'show':
        // For observers only.
        hash.effect(effect);
        return;
      default:
        throw unknownEffect(effect, nodeAt(node.name, this.#kernel.instant.ms));
    }
  }

  #append(node: NodeState<Message, Input>, file: string, entry: unknown): void {
    const { hash, instant, timeline } = this.#kernel;
    hash.append(file, entry);
    // Answered by a separate event, never inside this step. The other effects of the step come
    // first, and a model that always retries runs out of its event budget, not of stack.
    if (!node.disk.append(file, entry))
      timeline.schedule(instant.ms, diskFullEvent(node.index, node.life, file, entry));
  }

  #sync(node: NodeState<Message, Input>, file: string): void {
    const { hash, instant, timeline } = this.#kernel;
    hash.onFile('sync', file);
    // Queue the crash before the answer, so that a sync of zero latency can still be interrupted.
    if (node.crashesAtSync !== undefined) this.#faults.syncing(node);
    const content = node.disk.contentOf(file);
    timeline.schedule(
      instant.ms + node.syncLatencyMs,
      syncedEvent(node.index, node.life, file, content),
    );
  }

  #send(
    from: NodeState<Message, Input>,
    target: NodeState<Message, Input>,
    message: Message,
  ): void {
    const { instant, network, sizeOf } = this.#kernel;
    const size = sizeOf === undefined ? 1 : sizeOf(message);
    const certain = network.certainArrival(from.index, target.index, instant.ms, size);
    if (!Number.isNaN(certain)) {
      this.#deliverAt(certain, from, target, message);
      return;
    }
    const arrivals = network.arrivals(from.index, target.index, instant.ms, size);
    if (arrivals.length === 0)
      this.#kernel.incident({ kind: 'lost-message', from: from.name, to: target.name, message });
    for (const arrival of arrivals) this.#deliverAt(arrival, from, target, message);
  }

  #deliverAt(
    at: number,
    from: NodeState<Message, Input>,
    target: NodeState<Message, Input>,
    message: Message,
  ): void {
    const { timeline, network } = this.#kernel;
    timeline.schedule(at, messageEvent(target.index, from.index, network.lastNumber, message));
  }
}
