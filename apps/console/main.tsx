/** The console: begins with the reader's language and session, then shows the screen that the address names. */
import { render } from 'preact';
import './style/tokens.css';
import './style/frame.css';
import './style/parts.css';
import './style/participant.css';
import './style/print.css';
import { read } from './api/ask.js';
import { Frame } from './frame/frame.js';
import { session, type Session } from './frame/session.js';
import { applyTheme } from './frame/theme.js';
import { followPlace } from './place/place.js';
import { preferredLanguage, speak } from './words/words.js';

applyTheme();
followPlace();
const [, asked] = await Promise.all([speak(preferredLanguage()), read<Session>('/v1/session').catch(() => undefined)]);
session.value = asked;
render(<Frame />, document.getElementById('console') as HTMLElement);
