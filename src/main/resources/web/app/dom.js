// The page is written with the DOM: nothing that was sent to the service is ever read as HTML.

export function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  for (const part of [content].flat()) {
    if (part !== undefined && part !== null) made.append(part);
  }
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

/**
 * Puts new content in the place of the old, where it differs: who reads with the keyboard, has something open or marked
 * is not disturbed by each rating. What can have the focus or be opened is found again by its data-key.
 */
export function replace(place, ...content) {
  const made = element('div', content.flat());
  place.querySelectorAll('details[open]').forEach((open) => {
    made.querySelector(`[data-key="${open.dataset.key}"]`)?.setAttribute('open', '');
  });
  if (made.innerHTML === place.innerHTML) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  place.replaceChildren(...made.childNodes);
  if (focused) place.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
}
