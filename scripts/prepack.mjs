/** What `npm pack` does first: installs and builds what is missing, so that a package from a fresh clone is whole. */
import { prepare } from './prepare.mjs';

await prepare();
