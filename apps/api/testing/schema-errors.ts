/** Whether an answer is as the API documents it. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/** What is wrong with `body` by a schema of an OpenAPI document; nothing where it is as documented. */
export function schemaErrors(document: object, schema: string, body: unknown): readonly ErrorObject[] {
  const ajv = new Ajv2020({ strict: false });
  ajv
    .addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
    .addFormat('date-time', /^\d{4}-\d{2}-\d{2}T[\d:.]{12}Z$/)
    .addFormat('uuid', /^[0-9a-f-]{36}$/);
  ajv.addSchema(document, 'api');
  const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
  validate(body);
  return validate.errors ?? [];
}
