import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Follows the size and the scrolling of a box. */
export function useView(box: RefObject<HTMLElement | null>): { fromPx: number; widthPx: number } {
  const [view, setView] = useState({ fromPx: 0, widthPx: 0 });
  useLayoutEffect(() => {
    const element = box.current!;
    const look = () => setView({ fromPx: element.scrollLeft, widthPx: element.clientWidth });
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  return view;
}

/** Keeps what is in the middle of a box there when its scale changes. */
export function useKeptMiddle(box: RefObject<HTMLElement | null>, pxPerS: number): void {
  const before = useRef(pxPerS);
  useLayoutEffect(() => {
    const element = box.current!;
    const half = element.clientWidth / 2;
    if (before.current > 0) element.scrollLeft = ((element.scrollLeft + half) * pxPerS) / before.current - half;
    before.current = pxPerS;
  }, [box, pxPerS]);
}

/** Zooms with the wheel while Ctrl is held, or by a pinch on a trackpad. */
export function useWheelZoom(box: RefObject<HTMLElement | null>, step: (direction: 1 | -1) => void): void {
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const element = box.current!;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [box]);
}
