/** A schema named in the document. */
import type { AnswerSchema } from '#projections/schema-parts.js';

export function ref(name: string): AnswerSchema {
  return { $ref: `#/components/schemas/${name}` };
}
