import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { sendEvents } from './state-events.js';
import { isAtRest, type Reprocessing, type ReprocessingStatus } from '../reprocessing/reprocessing.js';

const BASE: Reprocessing = {
  id: '0123456789abcdef',
  file: 'c.csv',
  sha256: '0'.repeat(64),
  bytes: 1,
  uploadedBy: 'a',
  uploadedAt: '2023-03-01T12:00:00.000Z',
  digest: null,
  plan: null,
  status: 'uploaded',
  progress: null,
  plannedBy: null,
  approvedBy: null,
  commit: null,
  problem: null,
};

const at = (status: ReprocessingStatus, done?: number): Reprocessing => ({
  ...BASE,
  status,
  progress: done === undefined ? null : { stage: 'planning', done, total: 9, rate: 1 },
});

/** A caller whose connection takes what it is sent, until it is told not to. */
function caller(now: Reprocessing, { lastEventId = undefined as string | undefined, heartbeatMilliseconds = 60_000 } = {}) {
  const response = Object.assign(new EventEmitter(), {
    statusCode: 200,
    headersSent: false,
    writableNeedDrain: false,
    writableEnded: false,
    text: '',
    writeHead() {
      this.headersSent = true;
    },
    write(text: string) {
      this.text += text;
      return true;
    },
    end() {
      this.writableEnded = true;
    },
  });
  const streams = new Set<() => void>();
  let told: ((state: Reprocessing) => void) | undefined;
  const request = { method: 'GET', headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId } } as unknown as Request;
  sendEvents({
    request,
    response: response as unknown as Response,
    heartbeatMilliseconds,
    streams,
    isAtRest,
    shown: (state) => state,
    watch: (tell) => {
      told = tell;
      tell(now);
      return () => (told = undefined);
    },
  });
  const sent = (): readonly string[] =>
    [...response.text.matchAll(/^data: (.*)$/gm)].map(([, data]) =>
      (({ status, progress }) => `${status} ${progress?.done ?? '-'}`)(JSON.parse(data as string) as Reprocessing),
    );
  return {
    response,
    streams,
    sent,
    ids: () => [...response.text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id),
    tell: (state: Reprocessing) => told?.(state),
    isWatched: () => told !== undefined,
  };
}

it('tells every change of the status at once, and of the progress the latest', async () => {
  const { response, sent, tell } = caller(at('uploaded'));
  for (const state of [at('planning'), at('planning', 1), at('planning', 2), at('planning', 3)]) tell(state);
  expect(sent()).toEqual(['uploaded -', 'planning -']);
  await pause(150);
  expect(sent().slice(2)).toEqual(['planning 3']);
  for (const state of [at('planning', 4), at('planned')]) tell(state);
  expect(sent().slice(3)).toEqual(['planning 4', 'planned -']);
  expect(response.writableEnded).toBe(true);
});

it('a caller who reads slowly misses no status, and what is told late is the latest', () => {
  const { response, sent, tell } = caller(at('uploaded'));
  response.writableNeedDrain = true;
  for (const state of [at('planning'), at('planning', 1), at('planning', 2), at('planned')]) tell(state);
  expect([sent(), response.writableEnded]).toEqual([['uploaded -'], false]);
  response.writableNeedDrain = false;
  response.emit('drain');
  expect([sent(), response.writableEnded]).toEqual([['uploaded -', 'planning 2', 'planned -'], true]);
});

it('one who names the state that stands is told it no more; the final one is answered 204', () => {
  const [first] = caller(at('planning', 1)).ids();
  const { sent, tell } = caller(at('planning', 1), { lastEventId: first as string });
  expect(sent()).toEqual([]);
  tell(at('planned'));
  expect(sent()).toEqual(['planned -']);
  const [last] = caller(at('planned')).ids();
  const { response } = caller(at('planned'), { lastEventId: last as string });
  expect([response.statusCode, response.headersSent, response.text, response.writableEnded]).toEqual([204, false, '', true]);
});

it('shows signs of life, and ends when the caller goes or the server stops', async () => {
  const leaves = caller(at('planning'), { heartbeatMilliseconds: 20 });
  await pause(70);
  expect(leaves.response.text).toContain(': still here\n\n');
  leaves.response.emit('close');
  expect([leaves.isWatched(), leaves.streams.size]).toEqual([false, 0]);
  const stops = caller(at('planning'));
  for (const end of stops.streams) end();
  expect([stops.response.writableEnded, stops.isWatched(), stops.streams.size]).toEqual([true, false, 0]);
});
