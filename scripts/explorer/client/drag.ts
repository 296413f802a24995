/** Drags by mouse, pen and finger: one pointer, from where it was pressed. */

export interface Drag {
  /** Called with the pointer's place and its distance from where it was pressed, px. */
  readonly moved: (event: PointerEvent, byX: number) => void;
  /** Called at the end; `byX` 0 for a press without a move. */
  readonly ended?: (byX: number) => void;
}

/** Distance from which a press is a drag, px. */
const STARTS_PX = 3;

/**
 * Watches an element for presses.
 * @param begin returns what to do with this drag, or undefined if the press begins none
 */
export function draggable(
  element: HTMLElement | SVGElement,
  begin: (event: PointerEvent) => Drag | undefined,
): void {
  element.addEventListener('pointerdown', (event) => {
    if (!(event instanceof PointerEvent) || event.button !== 0) return;
    const drag = begin(event);
    if (drag === undefined) return;
    const startX = event.clientX;
    let moved = false;
    const move = (next: Event): void => {
      if (!(next instanceof PointerEvent) || next.pointerId !== event.pointerId) return;
      const byX = next.clientX - startX;
      moved ||= Math.abs(byX) >= STARTS_PX;
      if (!moved) return;
      next.preventDefault();
      drag.moved(next, byX);
    };
    const end = (last: Event): void => {
      if (!(last instanceof PointerEvent) || last.pointerId !== event.pointerId) return;
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      drag.ended?.(moved ? last.clientX - startX : 0);
    };
    // The element may be drawn again while it is dragged: the window stays.
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  });
}
