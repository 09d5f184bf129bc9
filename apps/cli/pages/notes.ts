/** Notes of an answer, each a paragraph that fits the page. */
import { hanging, pageWidth } from '../terminal/width.js';

export function noteLines(notes: readonly string[]): readonly string[] {
  return notes.map((note) => hanging('Note: ', '  ', note, pageWidth()).join('\n'));
}
