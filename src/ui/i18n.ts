/**
 * Every word on a screen comes through here. Each room keeps its own English (`words.ts` beside its screens) and asks
 * for it with `roomWords`, which types the keys; another language is one call of `addLanguage` with the same shape.
 */
import i18next, { type i18n as I18n } from 'i18next';
import { useSyncExternalStore } from 'react';

/** A flat table: key to sentence. `{{name}}` is filled in; a key ending `_one`/`_other` is a plural of `count`. */
export type Words = Readonly<Record<string, string>>;
type Plural<Key> = Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : Key;
export type WordKey<W extends Words> = Plural<keyof W & string>;
export type Values = Readonly<Record<string, string | number>>;
/** Says a key in the screen's language. */
export type Say<W extends Words> = (key: WordKey<W>, values?: Values) => string;

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);
const language = (code: string) => code.split('-')[0] ?? code;
const isRightToLeft = (code: string) => rightToLeft.has(language(code));

export const i18n: I18n = i18next.createInstance();
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: {} },
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: {
    escapeValue: true,
    // React escapes already. What this adds: in a right-to-left sentence, "0 of 4" must not become "of 4 0".
    escape: (text: string) => (isRightToLeft(i18n.language) ? `\u2068${text}\u2069` : text),
  },
});

/** A room's words, typed: `use` inside a component (it follows the language), `say` in a plain function. */
export function roomWords<const W extends Words>(
  room: string,
  english: W,
): { readonly use: () => Say<W>; readonly say: Say<W> } {
  i18n.addResourceBundle('en', room, english);
  const say: Say<W> = (key, values) => i18n.t(key, { ns: room, ...values });
  const use = () => {
    useSyncExternalStore(onLanguage, () => i18n.language);
    return say;
  };
  return { use, say };
}

/** Another language's words, by room; what it lacks falls back to English, sentence by sentence. */
export function addLanguage(code: string, rooms: Readonly<Record<string, Words>>): void {
  for (const [room, words] of Object.entries(rooms)) i18n.addResourceBundle(code, room, words);
}

export async function speak(code: string): Promise<void> {
  await i18n.changeLanguage(code);
  document.documentElement.lang = code;
  document.documentElement.dir = isRightToLeft(code) ? 'rtl' : 'ltr';
}

function onLanguage(changed: () => void): () => void {
  i18n.on('languageChanged', changed);
  return () => i18n.off('languageChanged', changed);
}
