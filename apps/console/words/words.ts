/** The reader's language: one typed catalogue each, so that a missing text does not compile. */
import { computed, signal } from '@preact/signals';
import type { en } from './en.js';

/** What a catalogue holds: texts, and functions of what they name. */
export type Words = typeof en;

export const LANGUAGES = { en: 'English', da: 'Dansk', nl: 'Nederlands', sv: 'Svenska', fi: 'Suomi' } as const;
export type Language = keyof typeof LANGUAGES;

const CATALOGUES: { readonly [language in Language]: () => Promise<Words> } = {
  en: async () => (await import('./en.js')).en,
  da: async () => (await import('./da.js')).da,
  nl: async () => (await import('./nl.js')).nl,
  sv: async () => (await import('./sv.js')).sv,
  fi: async () => (await import('./fi.js')).fi,
};

const current = signal<{ readonly language: Language; readonly words: Words } | undefined>(undefined);

export const language = computed<Language>(() => current.value?.language ?? 'en');

/** Of the language chosen; there once the console has begun. */
export function words(): Words {
  if (current.value === undefined) throw new Error('no catalogue is loaded yet');
  return current.value.words;
}

/** The language of the address, else the one chosen last, else the browser's, else English. */
export function preferredLanguage(): Language {
  const wanted = [
    new URLSearchParams(location.search).get('lang'),
    localStorage.getItem('language'),
    ...navigator.languages.map((tag) => tag.slice(0, 2)),
  ];
  return (wanted.find((each) => each !== null && each in LANGUAGES) ?? 'en') as Language;
}

export async function speak(chosen: Language): Promise<void> {
  const loaded = await CATALOGUES[chosen]();
  // A stress test of the layout: every text half as long again.
  current.value = { language: chosen, words: new URLSearchParams(location.search).has('pseudo') ? stretched(loaded) : loaded };
  document.documentElement.lang = chosen;
}

export function chooseLanguage(chosen: Language): Promise<void> {
  localStorage.setItem('language', chosen);
  return speak(chosen);
}

function stretched<Node>(node: Node): Node {
  if (typeof node === 'string') return `⟦${node}${'·long'.repeat(Math.ceil(node.length / 10))}⟧` as Node;
  if (typeof node === 'function') {
    return ((...args: readonly unknown[]) => stretched((node as (...all: readonly unknown[]) => unknown)(...args))) as Node;
  }
  return Object.fromEntries(Object.entries(node as object).map(([name, each]) => [name, stretched(each)])) as Node;
}
