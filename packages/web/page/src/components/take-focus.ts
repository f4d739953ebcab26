/** Gives the focus to an element that appears, unless something has it, such as a field where somebody types. */
export function takeFocus(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus({ preventScroll: true });
}
