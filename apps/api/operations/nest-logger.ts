/** Nest's own messages in the structured log; its start-up chatter is left out. */
import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

export function nestLogger(logger: Logger): LoggerService {
  const say =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...details: readonly unknown[]): void => {
      logger[level]({ from: 'nest', details }, String(message));
    };
  return {
    log: () => undefined,
    verbose: () => undefined,
    debug: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('fatal'),
  };
}
