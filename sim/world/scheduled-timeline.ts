/** The timeline of a world: the one asked for, in the order that a schedule wants of each instant. */
import { eventName } from './node-state.js';
import type { Pending, Runtime } from './node-state.js';
import { ScheduledTimeline } from '../queue/schedule.js';
import type { Schedule } from '../queue/schedule.js';
import { timelineOf } from '../queue/timeline.js';
import type { Timeline, TimelineKind } from '../queue/timeline.js';
import type { Ahead } from '../queue/timing-wheel.js';

export function worldTimeline<Message, Input>(
  kind: TimelineKind,
  schedule: Schedule | undefined,
  nodes: readonly Runtime<Message, Input>[],
  ahead: Ahead<Pending<Message, Input>> | undefined,
): Timeline<Pending<Message, Input>> {
  const timeline = timelineOf<Pending<Message, Input>>(kind, ahead);
  if (schedule === undefined) return timeline;
  return new ScheduledTimeline(timeline, schedule.order, {
    name: (item) => eventName(item, nodes),
    isVoid: (item) =>
      item.kind === 'timer'
        ? item.dead
        : (item.kind === 'synced' || item.kind === 'disk-full') &&
          item.by !== nodes[item.node]?.life,
  });
}
