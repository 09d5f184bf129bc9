/**
 * A name that stands twice in one object of a JSON text. `JSON.parse` takes the last in silence, so that `{"amount":"1.10",
 * "amount":"999.00"}` says one thing to one reader and another to the next. The text is known to be JSON.
 */
export function repeatedKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = []; // the names of each object that is open, undefined for a list
  let isName = false;
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case 0x7b: // {
        open.push(new Set());
        isName = true;
        break;
      case 0x5b: // [
        open.push(undefined);
        isName = false;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        open.pop();
        isName = false;
        break;
      case 0x2c: // ,
        isName = open.at(-1) !== undefined;
        break;
      case 0x22: { // "
        const end = endOfText(json, at);
        if (isName) {
          const name = JSON.parse(json.slice(at, end + 1)) as string;
          const names = open.at(-1) as Set<string>;
          if (names.has(name)) return name;
          names.add(name);
          isName = false;
        }
        at = end;
        break;
      }
    }
  }
  return undefined;
}

/** Place of the quote that closes a text. */
function endOfText(json: string, from: number): number {
  for (let at = from + 1; ; at += 1) {
    const sign = json.charCodeAt(at);
    if (sign === 0x22 || Number.isNaN(sign)) return at;
    if (sign === 0x5c) at += 1; // a backslash escapes what follows
  }
}
