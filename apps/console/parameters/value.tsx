/** A parameter's value: a text, or a table that unfolds; that there is none is said. */
import { countText } from '../parts/amounts.js';
import { language, words } from '../words/words.js';

export function Value({ parameter }: { readonly parameter: { readonly value: unknown } | undefined }) {
  const { parameters: text } = words();
  if (parameter === undefined) return <span class="mark bad nowrap" title={text.gap}>{text.noValue}</span>;
  const { value } = parameter;
  if (value === null) return <>–</>;
  if (typeof value !== 'object') return <>{String(value)}</>;
  return (
    <details>
      <summary>{text.table(countText(countLeaves(value), language.value))}</summary>
      <pre>{JSON.stringify(value, null, 1)}</pre>
    </details>
  );
}

function countLeaves(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.values(value).reduce((sum: number, each) => sum + countLeaves(each), 0) : 1;
}
