import type { Request, RequestHandler, Response } from 'express';
import { asOneHandler } from './one-handler.js';

const [REQUEST, RESPONSE] = [{} as Request, {} as Response];

/** What was called, in order; the last word is of what comes after all. */
function called(...handlers: readonly ((note: (what: string) => void) => RequestHandler)[]): readonly unknown[] {
  const notes: unknown[] = [];
  const all = handlers.map((handler) => handler((what) => void notes.push(what)));
  asOneHandler(all)(REQUEST, RESPONSE, (error?: unknown) => void notes.push(error === undefined ? 'next' : `error ${String(error)}`));
  return notes;
}

const passes = (name: string) => (note: (what: string) => void): RequestHandler => (_request, _response, next) => {
  note(name);
  next();
};

it.each([
  ['each in its turn', [passes('a'), passes('b')], ['a', 'b', 'next']],
  ['none', [], ['next']],
  ['one that answers ends it', [passes('a'), () => () => undefined, passes('c')], ['a']],
  ['an error goes past the rest', [(): RequestHandler => (_request, _response, next) => next('wrong'), passes('b')], ['error wrong']],
])('%s', (_what, handlers, notes) => expect(called(...handlers)).toEqual(notes));

it('what is thrown in a later turn is told as an error', async () => {
  const late: RequestHandler = (_request, _response, next) => void setImmediate(next);
  const throws: RequestHandler = () => {
    throw new Error('late');
  };
  const told = await new Promise((resolve) => asOneHandler([late, throws])(REQUEST, RESPONSE, resolve));
  expect(told).toEqual(new Error('late'));
});
