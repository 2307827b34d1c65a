/** Fingers and mouse on a photo: a swipe turns, two fingers or a double tap zoom, one finger moves what is zoomed. */
import { type PointerEvent, type WheelEvent, useRef, useState } from "react";

export type View = { scale: number; x: number; y: number };
type Point = { x: number; y: number };

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
const MOST = 5;
const DOUBLE = 2.5;
const SWIPE_PX = 48;
const TAP_PX = 10;
const DOUBLE_TAP_MS = 300;

/** `view` in a frame of `width` × `height`: never smaller than whole, never moved out of sight. */
export function kept(view: View, width: number, height: number): View {
  const scale = Math.min(MOST, Math.max(1, view.scale));
  const [mostX, mostY] = [((scale - 1) * width) / 2, ((scale - 1) * height) / 2];
  const within = (value: number, most: number) => Math.min(most, Math.max(-most, value)) + 0;
  return { scale, x: within(view.x, mostX), y: within(view.y, mostY) };
}

/** `view` zoomed by `factor` so that what lies at `point` (from the middle of the frame) stays there. */
export function zoomed(view: View, factor: number, point: Point): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  const real = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * real, y: point.y - (point.y - view.y) * real };
}

/** The view of the photo number `at`; a new photo is shown whole. */
export function useZoom(at: number, turn: (by: number) => void) {
  const [shown, setShown] = useState({ at, view: WHOLE });
  const view = shown.at === at ? shown.view : WHOLE;
  const [isMoving, setMoving] = useState(false);
  const fingers = useRef(new Map<number, Point>());
  const pressed = useRef<Point | null>(null);
  const tapped = useRef(0);
  const frame = useRef<DOMRect | null>(null);

  const pointOf = (event: { clientX: number; clientY: number }): Point => {
    const { left = 0, top = 0, width = 0, height = 0 } = frame.current ?? {};
    return { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
  };
  const change = (next: (view: View) => View) =>
    setShown((now) => {
      const before = now.at === at ? now.view : WHOLE;
      return { at, view: kept(next(before), frame.current?.width ?? innerWidth, frame.current?.height ?? innerHeight) };
    });
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.target instanceof HTMLButtonElement || (event.target as Element).closest("button") !== null) return;
    frame.current = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, pointOf(event));
    pressed.current = fingers.current.size === 1 ? pointOf(event) : null;
    setMoving(true);
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (before === undefined) return;
    const now = pointOf(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (other !== undefined) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      change((one) => zoomed(one, factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }));
    } else {
      change((one) => (one.scale > 1 ? { ...one, x: one.x + now.x - before.x, y: one.y + now.y - before.y } : one));
    }
  };
  const onPointerUp = (event: PointerEvent) => {
    if (!fingers.current.delete(event.pointerId)) return;
    if (fingers.current.size > 0) return;
    setMoving(false);
    const from = pressed.current;
    pressed.current = null;
    if (from === null) return;
    const to = pointOf(event);
    const moved = to.x - from.x;
    if (Math.hypot(moved, to.y - from.y) < TAP_PX) onTap(event, to);
    else if (view.scale === 1 && Math.abs(moved) > SWIPE_PX && Math.abs(moved) > Math.abs(to.y - from.y)) turn(moved < 0 ? 1 : -1);
  };
  const onTap = (event: PointerEvent, point: Point) => {
    const isDouble = event.timeStamp - tapped.current < DOUBLE_TAP_MS;
    tapped.current = isDouble ? 0 : event.timeStamp;
    if (isDouble) change((one) => (one.scale > 1 ? WHOLE : zoomed(one, DOUBLE, point)));
  };
  const onPointerCancel = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
    pressed.current = null;
    setMoving(fingers.current.size > 0);
  };
  const onWheel = (event: WheelEvent<HTMLElement>) => {
    frame.current = event.currentTarget.getBoundingClientRect();
    const point = pointOf(event);
    change((one) => zoomed(one, event.deltaY < 0 ? 1.2 : 1 / 1.2, point));
  };
  return {
    scale: view.scale,
    isMoving,
    transform: view.scale === 1 ? "none" : `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    /** Zoom about the middle; 0 shows the whole photo. */
    by: (factor: number) => change((one) => (factor === 0 ? WHOLE : zoomed(one, factor, { x: 0, y: 0 }))),
    hands: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onWheel },
  };
}
