/** Questions to the API: the console's one way to data. Answers are kept by address, since the same coordinates say the same. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { headersOfPerson } from '../frame/session.js';

export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly status: number;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

export type Asked<Answer> =
  | { readonly status: 'waiting'; readonly before: Answer | undefined }
  | { readonly status: 'answered'; readonly answer: Answer }
  | { readonly status: 'refused'; readonly problem: Problem };

export type Query = Readonly<Record<string, string | number | undefined>>;

export function addressOfQuestion(path: string, query: object = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Query)) if (value !== undefined && value !== '') words.set(name, String(value));
  const text = words.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Answers, or throws a Problem. */
export async function read<Answer>(address: string, signal?: AbortSignal): Promise<Answer> {
  return (
    await reach(address, { headers: { Accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) })
  ).json() as Promise<Answer>;
}

export async function askText(address: string, accept: string): Promise<string> {
  return (await reach(address, { headers: { Accept: accept } })).text();
}

/** A question that does not fit into an address: what is calculated or supposed. Nothing is written. `body`: its JSON. */
async function readBy<Answer>(address: string, body: string, signal: AbortSignal): Promise<Answer> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal };
  return (await reach(address, init)).json() as Promise<Answer>;
}

/** Writes go by the same routes as everybody's; each intent has a key of its own. */
export async function write<Answer>(address: string, body: unknown, key: string): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...headersOfPerson() };
  return (await reach(address, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<Answer>;
}

export async function upload<Answer>(address: string, file: Blob, type: string): Promise<Answer> {
  return (
    await reach(address, { method: 'POST', headers: { 'Content-Type': type, ...headersOfPerson() }, body: file })
  ).json() as Promise<Answer>;
}

export async function takeFile(address: string): Promise<void> {
  await reach(address, { method: 'DELETE', headers: headersOfPerson() });
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw { code: 'NO_ANSWER', detail: '', status: 0 } satisfies Problem;
  }
  if (response.ok) return response;
  throw await problemIn(response);
}

async function problemIn(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { code: `HTTP_${response.status}`, detail: response.statusText, status: response.status };
  }
}

const MOST_KEPT = 200;
const kept = new Map<string, unknown>();

/** Whoever has written something reads anew. */
export function forgetAnswers(): void {
  kept.clear();
}

function keep(address: string, answer: unknown): void {
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string);
  kept.set(address, answer);
}

/**
 * The answer at an address; the one before stays in view until the next has come, so that nothing jumps. `body`: of a question that does
 * not fit into an address.
 */
export function useAnswer<Answer>(address: string | undefined, body?: string): Asked<Answer> {
  const key = address === undefined ? undefined : `${address} ${body ?? ''}`;
  const [asked, setAsked] = useState<{ readonly key: string | undefined; readonly told: Asked<Answer> }>({
    key: undefined,
    told: { status: 'waiting', before: undefined },
  });
  const last = useRef<Answer | undefined>(undefined);
  useEffect(() => {
    if (address === undefined || key === undefined) return undefined;
    const gone = new AbortController();
    const tell = (told: Asked<Answer>): void => {
      if (told.status === 'answered') last.current = told.answer;
      if (!gone.signal.aborted) setAsked({ key, told });
    };
    if (kept.has(key)) tell({ status: 'answered', answer: kept.get(key) as Answer });
    else {
      (body === undefined ? read<Answer>(address, gone.signal) : readBy<Answer>(address, body, gone.signal)).then(
        (answer) => {
          keep(key, answer);
          tell({ status: 'answered', answer });
        },
        (problem: unknown) => {
          if (!gone.signal.aborted) tell({ status: 'refused', problem: problem as Problem });
        },
      );
    }
    return () => gone.abort();
  }, [key]);
  if (key !== undefined && asked.key === key) return asked.told;
  const at = key === undefined ? undefined : (kept.get(key) as Answer | undefined);
  return at === undefined ? { status: 'waiting', before: last.current } : { status: 'answered', answer: at };
}

/** What can be shown: the answer, or the one before while another is on its way. */
export function shown<Answer>(asked: Asked<Answer>): Answer | undefined {
  return asked.status === 'answered' ? asked.answer : asked.status === 'waiting' ? asked.before : undefined;
}
