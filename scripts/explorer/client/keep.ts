/** Ways to take something along from the page: the clipboard, and files. */
import { SAVED_STYLE } from '../view/lanes-style.js';

export function saved(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @returns false where the page has no clipboard */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Saves the diagram as a file of its own. */
export function savedPicture(name: string): void {
  const drawn = document.querySelector('.diagram svg');
  if (drawn === null) return;
  const styled = drawn.outerHTML.replace('>', `><style>${SAVED_STYLE}</style>`);
  saved(`${name}.svg`, styled, 'image/svg+xml');
}
