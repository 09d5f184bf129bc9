/** The OpenAPI document of the whole API, and the page that shows it without any network. */
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SCHEMAS } from './schemas.js';

export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Accrual')
    .setDescription(
      'Event-sourced pension ledger: exact, explainable, for any point in time. The same coordinates give the same bytes. Errors are problem documents (RFC 9457).',
    )
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addTag('participants', 'Read models and facts of one participant')
    .addTag('standing', 'Read models that are kept up to date, and what closes next')
    .addTag('funds', 'What a fund publishes and decides')
    .addTag('journal', 'Events, batches and the trial balance')
    .addTag('calculate', 'Calculations of the law, without a ledger')
    .addTag('operations', 'Health and metrics')
    .build();
  const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
  return { ...document, components: { ...document.components, schemas: { ...document.components?.schemas, ...SCHEMAS } } };
}

/** `/openapi.json` and `/docs`. */
export function serveDocument(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Accrual API',
    swaggerOptions: { validatorUrl: null, tryItOutEnabled: false },
  });
}
