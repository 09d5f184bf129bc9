/** A question that a health check or a scrape puts to a database: answered soon, or told as unanswered. */
export type Probed<T> =
  | { readonly status: 'answered'; readonly value: T }
  | { readonly status: 'failed'; readonly error: unknown }
  /** It may still come. */
  | { readonly status: 'silent' };

export type Probe<T> = () => Promise<Probed<T>>;

export const PROBE_MILLISECONDS = 1_000;

/**
 * One question at a time: whoever asks while one is under way waits for that one, and no longer than it may take from its beginning
 * on. So while a database is away every look but the first is answered at once, and no calls heap up.
 */
export function probing<T>(ask: () => Promise<T>, milliseconds = PROBE_MILLISECONDS): Probe<T> {
  let pending: { readonly begun: number; readonly outcome: Promise<Probed<T>> } | undefined;
  const begin = (): NonNullable<typeof pending> => {
    const outcome = ask()
      .then(
        (value): Probed<T> => ({ status: 'answered', value }),
        (error: unknown): Probed<T> => ({ status: 'failed', error }),
      )
      .finally(() => (pending = undefined));
    return { begun: performance.now(), outcome };
  };
  return async () => {
    pending ??= begin();
    const { begun, outcome } = pending;
    return firstOf(outcome, Math.max(milliseconds - (performance.now() - begun), 0));
  };
}

function firstOf<T>(outcome: Promise<Probed<T>>, milliseconds: number): Promise<Probed<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ status: 'silent' }), milliseconds);
    void outcome.then((probed) => {
      clearTimeout(timer);
      resolve(probed);
    });
  });
}

/** The value; undefined where there is no answer. */
export async function answerToProbe<T>(probe: Probe<T>): Promise<T | undefined> {
  const probed = await probe();
  return probed.status === 'answered' ? probed.value : undefined;
}
