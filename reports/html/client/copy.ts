/** Buttons that copy a command. */
import { reproduceCommand } from '../../../properties/corpus/token.js';
import { element, say } from './dom.js';

async function copied(text: string, code: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard for this page: the text is selected, so that one key copies it.
    const selection = window.getSelection();
    const range = document.createRange();
    range.selectNodeContents(code);
    selection?.removeAllRanges();
    selection?.addRange(range);
    return false;
  }
}

/** Adds one listener for all buttons, including those that are made later. */
export function listenForCopies(): void {
  document.addEventListener('click', (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>('button[data-copy]');
    const code = document.getElementById(pressed?.dataset['copy'] ?? '');
    if (pressed === null || code === null) return;
    void copied(code.textContent, code).then((done) => {
      pressed.dataset['state'] = done ? 'copied' : 'selected';
      say(done ? 'The command is copied.' : 'The command is selected: copy it with the keyboard.');
    });
  });
}

/** The command for a token of the report's study, wherever that study's file is. */
export const reproduceCommandHere = (token: string): string =>
  reproduceCommand(token, document.documentElement.dataset['reproduceOptions']);

/** The same element as `commandBlock` of the static page. */
export function commandBlock(command: string, hash: string, id: string): HTMLElement {
  return element(
    'div',
    { class: 'command' },
    element('pre', { tabindex: '0', 'aria-label': 'Command' }, element('code', { id }, command)),
    element(
      'button',
      { type: 'button', class: 'copy', 'data-copy': id },
      'Copy',
      element('span', { class: 'hidden' }, ' the command'),
    ),
    element('p', { class: 'hash' }, 'trace hash ', element('code', { 'data-hash': '' }, hash)),
  );
}
