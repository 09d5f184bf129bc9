/** How wide a page may be, and texts broken to fit. */

/** Columns of the terminal, `COLUMNS` before it; no bound where the output goes to a file or a pipe. */
export function pageWidth(env: NodeJS.ProcessEnv = process.env): number {
  const asked = Number(env['COLUMNS']);
  if (Number.isInteger(asked) && asked > 0) return Math.max(asked, 20);
  return process.stdout.isTTY ? Math.max(process.stdout.columns, 20) : Number.POSITIVE_INFINITY;
}

/** The text in lines of at most that width: broken between words, a longer word after its last mark (`-./:,_`), else anywhere. */
export function wrapped(text: string, width: number): readonly string[] {
  if (text.length <= width && !text.includes('\n')) return [text];
  return text.split('\n').flatMap((line) => wrappedLine(line, width));
}

function wrappedLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const at = breakBefore(rest, width);
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** Where the first line ends: at most `width` characters on, and at least one. */
function breakBefore(text: string, width: number): number {
  const blank = text.lastIndexOf(' ', width);
  if (blank > 0 && text.slice(0, blank).trim() !== '') return blank;
  const marks = Math.max(...['-', '.', '/', ':', ',', '_'].map((mark) => text.lastIndexOf(mark, width - 1)));
  return marks > 0 && marks >= width / 2 ? marks + 1 : width;
}

/** Lines of which the first begins with `lead`, the others with `indent`; no line wider than the page. */
export function hanging(lead: string, indent: string, text: string, width: number): readonly string[] {
  const room = Math.max(width - Math.max(lead.length, indent.length), 20);
  return wrapped(text, room).map((line, index) => `${index === 0 ? lead : indent}${line}`);
}
