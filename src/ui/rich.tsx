/** A sentence with `<b>…</b>` in it, drawn. Nothing else in it is markup. */
import type { ReactNode } from 'react';

export function Rich({ text }: { readonly text: string }): ReactNode {
  return text
    .split(/<b>(.*?)<\/b>/)
    .map((part, index) => (index % 2 === 1 ? <strong key={index}>{part}</strong> : part));
}
