/** The OpenAPI document of the whole API, and the page that shows it without any network. */
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SCHEMAS } from './schemas.js';

const DESCRIPTION = `Event-sourced pension ledger: exact, explainable, for any point in time.

- **Coordinates.** Every answer names its value date (\`asOf\`), its knowledge time (\`knownAt\`) and the rules that counted (\`rulesKnownAt\`). The same coordinates give the same answer, for ever; \`digest\` proves it.
- **Amounts** are strings with two decimals, never numbers.
- **Writes** need an \`Idempotency-Key\` made for the one request: sent again with it, they are answered alike and write nothing twice. \`If-Match\` with the \`Accrual-Revision\` of a reading refuses what has moved since.
- **Reading what was just written**: give the event’s position as \`minPosition\`.
- **Asked again**: where an answer has an \`ETag\`, which is its digest, \`If-None-Match\` with it, or with \`*\`, is answered 304 and nothing more. Lists, and whatever else has none, are answered in full.
- **Lists** page by \`cursor\`, which pins what the first page knew.
- **Errors** are problem documents (RFC 9457): \`type\` and \`code\` are stable, \`detail\` says what was wrong, where, and what to do.`;

const ACTOR_HEADER = 'X-Accrual-Actor';
const WHO_ACTS = 'The person who acts, named by a trusted proxy that lets no caller set it. The server has no logins of its own: keep ' +
  'it on the loopback, or behind something that has. Where roles are on, every write names its person.';

export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Accrual')
    .setDescription(
      DESCRIPTION,
    )
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'The server that this document comes from')
    .addApiKey({ type: 'apiKey', in: 'header', name: ACTOR_HEADER, description: WHO_ACTS }, 'person')
    .addTag('participants', 'Read models and facts of one participant')
    .addTag('sweeps', 'Read models of the whole portfolio, as lines')
    .addTag('standing', 'Read models that are kept up to date, and what closes next')
    .addTag('employers', 'Facts of one employer, and what follows from them')
    .addTag('funds', 'What a fund publishes and decides')
    .addTag('transfers', 'Rights of a group that go to another provider, step by step')
    .addTag('reprocessing', 'Corrections in bulk: plan, approve, commit')
    .addTag('journal', 'Events, batches and the trial balance')
    .addTag('calculate', 'Calculations of the law, without a ledger')
    .addTag('operations', 'Health and metrics')
    .build();
  const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
  return {
    ...document,
    security: [{}, { person: [] }],
    components: { ...document.components, schemas: { ...document.components?.schemas, ...SCHEMAS } },
  };
}

/** `/openapi.json` and `/docs`. */
export function serveDocument(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Accrual API',
    customCss: '.swagger-ui .topbar { display: none }',
    // Links to an operation work; the schemas stay folded below the operations that use them.
    swaggerOptions: {
      validatorUrl: null,
      tryItOutEnabled: false,
      deepLinking: true,
      defaultModelsExpandDepth: 0,
      defaultModelExpandDepth: 3,
      displayRequestDuration: true,
    },
  });
}
