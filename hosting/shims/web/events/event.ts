/** Events of a page. */
import { domString, tagged } from '../idl.js';
import { pageOf } from '../page.js';

/** Fields that a program may give to any event. */
export interface EventInit {
  readonly bubbles?: boolean;
  readonly cancelable?: boolean;
  readonly composed?: boolean;
}

/** The course of an event through its targets, which only targets write. */
export interface Course {
  target: unknown;
  currentTarget: unknown;
  phase: number;
  path: readonly unknown[];
  isDispatched: boolean;
  isStopped: boolean;
  isStoppedAtOnce: boolean;
  isPassive: boolean;
}

const courses = new WeakMap<Event, Course>();

/** @throws TypeError for what is no event */
export function courseOf(event: Event): Course {
  const course = courses.get(event);
  if (course === undefined) throw new TypeError("parameter 1 is not of type 'Event'.");
  return course;
}

const newCourse = (): Course => ({
  target: null,
  currentTarget: null,
  phase: 0,
  path: [],
  isDispatched: false,
  isStopped: false,
  isStoppedAtOnce: false,
  isPassive: false,
});

export class Event {
  static readonly NONE = 0;
  static readonly CAPTURING_PHASE = 1;
  static readonly AT_TARGET = 2;
  static readonly BUBBLING_PHASE = 3;
  type: string;
  bubbles: boolean;
  cancelable: boolean;
  readonly composed: boolean;
  readonly isTrusted: boolean;
  /** Milliseconds since the page began. */
  readonly timeStamp: number;
  #isPrevented = false;

  constructor(type: string, { bubbles, cancelable, composed }: EventInit = {}) {
    if (arguments.length === 0)
      throw new TypeError("Failed to construct 'Event': 1 argument required, but only 0 present.");
    this.type = domString(type);
    this.bubbles = bubbles ?? false;
    this.cancelable = cancelable ?? false;
    this.composed = composed ?? false;
    this.isTrusted = false;
    this.timeStamp = pageOf(new.target).host.stampMs;
    courses.set(this, newCourse());
  }

  get target(): unknown {
    return courseOf(this).target;
  }

  get srcElement(): unknown {
    return courseOf(this).target;
  }

  get currentTarget(): unknown {
    return courseOf(this).currentTarget;
  }

  get eventPhase(): number {
    return courseOf(this).phase;
  }

  get defaultPrevented(): boolean {
    return this.#isPrevented;
  }

  get returnValue(): unknown {
    return !this.#isPrevented;
  }

  set returnValue(value: unknown) {
    if (value === false) this.preventDefault();
  }

  get cancelBubble(): boolean {
    return courseOf(this).isStopped;
  }

  composedPath(): unknown[] {
    return [...courseOf(this).path];
  }

  preventDefault(): void {
    if (this.cancelable && !courseOf(this).isPassive) this.#isPrevented = true;
  }

  stopPropagation(): void {
    courseOf(this).isStopped = true;
  }

  stopImmediatePropagation(): void {
    const course = courseOf(this);
    course.isStopped = true;
    course.isStoppedAtOnce = true;
  }

  initEvent(type: string, bubbles = false, cancelable = false): void {
    if (courseOf(this).isDispatched) return;
    this.type = type;
    this.bubbles = bubbles;
    this.cancelable = cancelable;
  }
}
tagged(Event, 'Event');
