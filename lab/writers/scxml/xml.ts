/** XML as text: elements with their attributes, and comments. */

export type Xml = readonly string[];

/** @param attributes those without a value are left out */
export function element(name: string, attributes: Readonly<Record<string, string | null>>, inside: Xml = []): Xml {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escaped(value)}"`],
  );
  const open = `<${name}${written.join('')}`;
  return inside.length === 0 ? [`${open}/>`] : [`${open}>`, ...inside.map((line) => `  ${line}`), `</${name}>`];
}

/** Two hyphens would end it. */
export const comment = (text: string): Xml => [`<!-- ${legal(text).replace(/-(?=-|$)/g, '- ')} -->`];

const escaped = (text: string): string =>
  legal(text).replace(/[&<"\n\t]/g, (character) => entities[character] ?? `&#${character.codePointAt(0)};`);
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

/** XML 1.0 has no way to write most control characters, nor half of a pair. */
const legal = (text: string): string =>
  text.replace(/[\p{Cs}\p{Cc}\uFFFE\uFFFF]/gu, (character) => (/[\n\t]/.test(character) ? character : '\uFFFD'));
