/** The timeline of a world: the requested one, in scheduled order if there is a schedule. */
import type { NodeState } from './node-state.js';
import { eventName, lifeOf } from './queued-event.js';
import type { Pending } from './queued-event.js';
import { ScheduledTimeline } from '../queue/schedule.js';
import type { Schedule } from '../queue/schedule.js';
import type { Timeline, TimelineMaker } from '../queue/timeline.js';
import type { InstantListener } from '../queue/timing-wheel.js';

export function worldTimeline<Message, Input>(
  make: TimelineMaker,
  schedule: Schedule | undefined,
  nodes: readonly NodeState<Message, Input>[],
  ahead: InstantListener<Pending<Message, Input>> | undefined,
): Timeline<Pending<Message, Input>> {
  const timeline = make<Pending<Message, Input>>(ahead);
  if (schedule === undefined) return timeline;
  return new ScheduledTimeline(timeline, schedule.order, {
    name: (item) => eventName(item, nodes),
    isVoid: (item) =>
      item.kind === 'timer'
        ? item.dead
        : (item.kind === 'synced' || item.kind === 'disk-full') &&
          lifeOf(item) !== nodes[item.node]?.life,
  });
}
