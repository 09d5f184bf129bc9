/** A schema named in the document. */
import type { Schema } from '#projections/schema-parts.js';

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
