/** Whatever goes wrong, the caller gets a problem document and the process goes on. */
import { EventEmitter } from 'node:events';
import { jest } from '@jest/globals';
import { Controller, Get, Inject, Module, Res, type ArgumentsHost } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import pino from 'pino';
import type { ApiDependencies } from '../dependencies.js';
import { problemOfRefusal, problemTypeOf, statusOf } from './problem.js';
import { ProblemFilter } from './problem-filter.js';
import { guardProcess } from './process-guard.js';
import { currentRequest, requestScope } from './request-scope.js';
import type { RouteTable } from './unknown-route.js';
import { ENROLMENT, startServer, stopServers, type TestServer } from '../testing/server.js';

class FailingCommand extends Command<void> {
  readonly how: 'throws' | 'rejects later';

  constructor(how: 'throws' | 'rejects later') {
    super();
    this.how = how;
  }
}

@CommandHandler(FailingCommand)
class FailingHandler implements ICommandHandler<FailingCommand> {
  execute({ how }: FailingCommand): Promise<void> {
    if (how === 'throws') throw new Error('a secret of the handler');
    return new Promise((_resolve, reject) => setTimeout(() => reject(new Error('a secret of the bus')), 5));
  }
}

let comesLate: Promise<void> = Promise.resolve();
let detached: (error: Error) => void = () => undefined;

@Controller('planted')
class PlantedController {
  private readonly commands: CommandBus;

  constructor(@Inject(CommandBus) commands: CommandBus) {
    this.commands = commands;
  }

  @Get('throws')
  throws(): never {
    throw new Error('a secret of the controller');
  }

  @Get('no-error')
  throwsNoError(): never {
    throw undefined;
  }

  @Get('bus-throws')
  busThrows(): Promise<void> {
    return this.commands.execute(new FailingCommand('throws'));
  }

  @Get('bus-rejects')
  busRejects(): Promise<void> {
    return this.commands.execute(new FailingCommand('rejects later'));
  }

  @Get('disk-full')
  diskFull(): never {
    throw new Error('write failed', { cause: Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) });
  }

  @Get('busy')
  busy(): never {
    throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY_SNAPSHOT' });
  }

  @Get('hangs')
  hangs(): Promise<never> {
    return new Promise(() => undefined);
  }

  @Get('late')
  async late(@Res({ passthrough: true }) response: Response): Promise<object> {
    await comesLate;
    response.setHeader('ETag', '"late"');
    return {};
  }

  @Get('late-fails')
  async lateFails(): Promise<never> {
    await comesLate;
    throw new Error('a secret of the handler');
  }

  /** Something in the request throws where no handler waits for it. */
  @Get('detached')
  detached(): Promise<never> {
    setTimeout(() => detached(new Error('a secret of a callback')), 5);
    return new Promise(() => undefined);
  }
}

@Module({ controllers: [PlantedController], providers: [FailingHandler] })
class PlantedModule {}

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ modules: [PlantedModule], limits: { requestMilliseconds: 300, bodyBytes: 1000 } });
});
afterEach(stopServers);

describe('a handler that fails', () => {
  it.each(['throws', 'no-error', 'bus-throws', 'bus-rejects'])(
    '%s: 500 with an id that the log knows, and no word of the error',
    async (path) => {
      const { status, headers, text, body } = await server.get(`/planted/${path}`);
      expect([status, headers.get('Content-Type')]).toEqual([500, 'application/problem+json']);
      expect(body).toMatchObject({ type: 'urn:accrual:problem:internal-error', code: 'INTERNAL_ERROR', status: 500 });
      expect(text).not.toContain('secret');
      const logged = server.logged().find(({ errorId }) => errorId === body.errorId);
      expect(logged?.['requestId']).toBe(headers.get('X-Request-Id'));
      expect((await server.get('/health/live')).status).toBe(200);
    },
  );

  it.each([
    ['disk-full', 507, 'DISK_FULL'],
    ['busy', 503, 'JOURNAL_IN_USE'],
    ['hangs', 503, 'REQUEST_TIMED_OUT'],
  ])('%s', async (path, status, code) => {
    const answer = await server.get(`/planted/${path}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('Retry-After')).toBe(status === 503 ? '5' : null);
  });

  it.each(['late', 'late-fails'])('%s: after its deadline whatever it comes to is left', async (path) => {
    let come = (): void => undefined;
    comesLate = new Promise((resolve) => (come = resolve));
    const answer = await server.get(`/planted/${path}`);
    expect([answer.status, answer.body.code, answer.headers.get('ETag')]).toEqual([503, 'REQUEST_TIMED_OUT', null]);
    const before = server.logged().length;
    come();
    expect((await server.get('/health/live')).status).toBe(200);
    expect(server.logged().slice(before).filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it.each(['uncaughtException', 'unhandledRejection'] as const)('an %s inside a request answers that request', async (event) => {
    const events = new EventEmitter();
    const unguard = guardProcess(events, pino({ level: 'silent' }));
    detached = (error) => events.emit(event, error);
    const { status, body } = await server.get('/planted/detached');
    expect([status, body.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(() => events.emit(event, new Error('outside of any request'))).not.toThrow();
    unguard();
    expect(events.listenerCount(event)).toBe(0);
  });

  it('a journal that fails is told from one that refuses', async () => {
    const journal = { ...server.journal, append: () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })) };
    const { status, body } = await (await startServer({ journal })).post('/v1/participants', ENROLMENT);
    expect([status, body.code]).toEqual([507, 'DISK_FULL']);
  });
});

describe('requests that are none', () => {
  const json = { 'Content-Type': 'application/json' };
  it.each<[string, string, RequestInit, number, string]>([
    ['an unknown route', '/v1/nothing', {}, 404, 'UNKNOWN_ROUTE'],
    ['a method that the route has not', '/v1/participants/P1/coverage', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
    ['malformed JSON', '/v1/participants', { method: 'POST', body: '{"a":', headers: json }, 400, 'INVALID_JSON'],
    [
      'a body too large',
      '/v1/participants',
      { method: 'POST', body: JSON.stringify('x'.repeat(1000)), headers: json },
      413,
      'BODY_TOO_LARGE',
    ],
    ['a body too deep', '/v1/calculate/x', { method: 'POST', body: '['.repeat(100) + ']'.repeat(100), headers: json }, 400, 'INVALID_JSON'],
    ['text', '/v1/participants', { method: 'POST', body: '{}', headers: { 'Content-Type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', '/v1/participants', { method: 'POST', body: new URLSearchParams('a=b') }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no content type', '/v1/participants', { method: 'POST' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'another charset',
      '/v1/participants',
      { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json; charset=utf-7' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'an encoding nobody knows',
      '/v1/participants',
      { method: 'POST', body: '{}', headers: { ...json, 'Content-Encoding': 'x' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['broken percent-encoding', '/v1/participants/%zz/coverage', {}, 400, 'INVALID_REQUEST'],
  ])('%s', async (_what, path, init, status, code) => {
    const response = await fetch(`${server.url}${path}`, init);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(problem).toMatchObject({ type: problemTypeOf(code), status, code });
    expect([response.status, typeof problem['title'], typeof problem['detail']]).toEqual([status, 'string', 'string']);
    if (status === 405) expect(response.headers.get('Allow')).toBe('GET, HEAD');
  });
});

describe('problems', () => {
  it('no detail of a refusal takes the place of a reserved member', () => {
    const kept = { code: 'UNKNOWN_EVENT', message: 'no such event', type: 'IncomeReported', status: 1, stream: 's' };
    expect(problemOfRefusal(kept)).toEqual({
      type: 'urn:accrual:problem:unknown-event',
      title: 'Unknown event',
      status: 404,
      detail: 'no such event',
      code: 'UNKNOWN_EVENT',
      stream: 's',
    });
  });

  it.each([
    ['UNKNOWN_PARTICIPANT', 404],
    ['KNOWLEDGE_IN_FUTURE', 422],
    ['MISSING_PARAMETER', 422],
    ['INCOME_ALREADY_REPORTED', 409],
    ['YEAR_ALREADY_CLOSED', 409],
    ['JOURNAL_IN_USE', 503],
    ['DISK_FULL', 507],
    ['A_CODE_OF_TOMORROW', 422],
  ])('%s is %i', (code, status) => expect(statusOf(code)).toBe(status));
});

it('work that was left because its caller had gone is no fault, and nothing is answered', () => {
  let log = '';
  const logger = pino({ level: 'info' }, { write: (line: string) => void (log += line) });
  const filter = new ProblemFilter({ logger } as unknown as ApiDependencies, {} as RouteTable);
  const response = Object.assign(new EventEmitter(), { setHeader: () => undefined, destroy: jest.fn(), end: jest.fn() });
  const request = { get: () => undefined } as unknown as Request;
  const host = { switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }) } as unknown as ArgumentsHost;
  requestScope()(request, response as unknown as Response, () => {
    response.emit('close');
    filter.catch(currentRequest()?.signal.reason, host);
  });
  expect([response.destroy.mock.calls.length, response.end.mock.calls.length, log]).toEqual([1, 0, '']);
});
