/** A long answer of one object a line, whole. */
import { useEffect, useState } from 'preact/hooks';
import { askText, type Problem } from '../api/ask.js';

interface Lines<Item> {
  /** Undefined while it is waited for. */
  readonly items: readonly Item[] | undefined;
  readonly problem: Problem | undefined;
}

export function useLines<Item>(address: string): Lines<Item> {
  const [items, setItems] = useState<readonly Item[] | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  useEffect(() => {
    askText(address, 'application/x-ndjson').then(
      (lines) => setItems(lines.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Item)),
      (refused: unknown) => setProblem(refused as Problem),
    );
  }, [address]);
  return { items, problem };
}
