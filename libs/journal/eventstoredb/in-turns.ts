/** Runs over all items, a few at a time, begun in their order; the first failure ends it once those begun have ended. */
export async function inTurns<T>(items: readonly T[], atATime: number, run: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed: { readonly error: unknown } | undefined;
  const turn = async (): Promise<void> => {
    while (next < items.length && failed === undefined) {
      const item = items[next] as T;
      next += 1;
      try {
        await run(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, turn));
  if (failed !== undefined) throw failed.error;
}
