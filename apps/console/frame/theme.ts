/** Light, dark, or as the system has it. */
import { signal } from '@preact/signals';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

function preferred(): Theme {
  const wanted = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('theme');
  return THEMES.find((each) => each === wanted) ?? 'system';
}

export const theme = signal<Theme>('system');

export function applyTheme(chosen: Theme = preferred()): void {
  theme.value = chosen;
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem('theme', chosen);
  applyTheme(chosen);
}
