/** The sections, and how the console is read: language, light, role. */
import { addressOf, addressWith, place, visit } from '../place/place.js';
import { chooseLanguage, language, LANGUAGES, words, type Language } from '../words/words.js';
import { SECTIONS } from './screens.js';
import { asAuditor, nameYourself, deskName, person, session } from './session.js';
import { chooseTheme, theme, THEMES, type Theme } from './theme.js';

export function Rail() {
  const { frame } = words();
  const here = place.value.path[0] ?? 'participants';
  return (
    <header class="rail">
      <a class="brand" href={addressOf([])}>
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
          <path d="M5 26h6v-8h6v-6h6V6h4" fill="none" stroke="currentColor" stroke-width="3.5" />
        </svg>
        <span>Accrual</span>
      </a>
      {typeof session.value?.environment === 'string' && <span class="badge">{session.value.environment}</span>}
      <nav aria-label={frame.sections}>
        <ul>
          {SECTIONS.map((section) => (
            <li key={section}>
              <a href={addressOf([section])} aria-current={here === section ? 'page' : undefined}>
                {frame[section]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Settings />
    </header>
  );
}

function Settings() {
  const { frame } = words();
  const themes: Readonly<Record<Theme, string>> = { system: frame.themeSystem, light: frame.themeLight, dark: frame.themeDark };
  return (
    <div class="settings">
      <label>
        <span>{frame.language}</span>
        <select value={language.value} onChange={({ currentTarget }) => void chooseLanguage(currentTarget.value as Language)}>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{frame.theme}</span>
        <select value={theme.value} onChange={({ currentTarget }) => chooseTheme(currentTarget.value as Theme)}>
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {themes[each]}
            </option>
          ))}
        </select>
      </label>
      <label class="switch">
        <input
          type="checkbox"
          checked={asAuditor.value}
          onChange={({ currentTarget }) => visit(addressWith({ view: currentTarget.checked ? 'auditor' : undefined }))}
        />
        <span>{frame.asAuditor}</span>
      </label>
      {session.value?.fourEyes === true && !asAuditor.value ? (
        <label>
          <span>{frame.yourName}</span>
          <input type="text" maxLength={120} value={deskName.value} onChange={({ currentTarget }) => nameYourself(currentTarget.value)} />
        </label>
      ) : (
        person.value !== '' && (
          <p class="person">
            {frame.person}: {person.value}
          </p>
        )
      )}
      <p class="person">
        <a href="/docs" target="_blank" rel="noreferrer">
          {frame.api}
        </a>
      </p>
    </div>
  );
}
