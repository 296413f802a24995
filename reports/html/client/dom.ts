/** Makes and finds the page's elements. */

type Child = Node | string;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export const button = (label: string, action: () => void, hint = label): HTMLButtonElement => {
  const made = element('button', { type: 'button', 'aria-label': hint, title: hint }, label);
  made.addEventListener('click', action);
  return made;
};

/** Attributes of a part that scrolls by itself: the keyboard reaches it. */
export const scrolled = (label: string): Readonly<Record<string, string>> => ({
  tabindex: '0',
  role: 'group',
  'aria-label': label,
});

/** Announces a change to a screen reader. */
export function say(text: string): void {
  const place = document.getElementById('said');
  if (place !== null) place.textContent = text;
}

export const fateBadge = (fate: string): HTMLSpanElement =>
  element('span', { class: `fate ${fate}` }, fate);
