/** A ledger of fi-kapl and the calls of a bulk reprocessing, as the specs of the API share them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateWorkspace, openJournal } from '#engine/workspace.js';
import { importFile } from '#reprocessing/intake/import-file.js';
import { parameterSet } from '#rulebooks/frame/parameters/parameters.js';
import { RULEBOOKS } from '#rulebooks/registry.js';
import { sampleParameters, serveHere, temporaryFolder, type Answered, type Client, type Served } from './workspace.js';

export const CLOCK = (): string => '2023-03-01T12:00:00.000Z';
const HEADER = 'participantId,incomeYear,employerId,amount,currency,reason,correctedOn';
/** Worked example 3 of the law's specification; a year outside the window; an unknown participant. */
export const CORRECTIONS = corrections(
  'W1,2003,E1,19250.50,EUR,audit,2009-10-02',
  'W1,2000,E1,16000.00,EUR,audit,2009-10-02',
  'W9,2003,E1,1.00,EUR,audit,2009-10-02',
);

export function corrections(...rows: readonly string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

const folders: { readonly remove: () => void }[] = [];

/** For `afterEach`, once the servers have stopped. */
export function removeLedgers(): void {
  for (const { remove } of folders.splice(0)) remove();
}

/** A data folder with participants of fi-kapl, of whom W1 has incomes of 2000 and 2003; and what else is given. */
export async function ledgerFolder(participants: readonly string[] = ['W1'], incomes: readonly string[] = []): Promise<string> {
  const temporary = temporaryFolder();
  folders.push(temporary);
  const { folder } = temporary;
  const journal = await openJournal({ ...locateWorkspace(folder, {}), clock: CLOCK });
  const request = {
    journal,
    dryRun: false,
    migrate: false,
    clock: CLOCK,
    actor: 'test',
    rulebooks: RULEBOOKS,
    parameters: async () => parameterSet('fi-kapl', []),
  };
  const file = (name: string, ...lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  await importFile({
    ...request,
    kind: 'participants',
    file: file(
      'p.csv',
      'participantId,scheme,birthDate,sex,enrolledOn',
      ...participants.map((id) => `${id},fi-kapl,1962-04-05,female,1999-01-01`),
    ),
  });
  await importFile({
    ...request,
    kind: 'incomes',
    file: file(
      'i.csv',
      'participantId,incomeYear,amount,currency,employerId',
      'W1,2000,15000.00,EUR,E1',
      'W1,2003,18000.00,EUR,E1',
      ...incomes,
    ),
  });
  await journal.close();
  return folder;
}

export async function publish(client: Client): Promise<void> {
  const document = sampleParameters('fi-kapl/illustrative-1997-2013.json');
  // where roles are on
  const { status, text } = await client.post('/v1/funds/fi-kapl/parameters', document, { 'X-Accrual-Actor': 'publisher' });
  if (status !== 201) throw new Error(text);
}

/** A server on a ledger of its own, unless one is given, with the fund's parameters published. */
export async function served(options: Parameters<typeof serveHere>[1] = {}, folder?: string): Promise<Served> {
  const server = await serveHere(folder ?? (await ledgerFolder()), options);
  await publish(server);
  return server;
}

export function upload(
  client: Client,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  file = 'c.csv',
): Promise<Response> {
  return fetch(`${client.url}/v1/reprocessings?file=${file}`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'text/csv', ...headers },
  });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into states of every shape
export type State = { readonly status: string; readonly digest: string | null; readonly [field: string]: any };

/** The states that server-sent events tell, to their end. */
export async function states(client: Client, id: string): Promise<readonly State[]> {
  const { headers, text } = await client.get(`/v1/reprocessings/${id}/events`);
  expect(headers.get('content-type')).toBe('text/event-stream');
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data as string) as State);
}

export async function planned(
  client: Client,
  body = CORRECTIONS,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly id: string; readonly digest: string }> {
  const response = await upload(client, body, headers);
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as { id: string };
  expect(response.headers.get('location')).toBe(`/v1/reprocessings/${id}`);
  const last = (await states(client, id)).at(-1);
  expect(last).toMatchObject({ status: 'planned', problem: null });
  return { id, digest: last?.digest as string };
}

export function approve(client: Client, { id, digest }: { readonly id: string; readonly digest: string }): Promise<Answered> {
  return client.post(`/v1/reprocessings/${id}/approval`, { digest, note: 'looked at' });
}

export function commit(
  client: Client,
  { id, digest }: { readonly id: string; readonly digest: string },
  more: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return client.post(`/v1/reprocessings/${id}/commit`, { digest, ...more }, headers);
}
