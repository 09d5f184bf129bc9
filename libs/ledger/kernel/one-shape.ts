/**
 * An object to spread from, so that all that are made of it have one shape with their fields inside. Only literals and what JSON
 * reads are made so: field by field, most fields land outside of the object, and those who read millions of them take half as long
 * again.
 */
export function emptyOf(fields: readonly string[]): object {
  return JSON.parse(JSON.stringify(Object.fromEntries(fields.map((field) => [field, null])))) as object;
}
